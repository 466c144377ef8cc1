"""`rtm locations`: places of a customer, listed and made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.arguments import behalf, said
from app.cli.changing import commands
from app.cli.registry import Command, Group
from data.text import _

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.cli.context import Context


def entry() -> Group:
    """The commands."""
    both = ("json", "csv")
    return Group(
        "locations",
        _("List a customer's locations, make one."),
        (
            Command("list", _("List the locations of a customer."), list_, of_customer, both),
            *commands("locations"),
        ),
    )


def list_(context: Context, options: Namespace) -> int:
    """List locations."""
    from app.cli.place_lists import locations

    return locations(context, options)


def of_customer(parser: ArgumentParser) -> None:
    """The arguments of a list that is a customer's."""
    parser.add_argument(
        "which", metavar=_("CUSTOMER"), type=said, help=_("Its id, external id or name.")
    )
    behalf(parser)
