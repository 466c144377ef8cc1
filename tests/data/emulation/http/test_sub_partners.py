"""What a partner does with its sub-partners, many or few, and what they do first (SUB)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from app.transport import InProcessTransport
from data.client import HubClient
from data.emulation.rules import codes, ids
from data.emulation.rules.roles import FULL, WHOLESALE
from tests.data.emulation.builder import DAY
from tests.data.emulation.http.asking import ask, org_id
from tests.data.emulation.http.ground import SUBSCRIBERS, Ground, codes_of, fields_of
from tests.data.emulation.services.ordering import ADDRESS, INFO, PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from data.models.hub import Provider

CUSTOMERS = "/v1/wholesale/customers"
MANY = 150
STAFF = "SELECT count(*) FROM staff WHERE partner_id = ?"


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = Ground(tmp_path / "platform.db")
    yield ground
    ground.close()


def order(provisioning_id: str, external: str) -> dict[str, Any]:
    """The body of a request for a plain customer."""
    return {
        "provisioningId": provisioning_id,
        "packages": ["webex_calling"],
        "externalId": external,
        "address": ADDRESS,
        "customerInfo": INFO | {"name": f"Acme {external}"},
        "provisioningParameters": {"calling": {"location": PLACE}},
    }


def template(ground: Ground, query: str = "", *, partner: int = 1) -> str:
    """Make a template; its provisioning id."""
    body = {"name": "First", "country": "US", "authentication": "webex"}
    reply = ground.send("POST", f"/hub/v1/templates{query}", body, partner=partner)
    assert reply.status == 201, reply.body
    found: str = reply.json["provisioningId"]
    return found


async def providers(ground: Ground) -> list[Provider]:
    """The sub-partners as the console has them."""
    transport = InProcessTransport(ground.platform.app)
    async with HubClient("http://localhost/v1", ground.tokens[1], transport=transport) as hub:
        return await hub.providers()


@pytest.mark.rule("SUB-8")
def test_the_parent_works_in_each_sub_partner_that_the_list_names(ground: Ground) -> None:
    ground.run("DELETE FROM staff WHERE partner_id IN (2, 3)")
    ground.world.partner("Hillside", 1)
    listed = ground.get("/v1/wholesale/subPartners")["items"]
    assert len(listed) == 3
    for number, one in enumerate(listed):
        behalf = f"?onBehalfOfSubPartnerOrgId={one['orgId']}"
        made = template(ground, behalf)
        templates = ground.get(f"/hub/v1/templates?owner={one['orgId']}")["items"]
        assert [found["provisioningId"] for found in templates] == [made]
        reply = ground.send("POST", f"{CUSTOMERS}{behalf}", order(made, f"HV-{number}"))
        if one["provisioningState"] == "suspended":
            assert reply.status == 403
            assert ground.get(f"{CUSTOMERS}{behalf}")["items"] == []
            continue
        assert reply.status == 202, reply.body
        ground.move(DAY)
        (customer,) = ground.get(f"{CUSTOMERS}{behalf}")["items"]
        (shown,) = ground.get(f"/hub/v1/customers?owner={one['orgId']}")["items"]
        assert shown["owner"]["orgId"] == one["orgId"]
        wanted = {
            "customerId": customer["id"],
            "email": f"u{number}@acme.example",
            "package": "webex_calling",
            "provisioningParameters": {"firstName": "A", "lastName": "B", "extension": "101"},
        }
        assert ground.send("POST", f"{SUBSCRIBERS}{behalf}", wanted).status in (200, 202)
        (user,) = ground.get(f"{SUBSCRIBERS}{behalf}")["items"]
        path = f"{SUBSCRIBERS}/{user['id']}{behalf}"
        assert ground.send("DELETE", path, partner=4).status == 404
        assert ground.send("DELETE", path).status == 204
        assert ground.send("DELETE", f"{CUSTOMERS}/{customer['id']}{behalf}").status == 202
    # All of it without an account there.
    assert [ground.one(STAFF, partner) for partner in (2, 3, 5)] == [0, 0, 0]


@pytest.mark.rule("SUB-8")
def test_nobody_else_works_in_a_sub_partner(ground: Ground) -> None:
    behalf = f"?onBehalfOfSubPartnerOrgId={org_id(ground.world, 2)}"
    asked: tuple[tuple[str, str, Any], ...] = (
        ("GET", CUSTOMERS, None),
        ("GET", SUBSCRIBERS, None),
        ("POST", CUSTOMERS, {}),
        ("GET", "/hub/v1/templates", None),
        ("POST", "/hub/v1/templates", {}),
    )
    ground.world.staff(1, "half@example.com", [FULL])
    half = ground.platform.token("half@example.com")
    ground.world.staff(1, "both@example.com", [FULL, WHOLESALE])
    both = ground.platform.token("both@example.com")
    for method, path, body in asked:
        for stranger in (3, 4):
            assert ground.send(method, path + behalf, body, partner=stranger).status == 404
        status = ask(ground.platform.app, path + behalf, half, method=method, body=body).status
        assert status == 403
        status = ask(ground.platform.app, path + behalf, both, method=method, body=body).status
        assert status == (200 if method == "GET" else 400)


@pytest.mark.rule("SUB-10")
def test_however_many_there_are_each_is_shown_once(ground: Ground) -> None:
    ground.run("BEGIN")
    for number in range(MANY - 2):
        # Some were set up at the same moment.
        created = ground.world.now - number // 3 * DAY
        ground.world.partner(f"Provider {number:03}", 1, created_ms=created)
    ground.run("COMMIT")
    everyone = {org_id(ground.world, n) for n in range(2, MANY + 3) if n != 4}
    assert len(everyone) == MANY
    for size in (100, 7):
        url, seen, pages = f"/v1/wholesale/subPartners?max={size}", list[str](), 0
        while url:
            reply = ground.send("GET", url)
            seen += [one["orgId"] for one in reply.json["items"]]
            url, pages = reply.links.get("next", ""), pages + 1
        assert len(seen) == MANY
        assert set(seen) == everyone
        assert pages == -(-MANY // size)
    found = asyncio.run(providers(ground))
    assert len(found) == MANY
    assert {one.org_id for one in found} == everyone
    assert {"Provider 000", "Provider 147", "Harbour Voice", "Lakeside"} <= {o.name for o in found}


@pytest.mark.rule("SUB-15")
@pytest.mark.parametrize("partner", [1, 2])
def test_a_sub_partner_onboards_once_it_has_a_template(ground: Ground, partner: int) -> None:
    behalf = f"?onBehalfOfSubPartnerOrgId={org_id(ground.world, 2)}" if partner == 1 else ""
    parents = template(ground)
    for provisioning_id in ("", ids.encode_provisioning_id(bytes(16)), parents):
        for path in (CUSTOMERS, f"{CUSTOMERS}/validate"):
            body = order(provisioning_id, "HV-1")
            reply = ground.send("POST", path + behalf, body, partner=partner)
            assert reply.status == 400
            assert fields_of(reply) == ["provisioningId"]
    assert codes_of(reply) != [codes.SUSPENDED.number]
    assert ground.one("SELECT count(*) FROM customers") == 0
    made = template(ground, behalf, partner=partner)
    body = order(made, "HV-1")
    validate = f"{CUSTOMERS}/validate{behalf}"
    assert ground.send("POST", validate, body, partner=partner).status == 200
    assert ground.send("POST", CUSTOMERS + behalf, body, partner=partner).status == 202
    assert ground.one("SELECT owner_id FROM customers") == 2
