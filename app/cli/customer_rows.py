"""Customers as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.output import Column
from data.operations.customer_rows import FIELDS
from data.text import _

if TYPE_CHECKING:
    from data.models.customers import Customer


def columns(*, named: bool, owners: bool) -> list[Column[Customer]]:
    """The columns of a list of customers; CSV has all of them.

    Args:
        named: whether the backend tells names and user counts.
        owners: whether the table shows whose they are.
    """
    titles = {
        "id": "" if named else _("Id"),
        "name": _("Customer") if named else "",
        "externalId": _("External id"),
        "status": _("Status"),
        "packages": _("Packages"),
        "users": _("Users") if named else "",
        "ownerName": _("Owner") if owners else "",
    }
    return [
        Column(name, value, titles.get(name, ""), "right" if name == "users" else "left")
        for name, value in FIELDS.items()
    ]
