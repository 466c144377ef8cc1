"""`rtm templates`: onboarding templates with the ids that an order quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.registry import Command, Group
from data.text import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.cli.context import Context


def entry() -> Group:
    """The commands."""
    help_ = _("List onboarding templates and their provisioning ids (sandbox only).")
    command = Command("list", help_, list_, _arguments, ("json", "csv"))
    return Group("templates", _("List onboarding templates."), (command,))


def list_(context: Context, options: Namespace) -> int:
    """List templates."""
    from app.cli.place_lists import templates

    return templates(context, options)


def _arguments(parser: ArgumentParser) -> None:
    from app.cli.arguments import behalf

    behalf(parser)
