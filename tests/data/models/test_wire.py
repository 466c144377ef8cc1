"""Models read the contract's spelling, tolerate what is new, and hold their ground."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from data.models.base import WireModel, items_of
from data.models.customers import Customer, CustomerDetail, HubCustomer, Problem
from data.models.resources import Location, Subscriber
from data.models.statuses import STATUSES


def test_the_wire_is_spelled_in_camel_case() -> None:
    row = Customer.model_validate_json(
        b'{"id": "C1", "orgId": "O1", "externalId": "x", "address": {"addressLine1": "1 Road",'
        b' "zipOrPostalCode": "9"}, "packages": ["webex_calling"], "resourceDetails": {"packages":'
        b' [{"name": "webex_calling", "licenseIds": ["L"], "warnings": [{"errorCode": 2560}]}]}}'
    )
    assert row.address.address_line1 == "1 Road"
    assert row.address.zip_or_postal_code == "9"
    assert row.resource_details.packages[0].license_ids == ("L",)
    assert row.resource_details.packages[0].warnings[0].number == 2560
    assert Customer.model_validate_json(row.model_dump_json(by_alias=True)) == row


def test_the_other_spelling_of_a_code() -> None:
    assert Problem.model_validate({"code": 2024}).number == 2024
    assert Problem.model_validate({"code": 1, "errorCode": 0}).number == 0
    assert Problem().number is None


@pytest.mark.parametrize(
    "text",
    ["2024-02-29T12:30:00.250Z", "2024-02-29T12:30:00.25+00:00", "2024-02-29T21:30:00.250+0900"],
)
def test_moments_in_the_platforms_spellings(text: str) -> None:
    found = Subscriber.model_validate_json(f'{{"id": "S", "created": "{text}"}}').created
    assert found == datetime(2024, 2, 29, 12, 30, 0, 250_000, tzinfo=UTC)


def test_values_of_tomorrow_are_text() -> None:
    row = HubCustomer.model_validate({"id": "C", "status": "hibernating", "aFieldOfTomorrow": {}})
    assert row.status not in STATUSES
    assert not hasattr(row, "a_field_of_tomorrow")


def test_a_row_cannot_be_changed() -> None:
    row = HubCustomer(id="C")
    with pytest.raises(ValidationError):
        row.name = "other"


def test_a_detail_is_a_row_with_more() -> None:
    assert issubclass(CustomerDetail, HubCustomer)
    assert CustomerDetail(id="C").unknown == ()


def test_a_list_has_items_and_they_must_be_there() -> None:
    kind = items_of(Location)
    assert kind is items_of(Location)
    assert kind.model_validate_json(b'{"items": []}').items == ()
    with pytest.raises(ValidationError):
        kind.model_validate_json(b"{}")


def test_models_are_built_when_they_are_used() -> None:
    code = (
        "import data.models.customers as c, data.models.resources as r;"
        "print(c.HubCustomer.__pydantic_complete__, r.Subscriber.__pydantic_complete__);"
        "c.HubCustomer(id='C'); print(c.HubCustomer.__pydantic_complete__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True"]
    assert WireModel.model_config["defer_build"]
