"""Customers as they leave the program, the same from the console and from the command line.

Every name is the contract's. What the contract's customer lacks stands under the name that the
emulation's own list has for it: `name`, `owner`, `own`, `users`, `email`, `created`, `statusSince`,
`nextChange`, `reviewDeadline`, `attached`. docs/files.md describes each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.models.customers import Customer

LOCAL = frozenset({"key"})
"""Fields that mean nothing outside of the list they came in."""


def as_object(row: Customer) -> dict[str, Any]:
    """A customer as a JSON object; what the platform left out is left out."""
    return row.model_dump(by_alias=True, exclude_unset=True, exclude_none=True, exclude=set(LOCAL))


def _extra(field: str) -> Callable[[Customer], object]:
    """A field that only the list with names has."""
    return lambda row: getattr(row, field, None)


def _owner(field: str) -> Callable[[Customer], object]:
    return lambda row: getattr(getattr(row, "owner", None), field, None)


def _address(field: str) -> Callable[[Customer], object]:
    return lambda row: getattr(row.address, field)


FIELDS: dict[str, Callable[[Customer], object]] = {
    "id": lambda row: row.id,
    "orgId": lambda row: row.org_id,
    "name": _extra("name"),
    "externalId": lambda row: row.external_id,
    "status": lambda row: row.status,
    "packages": lambda row: row.packages,
    "users": _extra("users"),
    "ownerOrgId": _owner("org_id"),
    "ownerName": _owner("name"),
    "email": _extra("email"),
    "created": _extra("created"),
    "statusSince": _extra("status_since"),
    "reviewDeadline": _extra("review_deadline"),
    "addressLine1": _address("address_line1"),
    "addressLine2": _address("address_line2"),
    "city": _address("city"),
    "stateOrProvince": _address("state_or_province"),
    "zipOrPostalCode": _address("zip_or_postal_code"),
    "country": _address("country"),
}
"""The columns of a customer in CSV, in order: what is nested in JSON stands flat."""
