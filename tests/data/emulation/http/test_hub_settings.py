"""Settings of customers and of the emulation, its clock, and the denied parties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import reviews
from data.emulation.rules.hybrid import ENTERPRISE_SETTINGS
from data.emulation.rules.times import DAY, HOUR, iso
from data.models.customers import Address
from tests.data.emulation.builder import NOW
from tests.data.emulation.http.asking import ask, customer_id
from tests.data.emulation.http.hub_site import Hub, codes, fields, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ACME, HARBOUR, STRANGER = 1, 5, 6


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with opened(tmp_path) as found:
        yield found


def settings(hub: Hub, customer: int) -> str:
    return f"/customers/{customer_id(hub.world, customer)}/settings"


def make_hybrid(hub: Hub, customer: int) -> None:
    hub.world.connection.execute(
        "UPDATE organizations SET kind = 'hybrid'"
        " WHERE id = (SELECT organization_id FROM customers WHERE id = ?)",
        (customer,),
    )


@pytest.mark.rule("RST-1")
@pytest.mark.rule("RST-2")
def test_the_partner_takes_the_restricted_mode_off_and_on(hub: Hub) -> None:
    path = settings(hub, ACME)
    before = hub.get(path)
    assert before["restrictedByPartner"] is True
    assert before["banner"]
    assert "add_user" in {one["item"] for one in before["restrictions"]}
    off = hub.send(f"PUT {path}", {"restrictedByPartner": False}).json
    assert off == hub.get(path)
    assert (off["restrictedByPartner"], off["banner"]) == (False, "")
    # RST-7: users can be added; RST-6: some things stay in any case.
    assert "add_user" not in {one["item"] for one in off["restrictions"]}
    assert {one["rule"] for one in off["restrictions"]} == {"RST-6"}
    assert hub.get(f"/customers/{customer_id(hub.world, ACME)}")["restricted"] is False
    assert hub.send(f"PUT {path}", {}).json == off
    assert hub.send(f"PUT {path}", {"restrictedByPartner": True}).json == before
    assert fields(hub.send(f"PUT {path}", {"restrictedByPartner": "maybe"})) == [
        "restrictedByPartner"
    ]


@pytest.mark.rule("RST-1")
@pytest.mark.rule("RST-2a")
def test_only_the_partner_that_has_or_manages_a_customer_sets_it(hub: Hub) -> None:
    for customer, partner, status in (
        (HARBOUR, 1, 200),
        (HARBOUR, 2, 200),
        (HARBOUR, 4, 404),
        (ACME, 2, 404),
        (STRANGER, 1, 404),
    ):
        call, body = f"PUT {settings(hub, customer)}", {"restrictedByPartner": False}
        assert hub.send(call, body, partner=partner).status == status
    hub.world.staff(1, "desk@example.com", ["Help desk basic"])
    app, token = hub.site.platform.app, hub.site.platform.token("desk@example.com")
    url = f"/hub/v1{settings(hub, ACME)}"
    assert ask(app, url, token).status == 200
    assert ask(app, url, token, method="PUT", body={"restrictedByPartner": False}).status == 403
    assert hub.get(settings(hub, ACME))["restrictedByPartner"] is True


@pytest.mark.rule("SUB-11")
def test_a_suspended_sub_partners_customers_stay_as_they_are(hub: Hub) -> None:
    customer = hub.world.customer(3, "Lakeside Diner")
    for partner in (1, 3):
        reply = hub.send(f"PUT {settings(hub, customer)}", {"restrictedByPartner": False})
        assert (reply.status, codes(reply)) == (403, [40301])
        assert hub.get(settings(hub, customer), partner=partner)["restrictedByPartner"] is True


@pytest.mark.rule("UHB-1")
@pytest.mark.rule("UHB-2")
@pytest.mark.rule("UHB-3")
def test_enterprise_settings_are_locked_for_hybrid_customers_only(hub: Hub) -> None:
    path, change = settings(hub, ACME), {"restrictEnterpriseSettings": True}
    plain = hub.get(path)
    assert (plain["kind"], plain["wholesaleMenu"], plain["lockedSettings"]) == (
        "wholesale",
        True,
        [],
    )
    reply = hub.send(f"PUT {path}", change)
    assert (fields(reply, 409), codes(reply)) == (["restrictEnterpriseSettings"], [40913])
    # Off is what it is already.
    assert hub.send(f"PUT {path}", {"restrictEnterpriseSettings": False}).json == plain
    make_hybrid(hub, ACME)
    locked = hub.send(f"PUT {path}", change).json
    assert (locked["kind"], locked["wholesaleMenu"]) == ("hybrid", True)
    assert locked["lockedSettings"] == list(ENTERPRISE_SETTINGS)
    assert locked["restrictedByPartner"] is True
    assert hub.get(f"/customers/{customer_id(hub.world, ACME)}")["enterpriseRestricted"] is True


@pytest.mark.rule("UHB-2")
@pytest.mark.rule("UHB-3")
def test_a_hybrid_customer_is_one_from_the_end_of_its_attach_to_its_own(hub: Hub) -> None:
    attaching = hub.world.customer(1, "Flexible Ltd", "provisioning", attached=1)
    write = hub.world.connection.execute
    write("UPDATE customers SET attached_ms = ? WHERE id = ?", (NOW + HOUR, attaching))
    make_hybrid(hub, attaching)
    path, change = settings(hub, attaching), {"restrictEnterpriseSettings": True}
    early = hub.get(path)
    assert (early["kind"], early["wholesaleMenu"]) == ("flex", False)
    assert codes(hub.send(f"PUT {path}", change)) == [40913]
    hub.world.set_now(NOW + HOUR)
    locked = hub.send(f"PUT {path}", change).json
    assert (locked["kind"], locked["lockedSettings"]) == ("hybrid", list(ENTERPRISE_SETTINGS))
    # A removal leaves Flex as soon as it begins; until its end the customer is hybrid.
    customer = customer_id(hub.world, attaching)
    assert hub.send("PUT /clock", {"pace": "demo"}).status == 200
    write("UPDATE customers SET status = 'provisioned' WHERE id = ?", (attaching,))
    write("UPDATE customer_packages SET status = 'provisioned' WHERE customer_id = ?", (attaching,))
    url, token = f"/v1/wholesale/customers/{customer}", hub.site.tokens[1]
    assert ask(hub.site.platform.app, url, token, method="DELETE").status == 202
    assert hub.rows("SELECT kind FROM organizations WHERE name = 'Flexible Ltd'") == [("flex",)]
    assert hub.get(path) == locked
    assert hub.send(f"PUT {path}", change).json == locked


@pytest.mark.rule("RPL-5a")
def test_what_a_review_without_an_end_becomes_can_be_set(hub: Hub) -> None:
    assert hub.get("/settings")["reviewOutcome"] == "error"
    changed = hub.send("PUT /settings", {"reviewOutcome": "approved"}).json
    assert changed["reviewOutcome"] == "approved"
    assert hub.get("/settings") == changed
    for wrong in ({"reviewOutcome": "maybe"}, {"reviewOutcome": 1}):
        assert fields(hub.send("PUT /settings", wrong)) == ["reviewOutcome"]


def test_settings_that_are_not_named_stay(hub: Hub) -> None:
    assert hub.get("/settings") == {"reviewOutcome": "error", "reportOutcome": "completed"}
    hub.send("PUT /settings", {"reportOutcome": "failed"})
    changed = hub.send("PUT /settings", {"reviewOutcome": "approved", "reportOutcome": ""}).json
    assert changed == {"reviewOutcome": "approved", "reportOutcome": "failed"}
    both = {"reviewOutcome": "maybe", "reportOutcome": "lost"}
    assert fields(hub.send("PUT /settings", both)) == ["reviewOutcome", "reportOutcome"]
    reply = hub.send("PUT /settings", {})
    assert (reply.status, codes(reply)) == (400, [40004])
    assert hub.get("/settings") == changed


@pytest.mark.rule("RPL-7")
def test_denied_parties_by_normalised_name_or_address(hub: Hub) -> None:
    body = {
        "name": "  Gull-Rock  Shipping, Ltd. ",
        "address": {"addressLine1": "9 Quay Rd", "city": "Duluth", "country": "us"},
    }
    reply = hub.send("POST /deniedParties", body)
    assert reply.status == 201
    made = reply.json
    assert made == {
        "id": made["id"],
        "name": "Gull-Rock  Shipping, Ltd.",
        "address": "9 Quay Rd, Duluth, US",
    }
    address = Address(address_line1="9 QUAY RD.", city="duluth", country="US")
    assert hub.rows(
        "SELECT name_key, address_key FROM denied_parties WHERE id = ?", made["id"]
    ) == [(reviews.party_key("GULL ROCK shipping ltd"), reviews.address_key(address))]
    assert [party["name"] for party in hub.get("/deniedParties")["items"]] == [
        made["name"],
        "Nightjar Holdings",
    ]
    assert hub.get("/deniedParties?q=rock+SHIP")["items"] == [made]
    assert hub.get("/deniedParties?max=1")["items"] == [made]
    assert hub.send(f"DELETE /deniedParties/{made['id']}").status == 204
    for gone in (made["id"], "x", "٣", "9" * 30):
        assert hub.send(f"DELETE /deniedParties/{gone}").status == 404


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, ["name"]),
        ({"name": "..."}, ["name"]),
        ({"name": "x" * 201}, ["name"]),
        ({"name": 5}, ["name"]),
        (
            {"name": "x", "address": {"country": "QQ"}},
            ["address.addressLine1", "address.city", "address.country"],
        ),
    ],
)
def test_a_party_that_nobody_could_be_found_by(
    hub: Hub, body: dict[str, Any], wrong: list[str]
) -> None:
    assert fields(hub.send("POST /deniedParties", body)) == wrong


def test_the_clock_is_moved_and_its_mode_and_pace_are_set(hub: Hub) -> None:
    hub.world.connection.execute("DELETE FROM settings WHERE key = 'pace'")
    assert hub.get("/clock") == {"now": iso(NOW), "mode": "frozen", "rate": 0.0, "pace": "demo"}
    moved = hub.send("PUT /clock", {"forward": 2 * HOUR}).json
    # A change's own moment is a millisecond after all that was read.
    assert moved["now"] == iso(NOW + 2 * HOUR + 1)
    assert hub.get("/clock") == moved
    # What fell due counts, written or not.
    assert hub.get(f"/customers/{customer_id(hub.world, 3)}")["status"] == "provisioned"
    assert hub.send("PUT /clock", {"pace": "instant"}).json["pace"] == "instant"
    scaled = hub.send("PUT /clock", {"mode": "scaled", "rate": 60}).json
    assert (scaled["mode"], scaled["rate"]) == ("scaled", 60.0)
    assert hub.send("PUT /clock", {"rate": 2.5}).json["rate"] == 2.5
    assert hub.send("PUT /clock", {"mode": "frozen"}).json["rate"] == 0.0
    real = hub.send("PUT /clock", {"mode": "real"}).json
    assert (real["mode"], real["rate"]) == ("real", 1.0)
    # Moved on, it runs ahead of the wall.
    ahead = hub.send("PUT /clock", {"forward": DAY}).json
    assert ahead["mode"] == "offset"
    assert ahead["now"] > real["now"]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, ["one of mode, rate, forward and pace is required."]),
        ({"mode": "backwards"}, ["mode"]),
        ({"mode": "backwards", "pace": "slow"}, ["mode", "pace"]),
        ({"mode": "scaled"}, ["rate"]),
        ({"mode": "scaled", "rate": 0}, ["rate"]),
        ({"mode": "scaled", "rate": 1_000_001}, ["rate"]),
        ({"mode": "real", "rate": 2}, ["rate"]),
        ({"rate": "fast", "pace": "demo"}, ["rate"]),
        ({"forward": -1}, ["forward"]),
        ({"forward": 3_661 * DAY}, ["forward"]),
        ({"forward": 0.5, "pace": "demo"}, ["forward"]),
    ],
)
def test_what_a_clock_does_not_do(hub: Hub, body: dict[str, Any], wrong: list[str]) -> None:
    before = hub.get("/clock")
    assert fields(hub.send("PUT /clock", body)) == wrong
    assert hub.get("/clock") == before


def test_a_customer_tells_what_it_was_given_and_what_waits(hub: Hub) -> None:
    run = hub.world.connection.execute
    run(
        "UPDATE organizations SET sip_domain = 'c1.sip.rtm.example', dial_in = '+12125550110',"
        " site_language = 'en_US' WHERE id = 1"
    )
    acme = hub.get(f"/customers/{customer_id(hub.world, ACME)}")
    given = {"sipDomain": "c1.sip.rtm.example", "dialIn": "+12125550110", "siteLanguage": "en_US"}
    assert given.items() <= acme.items()
    assert (acme["right"], acme["enterpriseRestricted"], acme["decision"]) == ("full", False, None)
    run("INSERT INTO organization_rights VALUES (1, 1, 'provisioning', ?)", (NOW + 1,))
    assert hub.get(f"/customers/{customer_id(hub.world, ACME)}")["right"] == "full"
    run("UPDATE organization_rights SET since_ms = ?", (NOW,))
    assert hub.get(f"/customers/{customer_id(hub.world, ACME)}")["right"] == "provisioning"
    run(
        "INSERT INTO decisions (customer_id, kind, opened_ms, deadline_ms, reason)"
        " VALUES (2, 'review', ?, ?, 'On the list.')",
        (NOW, NOW + 72 * HOUR),
    )
    review = hub.get(f"/customers/{customer_id(hub.world, 2)}")
    assert review["decision"] == {
        "kind": "review",
        "opened": iso(NOW),
        "deadline": iso(NOW + 72 * HOUR),
        "reason": "On the list.",
    }
    # Its organization is not there yet, nor what that would be given.
    assert "sipDomain" not in review
    # The public answer stays as it is documented.
    public = hub.site.get(f"/v1/wholesale/customers/{customer_id(hub.world, 2)}").json
    assert "decision" not in public
