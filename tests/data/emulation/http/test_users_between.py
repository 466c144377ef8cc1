"""Users where something of their customer is still to come, or gone, all by the routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import codes, ids, reviews
from data.emulation.rules.packages import CODES
from data.emulation.rules.times import DAY, HOUR, MINUTE
from tests.data.emulation.builder import NOW
from tests.data.emulation.http.asking import org_id
from tests.data.emulation.http.ground import SUBSCRIBERS, Ground, codes_of
from tests.data.emulation.http.test_lives import add, order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VALIDATE = f"{SUBSCRIBERS}/validate"
STAFF = "s1@example.com"


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


def wanted(url: str, email: str, package: str, **parameters: str) -> dict[str, Any]:
    """The body of a request for a user of the customer with a path."""
    return {
        "customerId": url.rpartition("/")[2],
        "email": email,
        "package": package,
        "provisioningParameters": {"firstName": "Ann", "lastName": "Other", **parameters},
    }


def outsider(ground: Ground, **more: Any) -> str:
    """The id of an organization that can be attached."""
    columns = {"kind": "none", "created_ms": NOW - DAY, "active_ms": NOW - DAY, **more}
    ground.world.insert("organizations", uuid=b"o" * 16, name="Driftwood", **columns)
    return ids.encode(ids.ORGANIZATION, b"o" * 16)


def ready(ground: Ground, package: str) -> int:
    """When the latest customer's package becomes ready."""
    query = (
        "SELECT max(due_ms) FROM steps WHERE kind = 2 AND part = ? AND status = 'provisioned'"
        " AND subject = (SELECT max(id) FROM customers)"
    )
    found: int = ground.one(query, CODES[package])
    return found


@pytest.mark.rule("PRV-6")
def test_what_a_customer_gave_up_is_no_floor(ground: Ground) -> None:
    url = order(ground, packages=["webex_suite"])
    ground.move(MINUTE)
    ann = add(ground, url, "ann@new.example", "webex_suite", extension="100")
    both = {"packages": ["webex_suite", "webex_calling"]}
    assert ground.send("PUT", url, both).status == 202
    ground.move(MINUTE)
    low = wanted(url, "ann@new.example", "webex_calling", extension="100")
    # As long as the first package is there, it is the least.
    reply = ground.send("PUT", ann, {"package": "webex_calling"})
    assert codes_of(reply) == [codes.DOWNGRADE.number]
    assert ground.send("PUT", url, {"packages": ["webex_calling"]}).status == 202
    ground.move(MINUTE)
    assert ground.send("GET", ann).status == 404
    assert ground.send("POST", VALIDATE, low).status == 200
    again = ground.send("POST", SUBSCRIBERS, low)
    assert again.status == 200
    (person,) = ground.get(f"/v1/people?orgId={ground.org(1)}")["items"]
    assert person["roles"] == ["Full administrator"]
    # Its own package binds it still.
    more = {"packages": ["webex_calling", "webex_meetings"]}
    assert ground.send("PUT", url, more).status == 202
    down = {"package": "webex_meetings"}
    reply = ground.send("PUT", f"{SUBSCRIBERS}/{again.json['id']}", down)
    assert codes_of(reply) == [codes.DOWNGRADE.number]


@pytest.mark.rule("RPL-6")
@pytest.mark.parametrize(
    ("waits", "code"), [(HOUR, codes.UNDER_REVIEW), (80 * HOUR, codes.NOT_PROVISIONED)]
)
def test_a_review_is_told_and_not_the_location_that_comes_after_it(
    ground: Ground, waits: int, code: codes.Code
) -> None:
    ground.world.insert(
        "denied_parties", name="New Dental", name_key=reviews.party_key("New Dental")
    )
    url = order(ground)
    ground.move(waits)
    body = wanted(url, "ann@new.example", "webex_calling", extension="100")
    for path in (SUBSCRIBERS, VALIDATE):
        reply = ground.send("POST", path, body)
        assert (reply.status, codes_of(reply)) == (409, [code.number])
    # What else is wrong is told first, as ever.
    wrong = wanted(url, "ann@new.example", "webex_calling")
    assert codes_of(ground.send("POST", SUBSCRIBERS, wrong)) == [codes.NUMBER_REQUIRED.number]


@pytest.mark.rule("RPL-6")
def test_a_move_and_a_workspace_miss_no_location_during_a_review(ground: Ground) -> None:
    acme = ground.customer(places=0)
    ann = ground.provision(acme, "ann@acme.example", "webex_meetings")
    ground.run("UPDATE customers SET status = 'pending_rpl_review'")
    move = {"package": "webex_calling", "provisioningParameters": {"extension": "100"}}
    calling = {"type": "webexCalling", "webexCalling": {"extension": "500"}}
    room = {"displayName": "Lobby", "orgId": ground.org(acme), "calling": calling}
    for method, url, body in (
        ("PUT", f"{SUBSCRIBERS}/{ann}", move),
        ("POST", "/v1/workspaces", room),
    ):
        reply = ground.send(method, url, body)
        assert (reply.status, codes_of(reply)) == (409, [codes.UNDER_REVIEW.number])


@pytest.mark.rule("SUB-3")
@pytest.mark.rule("PRE-1")
def test_a_precheck_does_not_tell_who_works_together_elsewhere(ground: Ground) -> None:
    for owner, name in ((1, "mine"), (2, "harbour"), (4, "other")):
        customer = ground.customer(owner, name.title())
        for user in ("ann", "bea"):
            body = ground.wanted(customer, f"{user}@{name}.example", "webex_meetings")
            assert ground.send("POST", SUBSCRIBERS, body, partner=owner).status == 200

    def found(name: str, primary: str, partner: int) -> list[int]:
        info = {"customerInfo": {"primaryEmail": primary}}
        body = {"email": f"bea@{name}.example", **info}
        return codes_of(ground.send("POST", VALIDATE, body, partner=partner))

    for name, partner in (("mine", 1), ("harbour", 1), ("harbour", 2), ("other", 4)):
        told = found(name, f"ann@{name}.example", partner)
        assert told == [codes.SUBSCRIBER_EXISTS.number]
    for name, partner in (("other", 1), ("mine", 2), ("mine", 4), ("harbour", 4)):
        colleague = found(name, f"ann@{name}.example", partner)
        assert colleague == found(name, "zoe@nowhere.example", partner) == [10022]


@pytest.mark.rule("PRV-7")
def test_who_works_at_the_partner_is_one_person_in_its_organization(ground: Ground) -> None:
    own = org_id(ground.world, 1)
    ground.customer(name="North Coast", attached=1)
    ground.run("UPDATE organizations SET uuid = (SELECT uuid FROM partners WHERE id = 1)")
    me = ground.get("/v1/people/me")
    sue = f"{SUBSCRIBERS}/{ground.provision(1, STAFF)}"
    ground.provision(1, "ann@north.example")
    assert ground.get(sue)["personId"] == me["id"]
    listed = ground.get(f"/v1/people?orgId={own}")["items"]
    assert [person["emails"] for person in listed] == [["ann@north.example"], [STAFF]]
    (found,) = ground.get(f"/v1/people?email={STAFF}")["items"]
    assert ground.get(f"/v1/people/{me['id']}") == found == listed[1] == me
    assert len(ground.get(f"{SUBSCRIBERS}?personId={me['id']}")["items"]) == 1
    # The account outlives the service, and comes back as the same.
    assert ground.send("DELETE", f"/v1/people/{me['id']}").status == 403
    assert ground.send("DELETE", sue).status == 204
    assert ground.send("DELETE", f"/v1/people/{me['id']}").status == 403
    again = ground.provision(1, STAFF)
    assert ground.get(f"{SUBSCRIBERS}/{again}")["personId"] == me["id"]


@pytest.mark.rule("PRV-7")
def test_an_account_that_declined_may_come_again(ground: Ground) -> None:
    ground.customer(name="North Coast", attached=1)
    ground.run("UPDATE organizations SET uuid = (SELECT uuid FROM partners WHERE id = 1)")
    ground.run("INSERT INTO free_accounts VALUES (?, 'Sue', 1)", STAFF)
    sue = ground.provision(1, STAFF)
    answer = f"/hub/v1/subscribers/{sue}/consent"
    assert ground.send("POST", answer, {"outcome": "declined"}).status == 204
    again = ground.provision(1, STAFF)
    answer = f"/hub/v1/subscribers/{again}/consent"
    assert ground.send("POST", answer, {"outcome": "accepted"}).status == 204
    person = ground.get(f"{SUBSCRIBERS}/{again}")["personId"]
    assert person == ground.get("/v1/people/me")["id"]


@pytest.mark.rule("BIL-5")
def test_use_begins_once_the_package_is_ready(ground: Ground) -> None:
    url = order(ground, packages=["webex_calling"])
    ground.move(MINUTE)
    ann = add(ground, url, "ann@new.example", "webex_calling", extension="100")
    more = ["webex_calling", "webex_suite", "webex_meetings", "common_area_calling"]
    assert ground.send("PUT", url, {"packages": more}).status == 202
    now = ground.one("SELECT high_ms FROM clock")
    bea = add(ground, url, "bea@new.example", "webex_meetings")
    assert ground.send("PUT", ann, {"package": "webex_suite"}).status == 200
    calling = {"type": "webexCalling", "webexCalling": {"extension": "500"}}
    org = ground.get(url)["orgId"]
    room = {"displayName": "Lobby", "orgId": org, "calling": calling}
    assert ground.send("POST", "/v1/workspaces", room).status == 200
    meetings, suite = ready(ground, "webex_meetings"), ready(ground, "webex_suite")
    assert now < suite < meetings
    (use,) = ground.uses(bea.rpartition("/")[2])
    assert (use.start_ms, use.end_ms) == (meetings, None)
    first, second = ground.uses(ann.rpartition("/")[2])
    assert first.end_ms is not None
    assert first.end_ms < second.start_ms == suite
    start = ground.one("SELECT start_ms FROM usage_intervals WHERE workspace_id IS NOT NULL")
    assert start == ready(ground, "common_area_calling")
    # Back before it was ready, the other package never counts.
    seat = {"provisioningParameters": {"extension": "101"}}
    assert ground.send("PUT", bea, {"package": "webex_suite", **seat}).status == 200
    (use,) = ground.uses(bea.rpartition("/")[2])
    assert (use.package, use.start_ms) == (CODES["webex_suite"], suite)
    # Nor does anything of whoever goes before.
    assert ground.send("DELETE", bea).status == 204
    assert ground.send("DELETE", url).status == 202
    ground.move(HOUR)
    assert ground.uses(bea.rpartition("/")[2]) == []
    assert [use.package for use in ground.uses(ann.rpartition("/")[2])] == [CODES["webex_calling"]]
    assert ground.one("SELECT count(*) FROM usage_intervals WHERE end_ms < start_ms") == 0


@pytest.mark.rule("BIL-5")
@pytest.mark.rule("SBR-3")
def test_who_consents_early_uses_nothing_before_it_is_ready(ground: Ground) -> None:
    ground.run("INSERT INTO free_accounts VALUES ('fay@new.example', 'Fay', 1)")
    url = order(ground, packages=["webex_meetings"])
    ground.move(DAY)
    assert ground.send("PUT", url, {"packages": ["webex_meetings", "webex_suite"]}).status == 202
    fay = add(ground, url, "fay@new.example", "webex_suite", extension="100").rpartition("/")[2]
    answer = f"/hub/v1/subscribers/{fay}/consent"
    assert ground.send("POST", answer, {"outcome": "accepted"}).status == 204
    assert ground.get(f"{SUBSCRIBERS}/{fay}")["status"] == "provisioned"
    (use,) = ground.uses(fay)
    assert ground.one("SELECT high_ms FROM clock") < use.start_ms == ready(ground, "webex_suite")


@pytest.mark.rule("BIL-5")
def test_use_in_an_attached_organization_begins_with_the_end_of_the_attach(
    ground: Ground,
) -> None:
    url = order(ground, packages=["webex_calling", "webex_meetings"], orgId=outsider(ground))
    bea = add(ground, url, "bea@new.example", "webex_calling", extension="100").rpartition("/")[2]
    since = ground.one("SELECT since_ms FROM organization_rights WHERE partner_id = 1")
    (use,) = ground.uses(bea)
    assert ready(ground, "webex_calling") < since == use.start_ms


@pytest.mark.rule("ATT-1")
def test_nothing_is_provisioned_before_the_administrator_agrees(ground: Ground) -> None:
    org = outsider(ground, domain="drift.example", domain_verified=1)
    url = order(ground, orgId=org)
    body = wanted(url, "ann@drift.example", "webex_calling", extension="100")
    short = {"customerId": body["customerId"], "email": body["email"]}
    waits = (409, [codes.NEEDS_APPROVAL.number])
    for path, sent in ((SUBSCRIBERS, body), (VALIDATE, body), (VALIDATE, short)):
        reply = ground.send("POST", path, sent)
        assert (reply.status, codes_of(reply)) == waits
        assert "administrator" in reply.json["errors"][0]["description"]
    # Whoever sees the organization already may not make anything in it either.
    ground.run("UPDATE organizations SET manager_id = 1 WHERE uuid = ?", b"o" * 16)
    calling = {"type": "webexCalling", "webexCalling": {"extension": "500"}}
    room = {"displayName": "Lobby", "orgId": org, "calling": calling}
    address = {"address1": "1 Bay Street", "city": "Toronto", "state": "ON"}
    address |= {"postalCode": "M5J 2N8", "country": "CA"}
    place = {"name": "Annex", "orgId": org, "timeZone": "America/Toronto", "address": address}
    for path, sent in (("/v1/workspaces", room), ("/v1/locations", place)):
        reply = ground.send("POST", path, sent)
        assert reply.status == 409
        assert codes.NEEDS_APPROVAL.number in codes_of(reply)
    decision = {"kind": "approval", "outcome": "approved"}
    hub = f"/hub/v1/customers/{body['customerId']}/decision"
    assert ground.send("POST", hub, decision).status == 200
    assert ground.send("POST", VALIDATE, short).status == 200
    assert ground.send("POST", SUBSCRIBERS, body).status == 200


def test_users_are_found_by_an_email_as_it_was_typed(ground: Ground) -> None:
    acme = ground.customer()
    ann = ground.provision(acme, "ann@acme.example")
    for typed in ("%20Ann@Acme.example", "ann@acme.example%20", "ANN@ACME.EXAMPLE"):
        (found,) = ground.get(f"{SUBSCRIBERS}?email={typed}")["items"]
        assert found["id"] == ann
