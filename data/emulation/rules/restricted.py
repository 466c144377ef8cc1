"""Restricted by partner mode (RST): what a customer's administrators cannot change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.tables import rows

if TYPE_CHECKING:
    from collections.abc import Collection

EDITABLE: Final = "editable"
BANNER: Final = (
    "Your service provider looks after this organization. Some settings of calling cannot be"
    " changed here."
)
"""What an administrator of the customer reads below the header (RST-2, RST-2a)."""
PROVISIONING: Final = frozenset({"add_user", "change_user", "reset_package", "edit_services"})
"""What an administrator of the customer needs to provision users and packages (RST-7)."""


class Restriction(NamedTuple):
    """What becomes of an item.

    Attributes:
        area: where it is: users, account, security, organization, calling, locations, services or
            numbers.
        item: a setting or an action.
        effect: editable, read_only, greyed, hidden, unavailable or partial (seen in part).
        always: whether it holds with the mode off, too (RST-6).
        rule: the rule's id.
        source: `documented` or `assumed`.
    """

    area: str
    item: str
    effect: str
    always: bool
    rule: str
    source: str


RESTRICTIONS: Final = tuple(
    Restriction(
        row["area"],
        row["item"],
        row["effect"],
        row["when"] == "always",
        row["rule"],
        row["source"],
    )
    for row in rows("restricted.csv")
)
ITEMS: Final = frozenset(one.item for one in RESTRICTIONS)


def begins_on(attached: bool) -> bool:
    """Whether the mode is on for a new customer: unless it was attached (RST-1, ATT-7)."""
    return not attached


def effect(item: str, *, on: bool) -> str:
    """What an administrator of the customer finds of an item.

    Args:
        item: one of `ITEMS`.
        on: whether the mode is on.

    Raises:
        KeyError: there is no such item.
    """
    if item not in ITEMS:
        raise KeyError(item)
    found = (one.effect for one in RESTRICTIONS if one.item == item and (on or one.always))
    return next(found, EDITABLE)


def restricted(item: str, *, on: bool) -> bool:
    """Whether an administrator of the customer, of whatever role, cannot change an item (RST-2).

    Args:
        item: one of `ITEMS`.
        on: whether the mode is on.

    Raises:
        KeyError: there is no such item.
    """
    return effect(item, on=on) != EDITABLE


def rights(role: Collection[str], *, on: bool) -> frozenset[str]:
    """The rights of an administrator of the customer: those of the role less the restricted.

    Args:
        role: what the role gives; items that the mode does not know stay.
        on: whether the mode is on.
    """
    return frozenset(item for item in role if item not in ITEMS or not restricted(item, on=on))


def may_change(item: str, *, on: bool, partner: bool) -> bool:
    """Whether somebody may change an item; the mode does not bind the partner's people (RST-2a).

    Args:
        item: one of `ITEMS`.
        on: whether the mode is on.
        partner: whether it is an administrator of the partner.
    """
    return partner or not restricted(item, on=on)


def banner(*, on: bool) -> str:
    """What an administrator of the customer is told after signing in; empty with the mode off."""
    return BANNER if on else ""
