"""`rtm requests list`, `show` and `clear`: they read the console's own database, nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.cli.failures import ExitCode, Stop
from app.cli.output import Column
from data.local.opening import SPOILED, open_local, read_local, set_aside
from data.local.requests import Cleared, Filter, KeptRequest, clear, count, get, newest
from data.operations.forms import iso
from data.operations.history.replaying import curl, pretty
from data.sqlite.connect import is_environment, translate
from data.text import _, _n
from widgets.text import clean, fit, width

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from app.cli.context import Context
    from app.profiles import Profile


def listed(context: Context, options: Namespace) -> int:
    """List what the options ask for, newest first."""
    profile = context.profile()
    since = None if options.since is None else _now_ms() - options.since * 1000
    which = Filter(options.text, options.failed, since)
    with _reading(profile) as connection:
        rows = newest(connection, which, options.limit) if connection else []
        known = count(connection, which) if connection else None
    records = context.output.records(_columns(), lambda row: row.as_dict())
    records.write(rows)
    records.end()
    if not rows:
        context.say(_nothing(profile, total=known.total if known else 0))
    elif known and options.format is None and context.terminal.interactive:
        words = _("{matched} of {total} requests")
        context.say(words.format(matched=f"{len(rows):,}", total=f"{known.total:,}"))
    return 0


def shown(context: Context, options: Namespace) -> int:
    """Show one request in full."""
    request = find(context.profile(), options.number)
    value = request.as_dict() | {"curl": curl(request)}
    context.output.one(value, lambda: sheet(request))
    return 0


def cleared(context: Context, _options: Namespace) -> int:
    """Forget all requests of the profile, and damaged files that have some.

    Raises:
        DatabaseProblem: nothing was forgotten.
        Stop: something of them stands on the disk still.
    """
    path = context.profile().own_database
    n, wiped = _clear(path) if path.exists() else Cleared(0, wiped=True)
    context.output.one({"forgotten": n}, lambda: ())
    words = _n("{n} request forgotten.", "{n} requests forgotten.", n)
    context.say(words.format(n=f"{n:,}"))
    aside = set_aside(path) if path.parent.is_dir() else []
    for one in aside:
        try:
            one.unlink(missing_ok=True)
        except OSError as error:
            raise Stop(
                _("{path} has requests, too, and cannot be deleted.").format(path=one),
                _("Delete it yourself."),
            ) from error
    if aside:
        m = len(aside)
        words = _n("{n} damaged file deleted.", "{n} damaged files deleted.", m)
        context.say(words.format(n=f"{m:,}"))
    if not wiped:
        raise Stop(
            _("The requests are forgotten, but not yet wiped from {path}.").format(path=path),
            _("Close the other consoles, then repeat: rtm requests clear"),
        )
    return 0


def _clear(path: Path) -> Cleared:
    connection = open_local(path).connection
    try:
        return clear(connection)
    except sqlite3.Error as error:
        raise _in_words(error, path) from error
    finally:
        connection.close()


def find(profile: Profile, n: int) -> KeptRequest:
    """The request of a number, with its texts.

    Raises:
        Stop: there is none (exit code 5).
    """
    with _reading(profile) as connection:
        request = get(connection, n) if connection else None
    if request is None:
        raise Stop(
            _("No request of number {n} is kept in profile {name}.").format(n=n, name=profile.name),
            _("See which there are with: rtm requests list"),
            ExitCode.REFUSED,
        )
    return request


def repetition_of(profile: Profile, request: KeptRequest) -> int:
    """The number under which the newest repetition of a request is kept; 0 where it is not."""
    from data.operations.history.replaying import OPERATION

    with _reading(profile) as connection:
        which = Filter(f"{OPERATION} {request.target}")
        rows = newest(connection, which, 1) if connection else []
    return rows[0].n if rows and rows[0].n > request.n else 0


def sheet(request: KeptRequest) -> Iterator[str]:
    """What there is to read about a request."""
    yield clean(f"{request.method} {request.target}")
    facts = [(label, value) for label, value in _facts(request) if value]
    room = max(width(label) for label, _value in facts)
    yield from (f"  {fit(label, room)}  {clean(value)}" for label, value in facts)
    texts = request.texts
    if texts is None:
        return
    yield from _section(_("Sent"), _lines(texts.request_headers, texts.request_body))
    yield from _section(_("Received"), _lines(texts.response_headers, texts.response_body))
    yield from _section(_("For a shell, with the token in TOKEN"), [clean(curl(request))])


def _facts(request: KeptRequest) -> Iterator[tuple[str, str]]:
    answer = _("no answer") if request.status is None else str(request.status)
    yield _("Host"), request.host
    yield _("Platform"), request.place
    yield _("Operation"), request.operation
    yield _("Attempt"), str(request.attempt) if request.attempt > 1 else ""
    yield _("Asked by"), f"{_program(request)} ({request.pid})"
    yield _("Time"), iso(request.at)
    yield _("Answer"), f"{answer} {request.error}".strip()
    yield _("Took"), _("{ms} ms").format(ms=f"{request.ms:.1f}")
    yield _("Bytes"), f"{request.request_size:,} / {request.response_size:,}"
    yield _("Tracking id"), request.tracking_id


def _lines(headers: dict[str, str], body: str) -> list[str]:
    lines = [clean(f"{name}: {value}") for name, value in headers.items()]
    return lines + [clean(line) for line in pretty(body).splitlines()]


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"  {line}" for line in lines)


def _program(request: KeptRequest) -> str:
    return _("console") if request.program == "console" else _("command")


def _columns() -> list[Column[KeptRequest]]:
    def answer(row: KeptRequest) -> str:
        return " ".join(str(part) for part in (row.status, row.error) if part)

    return [
        Column("n", lambda row: row.n, _("No"), "right"),
        Column("at", lambda row: iso(row.at), _("Time")),
        Column("program", lambda row: row.program, _("From")),
        Column("operation", lambda row: row.operation),
        Column("attempt", lambda row: row.attempt),
        Column("method", lambda row: row.method, _("Method")),
        Column("host", lambda row: row.host),
        Column("target", lambda row: row.target, _("Request")),
        Column("status", lambda row: row.status),
        Column("error", lambda row: row.error or None),
        Column("answer", answer, _("Answer")),
        Column("ms", lambda row: round(row.ms, 1), _("ms"), "right"),
        Column("size", lambda row: row.response_size, _("Bytes"), "right"),
        Column("trackingId", lambda row: row.tracking_id, _("Tracking id")),
    ]


def _nothing(profile: Profile, *, total: int) -> str:
    if total:
        return _("No request matches.")
    if not profile.keep_requests:
        return _("Profile {name} keeps no requests (keep_requests).").format(name=profile.name)
    return _("Profile {name} has kept no request yet.").format(name=profile.name)


@contextmanager
def _reading(profile: Profile) -> Iterator[sqlite3.Connection | None]:
    """The profile's own database for reading; None where there is none yet.

    Raises:
        DatabaseProblem: it cannot be used.
        Stop: it is damaged.
    """
    path = profile.own_database
    try:
        connection = read_local(path)
        try:
            yield connection
        except sqlite3.Error as error:
            raise _in_words(error, path) from error
        finally:
            if connection is not None:
                connection.close()
    except SPOILED as problem:
        # Nobody need repair it: nothing but what was asked before stands in it.
        raise Stop(
            _("The requests of profile {name} cannot be read: {path} is damaged.").format(
                name=profile.name, path=path
            ),
            _("It is set aside by itself, and a new one made, when the next request is kept."),
        ) from problem


def _in_words(error: sqlite3.Error, path: Path) -> Exception:
    return translate(error, path) if is_environment(error) else error


def _now_ms() -> int:
    import time

    return int(time.time() * 1000)
