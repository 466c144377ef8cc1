"""What each role may do (contract, section 8): every role against every operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from data.emulation.rules.roles import (
    FULL,
    HELP_DESK,
    HELP_DESK_ADVANCED,
    PARTNER,
    PROVISIONING,
    READ_ONLY,
    ROLES,
    WHOLESALE,
)
from tests.data.emulation.http.allowed import united
from tests.data.emulation.http.asking import Reply, ask, customer_id, org_id
from tests.data.emulation.http.conftest import open_site
from tests.data.emulation.http.probing import (
    NEVER_WRONG,
    WITH_TOKEN,
    first_ids,
    key,
    names,
    probe,
)
from tests.data.emulation.http.test_operations import assert_dialect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.emulation.http.operations import Operation
    from tests.data.emulation.http.conftest import Site

HARBOUR, ELSEWHERE = 2, 4

# Everything below is written out, not computed: what a role opens, operation by operation.
ANYBODY = {
    "GET /hub/v1/capabilities",
    "GET /hub/v1/clock",
    "GET /hub/v1/partner",
    "GET /v1/people/me",
}
VIEW = {
    "GET /v1/wholesale/customers",
    "GET /v1/wholesale/customers/{customerId}",
    "GET /v1/wholesale/subscribers",
    "GET /v1/wholesale/subscribers/{subscriberId}",
    "GET /v1/organizations",
    "GET /v1/organizations/{orgId}",
    "GET /v1/locations",
    "GET /hub/v1/customers",
    "GET /hub/v1/customers/count",
    "GET /hub/v1/customers/{customerId}",
    "GET /hub/v1/changes",
    "GET /hub/v1/emails",
    "GET /hub/v1/customers/{customerId}/settings",
    "GET /hub/v1/decisions",
    "GET /v1/locations/{locationId}",
    "GET /v1/people",
    "GET /v1/people/{personId}",
    "GET /v1/workspaces",
    "GET /v1/workspaces/{workspaceId}",
    *united("VIEW"),
}
MANAGE = VIEW | {
    "PUT /v1/wholesale/customers/{customerId}",
    "DELETE /v1/wholesale/customers/{customerId}",
    "POST /v1/wholesale/subscribers",
    "PUT /v1/wholesale/subscribers/{subscriberId}",
    "DELETE /v1/wholesale/subscribers/{subscriberId}",
    "POST /v1/subscribers/{subscriberId}/emails/consentMove",
    "PUT /hub/v1/customers/{customerId}/settings",
    "POST /v1/locations",
    "DELETE /v1/people/{personId}",
    "POST /v1/workspaces",
    "DELETE /v1/workspaces/{workspaceId}",
    *united("MANAGE"),
}
OF_FULL = {
    *united("OF_FULL"),
    "DELETE /v1/organizations/{orgId}",
    "POST /v1/wholesale/customers/validate",
    "POST /v1/wholesale/subscribers/validate",
}
BOTH = {
    *united("BOTH"),
    "GET /v1/wholesale/subPartners",
    "POST /v1/wholesale/customers",
    "POST /hub/v1/subscribers/{subscriberId}/consent",
    "POST /hub/v1/customers/{customerId}/decision",
    "POST /hub/v1/integrations",
    "POST /hub/v1/authorizationCodes",
    "GET /hub/v1/templates",
    "POST /hub/v1/templates",
    "GET /hub/v1/templates/{provisioningId}",
    "PUT /hub/v1/templates/{provisioningId}",
    "DELETE /hub/v1/templates/{provisioningId}",
    "GET /hub/v1/identityProviders",
    "POST /hub/v1/identityProviders",
    "GET /hub/v1/identityProviders/{identityProviderId}",
    "PUT /hub/v1/identityProviders/{identityProviderId}",
    "DELETE /hub/v1/identityProviders/{identityProviderId}",
    "PUT /hub/v1/clock",
    "GET /hub/v1/purchaseOrder",
    "GET /hub/v1/settings",
    "PUT /hub/v1/settings",
    "GET /hub/v1/organizations",
    "GET /hub/v1/deniedParties",
    "POST /hub/v1/deniedParties",
    "DELETE /hub/v1/deniedParties/{partyId}",
}
NOBODY = set[str]()
ALLOWED = {
    (FULL, WHOLESALE): MANAGE | OF_FULL | BOTH,
    (FULL,): MANAGE | OF_FULL,
    (PARTNER,): MANAGE,
    (READ_ONLY,): VIEW,
    (HELP_DESK,): VIEW,
    (HELP_DESK_ADVANCED,): VIEW,
    (WHOLESALE,): NOBODY,
    (PROVISIONING,): NOBODY,
    (): NOBODY,
    ("Somebody else",): NOBODY,
    (HELP_DESK, WHOLESALE): VIEW,
    (PARTNER, WHOLESALE): MANAGE,
    (PROVISIONING, FULL, WHOLESALE): MANAGE | OF_FULL | BOTH,
}
ONE_ROLE = [roles for roles, allowed in ALLOWED.items() if allowed >= VIEW and not allowed >= BOTH]


class Staff(NamedTuple):
    """A site and a token for each set of roles."""

    site: Site
    tokens: dict[tuple[str, ...], str]

    def get(self, url: str, roles: tuple[str, ...]) -> Reply:
        """Ask as somebody with these roles."""
        return ask(self.site.platform.app, url, self.tokens[roles])


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staff]:
    site = open_site(tmp_path_factory.mktemp("roles") / "platform.db")
    for n, roles in enumerate(ALLOWED):
        site.world.staff(1, f"r{n}@example.com", roles)
    tokens = {roles: site.platform.token(f"r{n}@example.com") for n, roles in enumerate(ALLOWED)}
    yield Staff(site, tokens)
    site.platform.close()
    site.world.connection.close()


def test_the_table_names_every_role_and_operation() -> None:
    assert {role for roles in ALLOWED for role in roles} >= set(ROLES)
    assert set(map(key, WITH_TOKEN)) == ANYBODY | MANAGE | OF_FULL | BOTH


@pytest.mark.rule("ADM-4")
@pytest.mark.rule("ADM-5a")
@pytest.mark.parametrize("operation", WITH_TOKEN, ids=names(WITH_TOKEN))
@pytest.mark.parametrize("roles", ALLOWED, ids=", ".join)
def test_what_a_role_may_do(staff: Staff, roles: tuple[str, ...], operation: Operation) -> None:
    token = staff.tokens[roles]
    parts = first_ids(staff.site.world) if operation.method == "GET" else None
    query = "?since=0" if operation.name == "customers.changes" else ""
    reply = probe(staff.site, operation, token, parts, query=query)
    if key(operation) in ANYBODY | ALLOWED[roles]:
        # A change that is not right, or of what is not there, gets that far.
        done = {204} if operation.name in NEVER_WRONG else {400, 404, 409}
        assert reply.status in ({200} if operation.method == "GET" else done)
        return
    assert_dialect(reply, 403, operation.code)
    assert 403 in operation.statuses
    (error,) = reply.json["errors"]
    assert error[operation.code] == 40300
    assert str(operation.scope) in error["description"] or FULL in error["description"]
    # Nothing about what is there: neither a parameter nor a body is looked at before.
    assert probe(staff.site, operation, token, parts, query="?max=x&orgId=x").status == 403
    assert probe(staff.site, operation, token, parts, body=[]).status == 403


@pytest.mark.rule("ADM-4")
@pytest.mark.parametrize("roles", ONE_ROLE, ids=", ".join)
def test_providers_customers_need_both_roles(staff: Staff, roles: tuple[str, ...]) -> None:
    site, both = staff.site, (FULL, WHOLESALE)
    harbour, provider = customer_id(site.world, 5), org_id(site.world, HARBOUR)
    for url in (
        f"/hub/v1/customers?owner={provider}",
        f"/hub/v1/customers/count?owner={provider}",
        f"/hub/v1/changes?since=0&owner={provider}",
        f"/v1/wholesale/customers?onBehalfOfSubPartnerOrgId={provider}",
        f"/v1/wholesale/subscribers?onBehalfOfSubPartnerOrgId={provider}",
    ):
        assert staff.get(url, both).status == 200
        reply = staff.get(url, roles)
        assert_dialect(reply, 403)
        assert FULL in reply.json["errors"][0]["description"]
        # A stranger is not found, whatever the roles.
        strange = url.replace(provider, org_id(site.world, ELSEWHERE))
        assert staff.get(strange, roles).status == staff.get(strange, both).status == 404
    for url in (
        f"/v1/wholesale/customers/{harbour}",
        f"/hub/v1/customers/{harbour}",
        f"/v1/organizations/{provider}",
    ):
        assert staff.get(url, both).status == 200
        assert_dialect(staff.get(url, roles), 404)


@pytest.mark.rule("ADM-4")
@pytest.mark.parametrize("roles", ONE_ROLE, ids=", ".join)
def test_without_both_roles_all_is_ones_own(staff: Staff, roles: tuple[str, ...]) -> None:
    def names(url: str, wanted: str, roles: tuple[str, ...]) -> set[str]:
        return {item[wanted] for item in staff.get(url, roles).json["items"]}

    both = (FULL, WHOLESALE)
    everything = "/hub/v1/customers?owner=all"
    assert "Harbour Café" in names(everything, "name", both)
    assert names(everything, "name", roles) == names("/hub/v1/customers", "name", both)
    assert staff.get("/hub/v1/customers/count?owner=all", roles).json["total"] == 3
    organizations = names("/v1/organizations", "displayName", roles)
    assert organizations == {"North Coast", "Acme Dental", "Moving Ltd", "Gone Inc"}
    own = f"/hub/v1/customers?owner={org_id(staff.site.world, 1)}"
    assert names(own, "name", roles) == names(everything, "name", roles)


def test_a_sub_partners_staff_has_its_roles_too(staff: Staff) -> None:
    site = staff.site
    site.world.staff(HARBOUR, "desk@example.com", [HELP_DESK])
    token = site.platform.token("desk@example.com")
    items = ask(site.platform.app, "/hub/v1/customers?owner=all", token).json["items"]
    assert [item["name"] for item in items] == ["Harbour Café"]
    assert_dialect(ask(site.platform.app, "/v1/wholesale/subPartners", token), 403)
    own = f"/hub/v1/customers?owner={org_id(site.world, HARBOUR)}"
    assert ask(site.platform.app, own, token).status == 200
    parents = f"/hub/v1/customers?owner={org_id(site.world, 1)}"
    assert_dialect(ask(site.platform.app, parents, token), 404)
