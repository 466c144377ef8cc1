"""`rtm workspaces`: rooms and phones without a person, listed, made and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.changing import commands
from app.cli.locations import of_customer
from app.cli.registry import Command, Group
from data.text import _

if TYPE_CHECKING:
    from argparse import Namespace

    from app.cli.context import Context


def entry() -> Group:
    """The commands."""
    both = ("json", "csv")
    return Group(
        "workspaces",
        _("List a customer's workspaces, make one, remove one."),
        (
            Command("list", _("List the workspaces of a customer."), list_, of_customer, both),
            *commands("workspaces"),
        ),
    )


def list_(context: Context, options: Namespace) -> int:
    """List workspaces."""
    from app.cli.place_lists import workspaces

    return workspaces(context, options)
