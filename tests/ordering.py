"""Bodies of orders, for tests that are other programs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from data.emulation.rules import ids

if TYPE_CHECKING:
    from pathlib import Path

CUSTOMERS = "/v1/wholesale/customers"
SUBSCRIBERS = "/v1/wholesale/subscribers"


def template(db: Path) -> str:
    """The provisioning id of the partner's first template."""
    query = "SELECT uuid FROM templates WHERE owner_id = 1 ORDER BY id LIMIT 1"
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        (uuid,) = connection.execute(query).fetchone()
    return ids.encode_provisioning_id(uuid)


def customer(provisioning_id: str, external_id: str, **changes: Any) -> dict[str, Any]:
    """An order for a customer with meetings alone."""
    return {
        "provisioningId": provisioning_id,
        "packages": ["webex_meetings"],
        "externalId": external_id,
        "address": {
            "addressLine1": "771 Alder Drive",
            "city": "Milpitas",
            "stateOrProvince": "CA",
            "zipOrPostalCode": "95035",
            "country": "US",
        },
        "customerInfo": {
            "name": f"Order {external_id}",
            "primaryEmail": f"office@{external_id.lower()}.example",
        },
        **changes,
    }


def subscriber(customer_id: str, email: str, **changes: Any) -> dict[str, Any]:
    """An order for a subscriber with meetings."""
    return {
        "customerId": customer_id,
        "email": email,
        "package": "webex_meetings",
        "provisioningParameters": {"firstName": "Ann", "lastName": "Lee"},
        **changes,
    }
