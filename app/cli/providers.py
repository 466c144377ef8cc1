"""`rtm providers`: indirect providers, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.registry import Command, Group
from data.text import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.cli.context import Context


def entry() -> Group:
    """The commands."""
    both = ("json", "csv")
    command = Command("list", _("List indirect providers."), list_, _arguments, both)
    return Group("providers", _("List indirect providers."), (command,))


def list_(context: Context, options: Namespace) -> int:
    """List providers with their names and states."""
    from app.cli.place_lists import providers

    return providers(context, options)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--state",
        choices=("active", "suspended"),
        default=None,
        metavar="S",
        help=_("One of: {known}.").format(known="active, suspended"),
    )
