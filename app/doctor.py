"""Looks at everything that the program stands on and says what to do about what is wrong."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from data.text import _
from data.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.profiles import Profile
    from app.terminal import Terminal

Level = Literal["ok", "hint", "warn", "fail"]

PACKAGES = ("textual", "httpx", "pydantic", "starlette", "sqlite-utils", "platformdirs")
"""Distributions that the program needs."""

OURS = ("app", "screens", "widgets", "data")
"""Import packages of the distribution, which have to lie side by side."""

SOUND_SQLITE = (3, 51, 3)
"""SQLite from here on has the corrections that the databases profit from."""

OLDEST_SQLITE = (3, 37, 0)
"""SQLite before this cannot read the databases (STRICT tables)."""

ROOM = 200 << 20
"""Bytes of disk below which a warning is due; a partner's world takes about 20 MB."""

QUICK = 200 << 20
"""Bytes of a database up to which a look at its structure takes no more than a moment."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one thing.

    Attributes:
        topic: the thing, as one stable English word for programs.
        level: ok, hint (it works; something may be missing), warn (it works, but) or fail.
        text: what was found.
        advice: what to do about it; empty where all is well.
    """

    topic: str
    level: Level
    text: str
    advice: str = ""


def examine(terminal: Terminal, profile_name: str | None, db: Path | None) -> Iterator[Finding]:
    """Look at everything, cheapest first. Nothing is created or changed.

    Args:
        terminal: the terminal as it was found.
        profile_name: the profile to look at; the default one if None.
        db: a database to look at instead of the profile's.
    """
    yield _python()
    yield _packages()
    yield _ours()
    yield _sqlite()
    yield from _terminal(terminal)
    profile, found = _configuration(profile_name, named=db is not None)
    yield found
    if db is not None or (profile is not None and profile.kind == "sandbox"):
        yield from _database(db or _database_of(profile), seeded=db is None and _seeded(profile))
    if profile is not None:
        from app.doctor_requests import requests

        yield requests(profile)
    if profile is not None and profile.kind == "live" and db is None:
        from app.doctor_platform import platform, token

        given = token(profile)
        yield given
        yield platform(profile, tried=given.level == "ok")


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("python", "ok", f"Python {version} ({sys.executable})")


def _packages() -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    found, missing = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding(
            "packages",
            "fail",
            _("Missing: {names}.").format(names=", ".join(missing)),
            _("Install rtm anew in an environment of its own, as with: pipx install ."),
        )
    return Finding("packages", "ok", ", ".join(found))


def _ours(names: tuple[str, ...] = OURS) -> Finding:
    from importlib.util import find_spec

    home = Path(__file__).resolve().parent.parent
    strangers = []
    for name in names:
        spec = find_spec(name)
        origin = Path(spec.origin).resolve() if spec is not None and spec.origin else None
        if origin != home / name / "__init__.py":
            strangers.append(f"{name} ({origin or _('not found')})")
    if strangers:
        return Finding(
            "modules",
            "fail",
            _("Not ours: {names}.").format(names=", ".join(strangers)),
            _(
                "Another distribution, or the current folder, has a package of that name: "
                "install rtm in an environment of its own."
            ),
        )
    return Finding("modules", "ok", str(home))


def _sqlite() -> Finding:
    import sqlite3

    version = sqlite3.sqlite_version_info
    text = f"SQLite {sqlite3.sqlite_version}"
    advice = _(
        "A newer Python brings a newer SQLite: from python.org, or with: uv python install 3.13"
    )
    if version < OLDEST_SQLITE:
        return Finding("sqlite", "fail", text + " " + _("(needs 3.37)"), advice)
    if version < SOUND_SQLITE:
        return Finding("sqlite", "warn", text + " " + _("(3.51.3 or newer is better)"), advice)
    return Finding("sqlite", "ok", text)


def _terminal(terminal: Terminal) -> Iterator[Finding]:
    yield _kind(terminal)
    yield _colors(terminal)
    if terminal.utf8:
        yield Finding("locale", "ok", terminal.language or "UTF-8")
    else:
        yield Finding(
            "locale",
            "warn",
            _("Not UTF-8 ({locale}): drawn with ASCII signs.").format(
                locale=terminal.language or _("not set")
            ),
            _("If the terminal shows UTF-8: export LANG=C.UTF-8"),
        )
    yield _clipboard(terminal)


def _kind(terminal: Terminal) -> Finding:
    between = [name for name in (terminal.multiplexer, "SSH" if terminal.ssh else None) if name]
    size = f"{terminal.columns}x{terminal.rows}"
    text = ", ".join([terminal.term or _("TERM is not set"), size, *between])
    if not terminal.interactive:
        return Finding(
            "terminal",
            "warn",
            _("Not a terminal: the console cannot open here."),
            _("Run rtm doctor without a pipe to see what the terminal can."),
        )
    if not terminal.usable or not terminal.term:
        advice = _("Set TERM to what the terminal is: export TERM=xterm-256color")
        return Finding("terminal", "fail" if terminal.term else "warn", text, advice)
    if terminal.columns < 80 or terminal.rows < 24:
        return Finding("terminal", "warn", text, _("80x24 and more is comfortable."))
    return Finding("terminal", "ok", text)


def _colors(terminal: Terminal) -> Finding:
    words = {
        "none": _("no colour"),
        "16": _("16 colours"),
        "256": _("256 colours"),
        "truecolor": _("all colours"),
    }
    text = words[terminal.colors]
    if terminal.interactive and terminal.colors == "16" and terminal.term in ("xterm", "screen"):
        advice = _("If it has more colours: export TERM={term}-256color").format(term=terminal.term)
        return Finding("colours", "hint", text, advice)
    return Finding("colours", "ok", text)


def _clipboard(terminal: Terminal) -> Finding:
    through = _("Through the terminal (OSC 52).")
    if not terminal.clipboard:
        return Finding("clipboard", "warn", _("No way to the clipboard from here (OSC 52)."))
    if terminal.multiplexer == "tmux":
        passes = _tmux_passes()
        if passes:
            return Finding("clipboard", "ok", _("Through tmux and the terminal (OSC 52)."))
        text = _("tmux keeps it back.") if passes is False else _("tmux may keep it back.")
        advice = _("tmux lets it through with: tmux set -g allow-passthrough on")
        return Finding("clipboard", "hint", text, advice)
    if terminal.multiplexer == "screen":
        advice = _("screen may cut long texts at 768 bytes: write them to a file instead.")
        return Finding("clipboard", "hint", through, advice)
    some = _("Some terminals ask first, or need it switched on.")
    return Finding("clipboard", "ok", f"{through} {some}")


def _tmux_passes() -> bool | None:
    """Whether the tmux around this process lets OSC 52 through; None where it cannot be asked."""
    import os
    import shutil
    import subprocess

    tmux = shutil.which("tmux")
    if tmux is None or not os.environ.get("TMUX"):
        return None
    command = [tmux, "display-message", "-p", "#{allow-passthrough} #{set-clipboard}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=2, check=True)  # noqa: S603 -- nothing in it comes from outside
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    passthrough, _blank, clipboard = done.stdout.strip().partition(" ")
    return passthrough in ("1", "on", "all") or clipboard == "on"


def _configuration(name: str | None, *, named: bool) -> tuple[Profile | None, Finding]:
    """Look at the configuration; a database that is named needs no profile."""
    from app.config import ConfigProblem, UnknownProfile, load
    from app.profiles import DEFAULT, default_profile

    try:
        config = load()
        if named and name is None:
            profile = config.profiles.get(DEFAULT) or default_profile()
        else:
            profile = config.profile(name)
    except (ConfigProblem, UnknownProfile) as problem:
        return None, Finding("configuration", "fail", str(problem), problem.advice)
    text = _("{path} (profile {name})") if config.exists else _("no file; profile {name}")
    text = text.format(path=config.path, name=profile.name)
    if config.problem is not None:
        wrong = _("Other profiles are wrong: {names}.").format(
            names=", ".join(quoted(one) for one in sorted(config.faults))
        )
        advice = _("See what is wrong with: rtm config validate")
        return profile, Finding("configuration", "warn", f"{text}. {wrong}", advice)
    return profile, Finding("configuration", "ok", text)


def _database_of(profile: Profile | None) -> Path:
    if profile is None:
        raise AssertionError
    return profile.database


def _seeded(profile: Profile | None) -> bool:
    return profile is not None and profile.seeded


def _database(path: Path, *, seeded: bool) -> Iterator[Finding]:
    if seeded and not path.exists():
        yield Finding("database", "ok", _("{path} is made on the first run.").format(path=path))
    else:
        yield _content(path)
        from app.doctor_faults import faults

        yield from faults(path)
    yield _room(path)


def _content(path: Path) -> Finding:
    """Look at a database as far as that is quick; `rtm db check` looks at everything."""
    import sqlite3

    from data.emulation.store.schema import SCHEMA
    from data.sqlite.connect import connect, translate
    from data.sqlite.migrate import version_of
    from data.sqlite.problems import DatabaseProblem

    thorough = _("Look closer with: rtm db check --db {path}").format(path=path)
    try:
        connection = connect(path, read_only=True, application_id=SCHEMA.application_id)
        try:
            version = version_of(connection, path, SCHEMA)
            size = path.stat().st_size
            if size <= QUICK:
                (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
                if verdict != "ok":
                    return Finding("database", "fail", f"{path}: {verdict}", thorough)
        except sqlite3.Error as error:
            raise translate(error, path) from error
        finally:
            connection.close()
    except DatabaseProblem as problem:
        return Finding("database", "fail", str(problem), problem.advice)
    text = _("{path}: schema {version}, {n} MB, written {when}").format(
        path=path, version=version, n=size // 1_000_000, when=_written(path)
    )
    if version < SCHEMA.version:
        return Finding("database", "hint", text, _("It is upgraded when it is next opened."))
    if size > QUICK:
        return Finding("database", "hint", text, thorough)
    return Finding("database", "ok", text)


def _written(path: Path) -> str:
    """When a database was last written, log and file; the wall's time, as a date."""
    from datetime import UTC, datetime

    log = path.with_name(f"{path.name}-wal")
    latest = max(file.stat().st_mtime for file in (path, log) if file.exists())
    return datetime.fromtimestamp(latest, UTC).strftime("%Y-%m-%d %H:%MZ")


def _room(path: Path) -> Finding:
    import os
    import shutil

    folder = path.parent
    while not folder.is_dir():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    text = _("{folder}: {n} MB free").format(folder=folder, n=free // 1_000_000)
    if not os.access(folder, os.W_OK | os.X_OK):
        advice = _("Give yourself the right to write there, or name another database with --db.")
        return Finding("disk", "fail", text + ", " + _("not writable"), advice)
    if free < ROOM:
        return Finding("disk", "warn", text, _("Free some space; a sandbox takes some 20 MB."))
    return Finding("disk", "ok", text)
