"""`rtm db`: make, check, copy, bring back and set the clock of a sandbox's database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.registry import Command, Group
from data.text import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.cli.context import Context

SIZES = ("small", "partner", "large")
"""Worlds that a seed can make."""

PACES = ("instant", "demo", "real")
"""How long things can take; `rules.paces` says what that is."""


def entry() -> Group:
    """The commands."""
    json, rows = ("json",), ("json", "csv")
    return Group(
        "db",
        _("Make, check, back up and restore the sandbox's database."),
        (
            Command("seed", _("Make a database with invented customers."), seed, _seed, json),
            Command("check", _("Look for everything that can be wrong."), check, formats=json),
            Command("repair", _("Make anew what is derived: search, counters, indexes."), repair),
            Command("backup", _("Copy the database while others use it."), backup, _backup),
            Command("restore", _("Bring a backup's content back."), restore, _restore),
            Command("reset", _("Make the invented customers anew."), reset, _reset, json),
            Command("path", _("Print the path of the database."), path, formats=json),
            Command(
                "accounts", _("List who can sign in, and their roles."), accounts, formats=rows
            ),
            Command("clock", _("Show the platform's time, or change it."), clock, _clock, json),
        ),
    )


def seed(context: Context, options: Namespace) -> int:
    """Make a database."""
    from app.cli.db_seed import seed as run

    return run(context, options)


def reset(context: Context, options: Namespace) -> int:
    """Make the database's content anew."""
    from app.cli.db_seed import reset as run

    return run(context, options)


def check(context: Context, _options: Namespace) -> int:
    """Look at everything; exit code 1 if something is wrong."""
    from app.cli.progress import Progress
    from data.emulation.maintenance import DERIVED, UNCHECKED
    from data.emulation.maintenance import check as examine
    from widgets.text import clean

    database = context.database()
    with Progress() as progress:
        found = examine(database, progress=progress)
    wrong = [finding for finding in found if finding.what != UNCHECKED]
    value = {
        "path": str(database),
        "ok": not wrong,
        "findings": [{"what": f.what, "text": f.text, "n": f.n} for f in found],
    }
    context.output.one(value, lambda: [f"{f.what}: {clean(f.text)}" for f in found])
    if not found:
        context.say(_("{path}: nothing wrong.").format(path=database))
    elif not wrong:
        context.say(_("{path}: nothing wrong in what was looked at.").format(path=database))
    elif all(finding.what in DERIVED for finding in wrong):
        context.say(_("It can be made anew: rtm db repair"))
    else:
        context.say(_("Bring back a backup: rtm db restore FILE"))
    return int(bool(wrong))


def repair(context: Context, _options: Namespace) -> int:
    """Make anew what is derived, and look at everything again; 1 if something is still wrong."""
    from data.emulation.maintenance import repair as make_anew

    make_anew(context.database())
    return check(context, _options)


def backup(context: Context, options: Namespace) -> int:
    """Copy the database to a new file."""
    from app.cli.failures import WrongUse
    from app.cli.progress import Progress
    from app.paths import expand
    from data.emulation.maintenance import backup as copy

    target = expand(options.file)
    if target.exists() and not options.force:
        raise WrongUse(
            _("There is a file already at {path}.").format(path=target),
            _("Name another file, or say --force to replace it."),
        )
    with Progress() as progress:
        copy(context.database(), target, overwrite=options.force, progress=progress.pages)
    context.say(_("The backup is {path}.").format(path=target))
    return 0


def restore(context: Context, options: Namespace) -> int:
    """Replace the database's content by that of a backup."""
    from app.cli.asking import require_yes
    from app.cli.progress import Progress
    from app.paths import expand
    from data.emulation.maintenance import restore as bring_back

    database = context.database()
    if database.exists():
        question = _("Replace what is in {path}? It is thrown away.").format(path=database)
        require_yes(question, yes=options.yes)
    with Progress() as progress:
        aside = bring_back(database, expand(options.file), progress=progress.pages)
    if aside is not None:
        context.say(_("The damaged database is kept at {path}.").format(path=aside))
    context.say(_("Restored: {path}.").format(path=database))
    return 0


def path(context: Context, _options: Namespace) -> int:
    """Print where the database is, whether it exists or not."""
    database = context.database()
    value = {"path": str(database), "exists": database.exists()}
    context.output.one(value, lambda: [str(database)])
    return 0


def accounts(context: Context, _options: Namespace) -> int:
    """List the accounts of the partners' staff."""
    from app.cli.db_accounts import run

    return run(context)


def clock(context: Context, options: Namespace) -> int:
    """Show or change the platform's time."""
    from app.cli.db_clock import run

    return run(context, options)


def _clock(parser: ArgumentParser) -> None:
    parser.add_argument(
        "to",
        nargs="?",
        metavar=_("TO"),
        help=_("+2h (s, m, h, d, w), a time as 2026-10-01T14:00Z, freeze, run, real, or x60."),
    )
    parser.add_argument("--pace", choices=PACES, help=_("How long things take, from now on."))
    _yes(parser)


def _seed(parser: ArgumentParser) -> None:
    _world(parser, size="partner", seed=1)
    parser.add_argument("--at", metavar="ISO", help=_("The platform's time, as in 2026-10-01."))
    parser.add_argument("--force", action="store_true", help=_("Throw away what is there."))


def _reset(parser: ArgumentParser) -> None:
    _world(parser, size=None, seed=None)
    parser.add_argument("--no-backup", action="store_true", help=_("Keep no copy of it."))
    _yes(parser)


def _world(parser: ArgumentParser, *, size: str | None, seed: int | None) -> None:
    from app.cli.arguments import at_least_one

    known = _("One of: {known}.").format(known=", ".join(SIZES))
    parser.add_argument("--size", choices=SIZES, default=size, help=known)
    parser.add_argument(
        "--seed", metavar="N", type=at_least_one, default=seed, help=_("Another world.")
    )
    parser.add_argument(
        "--customers", metavar="N", type=at_least_one, help=_("So many, with --size large.")
    )


def _backup(parser: ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("--force", action="store_true", help=_("Replace the file if it is there."))


def _restore(parser: ArgumentParser) -> None:
    _file(parser)
    _yes(parser)


def _file(parser: ArgumentParser) -> None:
    from app.cli.arguments import file

    parser.add_argument("file", metavar=_("FILE"), type=file, help=_("The backup."))


def _yes(parser: ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help=_("Do not ask."))
