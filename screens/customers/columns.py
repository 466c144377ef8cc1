"""The columns of the customer list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.text import _
from screens.customers.words import (
    address_line,
    moment,
    packages_text,
    status_kind,
    status_text,
)
from widgets.record_table.columns import Cell, Column
from widgets.signs import current

if TYPE_CHECKING:
    from data.models.customers import HubCustomer
    from screens.context import Console


def columns(console: Console) -> list[Column[HubCustomer]]:
    """All columns, those hidden at first included; `sort` is what the backend sorts by."""
    dash = current().dash

    def status(row: HubCustomer) -> Cell:
        return Cell(status_text(row, console.now()), f"status-{status_kind(row.status)}")

    return [
        Column(
            "name",
            _("Customer"),
            lambda row: row.name or dash,
            flex=3,
            min_width=18,
            max_width=44,
            sort="name",
            priority=9,
        ),
        Column(
            "external",
            _("External id"),
            lambda row: row.external_id,
            width=11,
            sort="externalId",
            priority=7,
        ),
        Column("status", _("Status"), status, width=18, priority=8),
        Column(
            "packages",
            _("Packages"),
            packages_text,
            flex=1,
            min_width=12,
            priority=7,
        ),
        Column(
            "users",
            _("Users"),
            lambda row: dash if row.users is None else str(row.users),
            width=5,
            align="right",
            sort="users",
            priority=5,
        ),
        Column("owner", _("Owner"), _owner, width=20, priority=4, hidden=True),
        Column(
            "created", _("Created"), _created, width=17, sort="created", priority=3, hidden=True
        ),
        Column("email", _("Email"), lambda row: row.email, width=28, priority=2, hidden=True),
        Column(
            "address",
            _("Address"),
            lambda row: address_line(row.address),
            width=40,
            priority=1,
            hidden=True,
        ),
        Column(
            "org",
            _("Organization id"),
            lambda row: row.org_id or dash,
            width=30,
            hidden=True,
        ),
        Column("id", _("Customer id"), lambda row: row.id, width=30, hidden=True),
    ]


def _owner(row: HubCustomer) -> str:
    return row.owner.name or row.owner.org_id if row.owner else ""


def _created(row: HubCustomer) -> str:
    return moment(row.created) if row.created else current().dash
