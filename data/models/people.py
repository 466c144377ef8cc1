"""Persons of organizations (contract, section 7): staff of a partner, people of customers."""

from __future__ import annotations

from datetime import datetime

from data.models.base import WireModel


class Person(WireModel):
    """A person; `roles` are those of an administrator, `people/me` gives no more than its own.

    Of who was in an organization before an attach that gave the right to provision only, there are
    `id`, `org_id` and `emails` (ATT-3).
    """

    id: str
    emails: tuple[str, ...] = ()
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""
    org_id: str = ""
    roles: tuple[str, ...] = ()
    created: datetime | None = None
