"""`rtm subscribers`: users with a package, listed, shown and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.arguments import at_least_one, behalf, said, text
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
        "subscribers",
        _("List users, look at one, change them."),
        (
            Command("list", _("List users with a package."), list_, _list_arguments, both),
            Command("get", _("Show one user."), get, _get_arguments, both),
            *commands("subscribers"),
        ),
    )


def list_(context: Context, options: Namespace) -> int:
    """List users, page by page as they come."""
    from app.cli.subscriber_list import run

    return run(context, options)


def get(context: Context, options: Namespace) -> int:
    """Show one user."""
    from app.cli.subscriber_list import get as run

    return run(context, options)


def _list_arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "--customer",
        metavar=_("CUSTOMER"),
        type=said,
        default=None,
        help=_("Of this customer: its id, external id or name."),
    )
    add("--email", metavar=_("EMAIL"), type=said, default=None, help=_("With exactly this email."))
    add("--person-id", metavar=_("ID"), type=said, default=None, help=_("Who is this person."))
    add(
        "--status",
        metavar="S",
        type=text,
        default=None,
        help=_("One of: {known}.").format(known="provisioned, pending_user_migration"),
    )
    add(
        "--after",
        metavar=_("TIME"),
        type=said,
        default=None,
        help=_("Created after this moment, ISO 8601."),
    )
    add(
        "--changed-after",
        metavar=_("TIME"),
        type=said,
        default=None,
        help=_("Whose status changed after this moment, ISO 8601."),
    )
    add(
        "--sort",
        metavar="K",
        type=text,
        default=None,
        help=_("Sort by created or lastStatusChange."),
    )
    add("--desc", action="store_true", help=_("Turn the order around."))
    add("--limit", metavar="N", type=at_least_one, default=None, help=_("At most so many."))
    behalf(parser)


def _get_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("which", metavar=_("SUBSCRIBER"), type=said, help=_("Its id or its email."))
    behalf(parser)
