"""`rtm customers`: the list with the console's filters, one customer in full, and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.arguments import at_least_one, said, text
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
        "customers",
        _("List customers, look at one, change them."),
        (
            Command("list", _("List customers."), list_, _list_arguments, both),
            Command("get", _("Show one customer in full."), get, _get_arguments, both),
            *commands("customers"),
        ),
    )


def list_(context: Context, options: Namespace) -> int:
    """List customers, page by page as they come."""
    from app.cli.customer_list import run

    return run(context, options)


def get(context: Context, options: Namespace) -> int:
    """Show one customer."""
    from app.cli.customer_get import run

    return run(context, options)


def _list_arguments(parser: ArgumentParser) -> None:
    from data.operations.choices import listed, package_words, status_words

    add = parser.add_argument
    statuses = _("Any of these statuses: {known}.").format(known=", ".join(listed(status_words())))
    packages = _("With any of these packages: {known}.").format(
        known=", ".join(listed(package_words()))
    )
    add("--q", metavar=_("TEXT"), type=text, default="",
        help=_("Part of a name, an external id or an email."))  # fmt: skip
    add("--status", metavar="S[,S]", type=text, action="append", default=[],
        help=statuses)  # fmt: skip
    add("--package", metavar="P[,P]", type=text, action="append", default=[],
        help=packages)  # fmt: skip
    add("--owner", metavar="own|all|NAME", type=said, default=None,
        help=_("Of this partner (own, as without it), of all, or of one indirect provider by its"
               " name or its organization id."))  # fmt: skip
    add("--sort", metavar="K", type=text, default=None,
        help=_("Sort by name, externalId, created or users."))  # fmt: skip
    add("--desc", action="store_true", help=_("Turn the order around."))
    add("--limit", metavar="N", type=at_least_one, default=None, help=_("At most so many."))
    add("--external-id", metavar="X", type=said, default=None,
        help=_("Exactly this external id."))  # fmt: skip
    add("--org-id", metavar="X", type=said, default=None,
        help=_("The customer of this organization."))  # fmt: skip


def _get_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "which",
        metavar=_("CUSTOMER"),
        type=said,
        help=_(
            "Its id, its organization's id, its external id or its name; a part will do where"
            " only one customer has it."
        ),
    )
