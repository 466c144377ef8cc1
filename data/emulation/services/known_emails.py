"""Whose an email is (PRE-1): one answer for orders, subscribers and the prechecks of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault
from data.emulation.store import partners, people

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.people import PersonRow


class Holder(NamedTuple):
    """Who has an email.

    Attributes:
        person: the person with it, in whatever organization; None for none.
        foreign: whether somebody with it belongs to another organization than the one asked for.
    """

    person: PersonRow | None
    foreign: bool


def holder(connection: sqlite3.Connection, email: str, organization: bytes | None) -> Holder:
    """Who has an email, as seen from an organization.

    An email is one person's, in one organization; who is staff of a partner is a person of its
    organization.

    Args:
        connection: where to read.
        email: in lower case.
        organization: the uuid of the one where it may be; None for none.
    """
    person = people.by_email(connection, email)
    foreign = person is not None and person.organization_uuid != organization
    staff = partners.staff_by_email(connection, email)
    if staff is not None:
        foreign |= partners.partner(connection, staff.partner_id).uuid != organization
    return Holder(person, foreign)


def faults(found: Holder, field: str) -> list[Fault]:
    """The fault of an email that belongs to somebody of another organization."""
    if not found.foreign:
        return []
    text = "the email is associated with an existing user of another organization"
    return [Fault(field, codes.EMAIL_IN_USE, text, "PRE-1")]
