"""Organizations beside wholesale: their end (CMG-3a), who is shown in them (ATT-3), SUB-13."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import codes, ids
from data.emulation.rules.roles import PARTNER
from tests.data.emulation.builder import DAY, NOW
from tests.data.emulation.http.asking import Reply, ask, org_id
from tests.data.emulation.http.ground import SUBSCRIBERS, Ground, codes_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FULL_PERSON = {"id", "emails", "displayName", "firstName", "lastName", "orgId", "roles", "created"}
PART = {"id", "emails", "orgId"}


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = Ground(tmp_path / "platform.db")
    yield ground
    ground.close()


def resident(ground: Ground, organization: int, email: str = "old@hand.example") -> str:
    """A person of an organization without a package; its id."""
    uuid = ground.world.uuid()
    ground.world.insert(
        "people",
        uuid=uuid,
        organization_id=organization,
        email=email,
        first_name="Olga",
        last_name="Hand",
        administrator=1,
        created_ms=NOW - DAY,
        active_ms=NOW - DAY,
    )
    return ids.encode(ids.PERSON, uuid)


def give(ground: Ground, organization: int, partner: int, level: str) -> None:
    """Give a partner a right in an organization, as an attach does."""
    ground.world.insert(
        "organization_rights",
        organization_id=organization,
        partner_id=partner,
        level=level,
        since_ms=NOW - DAY,
    )


def managed(ground: Ground, kind: str, manager: int | None, name: str = "Other") -> str:
    """An organization that is no customer; its id."""
    uuid = ground.world.uuid()
    columns: dict[str, Any] = {"created_ms": NOW - DAY, "active_ms": NOW - DAY}
    ground.world.insert(
        "organizations", uuid=uuid, name=name, kind=kind, manager_id=manager, **columns
    )
    return ids.encode(ids.ORGANIZATION, uuid)


def end(ground: Ground, organization: str, partner: int = 1) -> Reply:
    return ground.send("DELETE", f"/v1/organizations/{organization}", partner=partner)


def listed(ground: Ground, partner: int = 1) -> set[str]:
    return {one["id"] for one in ground.get("/v1/organizations", partner=partner)["items"]}


@pytest.mark.rule("CMG-3a")
def test_an_organization_ends_once_it_is_no_customer(ground: Ground) -> None:
    acme = ground.customer()
    organization = ground.org(acme)
    person = resident(ground, 1)
    customer = ground.id(ids.CUSTOMER, "customers", acme)
    place = ground.get(f"/v1/locations?orgId={organization}")["items"][0]["id"]
    assert codes_of(end(ground, organization)) == [codes.ALREADY_CUSTOMER.number]
    assert ground.send("DELETE", f"/v1/wholesale/customers/{customer}").status == 202
    ended = ground.one("SELECT max(due_ms) FROM steps")
    assert ended > NOW
    assert end(ground, organization).status == 409
    ground.world.set_now(ended)
    # The organization outlives the service, with all that is in it, until it is ended itself.
    for path in (f"/v1/organizations/{organization}", f"/v1/people/{person}"):
        assert ground.send("GET", path).status == 200
    assert end(ground, organization).status == 204
    for path in (
        f"/v1/organizations/{organization}",
        f"/v1/locations?orgId={organization}",
        f"/v1/locations/{place}",
        f"/v1/workspaces?orgId={organization}",
        f"/v1/people?orgId={organization}",
        f"/v1/people/{person}",
    ):
        assert ground.send("GET", path).status == 404
    assert organization not in listed(ground)
    assert ground.get("/v1/people?email=old@hand.example")["items"] == []
    assert end(ground, organization).status == 404
    assert ground.one("SELECT count(*) FROM organization_rights WHERE organization_id = 1") == 0
    # Its people's emails are free for users of others.
    other = ground.customer(name="Other", external_id="NC-2")
    wanted = ground.wanted(other, "old@hand.example", extension="700")
    assert ground.send("POST", SUBSCRIBERS, wanted).status == 200


@pytest.mark.rule("CMG-3a")
def test_nobody_attaches_what_has_ended(ground: Ground) -> None:
    organization = managed(ground, "none", 1)
    found = [one["orgId"] for one in ground.get("/hub/v1/organizations")["items"]]
    assert found == [organization]
    assert end(ground, organization).status == 204
    assert ground.get("/hub/v1/organizations")["items"] == []
    body = {"orgId": organization}
    reply = ground.send("POST", "/v1/wholesale/customers/validate", body)
    assert codes.NO_ORGANIZATION.number in codes_of(reply)


@pytest.mark.rule("CMG-3a")
def test_who_may_end_an_organization(ground: Ground) -> None:
    number = ground.customer(status="deleted", packages=())
    organization = ground.org(number)
    ground.run("UPDATE organizations SET manager_id = NULL")
    assert end(ground, organization).status == 404
    give(ground, 1, 1, "provisioning")
    assert end(ground, organization).status == 403
    for stranger in (2, 4):
        assert end(ground, organization, stranger).status == 404
    # A partner's own never ends, nor a sub-partner's.
    for own in (1, 2):
        assert end(ground, org_id(ground.world, own)).status == 403
    ground.run("UPDATE organization_rights SET level = 'full'")
    ground.world.staff(1, "pa@example.com", [PARTNER])
    token, app = ground.platform.token("pa@example.com"), ground.platform.app
    url = f"/v1/organizations/{organization}"
    assert ask(app, url, token).status == 200
    assert ask(app, url, token, method="DELETE").status == 403
    assert end(ground, organization).status == 204


@pytest.mark.rule("ATT-3")
@pytest.mark.parametrize(("level", "shown"), [("provisioning", PART), ("full", FULL_PERSON)])
def test_who_may_provision_only_sees_those_who_were_there_in_part(
    ground: Ground, level: str, shown: set[str]
) -> None:
    customer = ground.customer(attached=1)
    organization = ground.org(customer)
    give(ground, 1, 1, level)
    old = resident(ground, 1)
    ground.provision(customer, "new@user.example")
    people = {
        one["emails"][0]: one for one in ground.get(f"/v1/people?orgId={organization}")["items"]
    }
    assert set(people) == {"old@hand.example", "new@user.example"}
    assert set(people["new@user.example"]) == FULL_PERSON
    assert set(people["old@hand.example"]) == shown
    assert people["old@hand.example"]["id"] == old
    assert people["old@hand.example"]["orgId"] == organization
    (by_email,) = ground.get("/v1/people?email=old@hand.example")["items"]
    assert ground.get(f"/v1/people/{old}") == by_email == people["old@hand.example"]
    # With a package they are the partner's users like others.
    ground.provision(customer, "old@hand.example")
    assert set(ground.get(f"/v1/people/{old}")) == FULL_PERSON


@pytest.mark.rule("ATT-3")
def test_in_an_organization_that_was_made_all_are_seen(ground: Ground) -> None:
    ground.customer()
    assert set(ground.get(f"/v1/people/{resident(ground, 1)}")) == FULL_PERSON


@pytest.mark.rule("SUB-13")
@pytest.mark.parametrize("kind", ["broadworks", "flex", "trial", "none"])
def test_what_is_not_on_wholesale_is_not_managed_as_a_parent(ground: Ground, kind: str) -> None:
    organization = managed(ground, kind, 2)
    person = resident(ground, 1)
    ours = [
        f"/v1/organizations/{organization}",
        f"/v1/people?orgId={organization}",
        f"/v1/people/{person}",
        f"/v1/locations?orgId={organization}",
        f"/v1/workspaces?orgId={organization}",
    ]
    for path in ours:
        assert ground.send("GET", path, partner=2).status == 200
        assert ground.send("GET", path).status == 404
    assert organization in listed(ground, 2)
    assert organization not in listed(ground)
    behalf = f"onBehalfOfSubPartnerOrgId={org_id(ground.world, 2)}"
    for method, path in (
        ("POST", f"/v1/locations?orgId={organization}"),
        ("POST", f"/v1/workspaces?orgId={organization}"),
        ("DELETE", f"/v1/people/{person}"),
        ("DELETE", f"/v1/organizations/{organization}"),
    ):
        body: dict[str, Any] | None = {} if method == "POST" else None
        assert ground.send(method, path, body).status == 404
        assert (
            ground.send(method, f"{path}{'&' if '?' in path else '?'}{behalf}", body).status == 404
        )
    # Nor is a BroadWorks customer or a trial taken over for the sub-partner (PRV-3, ATT-6).
    url = f"/v1/wholesale/customers/validate?{behalf}"
    found = codes_of(ground.send("POST", url, {"orgId": organization}))
    refused = {codes.BROADWORKS.number, codes.TRIAL.number} & set(found)
    assert refused == {
        "broadworks": {codes.BROADWORKS.number},
        "trial": {codes.TRIAL.number},
    }.get(kind, set())


@pytest.mark.rule("SUB-13")
@pytest.mark.rule("SUB-7")
def test_a_parent_has_a_sub_partners_organization_while_it_is_a_customer(ground: Ground) -> None:
    customer = ground.customer(2)
    organization = ground.org(customer)
    for partner in (1, 2):
        give(ground, 1, partner, "full")
        assert organization in listed(ground, partner)
    ground.run("UPDATE customers SET status = 'deleted'")
    ground.run("UPDATE customer_packages SET status = 'deleted'")
    assert organization in listed(ground, 2)
    assert organization not in listed(ground)
    assert end(ground, organization).status == 404
    assert end(ground, organization, 2).status == 204
