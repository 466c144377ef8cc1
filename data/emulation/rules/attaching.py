"""Attaching wholesale to an organization that exists (ATT, PRV-3)."""

from __future__ import annotations

from typing import Final, NamedTuple

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault

MANY_USERS: Final = 100
"""From so many users on, an organization's administrator has to agree (ATT-1)."""
FULL: Final = "full"
PROVISIONING: Final = "provisioning"


class Facts(NamedTuple):
    """What counts about an organization that somebody wants to attach.

    Attributes:
        kind: wholesale, hybrid, flex, trial, broadworks or none.
        users: all that it has.
        domain_verified: whether an email domain is verified.
        domain_claimed: whether one is claimed.
        licences: none, active, suspended or cancelled.
        right: the partner's right in it now: full, provisioning or empty.
        invites_admins: whether the template lets its administrators be asked (ATT-4).
    """

    kind: str
    users: int
    domain_verified: bool
    domain_claimed: bool
    licences: str
    right: str
    invites_admins: bool


def needs_approval(facts: Facts) -> bool:
    """Whether the organization's administrator has to agree (ATT-1).

    Nobody asks where the partner is full administrator of it already (ATT-4).
    """
    if facts.right == FULL:
        return False
    return facts.users >= MANY_USERS or facts.domain_verified or facts.domain_claimed


def faults(facts: Facts, field: str) -> list[Fault]:
    """Why an organization cannot be attached.

    Args:
        facts: about it.
        field: the place of its id in the request.
    """
    found = []
    if facts.kind == "broadworks":
        words = "the organization is a BroadWorks customer; such are not taken"
        found.append(Fault(field, codes.BROADWORKS, words))
    if facts.kind == "trial":
        found.append(
            Fault(field, codes.TRIAL, "the organization is a trial; such are not attached")
        )
    if needs_approval(facts) and not facts.invites_admins:
        words = (
            f"the organization's administrator has to agree, as it has {' and '.join(_why(facts))};"
            " the template must allow invitations to administrators, or the partner be its external"
            " full administrator"
        )
        found.append(Fault(field, codes.NEEDS_APPROVAL, words))
    return found


def right_gained(facts: Facts) -> str:
    """The partner's right in the organization once it is attached: full or provisioning (ATT-2).

    Decided here: an approval makes it full, as it accepts the invitation as full administrator.
    """
    approved = needs_approval(facts)
    return FULL if facts.right == FULL or approved or facts.licences != "active" else PROVISIONING


def _why(facts: Facts) -> list[str]:
    reasons = {
        f"{MANY_USERS} users or more": facts.users >= MANY_USERS,
        "a verified domain": facts.domain_verified,
        "a claimed domain": facts.domain_claimed,
    }
    return [words for words, holds in reasons.items() if holds]
