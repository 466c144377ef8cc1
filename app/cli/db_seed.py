"""`rtm db seed` and `rtm db reset`: whole worlds, in place of nothing or of what was there."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, NamedTuple

from app.cli.asking import require_yes
from app.cli.failures import WrongUse
from app.cli.progress import Progress
from data.emulation.maintenance import backup, restore
from data.emulation.rules.times import iso, parse_moment
from data.emulation.seed import SeedSummary, build
from data.emulation.store.schema import SCHEMA
from data.sqlite.connect import connect
from data.sqlite.examine import examine
from data.sqlite.migrate import version_of
from data.sqlite.problems import DamagedDatabase
from data.sqlite.volumes import sweep
from data.text import _
from data.words import quoted

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from app.cli.context import Context
    from data.emulation.seed import Size


def seed(context: Context, options: Namespace) -> int:
    """Make a database; with `--force` also where there is one already."""
    path = context.database()
    _require_sense(options.size, options.customers)
    if path.exists() and not options.force:
        raise WrongUse(
            _("There is a file already at {path}.").format(path=path),
            _("Name another file, or say --force to throw away what is in it."),
        )
    if context.profile().seeded:
        from app.paths import make_private

        make_private(path.parent)
    at_ms = None if options.at is None else _moment(options.at)
    # Said here, a problem names the file that was asked for.
    examine(path, create=True, application_id=SCHEMA.application_id)
    if path.exists():
        summary = _replace(path, options.size, options.seed, at_ms, options.customers)
    else:
        summary = _build(path, options.size, options.seed, at_ms, options.customers)
    return _tell(context, path, summary)


def reset(context: Context, options: Namespace) -> int:
    """Make the content anew, from the seed that it came from unless another one is named."""
    path = context.database()
    origin = _origin(path)
    size, number = options.size or origin.size, options.seed or origin.seed
    _require_sense(size, options.customers)
    customers = options.customers
    if customers is None and size == origin.size == "large":
        customers = _remembered(path, origin)
    context.say(_to_make(size, number, customers))
    question = _("Make {path} anew? Every change in it is lost.").format(path=path)
    if not options.no_backup:
        question = _("Make {path} anew? What is in it is kept in a backup.").format(path=path)
    require_yes(question, yes=options.yes)
    if not options.no_backup:
        stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
        kept = path.with_name(f"{path.name}.before-reset.{stamp}.bak")
        with Progress() as progress:
            backup(path, kept, progress=progress.pages)
        context.say(_("The backup is {path}.").format(path=kept))
    return _tell(context, path, _replace(path, size, number, None, customers))


def _require_sense(size: str, customers: int | None) -> None:
    from data.emulation.seed.build import FEWEST_CUSTOMERS

    if customers is not None and (size != "large" or customers < FEWEST_CUSTOMERS):
        raise WrongUse(
            _("--customers goes with --size large, from {n} on.").format(n=FEWEST_CUSTOMERS)
        )


def _moment(text: str) -> int:
    # Digits alone would be milliseconds to the platform and a year to a person.
    moment = None if text.isdigit() else parse_moment(text)
    if moment is None:
        raise WrongUse(
            _("--at: {word} is no time.").format(word=quoted(text)),
            _("Write it as 2026-10-01 or 2026-10-01T14:02:00Z."),
        )
    return moment


def _build(
    path: Path, size: Size, number: int, at_ms: int | None, customers: int | None
) -> SeedSummary:
    with Progress() as progress:
        return build(
            path, size=size, seed=number, at_ms=at_ms, customers=customers, progress=progress
        )


def _replace(
    path: Path, size: Size, number: int, at_ms: int | None, customers: int | None
) -> SeedSummary:
    """Make a world beside the database, then bring it in: programs that have it open go on."""
    _require_ours(path)
    sweep(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        summary = _build(beside, size, number, at_ms, customers)
        restore(path, beside)
    finally:
        for end in ("", "-wal", "-shm"):
            beside.with_name(beside.name + end).unlink(missing_ok=True)
    return summary


def _require_ours(path: Path) -> None:
    """Refuse before the work what would be refused after it; a damaged one may be replaced."""
    try:
        connection = connect(path, application_id=SCHEMA.application_id)
    except DamagedDatabase:
        return
    try:
        version_of(connection, path, SCHEMA)
    finally:
        connection.close()


class _Origin(NamedTuple):
    """What a database was made from; `customers` is None where it does not say."""

    size: Size
    seed: int
    customers: int | None


def _origin(path: Path) -> _Origin:
    """What a database came from; of one that does not say, the usual."""
    connection = connect(path, read_only=True, application_id=SCHEMA.application_id)
    try:
        version_of(connection, path, SCHEMA)
        facts = dict(
            connection.execute(
                "SELECT key, value FROM settings WHERE key IN ('size', 'seed', 'customers')"
            )
        )
    finally:
        connection.close()
    size: Size = facts.get("size", "partner")
    customers = int(facts["customers"]) if "customers" in facts else None
    return _Origin(size, int(facts.get("seed", "1")), customers)


def _remembered(path: Path, origin: _Origin) -> int:
    """How many customers a large world was made with; an older release did not write it down."""
    if origin.customers is None:
        from data.emulation.seed.build import LARGE_CUSTOMERS

        raise WrongUse(
            _("{path} does not say how many customers it was made with.").format(path=path),
            _("Say it: --customers N (without it, a large world had {n}).").format(
                n=LARGE_CUSTOMERS
            ),
        )
    return origin.customers


def _to_make(size: Size, number: int, customers: int | None) -> str:
    """What is going to be made, in words."""
    if size != "large":
        return _("To be made: size {size}, seed {seed}.").format(size=size, seed=number)
    from data.emulation.seed.build import LARGE_CUSTOMERS

    words = _("To be made: size {size} with {n} customers, seed {seed}.")
    return words.format(size=size, n=customers or LARGE_CUSTOMERS, seed=number)


def _tell(context: Context, path: Path, summary: SeedSummary) -> int:
    value = {
        "path": str(path),
        "size": summary.size,
        "seed": summary.seed,
        "at": iso(summary.at_ms),
        "counts": summary.counts,
        "seconds": round(summary.seconds, 3),
    }
    if context.options.format == "json":
        context.output.one(value, list)
    words = _("{path} is made: {n} customers of all owners, ended ones too, in {s:.1f} s.")
    n = summary.counts.get("customers", 0)
    context.say(words.format(path=path, n=n, s=summary.seconds))
    return 0
