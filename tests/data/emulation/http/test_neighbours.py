"""People, locations and workspaces through the routes (contract, section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import codes, ids
from data.emulation.rules.packages import CODES
from tests.data.emulation.builder import NOW
from tests.data.emulation.http.asking import org_id
from tests.data.emulation.http.ground import SUBSCRIBERS, Ground, codes_of, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AREA = CODES["common_area_calling"]


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = Ground(tmp_path / "platform.db")
    yield ground
    ground.close()


def place(**more: Any) -> dict[str, Any]:
    """The body of a request for a location in Toronto."""
    address = {
        "address1": "100 Bay Street",
        "city": "Toronto",
        "state": "ON",
        "postalCode": "M5J 2N8",
        "country": "ca",
    }
    body = {"name": "Branch", "timeZone": "America/Toronto", "address": address}
    return body | {"preferredLanguage": "fr"} | more


def room(ground: Ground, customer: int, extension: str = "500", **numbers: str) -> dict[str, Any]:
    """The body of a request for a workspace."""
    return {
        "displayName": "Lobby",
        "orgId": ground.org(customer),
        "supportedDevices": "phones",
        "calling": {
            "type": "webexCalling",
            "webexCalling": {"extension": extension, **numbers},
        },
    }


@pytest.mark.rule("LOC-2")
def test_a_location_is_made(ground: Ground) -> None:
    acme = ground.customer()
    reply = ground.send("POST", f"/v1/locations?orgId={ground.org(acme)}", place())
    assert reply.status == 201
    body = reply.json
    assert body["preferredLanguage"] == "fr_CA"
    assert (body["name"], body["timeZone"]) == ("Branch", "America/Toronto")
    assert body["address"]["country"] == "CA"
    assert ground.get(f"/v1/locations/{body['id']}") == body
    listed = ground.get(f"/v1/locations?orgId={ground.org(acme)}&name=bran")["items"]
    assert listed == [body]
    # The organization may stand in the body too, and the language in the API's other spelling.
    more = place(name="Mall", orgId=ground.org(acme), preferredLanguage="en_us")
    assert ground.send("POST", "/v1/locations", more).json["preferredLanguage"] == "en_US"
    # Users can sit there.
    wanted = ground.wanted(acme, "ann@acme.example", extension="101", locationId=body["id"])
    assert ground.send("POST", SUBSCRIBERS, wanted).status == 200


@pytest.mark.rule("ADR-3")
@pytest.mark.rule("TZN-1")
def test_all_that_is_wrong_with_a_location_is_told(ground: Ground) -> None:
    acme = ground.customer()
    url = f"/v1/locations?orgId={ground.org(acme)}"
    assert set(fields_of(ground.send("POST", "/v1/locations", {}))) == {
        *("orgId", "name", "timeZone"),
        *("address.address1", "address.city", "address.country"),
    }
    wrong = place(timeZone="Mars/Olympus", preferredLanguage="x", name="a" * 300)
    wrong["address"] |= {"state": "", "postalCode": "", "address2": "x" * 51}
    reply = ground.send("POST", url, wrong)
    assert (reply.status, set(fields_of(reply))) == (
        400,
        {
            *("timeZone", "preferredLanguage", "name"),
            *("address.state", "address.postalCode", "address.address2"),
        },
    )
    reply = ground.send("POST", url, place(address="here", name=5))
    assert sorted(fields_of(reply)) == ["address", "name"]


def test_a_locations_name_is_one_of_its_organization(ground: Ground) -> None:
    acme, other = ground.customer(), ground.customer(name="Other")
    for name, customer, status in (
        ("Branch", acme, 201),
        ("BRANCH", acme, 409),
        (" place 0", acme, 409),
        ("Branch", other, 201),
    ):
        url = f"/v1/locations?orgId={ground.org(customer)}"
        reply = ground.send("POST", url, place(name=name))
        assert reply.status == status
        if status == 409:
            assert codes_of(reply) == [codes.NAME_TAKEN.number]


@pytest.mark.rule("SUB-3")
def test_neighbours_are_walled(ground: Ground) -> None:
    acme = ground.customer()
    ann = ground.provision(acme, "ann@acme.example")
    person = ground.get(f"{SUBSCRIBERS}/{ann}")["personId"]
    lobby = ground.send("POST", "/v1/workspaces", room(ground, acme)).json["id"]
    location = ground.id(ids.LOCATION, "locations", 1)
    org = ground.org(acme)
    for partner in (2, 4):
        for url in (
            f"/v1/locations/{location}",
            f"/v1/people?orgId={org}",
            f"/v1/people?orgId={org}&email=ann@acme.example",
            f"/v1/people/{person}",
            f"/v1/workspaces?orgId={org}",
            f"/v1/workspaces/{lobby}",
        ):
            assert ground.send("GET", url, partner=partner).status == 404
        for url in (f"/v1/people/{person}", f"/v1/workspaces/{lobby}"):
            assert ground.send("DELETE", url, partner=partner).status == 404
        for url, body in (
            (f"/v1/locations?orgId={org}", place()),
            ("/v1/workspaces", room(ground, acme, "501")),
        ):
            assert ground.send("POST", url, body, partner=partner).status == 404
        found = ground.get("/v1/people?email=ann@acme.example", partner=partner)
        assert found["items"] == []


@pytest.mark.rule("SUB-11")
def test_a_suspended_sub_partner_makes_no_places(ground: Ground) -> None:
    lakeside = ground.customer(3, "Lakeside Customer")
    org = ground.org(lakeside)
    for partner in (1, 3):
        for url, body in (
            (f"/v1/locations?orgId={org}", place()),
            ("/v1/workspaces", room(ground, lakeside)),
        ):
            reply = ground.send("POST", url, body, partner=partner)
            assert (reply.status, codes_of(reply)) == (403, [codes.SUSPENDED.number])


def test_people_are_listed_newest_first(ground: Ground) -> None:
    acme = ground.customer()
    for n in range(5):
        ground.provision(acme, f"u{n}@acme.example")
    url = f"/v1/people?orgId={ground.org(acme)}&max=2"
    seen: list[str] = []
    while url:
        reply = ground.send("GET", url)
        seen += [person["emails"][0] for person in reply.json["items"]]
        url = reply.links.get("next", "")
    assert seen == [f"u{n}@acme.example" for n in (4, 3, 2, 1, 0)]
    (found,) = ground.get("/v1/people?email=U3@acme.example")["items"]
    assert found["emails"] == ["u3@acme.example"]
    mine = f"/v1/people?email=u3@acme.example&orgId={org_id(ground.world, 1)}"
    assert ground.get(mine)["items"] == []


def test_a_partners_people_are_its_staff(ground: Ground) -> None:
    (me,) = ground.get("/v1/people")["items"]
    assert me == ground.get("/v1/people/me")
    assert ground.get(f"/v1/people/{me['id']}") == me
    (harbour,) = ground.get(f"/v1/people?orgId={org_id(ground.world, 2)}")["items"]
    assert harbour["emails"] == ["s2@example.com"]
    assert ground.get("/v1/people?email=s2@example.com")["items"] == [harbour]
    assert ground.send("GET", f"/v1/people/{me['id']}", partner=2).status == 404
    reply = ground.send("DELETE", f"/v1/people/{me['id']}")
    assert (reply.status, codes_of(reply)) == (403, [codes.FORBIDDEN.number])


@pytest.mark.rule("PRV-7")
def test_a_partner_that_is_its_own_customer_shows_its_users_and_its_staff(ground: Ground) -> None:
    own = ground.customer(name="North Coast")
    partner = ground.one("SELECT uuid FROM partners WHERE id = 1")
    ground.run("UPDATE organizations SET uuid = ? WHERE id = ?", partner, own)
    for n in range(3):
        ground.provision(own, f"u{n}@north.example")
    ground.world.staff(1, "z@example.com")
    url = f"/v1/people?orgId={org_id(ground.world, 1)}&max=2"
    pages, seen = [], []
    while url:
        reply = ground.send("GET", url)
        pages.append([person["emails"][0] for person in reply.json["items"]])
        seen.append(reply.links)
        url = reply.links.get("next", "").removeprefix("http://test")
    assert pages == [
        ["u2@north.example", "u1@north.example"],
        ["u0@north.example", "z@example.com"],
        ["s1@example.com"],
    ]
    for number in (1, 2):
        back = ground.get(seen[number]["prev"].removeprefix("http://test"))["items"]
        assert [person["emails"][0] for person in back] == pages[number - 1]


def test_a_person_goes_once_it_has_no_service(ground: Ground) -> None:
    acme, other = ground.customer(), ground.customer(4, "Other")
    ann = ground.provision(acme, "ann@acme.example")
    person = ground.get(f"{SUBSCRIBERS}/{ann}")["personId"]
    reply = ground.send("DELETE", f"/v1/people/{person}")
    assert (reply.status, codes_of(reply)) == (409, [codes.PERSON_IN_SERVICE.number])
    ground.send("DELETE", f"{SUBSCRIBERS}/{ann}")
    reply = ground.send("DELETE", f"/v1/people/{person}")
    assert (reply.status, reply.body) == (204, b"")
    for method in ("GET", "DELETE"):
        assert ground.send(method, f"/v1/people/{person}").status == 404
    assert ground.get(f"/v1/people?orgId={ground.org(acme)}")["items"] == []
    assert ground.get("/v1/people?email=ann@acme.example")["items"] == []
    # The email is free, also for another organization.
    wanted = ground.wanted(other, "ann@acme.example", extension="101")
    again = ground.send("POST", SUBSCRIBERS, wanted, partner=4)
    assert again.status == 200
    assert again.json["personId"] != person


@pytest.mark.rule("PKG-7")
def test_a_workspace_has_common_area(ground: Ground) -> None:
    acme = ground.customer()
    reply = ground.send("POST", "/v1/workspaces", room(ground, acme, phoneNumber="+12125550110"))
    assert reply.status == 200
    body = reply.json
    location = ground.id(ids.LOCATION, "locations", 1)
    numbers = {"extension": "500", "phoneNumber": "+12125550110", "locationId": location}
    assert body["calling"] == {"type": "webexCalling", "webexCalling": numbers}
    assert (body["displayName"], body["locationId"]) == ("Lobby", location)
    assert ground.get(f"/v1/workspaces/{body['id']}") == body
    url = f"/v1/workspaces?orgId={ground.org(acme)}"
    assert ground.get(f"{url}&locationId={location}")["items"] == [body]
    nowhere = ids.encode(ids.LOCATION, bytes(16))
    assert ground.get(f"{url}&locationId={nowhere}")["items"] == []
    uses = "SELECT package, start_ms, end_ms FROM usage_intervals WHERE workspace_id = 1"
    assert ground.world.connection.execute(uses).fetchall() == [(AREA, NOW + 1, None)]
    # Users and workspaces share numbers.
    wanted = ground.wanted(
        acme, "ann@acme.example", extension="500", primaryPhoneNumber="+12125550110"
    )
    taken = [codes.NUMBER_TAKEN.number, codes.EXTENSION_TAKEN.number]
    assert codes_of(ground.send("POST", SUBSCRIBERS, wanted)) == taken
    again = room(ground, acme, phoneNumber="+12125550110")
    assert codes_of(ground.send("POST", "/v1/workspaces", again)) == taken
    assert ground.send("DELETE", f"/v1/workspaces/{body['id']}").status == 204
    for method in ("GET", "DELETE"):
        assert ground.send(method, f"/v1/workspaces/{body['id']}").status == 404
    assert ground.get(url)["items"] == []
    (use,) = ground.world.connection.execute(uses).fetchall()
    assert use == (AREA, NOW + 1, ground.one("SELECT ended_ms FROM workspaces"))
    assert ground.send("POST", SUBSCRIBERS, wanted).status == 200


def test_all_that_is_wrong_with_a_workspace_is_told(ground: Ground) -> None:
    acme, plain = ground.customer(places=2), ground.customer(name="Plain", packages=["webex_suite"])
    assert set(fields_of(ground.send("POST", "/v1/workspaces", {}))) == {
        *("orgId", "displayName", "calling.type"),
        "calling.webexCalling.extension",
    }
    wanted = room(ground, acme)
    wanted["calling"]["type"] = "freeCalling"
    reply = ground.send("POST", "/v1/workspaces", wanted)
    assert (reply.status, fields_of(reply)) == (400, ["calling.type", "locationId"])
    reply = ground.send("POST", "/v1/workspaces", room(ground, plain))
    assert (reply.status, codes_of(reply)) == (400, [codes.NOT_OF_CUSTOMER.number])
    place = ground.id(ids.LOCATION, "locations", 3)
    reply = ground.send("POST", "/v1/workspaces", room(ground, acme, locationId=place))
    assert (reply.status, codes_of(reply)) == (400, [codes.NO_LOCATION.number])
    partners = room(ground, acme) | {"orgId": org_id(ground.world, 1)}
    assert ground.send("POST", "/v1/workspaces", partners).status == 404


def test_limits_hold_for_workspaces(ground: Ground) -> None:
    acme = ground.customer()
    ground.limit(acme, "common_area_calling", 1)
    assert ground.send("POST", "/v1/workspaces", room(ground, acme)).status == 200
    reply = ground.send("POST", "/v1/workspaces", room(ground, acme, "501"))
    assert (reply.status, codes_of(reply)) == (409, [codes.LIMIT_REACHED.number])


@pytest.mark.rule("PRV-4")
def test_workspaces_need_a_sip_domain(ground: Ground) -> None:
    acme = ground.customer()
    ground.run("UPDATE organizations SET sip_domain = ''")
    reply = ground.send("POST", "/v1/workspaces", room(ground, acme))
    assert (reply.status, codes_of(reply)) == (409, [codes.NO_SIP_DOMAIN.number])


@pytest.mark.rule("RPL-6")
def test_nothing_is_made_during_a_review(ground: Ground) -> None:
    acme = ground.customer()
    ground.run("UPDATE customers SET status = 'pending_rpl_review'")
    org = ground.org(acme)
    for url, body in (
        (f"/v1/locations?orgId={org}", place()),
        ("/v1/workspaces", room(ground, acme)),
    ):
        reply = ground.send("POST", url, body)
        assert (reply.status, codes_of(reply)) == (409, [codes.UNDER_REVIEW.number])


def test_an_organization_whose_service_ended_has_places_and_no_workspaces(ground: Ground) -> None:
    gone = ground.customer(status="deleted", packages=[])
    url = f"/v1/locations?orgId={ground.org(gone)}"
    assert ground.send("POST", url, place()).status == 201
    reply = ground.send("POST", "/v1/workspaces", room(ground, gone))
    one_place = room(ground, gone, locationId=ground.id(ids.LOCATION, "locations", 1))
    reply = ground.send("POST", "/v1/workspaces", one_place)
    assert (reply.status, codes_of(reply)) == (409, [codes.NOT_PROVISIONED.number])
