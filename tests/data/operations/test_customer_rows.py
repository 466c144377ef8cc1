"""Customers as they leave the program."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from data.models.customers import Address, Customer, HubCustomer, Owner
from data.operations.customer_rows import FIELDS, LOCAL, as_object

PAGE = Path(__file__).parents[3] / "docs" / "files.md"

ROW = HubCustomer(
    id="c1",
    external_id="NC-1",
    name="Acme",
    status="error",
    packages=("webex_calling", "webex_suite"),
    users=3,
    owner=Owner(org_id="o1", name="North Coast"),
    created=datetime(2026, 1, 2, tzinfo=UTC),
    address=Address(city="Hull", country="GB"),
    key="k1",
)


def test_an_object_has_the_contracts_names_and_nothing_that_was_left_out() -> None:
    found = as_object(ROW)
    assert found["externalId"] == "NC-1"
    assert found["address"] == {"city": "Hull", "country": "GB"}
    assert not {"key", "orgId", "email"} & set(found)


def test_fields_stand_flat() -> None:
    found = {name: value(ROW) for name, value in FIELDS.items()}
    assert (found["ownerName"], found["ownerOrgId"]) == ("North Coast", "o1")
    assert (found["city"], found["country"], found["email"]) == ("Hull", "GB", "")


def test_the_public_lists_customer_has_empty_ones() -> None:
    row = Customer(id="c1", external_id="NC-1")
    found = {name: value(row) for name, value in FIELDS.items()}
    assert found["name"] is found["users"] is found["ownerName"] is None


def test_every_field_is_in_the_documentation() -> None:
    text = PAGE.read_text(encoding="utf-8")
    aliases = {str(field.alias) for field in HubCustomer.model_fields.values()} - LOCAL
    for name in sorted(aliases | set(FIELDS)):
        assert f"| `{name}` |" in text, name
