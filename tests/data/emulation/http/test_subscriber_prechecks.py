"""Three forms of a precheck of a subscriber; none changes anything (PRE-1, PRE-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import codes, ids
from data.emulation.rules.roles import FULL, PARTNER
from tests.data.emulation.http.asking import ask
from tests.data.emulation.http.ground import SUBSCRIBERS, Ground, codes_of, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.rule("PRE-1"), pytest.mark.rule("PRE-2")]
URL = f"{SUBSCRIBERS}/validate"


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = Ground(tmp_path / "platform.db")
    ground.customer()
    ground.customer(4, "Other")
    ground.provision(1, "ann@acme.example")
    gone = ground.provision(1, "gone@acme.example")
    ground.send("DELETE", f"{SUBSCRIBERS}/{gone}")
    yield ground
    ground.close()


def check(ground: Ground, body: dict[str, Any]) -> list[int]:
    """The codes of what a precheck found; that of success if nothing. Nothing is written."""
    tables = ("requests", "people", "subscribers", "usage_intervals", "steps", "emails")
    before = [ground.one(f"SELECT count(*) FROM {table}") for table in tables]
    reply = ground.send("POST", URL, body)
    assert [ground.one(f"SELECT count(*) FROM {table}") for table in tables] == before
    if reply.status == 200:
        assert reply.json["message"] == "success"
        return [info["infoCode"] for info in reply.json["info"]]
    assert reply.status in (400, 409)
    return codes_of(reply)


def test_before_the_customer_exists(ground: Ground) -> None:
    assert check(ground, {"email": "new@acme.example"}) == [100]
    assert check(ground, {"email": "Ann@acme.example"}) == [10022]
    assert check(ground, {"email": "gone@acme.example"}) == [10022]
    assert check(ground, {"email": "s1@example.com"}) == [10022]
    assert check(ground, {"email": "x"}) == [codes.BAD_EMAIL.number]
    assert check(ground, {}) == [codes.MISSING_FIELD.number]
    primary = {"customerInfo": {"primaryEmail": "ann@acme.example"}}
    # The same organization is to be attached then.
    assert check(ground, {"email": "gone@acme.example", **primary}) == [100]
    exists = [codes.SUBSCRIBER_EXISTS.number]
    assert check(ground, {"email": "ann@acme.example", **primary}) == exists
    bad = {"email": "new@acme.example", "customerInfo": {"primaryEmail": "x"}}
    reply = ground.send("POST", URL, bad)
    assert fields_of(reply) == ["customerInfo.primaryEmail"]


def test_a_customer_and_an_email(ground: Ground) -> None:
    acme, other = (ground.id(ids.CUSTOMER, "customers", n) for n in (1, 2))
    assert check(ground, {"customerId": acme, "email": "new@acme.example"}) == [100]
    assert check(ground, {"customerId": acme, "email": "gone@acme.example"}) == [100]
    exists = [codes.SUBSCRIBER_EXISTS.number]
    assert check(ground, {"customerId": acme, "email": "ann@acme.example"}) == exists
    assert check(ground, {"customerId": "x", "email": "y"}) == [
        codes.BAD_ID.number,
        codes.BAD_EMAIL.number,
    ]
    theirs = {"customerId": other, "email": "ann@acme.example"}
    assert ground.send("POST", URL, theirs).status == 404
    assert codes_of(ground.send("POST", URL, theirs, partner=4)) == [10022]


def test_the_whole_request(ground: Ground) -> None:
    wanted = ground.wanted(1, "new@acme.example", extension="500")
    assert check(ground, wanted) == [100]
    wanted["provisioningParameters"]["extension"] = "100"
    assert check(ground, wanted) == [codes.EXTENSION_TAKEN.number]
    assert check(ground, wanted | {"package": "webex_meetings"}) == [
        codes.NUMBER_FOR_CALLING.number
    ]
    assert check(ground, wanted | {"package": 5}) == [codes.BAD_TYPE.number]


@pytest.mark.rule("ADM-3")
def test_it_takes_a_full_administrator(ground: Ground) -> None:
    for roles, status in (([FULL], 200), ([PARTNER], 403)):
        email = f"r{status}@example.com"
        ground.world.staff(1, email, roles)
        token = ground.platform.token(email)
        body = {"email": "new@acme.example"}
        reply = ask(ground.platform.app, URL, token, method="POST", body=body)
        assert reply.status == status
