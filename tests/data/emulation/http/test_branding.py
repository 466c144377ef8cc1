"""Branding: each partner's and sub-partner's own, and whose a customer shows (BRD)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.models.branding import Branding
from tests.data.emulation.http.asking import org_id
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
    assert (first["kind"], first["recommended"], first["changed"]) == ("none", "advanced", None)
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
    for nothing in ({}, {"motto": "Ring!"}, {"logo": None}):
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
