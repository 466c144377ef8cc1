"""`rtm demo`: the console on a world of its own that is gone afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.registry import Command
from data.text import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.cli.context import Context

SIZES = ("small", "partner")
"""Worlds that are made in a moment."""


def entry() -> Command:
    """The command."""
    return Command(
        "demo", _("Open the console on invented customers that are thrown away."), run, _arguments
    )


def run(context: Context, options: Namespace) -> int:
    """Seed a private temporary database, open the console on it, and remove it."""
    from app.cli.console import console_options, require_terminal, show
    from app.cli.failures import WrongUse
    from app.cli.progress import Progress
    from app.profiles import Profile
    from app.temporary import private_folder
    from data.emulation.seed import build

    if options.db is not None or options.profile is not None:
        raise WrongUse(
            _("A demo makes its own database: --db and --profile do not go with it."),
            _("To open a database: rtm --db PATH"),
        )
    require_terminal(context.terminal)
    with private_folder() as folder:
        path = folder / "demo.db"
        context.say(_("Making a world of invented customers ..."))
        with Progress() as progress:
            build(path, size=options.size, progress=progress)
        profile = Profile("demo", db=path, local=folder / "console.db")
        return show(console_options(context, options, profile, demo=True))


def _arguments(parser: ArgumentParser) -> None:
    from app.cli.parser import add_console_options

    parser.add_argument(
        "--size", choices=SIZES, default="partner", help=_("One of: {known}.").format(
            known=", ".join(SIZES)
        )
    )  # fmt: skip
    add_console_options(parser)
