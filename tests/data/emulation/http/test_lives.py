"""Users and workspaces while their customer comes, changes and goes, all by the routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import ids
from data.emulation.rules.times import DAY, MINUTE
from tests.data.emulation.builder import NOW
from tests.data.emulation.http.ground import SUBSCRIBERS, Ground

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CUSTOMERS = "/v1/wholesale/customers"
ADDRESS = {
    "addressLine1": "1 Main Street",
    "city": "Portland",
    "stateOrProvince": "OR",
    "zipOrPostalCode": "97201",
    "country": "US",
}
PLACE = {
    "name": "Headquarters",
    "address": ADDRESS,
    "timezone": "America/Los_Angeles",
    "language": "en_US",
    "emergencyLocationIdentifier": "front door",
}
PACKAGES = ["webex_calling", "webex_meetings", "attendant_console", "common_area_calling"]


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = Ground(tmp_path / "platform.db")
    ground.world.insert(
        "templates",
        uuid=b"t" * 16,
        owner_id=1,
        name="Standard",
        country="US",
        language="en_US",
        created_ms=NOW - DAY,
    )
    yield ground
    ground.close()


def order(ground: Ground, external: str = "NC-1", **more: Any) -> str:
    """Order a customer; its path."""
    body = {
        "provisioningId": ids.encode_provisioning_id(b"t" * 16),
        "packages": PACKAGES,
        "externalId": external,
        "address": ADDRESS,
        "customerInfo": {"name": "New Dental", "primaryEmail": "ann@new.example"},
        "provisioningParameters": {"calling": {"location": PLACE}},
    }
    reply = ground.send("POST", CUSTOMERS, body | more)
    assert reply.status == 202, reply.body
    found: str = reply.json["url"]
    return found.removeprefix("http://test")


def add(ground: Ground, customer: str, email: str, package: str, **parameters: str) -> str:
    """Provision a user of a customer; its path."""
    body = {
        "customerId": customer.rpartition("/")[2],
        "email": email,
        "package": package,
        "provisioningParameters": {"firstName": "Ann", "lastName": "Other", **parameters},
    }
    reply = ground.send("POST", SUBSCRIBERS, body)
    assert reply.status in (200, 202), reply.body
    return f"{SUBSCRIBERS}/{reply.json['id']}"


@pytest.mark.rule("PRV-2")
@pytest.mark.rule("PRV-5")
def test_a_customer_and_its_users_from_the_order_to_the_end(ground: Ground) -> None:
    url = order(ground)
    # One call for the customer and one for a user, in the same minute.
    ann = add(ground, url, "ann@new.example", "webex_calling", extension="100")
    assert ground.get(url)["status"] == "provisioning"
    ground.move(MINUTE)
    customer = ground.get(url)
    assert customer["status"] == "provisioned"
    people = f"/v1/people?orgId={customer['orgId']}"
    (person,) = ground.get(people)["items"]
    assert person["roles"] == ["Full administrator"]
    (place,) = ground.get(f"/v1/locations?orgId={customer['orgId']}")["items"]
    room = {
        "displayName": "Lobby",
        "orgId": customer["orgId"],
        "calling": {"type": "webexCalling", "webexCalling": {"extension": "200"}},
    }
    lobby = ground.send("POST", "/v1/workspaces", room).json
    assert lobby["locationId"] == place["id"]
    bea = add(ground, url, "bea@new.example", "webex_meetings")
    assert ground.send("PUT", ann, {"package": "attendant_console"}).status == 200
    # Packages that go take the service of their users with them; an add-on only itself.
    assert ground.send("PUT", url, {"packages": ["webex_calling"]}).status == 202
    assert ground.get(ann)["packages"] == ["webex_calling"]
    assert ground.send("GET", bea).status == 404
    assert ground.send("GET", f"/v1/workspaces/{lobby['id']}").status == 404
    ground.move(MINUTE)
    assert ground.send("DELETE", url).status == 202
    assert ground.send("GET", ann).status == 200
    ground.move(MINUTE)
    assert ground.send("GET", ann).status == 404
    assert ground.one("SELECT count(*) FROM usage_intervals WHERE end_ms IS NULL") == 0
    assert len(ground.get(people)["items"]) == 2
    # The organization comes back, and its administrator with it.
    back = order(ground, "NC-2", orgId=customer["orgId"])
    again = add(ground, back, "ann@new.example", "webex_calling", extension="100")
    assert ground.get(again)["personId"] == person["id"]


def test_an_order_that_is_taken_back_keeps_nobodys_email(ground: Ground) -> None:
    url = order(ground)
    add(ground, url, "ann@new.example", "webex_calling", extension="100")
    bea = add(ground, url, "bea@new.example", "webex_meetings")
    assert ground.send("DELETE", bea).status == 204
    assert ground.send("DELETE", url).status == 202
    # Nobody of it was ever there: the same order can be given anew at once.
    again = order(ground, "NC-2")
    ann = add(ground, again, "ann@new.example", "webex_calling", extension="100")
    add(ground, again, "bea@new.example", "webex_meetings")
    ground.move(MINUTE)
    assert ground.send("GET", url).status == 404
    org = ground.get(again)["orgId"]
    roles = {p["emails"][0]: p["roles"] for p in ground.get(f"/v1/people?orgId={org}")["items"]}
    assert roles == {"ann@new.example": ["Full administrator"], "bea@new.example": []}
    assert ground.get(ann)["status"] == "provisioned"


@pytest.mark.rule("SBR-3")
def test_who_waits_leaves_with_the_customer(ground: Ground) -> None:
    ground.run("INSERT INTO free_accounts VALUES ('fay@new.example', 'Fay', 1)")
    url = order(ground)
    ground.move(MINUTE)
    fay = add(ground, url, "fay@new.example", "webex_calling", extension="100")
    assert ground.send("DELETE", url).status == 202
    assert ground.send("GET", fay).status == 404
    ground.move(5 * MINUTE)
    assert ground.one("SELECT count(*) FROM usage_intervals") == 0
    assert ground.get("/v1/people?email=fay@new.example")["items"] == []
