"""Phone numbers of locations, main numbers and extensions through the routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.client.pages import links
from data.emulation.rules import codes, ids
from data.emulation.store import numbers as store
from tests.data.emulation.builder import DAY, NOW
from tests.data.emulation.http.ground import SUBSCRIBERS, Ground, codes_of, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALL = "/v1/telephony/config/numbers"
FIRST, SECOND, THIRD = "+15035550110", "+15035550111", "+15035550112"
TAKEN = codes.NUMBER_TAKEN.number


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    """Acme with two locations, of which the first is connected."""
    ground = Ground(tmp_path / "platform.db")
    ground.customer(places=2)
    connect(ground, 1)
    yield ground
    ground.close()


def connect(ground: Ground, location: int) -> None:
    ground.world.insert(
        "pstn_connections", location_id=location, option_id="cisco-pstn", since_ms=NOW - 1
    )


def url(ground: Ground, location: int = 1, what: str = "/numbers") -> str:
    place = ground.id(ids.LOCATION, "locations", location)
    return f"/v1/telephony/config/locations/{place}{what}"


def add(ground: Ground, *phones: str, location: int = 1, **more: Any) -> tuple[int, list[int]]:
    """Add numbers; the status, and the codes of what is wrong."""
    reply = ground.send("POST", url(ground, location), {"phoneNumbers": phones, **more})
    return reply.status, codes_of(reply) if reply.status >= 400 else []


def remove(ground: Ground, *phones: str, location: int = 1) -> tuple[int, list[int]]:
    reply = ground.send("DELETE", url(ground, location), {"phoneNumbers": phones})
    return reply.status, codes_of(reply) if reply.status >= 400 else []


def listed(ground: Ground, query: str = "", customer: int = 1) -> list[dict[str, Any]]:
    found = ground.get(f"{ALL}?orgId={ground.org(customer)}{query}")["phoneNumbers"]
    assert isinstance(found, list)
    return found


def phones(ground: Ground, query: str = "") -> list[str]:
    return [row["phoneNumber"] for row in listed(ground, query)]


def user(ground: Ground, phone: str, email: str = "ann@acme.example", customer: int = 1) -> Any:
    place = customer if customer > 1 else 0
    location = ground.id(ids.LOCATION, "locations", place + 1)
    wanted = ground.wanted(customer, email, primaryPhoneNumber=phone, locationId=location)
    return ground.send("POST", SUBSCRIBERS, wanted)


@pytest.mark.rule("PST-1")
def test_numbers_are_added_to_a_connected_location(ground: Ground) -> None:
    assert add(ground, SECOND, FIRST, FIRST) == (201, [])
    assert phones(ground) == [FIRST, SECOND]
    place = {"id": ground.id(ids.LOCATION, "locations", 1), "name": "Place 0"}
    assert listed(ground)[0] == {
        "phoneNumber": FIRST,
        "state": "ACTIVE",
        "phoneNumberType": "PRIMARY",
        "mainNumber": False,
        "includedTelephonyTypes": "PSTN_NUMBER",
        "tollFreeNumber": False,
        "isServiceNumber": False,
        "isReservedNumber": False,
        "location": place,
    }
    # What is there already gets the state that is named, if one is.
    assert add(ground, SECOND, THIRD, state="INACTIVE") == (201, [])
    assert [row["state"] for row in listed(ground)] == ["ACTIVE", "INACTIVE", "INACTIVE"]
    assert add(ground, THIRD) == (201, [])
    assert add(ground, SECOND, state="ACTIVE") == (201, [])
    assert [row["state"] for row in listed(ground)] == ["ACTIVE", "ACTIVE", "INACTIVE"]
    refused = add(ground, "+15035550119", location=2)
    assert refused == (409, [codes.PSTN_REQUIRED.number])
    assert remove(ground, FIRST, THIRD) == (204, [])
    assert phones(ground) == [SECOND]


def test_what_is_wrong_with_numbers_is_told(ground: Ground) -> None:
    for method in ("POST", "DELETE"):
        reply = ground.send(method, url(ground), {})
        assert (reply.status, fields_of(reply)) == (400, ["phoneNumbers"])
        body = {"phoneNumbers": ["12", "", FIRST]}
        reply = ground.send(method, url(ground), body)
        assert fields_of(reply) == ["phoneNumbers[0]", "phoneNumbers[1]"]
        assert ground.send(method, url(ground), {"phoneNumbers": "x"}).status == 400
    assert add(ground, FIRST, state="LOST") == (400, [codes.BAD_CHOICE.number])
    assert remove(ground, FIRST, SECOND) == (400, [codes.NUMBER_ELSEWHERE.number] * 2)


@pytest.mark.rule("SBR-1")
def test_a_number_belongs_to_one_organization_and_location(ground: Ground) -> None:
    other = ground.customer(4, "Stranger")
    connect(ground, 2)
    connect(ground, 3)
    add(ground, FIRST)
    assert add(ground, FIRST, location=2) == (409, [TAKEN])
    reply = ground.send("POST", url(ground, 3), {"phoneNumbers": [FIRST, SECOND]}, partner=4)
    assert (reply.status, codes_of(reply), fields_of(reply)) == (409, [TAKEN], ["phoneNumbers[0]"])
    # Neither does a user of theirs get it, nor one at another location.
    for customer, partner, place in ((other, 4, 3), (1, 1, 2)):
        location = ground.id(ids.LOCATION, "locations", place)
        wanted = ground.wanted(customer, "bea@b.example", primaryPhoneNumber=FIRST)
        wanted["provisioningParameters"]["locationId"] = location
        reply = ground.send("POST", SUBSCRIBERS, wanted, partner=partner)
        assert (reply.status, codes_of(reply)) == (409, [TAKEN])
    assert user(ground, FIRST).status == 200
    # What somebody has is taken too, whether it was added or not.
    assert user(ground, SECOND, "cy@acme.example").status == 200
    reply = ground.send("POST", url(ground, 3), {"phoneNumbers": [SECOND]}, partner=4)
    assert codes_of(reply) == [TAKEN]
    assert add(ground, SECOND) == (201, [])
    # Once it is gone, it is free.
    add(ground, THIRD)
    remove(ground, THIRD)
    body = {"phoneNumbers": [THIRD]}
    assert ground.send("POST", url(ground, 3), body, partner=4).status == 201


def test_the_list_has_whoever_has_a_number(ground: Ground) -> None:
    assert user(ground, FIRST).status == 200
    calling = {"type": "webexCalling", "webexCalling": {"phoneNumber": SECOND, "extension": "500"}}
    place = ground.id(ids.LOCATION, "locations", 1)
    room = {"displayName": "Lobby", "orgId": ground.org(1), "locationId": place}
    assert ground.send("POST", "/v1/workspaces", {**room, "calling": calling}).status == 200
    more = {"location_id": 2, "created_ms": NOW - 1}
    uuid = ground.world.uuid()
    queue = {"name": "Sales", "name_key": "sales", "extension": "600", "uuid": uuid}
    ground.world.insert("queues", phone=THIRD, **queue, **more)
    names = {"first_name": "Front", "last_name": "Desk"}
    line = {"uuid": ground.world.uuid(), "phone": "+15035550113"}
    ground.world.insert("virtual_lines", **line, **names, **more)
    add(ground, "+15035550114")
    rows = listed(ground)
    assert [row.get("owner", {}).get("type") for row in rows] == [
        store.PEOPLE,
        store.PLACE,
        store.QUEUE,
        store.LINE,
        None,
    ]
    assert rows[0]["owner"]["lastName"] == "Other"
    assert rows[1]["owner"]["firstName"] == "Lobby"
    assert (rows[1]["extension"], "lastName" in rows[1]["owner"]) == ("500", False)
    assert rows[2]["location"]["name"] == "Place 1"
    assert phones(ground, "&available=true") == ["+15035550114"]
    assert len(phones(ground, "&available=false")) == 4
    assert phones(ground, f"&locationId={ground.id(ids.LOCATION, 'locations', 2)}") == [
        THIRD,
        "+15035550113",
    ]
    assert phones(ground, "&phoneNumber=0111") == [SECOND]
    assert phones(ground, "&state=INACTIVE") == []
    assert ground.get(ALL)["phoneNumbers"] == []


def test_pages_follow_each_other(ground: Ground) -> None:
    wanted = [f"+1503555{n:04}" for n in range(120, 127)]
    add(ground, *wanted)
    assert phones(ground, "&start=2&max=2") == wanted[2:4]
    assert phones(ground, "&offset=5") == wanted[5:]
    url, found = f"{ALL}?orgId={ground.org(1)}&max=3", list[str]()
    while url:
        reply = ground.send("GET", url)
        found += [row["phoneNumber"] for row in reply.json["phoneNumbers"]]
        target = links(reply.headers.get("link", "")).get("next", "")
        assert "offset=" not in target
        url = target.removeprefix("http://test")
    assert found == wanted


def test_neither_who_has_a_number_nor_the_main_one_loses_it(ground: Ground) -> None:
    add(ground, FIRST, SECOND)
    assert user(ground, FIRST).status == 200
    one = url(ground, what="")
    assert "phoneNumber" not in ground.get(one)["callingLineId"]
    assert ground.send("PUT", one, {"callingLineId": {"phoneNumber": SECOND}}).status == 204
    assert ground.get(one)["callingLineId"] == {"name": "Place 0", "phoneNumber": SECOND}
    assert [row["mainNumber"] for row in listed(ground)] == [False, True]
    both = {"phoneNumbers": [FIRST, SECOND, SECOND]}
    reply = ground.send("DELETE", url(ground), both)
    assert (reply.status, codes_of(reply)) == (409, [TAKEN, codes.MAIN_NUMBER.number])
    assert fields_of(reply) == ["phoneNumbers[0]", "phoneNumbers[1]"]
    # Who came with a user becomes one of the location's, and stays when the user goes.
    assert user(ground, THIRD, "cy@acme.example").status == 200
    assert ground.send("PUT", one, {"callingLineId": {"phoneNumber": THIRD}}).status == 204
    assert remove(ground, SECOND) == (204, [])
    for row in ground.get(SUBSCRIBERS)["items"]:
        assert ground.send("DELETE", f"{SUBSCRIBERS}/{row['id']}").status == 204
    assert [(row["phoneNumber"], row["mainNumber"]) for row in listed(ground)] == [
        (FIRST, False),
        (THIRD, True),
    ]
    for body, code in (
        ({}, codes.MISSING_FIELD),
        ({"callingLineId": {"phoneNumber": "12"}}, codes.BAD_PHONE),
        ({"callingLineId": {"phoneNumber": SECOND}}, codes.NUMBER_ELSEWHERE),
    ):
        reply = ground.send("PUT", one, body)
        assert (reply.status, codes_of(reply)) == (400, [code.number])
    reply = ground.send("PUT", url(ground, 2, ""), {"callingLineId": {"phoneNumber": THIRD}})
    assert codes_of(reply) == [codes.NUMBER_ELSEWHERE.number]


def test_lists_have_an_end(ground: Ground) -> None:
    many = [f"+1503555{n:04}" for n in range(101)]
    long = codes.LIST_TOO_LONG.number
    for found in (add(ground, *many), remove(ground, *many)):
        assert found == (400, [long])
    assert add(ground, *many[:100]) == (201, [])
    assert remove(ground, *many[:100]) == (204, [])
    assert phones(ground) == []
    judged = url(ground, what="/actions/validateExtensions/invoke")
    reply = ground.send("POST", judged, {"extensions": [str(n) for n in range(100, 201)]})
    assert (reply.status, codes_of(reply), fields_of(reply)) == (400, [long], ["extensions"])
    reply = ground.send("POST", judged, {"extensions": [str(n) for n in range(100, 200)]})
    assert reply.json["status"] == "OK"


def test_an_inactive_number_is_nobodys(ground: Ground) -> None:
    inactive = codes.NUMBER_INACTIVE.number
    add(ground, FIRST, SECOND, state="INACTIVE")
    main = {"callingLineId": {"phoneNumber": SECOND}}
    reply = ground.send("PUT", url(ground, what=""), main)
    assert (reply.status, codes_of(reply)) == (409, [inactive])
    assert fields_of(reply) == ["callingLineId.phoneNumber"]
    reply = user(ground, FIRST)
    assert (reply.status, codes_of(reply)) == (409, [inactive])
    # Once it is active both go, and then it cannot be made inactive.
    assert add(ground, FIRST, SECOND, state="ACTIVE") == (201, [])
    assert user(ground, FIRST).status == 200
    assert ground.send("PUT", url(ground, what=""), main).status == 204
    assert add(ground, FIRST, SECOND, THIRD, state="INACTIVE") == (409, [TAKEN, TAKEN])
    assert [row["state"] for row in listed(ground)] == ["ACTIVE", "ACTIVE"]
    # Neither can what came with somebody.
    assert user(ground, THIRD, "cy@acme.example").status == 200
    assert add(ground, THIRD, state="INACTIVE") == (409, [TAKEN])


@pytest.mark.rule("PST-1")
def test_the_main_number_needs_a_connection(ground: Ground) -> None:
    assert user(ground, FIRST).status == 200
    ground.run("DELETE FROM pstn_connections")
    main = {"callingLineId": {"phoneNumber": FIRST}}
    reply = ground.send("PUT", url(ground, what=""), main)
    assert (reply.status, codes_of(reply)) == (409, [codes.PSTN_REQUIRED.number])
    assert ground.one("SELECT count(*) FROM numbers") == 0


def test_numbers_need_a_calling_package(ground: Ground) -> None:
    ground.customer(name="Quiet", packages=["webex_meetings"])
    connect(ground, 3)
    wrong = (400, [codes.NOT_OF_CUSTOMER.number])
    assert add(ground, FIRST, location=3) == wrong
    main = {"callingLineId": {"phoneNumber": FIRST}}
    ground.world.insert(
        "numbers", organization_id=2, location_id=3, phone=FIRST, created_ms=NOW - 1
    )
    reply = ground.send("PUT", url(ground, 3, ""), main)
    assert (reply.status, codes_of(reply), fields_of(reply)) == (*wrong, ["locationId"])
    # What is there can be looked at, and removed.
    assert ground.get(url(ground, 3, ""))["name"] == "Place 0"
    assert remove(ground, FIRST, location=3) == (204, [])


def test_the_way_out_on_premises_is_told(ground: Ground) -> None:
    one = url(ground, what="")
    assert "connection" not in ground.get(one)
    ground.run("UPDATE pstn_connections SET option_id = 'premises', premise = 'TRUNK t 1'")
    assert ground.get(one)["connection"] == {"type": "TRUNK", "id": "t 1"}


@pytest.mark.rule("SBR-1")
def test_extensions_are_judged(ground: Ground) -> None:
    first = url(ground, what="/actions/validateExtensions/invoke")
    location = ground.id(ids.LOCATION, "locations", 1)
    wanted = ground.wanted(1, "ann@acme.example", extension="201", locationId=location)
    assert ground.send("POST", SUBSCRIBERS, wanted).status == 200
    reply = ground.send("POST", first, {"extensions": ["201", "202", "202", "x"]})
    assert reply.json["status"] == "ERRORS"
    found = reply.json["extensionStatus"]
    assert [row["state"] for row in found] == ["DUPLICATE", "VALID", "DUPLICATE_IN_LIST", "INVALID"]
    assert set(found[0]) == {"extension", "state", "errorCode", "message"}
    assert set(found[1]) == {"extension", "state"}
    # An extension is one of its location.
    second = url(ground, 2, "/actions/validateExtensions/invoke")
    reply = ground.send("POST", second, {"extensions": ["201"]})
    assert reply.json == {
        "status": "OK",
        "extensionStatus": [{"extension": "201", "state": "VALID"}],
    }
    reply = ground.send("POST", first, {"extensions": []})
    assert (reply.status, fields_of(reply)) == (400, ["extensions"])
    assert ground.send("POST", first, {"extensions": ["201"]}, partner=4).status == 404


@pytest.mark.rule("CMG-3")
def test_numbers_end_with_the_service(ground: Ground) -> None:
    ground.run("UPDATE settings SET value = 'real' WHERE key = 'pace'")
    add(ground, FIRST)
    ground.send("PUT", url(ground, what=""), {"callingLineId": {"phoneNumber": FIRST}})
    other = ground.customer(1, "Other")
    connect(ground, 3)
    one = f"/v1/wholesale/customers/{ground.id(ids.CUSTOMER, 'customers', 1)}"
    assert ground.send("DELETE", one).status == 202
    # Until the end they are taken.
    assert add(ground, SECOND)[0] == 409
    assert add(ground, FIRST, location=3) == (409, [TAKEN])
    assert phones(ground) == [FIRST]
    ground.move(DAY)
    assert phones(ground) == []
    assert "phoneNumber" not in ground.get(url(ground, what=""))["callingLineId"]
    assert add(ground, FIRST, location=3) == (201, [])
    assert listed(ground, customer=other)[0]["phoneNumber"] == FIRST


@pytest.mark.rule("RPL-6")
@pytest.mark.rule("SUB-3")
@pytest.mark.rule("SUB-11")
def test_who_may_not_change_numbers(ground: Ground) -> None:
    ground.customer(3, "Lakeside Customer")
    ground.customer(1, "Held", status="pending_rpl_review")
    body = {"phoneNumbers": [FIRST]}
    line = {"callingLineId": {"phoneNumber": FIRST}}
    for method, what, sent in (
        ("POST", "/numbers", body),
        ("DELETE", "/numbers", body),
        ("PUT", "", line),
    ):
        for partner in (2, 4):
            found = ground.send(method, url(ground, what=what), sent, partner=partner)
            assert found.status == 404
        for partner in (1, 3):
            found = ground.send(method, url(ground, 3, what), sent, partner=partner)
            assert found.status == 403
    reply = ground.send("POST", url(ground, 4), body)
    assert reply.status == 409
    assert codes.UNDER_REVIEW.number in codes_of(reply)
    assert ground.send("GET", f"{ALL}?orgId={ground.org(1)}", partner=4).status == 404


def test_whoever_follows_changes_hears_of_numbers(ground: Ground) -> None:
    since = ground.get("/hub/v1/clock")["now"]
    add(ground, FIRST)
    found = ground.get(f"/hub/v1/changes?since={since}")
    assert ground.id(ids.CUSTOMER, "customers", 1) in str(found)
