"""Subscribers are provisioned, changed and removed through the routes (SBR, PKG-3, BIL-5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.rules import codes, ids
from data.emulation.rules.packages import CODES
from data.emulation.store import usage
from tests.data.emulation.builder import NOW
from tests.data.emulation.http.asking import org_id
from tests.data.emulation.http.ground import (
    SUBSCRIBERS,
    Ground,
    Use,
    codes_of,
    created,
    fields_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CALLING, SUITE, MEETINGS = CODES["webex_calling"], CODES["webex_suite"], CODES["webex_meetings"]
CONSOLE = CODES["attendant_console"]


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = Ground(tmp_path / "platform.db")
    yield ground
    ground.close()


@pytest.mark.rule("SBR-1")
def test_a_subscriber_is_there_at_once(ground: Ground) -> None:
    acme = ground.customer()
    wanted = ground.wanted(acme, " Ann@Acme.example ", extension="101")
    reply = ground.send("POST", SUBSCRIBERS, wanted)
    assert reply.status == 200
    body = reply.json
    assert reply.headers["location"] == f"http://test{SUBSCRIBERS}/{body['id']}"
    assert ground.get(f"{SUBSCRIBERS}/{body['id']}") == body
    assert (body["email"], body["status"]) == ("ann@acme.example", "provisioned")
    assert (body["package"], body["packages"]) == ("webex_calling", ["webex_calling"])
    person = ground.get(f"/v1/people/{body['personId']}")
    assert person["displayName"] == "Ann Other"
    assert person["orgId"] == ground.org(acme)
    assert ground.uses(body["id"]) == [Use(CALLING, NOW + 1, None)]
    changed = ground.get(f"/hub/v1/changes?since={NOW}")["items"]
    assert changed == [ground.id(ids.CUSTOMER, "customers", acme)]


@pytest.mark.rule("SBR-1")
def test_all_that_is_wrong_is_told_at_once(ground: Ground) -> None:
    ground.customer()
    reply = ground.send("POST", SUBSCRIBERS, {"email": "x", "package": "webex_calling"})
    assert reply.status == 400
    parameters = "provisioningParameters"
    assert set(fields_of(reply)) == {
        "customerId",
        "email",
        f"{parameters}.firstName",
        f"{parameters}.lastName",
        f"{parameters}.extension",
    }
    told = [error["description"] for error in reply.json["errors"]]
    assert sum(text.endswith(" (SBR-1).") for text in told) == 4
    empty = ground.send("POST", SUBSCRIBERS, {})
    assert codes.NO_PACKAGE.number in codes_of(empty)
    wrong = ground.send("POST", SUBSCRIBERS, {"packages": 5, "provisioningParameters": []})
    assert sorted(fields_of(wrong)) == ["customerId", "email", "packages", parameters]


@pytest.mark.rule("SBR-1")
@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        ({}, codes.NUMBER_REQUIRED),
        ({"extension": "1"}, codes.BAD_EXTENSION),
        ({"primaryPhoneNumber": "0301234"}, codes.BAD_PHONE),
    ],
)
def test_calling_needs_a_number(ground: Ground, numbers: dict[str, str], code: codes.Code) -> None:
    acme = ground.customer()
    wanted = ground.wanted(acme, "ann@acme.example", **numbers)
    reply = ground.send("POST", SUBSCRIBERS, wanted)
    assert (reply.status, codes_of(reply)) == (400, [code.number])


@pytest.mark.rule("SBR-2")
def test_a_location_is_one_of_the_customers_and_for_calling_only(ground: Ground) -> None:
    acme, other = ground.customer(places=2), ground.customer(name="Other")
    first, second = (ground.id(ids.LOCATION, "locations", n) for n in (1, 2))
    foreign = ground.id(ids.LOCATION, "locations", 3)
    calling = {"extension": "101"}

    def answer(package: str = "webex_calling", **parameters: str) -> tuple[int, list[int]]:
        wanted = ground.wanted(acme, "ann@acme.example", package, **parameters)
        reply = ground.send("POST", SUBSCRIBERS, wanted)
        return reply.status, [] if reply.status == 200 else codes_of(reply)

    assert answer(**calling) == (400, [codes.LOCATION_REQUIRED.number])
    assert answer(**calling, locationId=foreign) == (400, [codes.NO_LOCATION.number])
    assert answer(**calling, locationId="x") == (400, [codes.BAD_ID.number])
    refused = (400, [codes.NUMBER_FOR_CALLING.number, codes.LOCATION_FOR_CALLING.number])
    assert answer("webex_meetings", **calling, locationId=first) == refused
    assert answer(**calling, locationId=second) == (200, [])
    assert ground.one("SELECT location_id FROM subscribers") == 2
    # With one place only, it is that.
    ground.provision(other, "bob@other.example")
    assert ground.one("SELECT location_id FROM subscribers WHERE id = 2") == 3


@pytest.mark.rule("SBR-1")
def test_numbers_are_one_seats_only(ground: Ground) -> None:
    acme, other = ground.customer(), ground.customer(4, "Other")
    phone = "+12125550110"
    wanted = ground.wanted(acme, "ann@acme.example", extension="101", primaryPhoneNumber=phone)
    ann = ground.send("POST", SUBSCRIBERS, wanted).json["id"]
    wanted = ground.wanted(acme, "bea@acme.example", extension="101", primaryPhoneNumber=phone)
    reply = ground.send("POST", SUBSCRIBERS, wanted)
    taken = [codes.NUMBER_TAKEN.number, codes.EXTENSION_TAKEN.number]
    assert (reply.status, codes_of(reply)) == (409, taken)
    # At another customer's place the extension is another one, the number is the same.
    wanted = ground.wanted(other, "bob@other.example", extension="101", primaryPhoneNumber=phone)
    reply = ground.send("POST", SUBSCRIBERS, wanted, partner=4)
    assert codes_of(reply) == [codes.NUMBER_TAKEN.number]
    assert ground.send("DELETE", f"{SUBSCRIBERS}/{ann}").status == 204
    reply = ground.send("POST", SUBSCRIBERS, wanted, partner=4)
    assert reply.status == 200


@pytest.mark.rule("PKG-3")
@pytest.mark.parametrize(
    ("named", "code"),
    [
        ({"package": ""}, codes.NO_PACKAGE),
        ({"package": "webex_calling", "packages": ["webex_suite"]}, codes.ONE_PACKAGE),
        ({"package": "", "packages": ["webex_calling", "webex_suite"]}, codes.ONE_PACKAGE),
        ({"package": "webex_phone"}, codes.UNKNOWN_PACKAGE),
        ({"package": "webex_ai_agent"}, codes.NOT_FOR_SUBSCRIBERS),
    ],
)
def test_exactly_one_base_package(
    ground: Ground, named: dict[str, object], code: codes.Code
) -> None:
    acme = ground.customer()
    wanted = ground.wanted(acme, "ann@acme.example", extension="101") | named
    reply = ground.send("POST", SUBSCRIBERS, wanted)
    assert reply.status == 400
    assert codes_of(reply)[0] == code.number


@pytest.mark.rule("PKG-7")
def test_common_area_is_for_workspaces(ground: Ground) -> None:
    acme = ground.customer()
    reply = ground.send(
        "POST", SUBSCRIBERS, ground.wanted(acme, "ann@acme.example", "common_area_calling")
    )
    assert codes_of(reply) == [codes.ROOMS_ONLY.number]


@pytest.mark.rule("PKG-3a")
def test_a_console_joins_the_base_package(ground: Ground) -> None:
    acme = ground.customer()
    alone = ground.wanted(acme, "ann@acme.example", "attendant_console")
    assert codes_of(ground.send("POST", SUBSCRIBERS, alone)) == [codes.ADD_ON_ALONE.number]
    ann = ground.provision(acme, "ann@acme.example")
    url = f"{SUBSCRIBERS}/{ann}"
    reply = ground.send("PUT", url, {"packages": ["attendant_console"]})
    assert reply.status == 200
    both = ["webex_calling", "attendant_console"]
    assert (reply.json["package"], reply.json["packages"]) == ("webex_calling", both)
    (first, second) = ground.uses(ann)
    assert (first.package, first.end_ms, second.package, second.end_ms) == (
        CALLING,
        None,
        CONSOLE,
        None,
    )
    # Once is enough.
    assert ground.send("PUT", url, {"package": "attendant_console"}).json == reply.json
    moved = ground.send("PUT", url, {"package": "webex_suite"}).json
    assert moved["packages"] == ["webex_suite", "attendant_console"]
    alone = ground.send("PUT", url, {"packages": ["webex_suite"]}).json
    assert alone["packages"] == ["webex_suite"]
    assert [use.package for use in ground.uses(ann) if use.end_ms is None] == [SUITE]


@pytest.mark.rule("PKG-5")
def test_a_console_needs_a_professional_package(ground: Ground) -> None:
    acme = ground.customer()
    ann = ground.provision(acme, "ann@acme.example", "webex_suite")
    bea = ground.provision(acme, "bea@acme.example", "webex_calling_standard")
    console = {"package": "attendant_console"}
    reply = ground.send("PUT", f"{SUBSCRIBERS}/{bea}", console)
    assert (reply.status, codes_of(reply)) == (400, [codes.CONSOLE_NEEDS_CALLING.number])
    assert ground.send("PUT", f"{SUBSCRIBERS}/{ann}", console).status == 200
    # What it stands on cannot be taken from under it.
    ground.run("UPDATE people SET administrator = 0")
    down = {"package": "webex_calling_standard"}
    reply = ground.send("PUT", f"{SUBSCRIBERS}/{ann}", down)
    assert (reply.status, codes_of(reply)) == (400, [codes.CONSOLE_NEEDS_CALLING.number])
    listed = {"packages": ["webex_calling_standard"]}
    reply = ground.send("PUT", f"{SUBSCRIBERS}/{ann}", listed)
    assert reply.json["packages"] == ["webex_calling_standard"]


def test_the_calling_plan_stays_with_calling_only(ground: Ground) -> None:
    acme = ground.customer(packages=["webex_calling", "webex_meetings", "cisco_calling_plan"])
    ground.provision(acme, "ann@acme.example")
    bea = ground.provision(acme, "bea@acme.example")
    ground.run("UPDATE subscribers SET add_ons = 256 WHERE id = 2")
    usage.begin(ground.world.connection, usage.Holder(1, acme, 2), [9], NOW, location_id=1)
    reply = ground.send("PUT", f"{SUBSCRIBERS}/{bea}", {"packages": ["webex_calling"]})
    assert reply.json["packages"] == ["webex_calling", "cisco_calling_plan"]
    reply = ground.send("PUT", f"{SUBSCRIBERS}/{bea}", {"package": "webex_meetings"})
    assert reply.json["packages"] == ["webex_meetings"]
    assert [use.package for use in ground.uses(bea) if use.end_ms is None] == [MEETINGS]


@pytest.mark.parametrize("status", ["deleting", "error", "deleted"])
def test_a_package_has_to_be_the_customers(ground: Ground, status: str) -> None:
    acme = ground.customer(packages=[])
    for package, state in (("webex_voice", "provisioning"), ("webex_suite", status)):
        ground.world.insert(
            "customer_packages",
            customer_id=acme,
            package=CODES[package],
            status=state,
            added_ms=NOW,
        )
    for package in ("webex_suite", "webex_calling"):
        wanted = ground.wanted(acme, "ann@acme.example", package, extension="101")
        reply = ground.send("POST", SUBSCRIBERS, wanted)
        assert (reply.status, codes_of(reply)) == (400, [codes.NOT_OF_CUSTOMER.number])
    ann = ground.provision(acme, "ann@acme.example", "webex_voice")
    reply = ground.send("PUT", f"{SUBSCRIBERS}/{ann}", {"package": "webex_suite"})
    assert (reply.status, codes_of(reply)) == (400, [codes.NOT_OF_CUSTOMER.number])


def test_limits_are_kept_for_add_ons_too(ground: Ground) -> None:
    acme = ground.customer()
    for package in ("webex_calling", "webex_suite", "attendant_console"):
        ground.limit(acme, package, 1)
    ann = ground.provision(acme, "ann@acme.example")
    wanted = ground.wanted(acme, "bea@acme.example", extension="300")
    reply = ground.send("POST", SUBSCRIBERS, wanted)
    assert (reply.status, codes_of(reply)) == (409, [codes.LIMIT_REACHED.number])
    bea = ground.provision(acme, "bea@acme.example", "webex_suite")
    reply = ground.send("PUT", f"{SUBSCRIBERS}/{bea}", {"package": "webex_calling"})
    assert (reply.status, codes_of(reply)) == (409, [codes.LIMIT_REACHED.number])
    console = {"package": "attendant_console"}
    assert ground.send("PUT", f"{SUBSCRIBERS}/{bea}", console).status == 200
    reply = ground.send("PUT", f"{SUBSCRIBERS}/{ann}", console)
    assert (reply.status, codes_of(reply)) == (409, [codes.LIMIT_REACHED.number])
    # What one has already is not one more.
    assert ground.send("PUT", f"{SUBSCRIBERS}/{bea}", console).status == 200
    ground.send("DELETE", f"{SUBSCRIBERS}/{ann}")
    ground.provision(acme, "cem@acme.example")


@pytest.mark.rule("PRV-2")
@pytest.mark.parametrize("status", ["provisioning", "updating", "provisioned_with_errors"])
def test_users_may_come_before_their_customer_is_ready(ground: Ground, status: str) -> None:
    acme = ground.customer(status=status, active_ms=NOW + 5_000)
    ann = ground.provision(acme, "ann@acme.example")
    # Nothing is used before the organization is there.
    assert ground.uses(ann) == [Use(CALLING, NOW + 5_000, None)]
    person = ground.get(f"{SUBSCRIBERS}/{ann}")["personId"]
    assert ground.send("GET", f"/v1/people/{person}").status == 404
    moved = ground.send("PUT", f"{SUBSCRIBERS}/{ann}", {"package": "webex_suite"})
    assert moved.status == 200
    assert ground.uses(ann) == [Use(SUITE, NOW + 5_000, None)]
    ground.move(6_000)
    assert ground.send("GET", f"/v1/people/{person}").status == 200


@pytest.mark.rule("RPL-6")
def test_nothing_is_provisioned_during_a_review(ground: Ground) -> None:
    acme = ground.customer()
    ann = ground.provision(acme, "ann@acme.example")
    ground.run("UPDATE customers SET status = 'pending_rpl_review' WHERE id = ?", acme)
    wanted = ground.wanted(acme, "bea@acme.example", extension="300")
    review = (409, [codes.UNDER_REVIEW.number])
    for method, url, body in (
        ("POST", SUBSCRIBERS, wanted),
        ("POST", f"{SUBSCRIBERS}/validate", wanted),
        ("PUT", f"{SUBSCRIBERS}/{ann}", {"package": "webex_suite"}),
    ):
        reply = ground.send(method, url, body)
        assert (reply.status, codes_of(reply)) == review
        assert "review" in reply.json["errors"][0]["description"]
    assert ground.send("DELETE", f"{SUBSCRIBERS}/{ann}").status == 204


@pytest.mark.parametrize(
    ("status", "code"), [("deleting", codes.IN_PROGRESS), ("error", codes.NOT_PROVISIONED)]
)
def test_nothing_is_provisioned_for_who_leaves_or_failed(
    ground: Ground, status: str, code: codes.Code
) -> None:
    acme = ground.customer(status=status)
    wanted = ground.wanted(acme, "ann@acme.example", extension="300")
    reply = ground.send("POST", SUBSCRIBERS, wanted)
    assert (reply.status, codes_of(reply)) == (409, [code.number])


@pytest.mark.rule("PRV-5")
def test_the_first_subscriber_is_the_administrator(ground: Ground) -> None:
    acme = ground.customer()
    first = ground.provision(acme, "ann@acme.example")
    ground.provision(acme, "bea@acme.example")
    people = {p["emails"][0]: p["roles"] for p in ground.get(_people(ground, acme))["items"]}
    assert people == {"ann@acme.example": ["Full administrator"], "bea@acme.example": []}
    # The first stays it when its service ends, and nobody comes in its place.
    ground.send("DELETE", f"{SUBSCRIBERS}/{first}")
    ground.provision(acme, "cem@acme.example")
    people = {p["emails"][0]: p["roles"] for p in ground.get(_people(ground, acme))["items"]}
    assert people["cem@acme.example"] == []
    assert people["ann@acme.example"] == ["Full administrator"]


@pytest.mark.rule("PRV-5")
@pytest.mark.rule("ATT-7")
def test_the_first_of_an_attached_organization_is_none(ground: Ground) -> None:
    acme = ground.customer(attached=1)
    ground.world.insert(
        "people",
        uuid=ground.world.uuid(),
        organization_id=1,
        email="ann@acme.example",
        first_name="Anna",
        last_name="Before",
        created_ms=NOW - 9,
        active_ms=NOW - 9,
    )
    ann = ground.provision(acme, "ANN@acme.example")
    (person,) = ground.get(_people(ground, acme))["items"]
    # Who was there is taken as is, name and rights.
    assert (person["displayName"], person["roles"]) == ("Anna Before", [])
    assert ground.get(f"{SUBSCRIBERS}/{ann}")["personId"] == person["id"]


@pytest.mark.rule("PRV-6")
def test_an_administrators_package_does_not_fall(ground: Ground) -> None:
    acme = ground.customer(created=created("webex_voice", "webex_suite"))
    low = ground.wanted(acme, "ann@acme.example", "webex_meetings")
    reply = ground.send("POST", SUBSCRIBERS, low)
    assert (reply.status, codes_of(reply)) == (400, [codes.DOWNGRADE.number])
    ann = ground.provision(acme, "ann@acme.example", "webex_voice")
    url = f"{SUBSCRIBERS}/{ann}"
    assert ground.send("PUT", url, {"package": "webex_suite"}).status == 200
    for package in ("webex_voice", "webex_meetings"):
        reply = ground.send("PUT", url, {"package": package})
        assert (reply.status, codes_of(reply)) == (400, [codes.DOWNGRADE.number])
    # Others may have any.
    bea = ground.provision(acme, "bea@acme.example", "webex_suite")
    reply = ground.send("PUT", f"{SUBSCRIBERS}/{bea}", {"package": "webex_meetings"})
    assert reply.status == 200
    # Who comes back is an administrator still.
    ground.send("DELETE", url)
    assert codes_of(ground.send("POST", SUBSCRIBERS, low)) == [codes.DOWNGRADE.number]


@pytest.mark.rule("BIL-5")
def test_a_change_of_package_changes_the_use_in_one_moment(ground: Ground) -> None:
    acme = ground.customer()
    ann = ground.provision(acme, "ann@acme.example")
    ground.move(1_000)
    before = ground.get(f"{SUBSCRIBERS}/{ann}")
    body = ground.send("PUT", f"{SUBSCRIBERS}/{ann}", {"package": "webex_suite"}).json
    (first, second) = ground.uses(ann)
    assert first.end_ms == second.start_ms == NOW + 1_002
    assert (first.package, second.package, second.end_ms) == (CALLING, SUITE, None)
    assert body["lastStatusChange"] > before["lastStatusChange"]
    # The same package again changes nothing.
    assert ground.send("PUT", f"{SUBSCRIBERS}/{ann}", {"package": "webex_suite"}).json == body
    assert ground.uses(ann) == [first, second]


def test_parameters_belong_to_a_move_from_meetings_to_calling(ground: Ground) -> None:
    acme = ground.customer()
    ground.provision(acme, "ann@acme.example")
    bea = ground.provision(acme, "bea@acme.example", "webex_meetings")
    url = f"{SUBSCRIBERS}/{bea}"
    numbers = {"provisioningParameters": {"extension": "777"}}
    reply = ground.send("PUT", url, {"package": "webex_calling"})
    assert codes_of(reply) == [codes.NUMBER_REQUIRED.number]
    reply = ground.send("PUT", url, {"package": "webex_meetings", **numbers})
    assert codes_of(reply) == [codes.NO_PARAMETERS.number]
    taken = {"provisioningParameters": {"extension": "100"}}
    reply = ground.send("PUT", url, {"package": "webex_calling", **taken})
    assert (reply.status, codes_of(reply)) == (409, [codes.EXTENSION_TAKEN.number])
    assert ground.send("PUT", url, {"package": "webex_calling", **numbers}).status == 200
    assert ground.one("SELECT extension FROM subscribers WHERE id = 2") == "777"
    assert ground.one("SELECT location_id FROM subscribers WHERE id = 2") == 1
    reply = ground.send("PUT", url, {"package": "webex_suite", **numbers})
    assert codes_of(reply) == [codes.NO_PARAMETERS.number]
    empty = {"provisioningParameters": {"extension": ""}}
    assert ground.send("PUT", url, {"package": "webex_suite", **empty}).status == 200
    # Back again, the seat is left.
    assert ground.send("PUT", url, {"package": "webex_meetings"}).status == 200
    row = ground.world.connection.execute(
        "SELECT location_id, phone, extension FROM subscribers WHERE id = 2"
    ).fetchone()
    assert row == (None, "", "")
    ground.send("POST", SUBSCRIBERS, ground.wanted(acme, "c@acme.example", extension="777"))
    assert ground.one("SELECT count(*) FROM subscribers") == 3


def test_a_removed_subscriber_is_gone_and_its_person_stays(ground: Ground) -> None:
    acme = ground.customer()
    ann = ground.provision(acme, "ann@acme.example")
    person = ground.get(f"{SUBSCRIBERS}/{ann}")["personId"]
    reply = ground.send("DELETE", f"{SUBSCRIBERS}/{ann}")
    assert (reply.status, reply.body) == (204, b"")
    assert ground.uses(ann) == [Use(CALLING, NOW + 1, NOW + 2)]
    for method in ("GET", "DELETE"):
        assert ground.send(method, f"{SUBSCRIBERS}/{ann}").status == 404
    assert ground.get(f"/v1/people/{person}")["emails"] == ["ann@acme.example"]
    assert ground.one("SELECT users FROM customers") == 0
    # Whoever comes again is the same person, and another subscriber.
    again = ground.provision(acme, "ann@acme.example", "webex_suite")
    assert again != ann
    assert ground.get(f"{SUBSCRIBERS}/{again}")["personId"] == person


@pytest.mark.rule("PRE-1")
def test_an_email_is_one_persons(ground: Ground) -> None:
    acme, other = ground.customer(), ground.customer(4, "Other")
    ground.provision(acme, "ann@acme.example")
    wanted = ground.wanted(acme, "Ann@acme.example", extension="300")
    reply = ground.send("POST", SUBSCRIBERS, wanted)
    assert (reply.status, codes_of(reply)) == (409, [codes.SUBSCRIBER_EXISTS.number])
    for email in ("ann@acme.example", "s2@example.com"):
        wanted = ground.wanted(other, email, extension="300")
        reply = ground.send("POST", SUBSCRIBERS, wanted, partner=4)
        assert (reply.status, codes_of(reply)) == (409, [10022])
        assert b"acme" not in reply.body.replace(email.encode(), b"").lower()


@pytest.mark.rule("SUB-3")
@pytest.mark.rule("SUB-6")
def test_walls(ground: Ground) -> None:
    acme, harbour = ground.customer(), ground.customer(2, "Harbour")
    ann = ground.provision(acme, "ann@acme.example")
    wanted = ground.wanted(acme, "bea@acme.example", extension="300")
    for partner in (2, 4):
        assert ground.send("POST", SUBSCRIBERS, wanted, partner=partner).status == 404
        url = f"{SUBSCRIBERS}/{ann}"
        put = ground.send("PUT", url, {"package": "webex_suite"}, partner=partner)
        assert put.status == ground.send("DELETE", url, partner=partner).status == 404
        hub = f"/hub/v1/subscribers/{ann}/consent"
        reply = ground.send("POST", hub, {"outcome": "accepted"}, partner=partner)
        assert reply.status == 404
    # The parent acts for its sub-partner, and reaches only that one's then.
    behalf = f"?onBehalfOfSubPartnerOrgId={org_id(ground.world, 2)}"
    assert ground.send("POST", f"{SUBSCRIBERS}{behalf}", wanted).status == 404
    wanted = ground.wanted(harbour, "hal@harbour.example", extension="300")
    assert ground.send("POST", f"{SUBSCRIBERS}{behalf}", wanted).status == 200


@pytest.mark.rule("SUB-11")
def test_a_suspended_sub_partners_users_may_only_go(ground: Ground) -> None:
    lakeside = ground.customer(3, "Lakeside Customer")
    ground.run("UPDATE partners SET state = 'active' WHERE id = 3")
    lou = ground.provision(lakeside, "lou@lakeside.example")
    ground.run("UPDATE partners SET state = 'suspended' WHERE id = 3")
    wanted = ground.wanted(lakeside, "liz@lakeside.example", extension="300")
    for partner in (1, 3):
        for method, url, body in (
            ("POST", SUBSCRIBERS, wanted),
            ("POST", f"{SUBSCRIBERS}/validate", wanted),
            ("PUT", f"{SUBSCRIBERS}/{lou}", {"package": "webex_suite"}),
            ("POST", f"/v1/subscribers/{lou}/emails/consentMove", None),
        ):
            reply = ground.send(method, url, body, partner=partner)
            assert (reply.status, codes_of(reply)) == (403, [codes.SUSPENDED.number])
    assert ground.send("DELETE", f"{SUBSCRIBERS}/{lou}", partner=3).status == 204


def _people(ground: Ground, customer: int) -> str:
    return f"/v1/people?orgId={ground.org(customer)}"
