"""What each role may read (contract, section 8): every role against every operation."""

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
from tests.data.emulation.http.asking import Reply, ask, customer_id, org_id
from tests.data.emulation.http.conftest import open_site
from tests.data.emulation.http.test_operations import READS, assert_dialect, url_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.emulation.http.operations import Operation
    from tests.data.emulation.http.conftest import Site

ANYBODY = {"capabilities", "clock", "partner", "people.me"}
BOTH = {"sub_partners.list"}
BUSINESS = {
    *("customers.list", "customers.get", "subscribers.list", "subscribers.get"),
    *("customers.window", "customers.count", "customers.detail", "customers.changes"),
    *("organizations.list", "organizations.get", "locations.list"),
}
HARBOUR, ELSEWHERE = 2, 4

# Written out, not computed: role or roles, and what they open beside what anybody may.
ALLOWED = {
    (FULL, WHOLESALE): BUSINESS | BOTH,
    (FULL,): BUSINESS,
    (PARTNER,): BUSINESS,
    (READ_ONLY,): BUSINESS,
    (HELP_DESK,): BUSINESS,
    (HELP_DESK_ADVANCED,): BUSINESS,
    (WHOLESALE,): set[str](),
    (PROVISIONING,): set[str](),
    (): set[str](),
    ("Somebody else",): set[str](),
    (HELP_DESK, WHOLESALE): BUSINESS,
    (PROVISIONING, FULL, WHOLESALE): BUSINESS | BOTH,
}
ONE_ROLE = [roles for roles, allowed in ALLOWED.items() if allowed == BUSINESS]


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
    assert {operation.name for operation in READS} == ANYBODY | BOTH | BUSINESS


@pytest.mark.rule("ADM-4")
@pytest.mark.parametrize("operation", READS, ids=[operation.name for operation in READS])
@pytest.mark.parametrize("roles", ALLOWED, ids=", ".join)
def test_what_a_role_may_read(staff: Staff, roles: tuple[str, ...], operation: Operation) -> None:
    url = url_of(staff.site, operation)
    reply = staff.get(url, roles)
    if operation.name in ANYBODY | ALLOWED[roles]:
        assert reply.status == 200
        return
    assert_dialect(reply, 403)
    assert 403 in operation.statuses
    (error,) = reply.json["errors"]
    assert error["errorCode"] == 40300
    assert str(operation.scope) in error["description"]
    # Nothing about what is there: no parameter is looked at before.
    assert staff.get(f"{url}?max=x&orgId=x", roles).status == 403


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
