"""Identity providers: rules SSO, as far as the hub keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.data.emulation.http.asking import org_id
from tests.data.emulation.http.hub_site import Hub, codes, fields, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "hush-4711-hush"
OPENID = {
    "name": "North_OpenID~1.0",
    "kind": "oidc",
    "clientId": "north",
    "clientSecret": SECRET,
    "scopes": "openid  email profile",
    "authorizationEndpoint": "https://id.north.example/authorize",
    "tokenEndpoint": "https://id.north.example/token",
}
SAML = {"name": "saml-2", "kind": "saml", "entityId": "urn:north:idp"}


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    with opened(tmp_path) as found:
        yield found


def create(hub: Hub, body: dict[str, Any], partner: int = 1) -> Any:
    reply = hub.send("POST /identityProviders", body, partner=partner)
    assert reply.status == 201, reply.body
    return reply.json


@pytest.mark.rule("SSO-2")
@pytest.mark.rule("SSO-5")
def test_an_openid_provider_is_asked_for_then_registered(hub: Hub) -> None:
    made = create(hub, OPENID)
    assert (made["state"], made["redirectUri"]) == ("requested", "")
    assert made["scopes"] == "openid email profile"
    path = f"/identityProviders/{made['id']}"
    assert hub.get(path) == made == hub.get("/identityProviders")["items"][0]
    done = hub.send(f"PUT {path}", {"state": "registered"}).json
    assert done == made | {"state": "registered", "redirectUri": done["redirectUri"]}
    assert done["redirectUri"].startswith("https://")
    assert fields(hub.send(f"PUT {path}", {"state": "requested"})) == ["state"]
    assert fields(hub.send(f"PUT {path}", {"kind": "saml"})) == ["kind", "entityId"]


@pytest.mark.rule("SSO-1")
def test_a_saml_provider_is_there_with_its_entity_id(hub: Hub) -> None:
    made = create(hub, SAML)
    assert (made["state"], made["entityId"]) == ("registered", "urn:north:idp")
    assert fields(hub.send("POST /identityProviders", SAML | {"name": "b", "entityId": ""})) == [
        "entityId"
    ]


@pytest.mark.rule("SSO-2")
@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "a b"}, ["name"]),
        ({"name": "é"}, ["name"]),
        ({"name": "a" * 129}, ["name"]),
        ({"clientId": ""}, ["clientId"]),
        ({"clientSecret": ""}, ["clientSecret"]),
        ({"scopes": ""}, ["scopes"]),
        ({"scopes": "openid profile"}, ["scopes"]),
        ({"scopes": "email"}, ["scopes"]),
        ({"tokenEndpoint": ""}, ["tokenEndpoint"]),
        ({"tokenEndpoint": "http://id.north.example"}, ["tokenEndpoint"]),
        ({"authorizationEndpoint": "", "tokenEndpoint": ""}, None),
        ({"userInfoEndpoint": "nowhere"}, ["userInfoEndpoint"]),
        ({"clientId": 5, "scopes": ""}, ["clientId", "scopes"]),
        ({"kind": "ldap"}, ["kind"]),
    ],
)
def test_what_an_openid_provider_needs(
    hub: Hub, change: dict[str, Any], wrong: list[str] | None
) -> None:
    reply = hub.send("POST /identityProviders", OPENID | change)
    assert fields(reply) == (wrong or ["authorizationEndpoint", "tokenEndpoint"])
    assert SECRET not in reply.body.decode()


@pytest.mark.rule("SSO-2")
def test_discovery_stands_for_the_endpoints(hub: Hub) -> None:
    found = "https://id.north.example/.well-known/openid-configuration"
    body = OPENID | {"authorizationEndpoint": "", "tokenEndpoint": "", "discoveryEndpoint": found}
    assert create(hub, body)["discoveryEndpoint"] == found
    longest = OPENID | {"name": "a" * 128}
    assert create(hub, longest)["name"] == "a" * 128


@pytest.mark.rule("SSO-2")
def test_names_are_unique_whatever_their_case(hub: Hub) -> None:
    made = create(hub, OPENID)
    reply = hub.send("POST /identityProviders", OPENID | {"name": OPENID["name"].upper()})
    assert (fields(reply, 409), codes(reply)) == (["name"], [40907])
    path = f"PUT /identityProviders/{made['id']}"
    assert fields(hub.send(path, {"name": "NORTH-COAST"}), 409) == ["name"]
    assert hub.send(path, {"name": OPENID["name"].lower()}).status == 200
    # Another owner's names are its own.
    create(hub, OPENID, partner=2)


@pytest.mark.rule("SSO-5")
def test_a_secret_is_written_and_never_read(hub: Hub) -> None:
    made = create(hub, OPENID)
    path = f"/identityProviders/{made['id']}"
    told = [
        hub.send("GET /identityProviders"),
        hub.send(f"GET {path}"),
        hub.send(f"PUT {path}", {"clientSecret": SECRET + "2", "scopes": "openid email"}),
        hub.send(f"PUT {path}", {"clientSecret": SECRET, "scopes": "x"}),
    ]
    assert [reply.status for reply in told] == [200, 200, 200, 400]
    assert not any(SECRET in reply.body.decode() for reply in told)
    assert not any(b"ecret" in reply.body for reply in told)
    # Nothing is kept of it but that there is one.
    kept = hub.rows("SELECT * FROM identity_providers")
    assert not any(SECRET in str(value) for row in kept for value in row)
    assert hub.rows("SELECT has_secret FROM identity_providers ORDER BY id") == [(0,), (1,)]
    records = hub.rows("SELECT body FROM requests WHERE operation LIKE 'identity%'")
    assert len(records) == 2
    assert not any(SECRET in (body or "") for (body,) in records)


def test_what_templates_quote_stays(hub: Hub) -> None:
    first = hub.get("/identityProviders")["items"][0]
    template = hub.get("/templates")["items"][0]["id"]
    signs_in = {"authentication": "saml", "identityProvider": first["entityId"]}
    assert hub.send(f"PUT /templates/{template}", signs_in).status == 200
    path = f"/identityProviders/{first['id']}"
    for call, body in (("DELETE", None), ("PUT", {"entityId": "urn:other"})):
        reply = hub.send(f"{call} {path}", body)
        assert (reply.status, codes(reply)) == (409, [40914])
    assert hub.send(f"PUT {path}", {"name": "renamed"}).status == 200
    assert hub.send(f"PUT /templates/{template}", {"authentication": "webex"}).status == 200
    assert hub.send(f"DELETE {path}").status == 204
    assert hub.send(f"GET {path}").status == 404


@pytest.mark.rule("SUB-3")
def test_a_sub_partner_sees_its_own_only(hub: Hub) -> None:
    made = create(hub, SAML, partner=2)
    first = hub.get("/identityProviders")["items"][0]["id"]
    for call, body in (("GET", None), ("PUT", {}), ("DELETE", None)):
        assert hub.send(f"{call} /identityProviders/{first}", body, partner=2).status == 404
    harbour = f"/identityProviders?owner={org_id(hub.world, 2)}"
    assert hub.get(harbour)["items"] == [made] == hub.get("/identityProviders", partner=2)["items"]


@pytest.mark.rule("SSO-1")
@pytest.mark.rule("SSO-3")
@pytest.mark.parametrize("body", [OPENID, SAML], ids=["oidc", "saml"])
def test_a_template_that_gets_another_provider_leaves_its_customers_alone(
    hub: Hub, body: dict[str, Any]
) -> None:
    made = create(hub, body)
    path = f"/identityProviders/{made['id']}"
    if body["kind"] == "oidc":
        assert hub.send(f"PUT {path}", {"state": "registered"}).status == 200
    template = hub.get("/templates")["items"][0]
    assert template["customers"] > 0
    tables = ("customers", "people", "organizations", "subscribers", "steps")

    def kept() -> list[Any]:
        return [hub.rows(f"SELECT * FROM {table}") for table in tables]

    before = kept()
    quoted = body["name"] if body["kind"] == "oidc" else body["entityId"]
    change = {"authentication": body["kind"], "identityProvider": quoted}
    changed = hub.send(f"PUT /templates/{template['id']}", change)
    assert (changed.status, changed.json["identityProvider"]) == (200, quoted)
    assert kept() == before


@pytest.mark.rule("SSO-4")
def test_one_provider_serves_all_templates_of_its_partner_and_nobody_elses(hub: Hub) -> None:
    signs_in = {"authentication": "saml", "identityProvider": SAML["entityId"]}
    wanted = {"country": "US", **signs_in}
    create(hub, SAML)
    # The partner's own people are users of a customer that it onboards itself as (PRV-7), by one.
    for name in ("Ours", "Theirs"):
        assert hub.send("POST /templates", {"name": name, **wanted}).status == 201
    path = f"/templates?owner={org_id(hub.world, 1)}"
    assert sum(one["identityProvider"] == SAML["entityId"] for one in hub.get(path)["items"]) == 2
    # A sub-partner has a relationship of its own.
    reply = hub.send("POST /templates", {"name": "Other", **wanted}, partner=2)
    assert fields(reply, reply.status) == ["identityProvider"]
    create(hub, SAML, partner=2)
    assert hub.send("POST /templates", {"name": "Other", **wanted}, partner=2).status == 201


@pytest.mark.rule("SSO-5")
def test_what_is_not_registered_yet_is_no_templates(hub: Hub) -> None:
    made = create(hub, OPENID)
    wanted = {"name": "New", "country": "US", "authentication": "oidc"}
    wanted["identityProvider"] = OPENID["name"]
    reply = hub.send("POST /templates", wanted)
    assert fields(reply, reply.status) == ["identityProvider"]
    done = hub.send(f"PUT /identityProviders/{made['id']}", {"state": "registered"}).json
    assert made["id"] in done["redirectUri"]
    assert hub.send("POST /templates", wanted).status == 201


@pytest.mark.rule("SSO-2")
def test_it_says_whose_it_is(hub: Hub) -> None:
    assert create(hub, OPENID)["owner"]["orgId"] == org_id(hub.world, 1)
