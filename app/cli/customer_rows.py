"""Customers as rows and as objects for output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.output import Column
from data.text import _

if TYPE_CHECKING:
    from data.models.customers import Customer

LOCAL = frozenset({"key"})
"""Fields of the hub that mean nothing outside of the list they came in."""


def columns(*, named: bool, owners: bool) -> list[Column[Customer]]:
    """The columns of a list of customers.

    Args:
        named: whether the backend tells names and user counts.
        owners: whether the table shows whose they are.
    """
    shown: list[Column[Customer]] = [
        Column("id", lambda row: row.id, "" if named else _("Id")),
        Column("orgId", lambda row: row.org_id),
        Column("name", _extra("name"), _("Customer") if named else ""),
        Column("externalId", lambda row: row.external_id, _("External id")),
        Column("status", lambda row: row.status, _("Status")),
        Column("packages", lambda row: row.packages, _("Packages")),
        Column("users", _extra("users"), _("Users") if named else "", "right"),
        Column("ownerOrgId", _owner("org_id")),
        Column("ownerName", _owner("name"), _("Owner") if owners else ""),
        Column("email", _extra("email")),
        Column("created", _extra("created")),
        Column("statusSince", _extra("status_since")),
        Column("reviewDeadline", _extra("review_deadline")),
    ]
    address = (
        ("addressLine1", "address_line1"),
        ("addressLine2", "address_line2"),
        ("city", "city"),
        ("stateOrProvince", "state_or_province"),
        ("zipOrPostalCode", "zip_or_postal_code"),
        ("country", "country"),
    )
    return [*shown, *(Column(key, _address(field)) for key, field in address)]


def as_object(row: Customer) -> dict[str, Any]:
    """A customer with the contract's field names; what the platform left out is left out."""
    return row.model_dump(by_alias=True, exclude_unset=True, exclude_none=True, exclude=set(LOCAL))


def _extra(field: str) -> Any:
    """A field that only the hub's customers have."""
    return lambda row: getattr(row, field, None)


def _owner(field: str) -> Any:
    return lambda row: getattr(getattr(row, "owner", None), field, None)


def _address(field: str) -> Any:
    return lambda row: getattr(row.address, field)
