"""`rtm organizations`: those without wholesale, which can be attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.arguments import text
from app.cli.registry import Command, Group
from data.text import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.cli.context import Context


def entry() -> Group:
    """The commands."""
    help_ = _("List organizations without wholesale and what an attach meets (sandbox only).")
    command = Command("list", help_, list_, _arguments, ("json", "csv"))
    return Group("organizations", _("List organizations that could be attached."), (command,))


def list_(context: Context, options: Namespace) -> int:
    """List organizations."""
    from app.cli.place_lists import organizations

    return organizations(context, options)


def _arguments(parser: ArgumentParser) -> None:
    help_ = _("Part of a name.")
    parser.add_argument("--q", metavar=_("TEXT"), type=text, default="", help=help_)
