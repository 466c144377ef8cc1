"""Users with a free account consent before they become subscribers (SBR-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import codes, ids
from data.emulation.rules.packages import CODES
from data.emulation.rules.times import SECOND
from tests.data.emulation.builder import NOW
from tests.data.emulation.http.ground import SUBSCRIBERS, Ground, Use, codes_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.data.emulation.http.asking import Reply

pytestmark = pytest.mark.rule("SBR-3")
CALLING = CODES["webex_calling"]
PENDING = "pending_user_migration"


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = Ground(tmp_path / "platform.db")
    ground.customer()
    ground.run("INSERT INTO free_accounts VALUES ('fay@acme.example', 'Fay', 1)")
    ground.run("INSERT INTO free_accounts VALUES ('old@acme.example', 'Old', 0)")
    yield ground
    ground.close()


def provision(ground: Ground, email: str = "fay@acme.example") -> Reply:
    wanted = ground.wanted(1, email, extension="101")
    return ground.send("POST", SUBSCRIBERS, wanted)


def state(ground: Ground, subscriber: str) -> dict[str, Any]:
    found: dict[str, Any] = ground.get(f"{SUBSCRIBERS}/{subscriber}")
    return found


def answer(ground: Ground, subscriber: str, outcome: str) -> Reply:
    url = f"/hub/v1/subscribers/{subscriber}/consent"
    return ground.send("POST", url, {"outcome": outcome})


def test_a_free_account_is_asked_and_becomes_one_later(ground: Ground) -> None:
    reply = provision(ground)
    assert reply.status == 202
    body = reply.json
    assert body["status"] == PENDING
    assert "personId" not in body
    assert reply.headers["location"].endswith(body["id"])
    (use,) = ground.uses(body["id"])
    # Demo: a user takes half a minute to a minute and a half.
    assert 30 * SECOND <= use.start_ms - NOW <= 90 * SECOND + 1
    people = f"/v1/people?orgId={ground.org(1)}"
    assert ground.get(people)["items"] == []
    (email,) = ground.get("/hub/v1/emails")["items"]
    assert email["address"] == "fay@acme.example"
    assert (email["kind"], email["subscriberId"]) == ("consent", body["id"])
    assert ground.get("/hub/v1/emails", partner=2)["items"] == []
    ground.world.set_now(use.start_ms)
    after = state(ground, body["id"])
    assert after["status"] == "provisioned"
    (person,) = ground.get(people)["items"]
    assert person["id"] == after["personId"]
    assert person["roles"] == ["Full administrator"]
    # An account that is not active asks nobody.
    wanted = ground.wanted(1, "old@acme.example", extension="200")
    assert ground.send("POST", SUBSCRIBERS, wanted).status == 200


def test_the_email_can_be_sent_again_while_it_waits(ground: Ground) -> None:
    fay = provision(ground).json["id"]
    url = f"/v1/subscribers/{fay}/emails/consentMove"
    reply = ground.send("POST", url)
    assert (reply.status, reply.body) == (204, b"")
    customer = ground.id(ids.CUSTOMER, "customers", 1)
    assert len(ground.get(f"/hub/v1/emails?customerId={customer}")["items"]) == 2
    page = ground.send("GET", "/hub/v1/emails?max=1")
    assert "next" in page.links
    other = ground.id(ids.CUSTOMER, "customers", ground.customer(name="Other"))
    assert ground.get(f"/hub/v1/emails?customerId={other}")["items"] == []
    ground.move(100 * SECOND)
    reply = ground.send("POST", url)
    assert (reply.status, codes_of(reply)) == (409, [codes.NOT_PENDING.number])


def test_a_user_consents_sooner(ground: Ground) -> None:
    fay = provision(ground).json["id"]
    ground.move(SECOND)
    assert answer(ground, fay, "accepted").status == 204
    after = state(ground, fay)
    assert after["status"] == "provisioned"
    (use,) = ground.uses(fay)
    assert use == Use(CALLING, ground.one("SELECT high_ms FROM clock"), None)
    assert ground.get(f"/v1/people/{after['personId']}")["emails"] == ["fay@acme.example"]
    assert codes_of(answer(ground, fay, "accepted")) == [codes.NOT_PENDING.number]
    # Nothing comes of the moment that was planned.
    ground.move(200 * SECOND)
    assert state(ground, fay) == after


@pytest.mark.parametrize("way", ["declined", "DELETE"])
def test_who_declines_was_never_there(ground: Ground, way: str) -> None:
    fay = provision(ground).json["id"]
    url = f"{SUBSCRIBERS}/{fay}"
    reply = ground.send("DELETE", url) if way == "DELETE" else answer(ground, fay, way)
    assert reply.status == 204
    assert ground.send("GET", url).status == 404
    assert ground.uses(fay) == []
    ground.move(200 * SECOND)
    assert ground.get(f"/v1/people?orgId={ground.org(1)}")["items"] == []
    # The free account is there still: the next attempt asks again. Nobody was the first yet.
    assert provision(ground).json["status"] == PENDING
    ground.move(200 * SECOND)
    (person,) = ground.get(f"/v1/people?orgId={ground.org(1)}")["items"]
    assert person["roles"] == ["Full administrator"]


def test_who_waits_is_not_changed(ground: Ground) -> None:
    fay = provision(ground).json["id"]
    reply = ground.send("PUT", f"{SUBSCRIBERS}/{fay}", {"package": "webex_suite"})
    assert (reply.status, codes_of(reply)) == (409, [codes.IN_PROGRESS.number])
    again = provision(ground)
    assert codes.SUBSCRIBER_EXISTS.number in codes_of(again)


@pytest.mark.parametrize("outcome", ["", "maybe", None, 5])
def test_an_outcome_is_one_of_two(ground: Ground, outcome: object) -> None:
    fay = provision(ground).json["id"]
    url = f"/hub/v1/subscribers/{fay}/consent"
    reply = ground.send("POST", url, {"outcome": outcome})
    assert reply.status == 400
    assert reply.json["errors"][0]["description"].startswith("outcome: ")


def test_an_account_that_moved_is_free_no_more(ground: Ground) -> None:
    fay = provision(ground).json["id"]
    assert answer(ground, fay, "accepted").status == 204
    person = state(ground, fay)["personId"]
    assert ground.send("DELETE", f"{SUBSCRIBERS}/{fay}").status == 204
    assert ground.send("DELETE", f"/v1/people/{person}").status == 204
    assert provision(ground).status == 200
