"""Branding: each partner's and sub-partner's own, and whose a customer shows (BRD)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.models.branding import Branding
from tests.data.emulation.builder import DAY, NOW
from tests.data.emulation.http.asking import ask, customer_id, org_id
from tests.data.emulation.http.hub_site import Hub, codes, fields, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EMPTY = {"navigation": "", "button": "", "link": ""}
BRAND = {
    "companyName": "North  Coast Telecom",
    "logo": "https://brand.north.example/logo.png",
    "light": {"navigation": "#0a1b2c", "button": "#FFFFFF"},
    "dark": {"navigation": "#000000"},
    "supportUrl": "https://help.north.example/start",
}


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with opened(tmp_path) as found:
        yield found


def put(hub: Hub, body: dict[str, Any], query: str = "", partner: int = 1) -> Any:
    reply = hub.send(f"PUT /branding{query}", body, partner=partner)
    assert reply.status == 200, reply.body
    return reply.json


@pytest.mark.rule("BRD-1")
def test_a_logo_colours_for_light_and_dark_and_a_support_address(hub: Hub) -> None:
    first = hub.get("/branding")
    assert (first["kind"], first["recommended"]) == ("none", "advanced")
    assert "changed" not in first
    assert first["light"] == first["dark"] == EMPTY
    made = put(hub, BRAND)
    assert (made["kind"], made["recommended"]) == ("advanced", "")
    assert made["light"] == EMPTY | {"navigation": "#0A1B2C", "button": "#FFFFFF"}
    assert made["dark"] == EMPTY | {"navigation": "#000000"}
    assert (made["logo"], made["supportUrl"]) == (BRAND["logo"], BRAND["supportUrl"])
    assert made == hub.get("/branding")
    assert Branding.model_validate(made).light.button == "#FFFFFF"


@pytest.mark.rule("BRD-1")
def test_a_change_leaves_alone_what_it_does_not_name(hub: Hub) -> None:
    made = put(hub, BRAND)
    changed = put(hub, {"light": {"button": "", "link": "#123456"}, "logo": "", "dark": None})
    assert changed["light"] == EMPTY | {"navigation": "#0A1B2C", "link": "#123456"}
    assert changed["logo"] == ""
    assert changed["dark"] == made["dark"]
    assert changed["companyName"] == made["companyName"]
    assert put(hub, {"kind": "advanced"})["light"] == changed["light"]
    empty: tuple[dict[str, Any], ...] = (
        *({}, {"motto": "Ring!"}, {"logo": None}),
        *({"light": {"primary": "red"}}, {"light": {}, "dark": {}}),
    )
    for nothing in empty:
        assert codes(hub.send("PUT /branding", nothing)) == [40004]


@pytest.mark.rule("BRD-1")
def test_all_that_is_wrong_is_said_at_once(hub: Hub) -> None:
    reply = hub.send(
        "PUT /branding",
        {
            "kind": "basic",
            "companyName": "N\u202eorth",
            "logo": "javascript:alert(1)",
            "light": {"button": "red", "link": 5},
            "dark": "none",
            "supportUrl": "http://help.example",
        },
    )
    assert sorted(fields(reply)) == [
        "companyName",
        "dark",
        "kind",
        "light.button",
        "light.link",
        "logo",
        "supportUrl",
    ]
    assert {49001, 49002, 40013, 40005, 40003} == set(codes(reply))
    assert hub.get("/branding")["kind"] == "none"


@pytest.mark.rule("BRD-1")
def test_who_has_basic_branding_is_advised_of_advanced(hub: Hub) -> None:
    hub.world.insert(
        "brandings",
        owner_id=1,
        kind="basic",
        content='{"companyName": "North"}',
        changed_ms=hub.world.now,
    )
    found = hub.get("/branding")
    assert (found["kind"], found["recommended"]) == ("basic", "advanced")
    assert fields(hub.send("PUT /branding", {"kind": "basic"})) == ["kind"]
    changed = put(hub, {"supportUrl": "https://help.example"})
    assert (changed["kind"], changed["companyName"]) == ("advanced", "North")


def attached(hub: Hub, own: str, owner: int = 1, *, as_new: int = 0) -> str:
    """An attached customer whose organization came with a branding; its settings' path."""
    customer = hub.world.customer(owner, f"Came With {own}", attached=1 - as_new)
    hub.world.connection.execute(
        "UPDATE organizations SET own_branding = ?"
        " WHERE id = (SELECT organization_id FROM customers WHERE id = ?)",
        (own, customer),
    )
    return f"/customers/{customer_id(hub.world, customer)}/settings"


def shown(settings: Any) -> tuple[str, str, bool]:
    return settings["branding"], settings["ownBranding"], settings["keepOwnBranding"]


@pytest.mark.rule("BRD-2")
def test_an_attached_organization_takes_the_partners_unless_it_keeps_its_own(hub: Hub) -> None:
    path = attached(hub, "basic")
    # There is nothing to take yet.
    assert shown(hub.get(path)) == ("own", "basic", False)
    put(hub, BRAND)
    assert shown(hub.get(path)) == ("partner", "basic", False)
    kept = hub.send(f"PUT {path}", {"keepOwnBranding": True}).json
    assert shown(kept) == ("own", "basic", True)
    # What is not named stays.
    assert shown(hub.send(f"PUT {path}", {"restrictedByPartner": False}).json) == shown(kept)
    assert hub.get(path)["restrictedByPartner"] is False
    again = hub.send(f"PUT {path}", {"keepOwnBranding": False}).json
    assert shown(again) == ("partner", "basic", False)
    assert fields(hub.send(f"PUT {path}", {"keepOwnBranding": "maybe"})) == ["keepOwnBranding"]


@pytest.mark.rule("BRD-2")
def test_only_who_came_with_a_branding_can_keep_it(hub: Hub) -> None:
    put(hub, BRAND)
    for path in (attached(hub, "none"), attached(hub, "basic", as_new=1)):
        before = hub.get(path)
        assert shown(before) == ("partner", "none", False)
        both = {"keepOwnBranding": True, "restrictEnterpriseSettings": True}
        reply = hub.send(f"PUT {path}", both)
        assert fields(reply, 409) == ["restrictEnterpriseSettings", "keepOwnBranding"]
        assert codes(reply) == [40913, 40918]
        assert hub.send(f"PUT {path}", {"keepOwnBranding": False}).json == before


@pytest.mark.rule("BRD-2")
def test_the_partners_is_that_of_whoever_has_the_customer(hub: Hub) -> None:
    put(hub, BRAND)
    path = attached(hub, "basic", owner=2)
    assert shown(hub.get(path, partner=2)) == ("own", "basic", False)
    put(hub, {"companyName": "Harbour"}, partner=2)
    assert shown(hub.get(path)) == ("partner", "basic", False)


@pytest.mark.rule("BRD-2")
def test_an_attach_knows_what_an_organization_comes_with(hub: Hub) -> None:
    put(hub, BRAND)
    add = {"kind": "none", "created_ms": NOW - DAY, "active_ms": NOW - DAY}
    hub.world.insert(
        "organizations",
        uuid=hub.world.uuid(),
        name="Old Colours",
        own_branding="basic",
        keeps_branding=1,
        **add,
    )
    items = {one["displayName"]: one for one in hub.get("/organizations")["items"]}
    assert items["Old Colours"]["ownBranding"] == "basic"
    template = hub.get("/templates")["items"][0]["provisioningId"]
    body = {
        "provisioningId": template,
        "packages": ["webex_meetings"],
        "orgId": items["Old Colours"]["orgId"],
        "externalId": "OC-1",
        "address": {"addressLine1": "1 Pine St", "city": "Salem", "country": "US"}
        | {"stateOrProvince": "OR", "zipOrPostalCode": "97301"},
    }
    hub.send("PUT /clock", {"pace": "real"})
    app, token = hub.site.platform.app, hub.site.tokens[1]
    reply = ask(app, "/v1/wholesale/customers", token, method="POST", body=body)
    assert reply.status == 202, reply.body
    path = f"/customers/{reply.headers['location'].rpartition('/')[2]}/settings"
    # Until the attach is done it shows its own; what it was let keep before is forgotten.
    assert shown(hub.get(path)) == ("own", "basic", False)
    hub.send("PUT /clock", {"mode": "frozen", "forward": DAY})
    assert shown(hub.get(path)) == ("partner", "basic", False)


@pytest.mark.rule("SUB-2")
def test_a_sub_partner_has_its_own(hub: Hub) -> None:
    put(hub, BRAND)
    assert hub.get("/branding", partner=2)["kind"] == "none"
    behalf = f"?onBehalfOfSubPartnerOrgId={org_id(hub.world, 2)}"
    made = put(hub, {"companyName": "Harbour"}, behalf)
    assert made["owner"]["orgId"] == org_id(hub.world, 2)
    assert hub.get("/branding", partner=2) == made == hub.get(f"/branding{behalf}")
    assert hub.get("/branding")["companyName"] == "North  Coast Telecom"
    theirs = put(hub, {"companyName": "Harbour Voice"}, partner=2)
    assert theirs["companyName"] == "Harbour Voice"
    for other in (1, 3, 4):
        behalf = f"?onBehalfOfSubPartnerOrgId={org_id(hub.world, other)}"
        assert hub.send(f"PUT /branding{behalf}", BRAND, partner=2).status == 404
