"""PSTN connections through the routes, and what a template's vendor does (PST-1, PST-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import codes, ids, pstn
from data.emulation.rules.packages import CODES
from tests.data.emulation.builder import DAY, NOW
from tests.data.emulation.http.ground import Ground, codes_of, fields_of
from tests.data.emulation.services.ordering import ADDRESS, PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.data.emulation.http.asking import Reply

CUSTOMERS = "/v1/wholesale/customers"
ROUTE = {"premiseRouteType": "TRUNK", "premiseRouteId": "trunk-1"}


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = Ground(tmp_path / "platform.db")
    ground.run("UPDATE settings SET value = 'instant' WHERE key = 'pace'")
    yield ground
    ground.close()


def option(name: str) -> dict[str, str]:
    """The body that chooses an option of the table."""
    return {"id": ids.encode(ids.PSTN, pstn.OPTIONS[name].uuid)}


def url(ground: Ground, location: int = 1, what: str = "connection") -> str:
    place = ground.id(ids.LOCATION, "locations", location)
    return f"/v1/telephony/pstn/locations/{place}/{what}"


def template(ground: Ground, vendor: str, owner: int = 1) -> int:
    return ground.world.insert(
        "templates",
        uuid=ground.world.uuid(),
        owner_id=owner,
        name=f"With {vendor}",
        country="US",
        language="en_US",
        pstn_vendor=vendor,
        created_ms=NOW - DAY,
    )


def order(ground: Ground, number: int, **more: Any) -> dict[str, Any]:
    """Order a customer with a template; it as it is then."""
    uuid = ground.one("SELECT uuid FROM templates WHERE id = ?", number)
    body = {
        "provisioningId": ids.encode_provisioning_id(uuid),
        "packages": ["webex_calling", "webex_meetings"],
        "externalId": "V-1",
        "address": ADDRESS,
        "customerInfo": {"name": "Acme", "primaryEmail": "office@acme.example"},
        "provisioningParameters": {"calling": {"location": PLACE}},
    }
    reply = ground.send("POST", CUSTOMERS, body | more)
    assert reply.status == 202, reply.body
    ground.move(1)
    found: dict[str, Any] = ground.get(reply.headers["location"].removeprefix("http://test"))
    return found


def again(ground: Ground, customer: dict[str, Any]) -> dict[str, Any]:
    ground.move(1)
    found: dict[str, Any] = ground.get(f"{CUSTOMERS}/{customer['id']}")
    return found


def packages(customer: dict[str, Any]) -> dict[str, str]:
    return {row["name"]: row["status"] for row in customer["resourceDetails"]["packages"]}


def failures(customer: dict[str, Any]) -> dict[str, list[int]]:
    return {
        row["name"]: [error["errorCode"] for error in row["errors"]]
        for row in customer["resourceDetails"]["packages"]
    }


FAILED = {"webex_calling": "error", "webex_meetings": "provisioned"}
READY = dict.fromkeys(FAILED, "provisioned")


@pytest.mark.rule("PST-1")
def test_each_location_has_a_connection_of_its_own(ground: Ground) -> None:
    ground.customer(places=2)
    listed = ground.get(url(ground, what="connectionOptions"))["items"]
    names = [row["displayName"] for row in listed]
    assert names == [found.name for found in pstn.of_country("US")]
    assert "Billabong Trunks" not in names
    assert set(listed[0]) == {"id", "displayName", "pstnServices"}
    missing = ground.send("GET", url(ground))
    assert (missing.status, codes_of(missing)) == (404, [codes.NO_PSTN_CONNECTION.number])
    assert ground.send("PUT", url(ground), option("cisco-pstn")).status == 204
    found = ground.get(url(ground))
    assert found["pstnConnectionType"] == pstn.CISCO
    assert found["id"] in {row["id"] for row in listed}
    assert ground.send("GET", url(ground, 2)).status == 404
    # Another one takes its place; on premises with the way out, for which no id is needed.
    assert ground.send("PUT", url(ground), ROUTE).status == 204
    found = ground.get(url(ground))
    assert (found["routeType"], found["routeId"]) == ("TRUNK", "trunk-1")
    assert found["pstnConnectionType"] == pstn.PREMISES


@pytest.mark.rule("PST-1")
def test_what_is_wrong_with_a_connection_is_told(ground: Ground) -> None:
    ground.customer()

    def put(body: Any) -> tuple[int, list[int], list[str]]:
        reply: Reply = ground.send("PUT", url(ground), body)
        return reply.status, codes_of(reply), fields_of(reply)

    assert put({}) == (400, [codes.MISSING_FIELD.number], ["id"])
    assert put({"id": "x"}) == (400, [codes.BAD_OPTION.number], ["id"])
    assert put({"id": 5})[0] == 400
    assert put(option("billabong")) == (400, [codes.COUNTRY_NOT_SERVED.number], ["id"])
    assert put(option("premises"))[2] == ["premiseRouteId", "premiseRouteType"]
    wrong = ROUTE | {"premiseRouteType": "PIGEON"}
    assert put(wrong) == (400, [codes.BAD_CHOICE.number], ["premiseRouteType"])
    assert ground.one("SELECT count(*) FROM pstn_connections") == 0


def test_a_connection_needs_a_calling_package(ground: Ground) -> None:
    ground.customer(packages=["webex_meetings"])
    reply = ground.send("PUT", url(ground), option("cisco-pstn"))
    assert (reply.status, codes_of(reply)) == (400, [codes.NOT_OF_CUSTOMER.number])
    assert fields_of(reply) == ["locationId"]
    # One that failed counts: the connection may mend it.
    ground.customer(packages=["webex_calling"])
    ground.run("UPDATE customer_packages SET status = 'error', errors = '[]' WHERE customer_id = 2")
    assert ground.send("PUT", url(ground, 2), option("cisco-pstn")).status == 204


@pytest.mark.rule("PST-2")
def test_the_vendor_serves_the_first_location_from_its_first_moment(ground: Ground) -> None:
    ground.run("UPDATE settings SET value = 'real' WHERE key = 'pace'")
    number = template(ground, "Prairie Exchange Trunks")
    acme = order(ground, number)
    assert acme["status"] == "provisioning"
    assert ground.send("GET", url(ground)).status == 404
    ground.move(DAY)
    assert packages(again(ground, acme)) == READY
    assert ground.get(url(ground))["displayName"] == "Prairie Exchange Trunks"
    # Another vendor changes nothing that is there, and further locations get none.
    ground.run("UPDATE templates SET pstn_vendor = 'Lakes & Plains Voice'")
    place = {
        "name": "Branch",
        "timeZone": "America/New_York",
        "address": {
            "address1": "1 Pine St",
            "city": "Salem",
            "state": "OR",
            "postalCode": "97301",
            "country": "US",
        },
    }
    query = f"?orgId={ground.org(1)}"
    assert ground.send("POST", f"/v1/locations{query}", place).status == 201
    assert ground.get(url(ground))["displayName"] == "Prairie Exchange Trunks"
    assert ground.send("GET", url(ground, 2)).status == 404


@pytest.mark.rule("PST-2")
@pytest.mark.rule("PRV-9")
def test_a_vendor_of_another_country_lets_calling_fail_until_a_connection_is_set(
    ground: Ground,
) -> None:
    acme = order(ground, template(ground, "Billabong Trunks"))
    assert (acme["status"], packages(acme)) == ("provisioned_with_errors", FAILED)
    vendor = codes.VENDOR_FAILED.number
    assert failures(acme) == {"webex_calling": [vendor], "webex_meetings": []}
    # What it has is there all the same.
    assert "orgId" in acme
    assert len(ground.get(f"/v1/locations?orgId={acme['orgId']}")["items"]) == 1
    # Once more without a connection is once more in vain.
    body = {"packages": list(FAILED)}
    assert ground.send("PUT", f"{CUSTOMERS}/{acme['id']}", body).status == 202
    acme = again(ground, acme)
    assert (acme["status"], packages(acme)) == ("provisioned_with_errors", FAILED)
    assert ground.send("PUT", url(ground), option("prairie-exchange")).status == 204
    acme = again(ground, acme)
    assert (acme["status"], packages(acme)) == ("provisioned", READY)
    assert failures(acme) == {"webex_calling": [], "webex_meetings": []}


@pytest.mark.rule("PST-2")
def test_it_takes_its_time_and_is_seen_on_the_way(ground: Ground) -> None:
    acme = order(ground, template(ground, "Billabong Trunks"), packages=["webex_calling"])
    assert acme["status"] == "provisioned_with_errors"
    ground.run("UPDATE settings SET value = 'real' WHERE key = 'pace'")
    assert ground.send("PUT", url(ground), ROUTE).status == 204
    acme = again(ground, acme)
    assert (acme["status"], packages(acme)) == ("updating", {"webex_calling": "provisioning"})
    ground.move(DAY)
    assert again(ground, acme)["status"] == "provisioned"


@pytest.mark.rule("PST-2")
def test_an_update_repairs_once_there_is_a_connection(ground: Ground) -> None:
    acme = order(ground, template(ground, "Billabong Trunks"))
    ground.run(
        "INSERT INTO pstn_connections (location_id, option_id, since_ms) VALUES (1, 'premises', 1)"
    )
    body = {"packages": list(FAILED)}
    assert ground.send("PUT", f"{CUSTOMERS}/{acme['id']}", body).status == 202
    assert packages(again(ground, acme)) == READY


@pytest.mark.rule("PST-2")
def test_what_failed_for_another_reason_stays_so(ground: Ground) -> None:
    acme = order(ground, template(ground, "Billabong Trunks"))
    errors = '[{"errorCode": 90201, "description": "No site."}]'
    ground.run(
        "UPDATE customer_packages SET status = 'error', errors = ? WHERE package = ?",
        errors,
        CODES["webex_meetings"],
    )
    ground.run(
        "UPDATE steps SET status = 'error', detail = ? WHERE kind = 2 AND part = ?"
        " AND status = 'provisioned'",
        f'{{"errors": {errors}}}',
        CODES["webex_meetings"],
    )
    assert ground.send("PUT", url(ground), ROUTE).status == 204
    acme = again(ground, acme)
    assert acme["status"] == "provisioned_with_errors"
    assert packages(acme) == {"webex_calling": "provisioned", "webex_meetings": "error"}


@pytest.mark.rule("PST-2")
def test_without_calling_nothing_is_connected(ground: Ground) -> None:
    number = template(ground, "Billabong Trunks")
    acme = order(ground, number, packages=["webex_meetings"], provisioningParameters=None)
    assert acme["status"] == "provisioned"
    assert ground.one("SELECT count(*) FROM pstn_connections") == 0
    # The vendor that counts is the one of the moment in which calling is ordered.
    ground.run("UPDATE templates SET pstn_vendor = 'Prairie Exchange Trunks'")
    body = {
        "packages": ["webex_meetings", "webex_calling"],
        "provisioningParameters": {"calling": {"location": PLACE}},
    }
    assert ground.send("PUT", f"{CUSTOMERS}/{acme['id']}", body).status == 202
    assert again(ground, acme)["status"] == "provisioned"
    assert ground.get(url(ground))["displayName"] == "Prairie Exchange Trunks"


@pytest.mark.rule("PST-2")
@pytest.mark.rule("RPL-6")
def test_a_vendor_changed_during_a_review_changes_nothing(ground: Ground) -> None:
    ground.world.insert("denied_parties", name="Acme", name_key="acme")
    acme = order(ground, template(ground, "Prairie Exchange Trunks"))
    assert acme["status"] == "pending_rpl_review"
    ground.run("UPDATE templates SET pstn_vendor = 'Billabong Trunks'")
    body = {"kind": "review", "outcome": "approved"}
    reply = ground.send("POST", f"/hub/v1/customers/{acme['id']}/decision", body)
    assert reply.status == 200, reply.body
    assert packages(again(ground, acme)) == READY
    assert ground.get(url(ground))["displayName"] == "Prairie Exchange Trunks"


@pytest.mark.rule("PST-2")
@pytest.mark.parametrize("places", [0, 1])
def test_an_attached_organization_with_a_place_has_its_first_location(
    ground: Ground, places: int
) -> None:
    uuid = ground.world.uuid()
    organization = ground.world.insert(
        "organizations", uuid=uuid, name="Loose", kind="none", created_ms=1, active_ms=1
    )
    for number in range(places):
        ground.world.insert(
            "locations",
            uuid=ground.world.uuid(),
            organization_id=organization,
            name=f"Old {number}",
            time_zone="America/New_York",
            language="en_US",
            address1="1 Main Street",
            city="Springfield",
            country="US",
            created_ms=1,
        )
    number = template(ground, "Billabong Trunks")
    acme = order(ground, number, orgId=ids.encode(ids.ORGANIZATION, uuid))
    # The vendor is asked for the first location of all only.
    assert packages(acme) == (READY if places else FAILED)
    assert ground.send("DELETE", f"{CUSTOMERS}/{acme['id']}").status == 202
    # The attach was done, whatever failed: the organization stays open to its partner.
    ground.move(1)
    assert ground.send("GET", f"/v1/organizations/{acme['orgId']}").status == 200


@pytest.mark.rule("CMG-3")
@pytest.mark.rule("PST-1")
def test_a_connection_ends_with_the_service(ground: Ground) -> None:
    ground.run("UPDATE settings SET value = 'real' WHERE key = 'pace'")
    acme = ground.customer()
    ground.send("PUT", url(ground), ROUTE)
    one = f"{CUSTOMERS}/{ground.id(ids.CUSTOMER, 'customers', acme)}"
    assert ground.send("DELETE", one).status == 202
    assert ground.get(url(ground))["routeId"] == "trunk-1"
    assert ground.send("PUT", url(ground), ROUTE).status == 409
    ground.move(DAY)
    assert ground.send("GET", url(ground)).status == 404
    reply = ground.send("PUT", url(ground), ROUTE)
    assert (reply.status, codes_of(reply)) == (409, [codes.NOT_PROVISIONED.number])


@pytest.mark.rule("RPL-6")
@pytest.mark.rule("SUB-3")
@pytest.mark.rule("SUB-11")
def test_who_may_not_set_one(ground: Ground) -> None:
    ground.customer()
    ground.customer(3, "Lakeside Customer")
    ground.customer(1, "Held", status="pending_rpl_review")
    for partner in (2, 4):
        for method, body in (("GET", None), ("PUT", ROUTE)):
            assert ground.send(method, url(ground), body, partner=partner).status == 404
    for partner in (1, 3):
        assert ground.send("PUT", url(ground, 2), ROUTE, partner=partner).status == 403
    reply = ground.send("PUT", url(ground, 3), ROUTE)
    assert (reply.status, codes_of(reply)) == (409, [codes.UNDER_REVIEW.number])
