"""Onboarding templates: rules TPL and whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import ids
from tests.data.emulation.builder import NOW
from tests.data.emulation.http.asking import ask, customer_id, org_id
from tests.data.emulation.http.hub_site import Hub, codes, fields, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD = {"name": "Canada", "country": "ca", "brandName": "North Coast"}
BEHALF = "onBehalfOfSubPartnerOrgId"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with opened(tmp_path) as found:
        yield found


def create(hub: Hub, partner: int = 1, query: str = "", **more: Any) -> Any:
    reply = hub.send(f"POST /templates{query}", {**GOOD, **more}, partner=partner)
    assert reply.status == 201, reply.body
    assert reply.headers["location"].endswith(reply.json["id"])
    return reply.json


@pytest.mark.rule("TPL-2")
@pytest.mark.rule("TPL-6")
def test_a_template_is_in_the_list_after_submit_with_its_provisioning_id(hub: Hub) -> None:
    made = create(hub, pstnVendor="Billabong Trunks", disableCalling=True)
    listed = hub.get("/templates")["items"]
    assert [item["name"] for item in listed] == ["Canada", "Standard"]
    assert listed[0] == made == hub.get(f"/templates/{made['provisioningId']}")
    assert made | {"created": "", "id": "", "provisioningId": "", "changed": ""} == {
        "id": "",
        "name": "Canada",
        "provisioningId": "",
        "country": "CA",
        "language": "en_CA",
        "authentication": "webex",
        "identityProvider": "",
        "administrator": "s1@example.com",
        # TPL-5: possible, if not advised.
        "pstnVendor": "Billabong Trunks",
        "brandName": "North Coast",
        "inviteAdmins": True,
        "restrictAdminInvites": False,
        "disableCalling": True,
        "subscriptionId": "Sub1",
        "customers": 0,
        "created": "",
        "changed": "",
        "owner": {"orgId": org_id(hub.world, 1), "name": "North Coast"},
    }
    for text in (made["id"], made["provisioningId"].rstrip("="), made["provisioningId"]):
        assert hub.get(f"/templates/{text}") == made
    assert [i["name"] for i in hub.get("/templates?q=CANAD")["items"]] == ["Canada"]
    assert hub.get("/templates?q=nothing")["items"] == []


@pytest.mark.rule("TPL-1")
def test_one_serves_many_customers_and_the_only_one_stays_while_it_does(hub: Hub) -> None:
    standard = hub.get("/templates")["items"][0]
    (number,) = hub.rows("SELECT id FROM templates")[0]
    hub.world.connection.execute(
        "UPDATE customers SET template_id = ? WHERE owner_id = 1", (number,)
    )
    # Acme, Review and Moving; who is gone does not count.
    assert hub.get(f"/templates/{standard['id']}")["customers"] == 3
    reply = hub.send(f"DELETE /templates/{standard['id']}")
    assert (reply.status, codes(reply)) == (409, [40906])
    assert "(TPL-1)" in reply.json["errors"][0]["description"]
    create(hub)
    assert hub.send(f"DELETE /templates/{standard['id']}").status == 204
    assert hub.send(f"GET /templates/{standard['id']}").status == 404
    assert [item["name"] for item in hub.get("/templates")["items"]] == ["Canada"]
    # What was made with it tells of it as before.
    acme = hub.get(f"/customers/{customer_id(hub.world, 1)}")
    assert acme["template"]["provisioningId"] == standard["provisioningId"]
    assert hub.send(f"DELETE /templates/{standard['id']}").status == 404


def test_customers_that_time_has_taken_do_not_count(hub: Hub) -> None:
    template = hub.get("/templates")["items"][0]["id"]
    number = hub.world.customer(
        1, "Leaving Ltd", steps=[(NOW, "deleting"), (NOW + 1_000, "deleted")], template_id=1
    )
    before = hub.get(f"/templates/{template}")["customers"]
    hub.world.set_now(NOW + 2_000)
    assert hub.rows("SELECT status FROM customers WHERE id = ?", number) == [("deleting",)]
    assert hub.get(f"/templates/{template}")["customers"] == before - 1


@pytest.mark.rule("TPL-3")
def test_three_ways_to_sign_in(hub: Hub) -> None:
    def wanted(authentication: str, provider: str) -> dict[str, Any]:
        return {**GOOD, "authentication": authentication, "identityProvider": provider}

    entity = "https://login.north.example"
    assert create(hub)["authentication"] == "webex"
    made = create(hub, **wanted("saml", entity) | {"name": "With SAML"})
    assert (made["authentication"], made["identityProvider"]) == ("saml", entity)
    for kind, provider in (("saml", "north-coast"), ("saml", ""), ("oidc", "north-coast")):
        reply = hub.send("POST /templates", wanted(kind, provider) | {"name": "x"})
        assert fields(reply) == ["identityProvider"]
        assert "(TPL-3)" in reply.json["errors"][0]["description"]
    assert fields(hub.send("POST /templates", wanted("password", "") | {"name": "x"})) == [
        "authentication"
    ]
    hub.world.connection.execute(
        "UPDATE identity_providers SET kind = 'oidc', entity_id = '', state = 'requested'"
    )
    body = wanted("oidc", "north-coast") | {"name": "With OpenID"}
    assert fields(hub.send("POST /templates", body)) == ["identityProvider"]
    hub.world.connection.execute("UPDATE identity_providers SET state = 'registered'")
    assert create(hub, **body)["identityProvider"] == "north-coast"


@pytest.mark.rule("TPL-4")
@pytest.mark.rule("TPL-4a")
@pytest.mark.parametrize("word", ["inviteAdmins", "restrictAdminInvites"])
def test_two_words_for_one_switch(hub: Hub, word: str) -> None:
    made = create(hub)
    assert (made["inviteAdmins"], made["restrictAdminInvites"]) == (True, False)
    assert made["disableCalling"] is False
    path = f"PUT /templates/{made['id']}"
    changed = hub.send(path, {word: word == "restrictAdminInvites"}).json
    assert (changed["inviteAdmins"], changed["restrictAdminInvites"]) == (False, True)
    both = {"inviteAdmins": True, "restrictAdminInvites": True}
    assert fields(hub.send(path, both)) == ["restrictAdminInvites"]
    agreed = hub.send(path, {"inviteAdmins": True, "restrictAdminInvites": False}).json
    assert agreed["inviteAdmins"] is True


@pytest.mark.rule("TPL-7")
def test_another_way_to_sign_in_does_not_touch_customers(hub: Hub) -> None:
    (template,) = hub.get("/templates")["items"]
    acme = f"/customers/{customer_id(hub.world, 1)}"
    before = hub.get(acme), hub.rows("SELECT * FROM customers"), hub.rows("SELECT * FROM people")
    change = {"authentication": "saml", "identityProvider": "https://login.north.example"}
    changed = hub.send(f"PUT /templates/{template['id']}", change)
    assert (changed.status, changed.json["authentication"]) == (200, "saml")
    after = hub.get(acme), hub.rows("SELECT * FROM customers"), hub.rows("SELECT * FROM people")
    assert after == before


def test_a_change_leaves_alone_what_it_does_not_name(hub: Hub) -> None:
    made = create(hub, pstnVendor="Prairie Exchange Trunks", language="fr")
    assert made["language"] == "fr_CA"
    path = f"PUT /templates/{made['id']}"
    changed = hub.send(path, {"name": "Quebec", "pstnVendor": ""}).json
    assert changed == made | {"name": "Quebec", "pstnVendor": "", "changed": changed["changed"]}
    assert changed["changed"] > made["changed"]
    # Its own name is no other template's.
    assert hub.send(path, {"name": "QUEBEC"}).json["name"] == "QUEBEC"


@pytest.mark.rule("LOC-3a")
@pytest.mark.parametrize(
    ("country", "language"), [("CA", "en_CA"), ("JP", "ja_JP"), ("IE", "en_US"), ("US", "en_US")]
)
def test_its_language_is_its_countrys(hub: Hub, country: str, language: str) -> None:
    assert create(hub, country=country)["language"] == language


def test_all_that_is_wrong_is_told_at_once(hub: Hub) -> None:
    body = {
        "name": " ",
        "country": "QQ",
        "language": "english",
        "administrator": "nobody",
        "pstnVendor": "x" * 101,
        "brandName": 7,
        "authentication": "saml",
    }
    assert fields(hub.send("POST /templates", body)) == [
        *("brandName", "name", "country", "language", "administrator", "pstnVendor"),
        "identityProvider",
    ]
    assert fields(hub.send("POST /templates", {})) == ["name", "country"]
    assert len(hub.get("/templates")["items"]) == 1


def test_names_are_an_owners_once(hub: Hub) -> None:
    create(hub)
    reply = hub.send("POST /templates", GOOD | {"name": "CANADA"})
    assert (fields(reply, 409), codes(reply)) == (["name"], [40907])
    assert create(hub, partner=2)["owner"]["name"] == "Harbour Voice"


@pytest.mark.rule("SUB-2")
@pytest.mark.rule("SUB-3")
@pytest.mark.rule("SUB-4")
def test_a_sub_partner_has_templates_of_its_own_with_the_parents_subscription(hub: Hub) -> None:
    made = create(hub, partner=2, name="Harbour")
    assert made["subscriptionId"] == "Sub1"
    assert [item["name"] for item in hub.get("/templates", partner=2)["items"]] == ["Harbour"]
    theirs = hub.get("/templates")["items"][0]["id"]
    for call, body in (("GET", None), ("PUT", {}), ("DELETE", None)):
        assert hub.send(f"{call} /templates/{theirs}", body, partner=2).status == 404
        assert hub.send(f"{call} /templates/{made['id']}", body, partner=4).status == 404
    assert hub.send(f"GET /templates?owner={org_id(hub.world, 1)}", partner=2).status == 404


@pytest.mark.rule("SUB-6")
def test_the_parent_makes_templates_in_a_sub_partners_hub(hub: Hub) -> None:
    harbour = org_id(hub.world, 2)
    made = create(hub, query=f"?{BEHALF}={harbour}", name="Harbour")
    assert made["owner"] == {"orgId": harbour, "name": "Harbour Voice"}
    assert hub.get("/templates", partner=2)["items"] == [made]
    for query in (f"owner={harbour}", f"{BEHALF}={harbour}"):
        assert hub.get(f"/templates?{query}")["items"] == [made]
    assert [item["name"] for item in hub.get("/templates")["items"]] == ["Standard"]
    assert {item["name"] for item in hub.get("/templates?owner=all")["items"]} == {
        "Standard",
        "Harbour",
    }
    assert hub.send(f"PUT /templates/{made['id']}", {"brandName": "Harbour"}).status == 200
    stranger = org_id(hub.world, 4)
    assert hub.send(f"POST /templates?{BEHALF}={stranger}", GOOD).status == 404


@pytest.mark.rule("ADM-5a")
def test_templates_take_both_roles(hub: Hub) -> None:
    hub.world.staff(1, "full@example.com", ["Partner full admin"])
    token = hub.site.platform.token("full@example.com")
    reply = ask(hub.site.platform.app, "/hub/v1/templates", token, method="POST", body=GOOD)
    assert reply.status == 403
    assert "Wholesale admin" in reply.json["errors"][0]["description"]


def test_ids_that_are_none_are_not_found(hub: Hub) -> None:
    customer = customer_id(hub.world, 1)
    for text in ("x", customer, ids.encode_provisioning_id(bytes(16)), "0" * 32):
        assert hub.send(f"GET /templates/{text}").status == 404


@pytest.mark.rule("TPL-5")
def test_a_vendor_is_one_of_the_cloud_connected(hub: Hub) -> None:
    made = create(hub, name="By id", pstnVendor="billabong")
    assert made["pstnVendor"] == "Billabong Trunks"
    for vendor in ("Nobody & Sons", "Cisco PSTN", "premises"):
        reply = hub.send("POST /templates", {"name": "X", "country": "AU", "pstnVendor": vendor})
        assert (reply.status, codes(reply)) == (400, [46001])
    # What an earlier release let through is in no other change's way.
    hub.world.connection.execute("UPDATE templates SET pstn_vendor = 'Trunks' WHERE name = 'By id'")
    changed = hub.send(f"PUT /templates/{made['id']}", {"country": "NZ"}).json
    assert (changed["country"], changed["pstnVendor"]) == ("NZ", "Trunks")
