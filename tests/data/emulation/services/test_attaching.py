"""Attaching wholesale to organizations that exist, the partner's own among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.http import rendering
from data.emulation.rules import ids
from data.emulation.services import customers, organizations
from tests.data.emulation.builder import NOW
from tests.data.emulation.services.ordering import ADDRESS, HOUR, INFO, PLACE, Shop, refused

if TYPE_CHECKING:
    from data.emulation.store.customer_rows import CustomerRow

MINUTE = 60_000


def attach(shop: Shop, org_id: str, *, behalf: int | None = None, **more: Any) -> bytes:
    """Attach an organization without saying who it is."""
    body = shop.body(behalf or 1, orgId=org_id, customerInfo=None, **more)
    return shop.order(body, behalf=behalf)


def organization(shop: Shop, org_id: str) -> dict[str, Any]:
    """The columns of an organization."""
    cursor = shop.world.connection.execute(
        "SELECT * FROM organizations WHERE uuid = ?", (ids.decode(ids.ORGANIZATION, org_id),)
    )
    return dict(zip([c[0] for c in cursor.description], cursor.fetchone(), strict=True))


def rights(shop: Shop, org_id: str) -> list[tuple[int, str]]:
    """What partners may do in an organization now."""
    return shop.world.connection.execute(
        "SELECT partner_id, level FROM organization_rights WHERE organization_id = ?"
        " AND since_ms <= ? ORDER BY partner_id",
        (organization(shop, org_id)["id"], shop.now),
    ).fetchall()


def person(shop: Shop, org_id: str, email: str, *, administrator: int = 0) -> None:
    shop.world.insert(
        "people",
        uuid=shop.world.uuid(),
        organization_id=organization(shop, org_id)["id"],
        email=email,
        first_name="Ada",
        last_name="Booker",
        administrator=administrator,
        created_ms=NOW,
        active_ms=NOW,
    )


@pytest.mark.rule("ATT-4")
@pytest.mark.rule("ATT-7")
@pytest.mark.rule("RST-1")
def test_what_was_there_stays(shop: Shop) -> None:
    org_id = shop.outsider(language="fr_FR", country="FR", kind="flex", licences="active")
    person(shop, org_id, "ada@driftwood.example", administrator=1)
    before = organization(shop, org_id)
    uuid = attach(shop, org_id)
    shop.later(HOUR)
    row: CustomerRow = shop.customer(uuid).row
    assert (row.status, row.name, row.language) == ("provisioned", "Driftwood Books", "fr_FR")
    assert (row.attached, row.restricted, row.email) == (1, 0, "ada@driftwood.example")
    after = organization(shop, org_id)
    new = {"kind", "sip_domain", "dial_in", "site_language"}
    assert {name: after[name] for name in after if name not in new} == {
        name: before[name] for name in before if name not in new
    }
    # Wholesale beside Flex makes it hybrid.
    assert after["kind"] == "hybrid"
    assert after["sip_domain"].endswith(".sip.rtm.example")
    assert shop.row("SELECT count(*) FROM people WHERE administrator = 1") == (1,)


@pytest.mark.rule("ATT-1")
def test_a_small_one_without_domains_attaches_by_itself(shop: Shop) -> None:
    org_id = shop.outsider(existing_users=98)
    person(shop, org_id, "ada@driftwood.example")
    uuid = attach(shop, org_id)
    shop.later(15_001)
    assert shop.status(uuid) == "provisioned"
    assert shop.row("SELECT count(*) FROM decisions") == (0,)
    # Nobody is told (ATT-2).
    assert shop.row("SELECT count(*) FROM emails") == (0,)


@pytest.mark.rule("ATT-1")
@pytest.mark.parametrize(
    "facts", [{"existing_users": 99}, {"domain_verified": 1}, {"domain_claimed": 1}]
)
def test_others_ask_the_administrator(shop: Shop, facts: dict[str, Any]) -> None:
    org_id = shop.outsider(**facts)
    person(shop, org_id, "ada@driftwood.example", administrator=1)
    uuid = attach(shop, org_id)
    kind, opened, deadline = shop.row("SELECT kind, opened_ms, deadline_ms FROM decisions")
    assert (kind, opened) == ("approval", shop.now)
    assert 20_000 <= deadline - opened <= 60_000
    mail = shop.row("SELECT kind, address, at_ms FROM emails")
    assert mail == ("attach_approval", "ada@driftwood.example", shop.now)
    shop.world.set_now(deadline)
    assert (shop.status(uuid), rights(shop, org_id)) == ("provisioning", [])
    shop.later(15_001)
    assert (shop.status(uuid), rights(shop, org_id)) == ("provisioned", [(1, "full")])
    assert "The organization's administrator approved." in shop.notes(uuid)


@pytest.mark.rule("ATT-4")
@pytest.mark.rule("ATT-4a")
def test_a_template_may_forbid_to_ask(shop: Shop) -> None:
    shop.world.connection.execute("UPDATE templates SET invites_admins = 0")
    org_id = shop.outsider(domain_verified=1)
    with refused(400, ("NEEDS_APPROVAL", "orgId: ")):
        attach(shop, org_id)
    # Whoever is external administrator need not ask.
    shop.world.insert(
        "organization_rights",
        organization_id=organization(shop, org_id)["id"],
        partner_id=1,
        level="full",
        since_ms=NOW,
    )
    uuid = attach(shop, org_id)
    shop.later(15_001)
    assert shop.status(uuid) == "provisioned"


@pytest.mark.rule("ATT-2")
@pytest.mark.parametrize(
    ("licences", "level"),
    [
        ("active", "provisioning"),
        ("none", "full"),
        ("suspended", "full"),
        ("cancelled", "full"),
    ],
)
def test_the_right_gained(shop: Shop, licences: str, level: str) -> None:
    org_id = shop.outsider(licences=licences)
    uuid = attach(shop, org_id)
    assert rights(shop, org_id) == []
    shop.later(15_001)
    assert (shop.status(uuid), rights(shop, org_id)) == ("provisioned", [(1, level)])


@pytest.mark.rule("SUB-7")
def test_the_parent_gains_it_too(shop: Shop) -> None:
    org_id = shop.outsider()
    attach(shop, org_id, behalf=2)
    shop.later(15_001)
    assert rights(shop, org_id) == [(1, "full"), (2, "full")]


@pytest.mark.rule("PRV-3")
@pytest.mark.rule("ATT-6")
@pytest.mark.rule("ADM-5")
def test_what_cannot_be_attached(shop: Shop) -> None:
    with refused(400, ("BROADWORKS", "orgId: ")):
        attach(shop, shop.outsider(kind="broadworks", manager_id=1))
    with refused(400, ("TRIAL", "orgId: ")):
        attach(shop, shop.outsider(kind="trial", manager_id=1))
    with refused(400, ("NO_ORGANIZATION", "orgId: ")):
        attach(shop, shop.outsider(manager_id=4))
    with refused(400, ("NO_ORGANIZATION", "orgId: ")):
        attach(shop, shop.outsider(manager_id=2))
    with refused(400, ("NO_ORGANIZATION", "orgId: ")):
        attach(shop, shop.outsider(active_ms=NOW + HOUR))


def test_nobody_is_a_customer_twice(shop: Shop) -> None:
    org_id = shop.outsider()
    uuid = attach(shop, org_id)
    with refused(409, ("ALREADY_CUSTOMER", "orgId: ")):
        attach(shop, org_id, externalId="NC-2")
    shop.later(HOUR)
    shop.remove(uuid)
    with refused(409, ("ALREADY_CUSTOMER", "orgId: ")):
        attach(shop, org_id, externalId="NC-2")
    shop.later(HOUR)
    again = attach(shop, org_id)
    shop.later(HOUR)
    assert (shop.status(uuid), shop.status(again)) == ("gone", "provisioned")


@pytest.mark.rule("CMG-3")
def test_a_former_customer_is_attached_with_nothing_licensed(shop: Shop) -> None:
    uuid = shop.order()
    shop.later(HOUR)
    (org,) = shop.row("SELECT organization_id FROM customers WHERE uuid = ?", uuid)
    org_id = shop.org_id("organizations", org)
    shop.remove(uuid)
    shop.later(HOUR)
    found = organizations.everything(shop.world.connection, shop.caller(), shop.now)
    assert org in {organization.id for organization in found}
    again = attach(shop, org_id)
    shop.later(HOUR)
    assert shop.status(again) == "provisioned"
    assert organization(shop, org_id)["licences"] == "cancelled"


@pytest.mark.rule("CAP-3")
def test_an_attach_needs_calling_parameters_too(shop: Shop) -> None:
    org_id = shop.outsider()
    with refused(400, ("CALLING_REQUIRED", "provisioningParameters.calling.location: ")):
        attach(shop, org_id, provisioningParameters=None)


def test_a_place_of_the_same_name_is_taken_for_it(shop: Shop) -> None:
    org_id = shop.outsider()
    number = organization(shop, org_id)["id"]
    shop.world.insert(
        "locations",
        uuid=shop.world.uuid(),
        organization_id=number,
        name="headquarters",
        time_zone="Europe/Paris",
        language="fr_FR",
        address1="1 rue du Port",
        city="Brest",
        country="FR",
        created_ms=NOW,
    )
    uuid = attach(shop, org_id)
    shop.remove(uuid)
    shop.later(HOUR)
    other = {"calling": {"location": {**PLACE, "name": "Annex"}}}
    attach(shop, org_id, provisioningParameters=other)
    names = shop.world.connection.execute("SELECT name FROM locations ORDER BY id").fetchall()
    assert names == [("headquarters",), ("Annex",)]


def test_the_contact_of_an_attach_is_one_of_it(shop: Shop) -> None:
    org_id = shop.outsider()
    person(shop, org_id, "ada@driftwood.example")
    stranger = shop.outsider("Elsewhere Books")
    person(shop, stranger, "bo@elsewhere.example")
    info = {**INFO, "name": "Ignored Ltd"}
    with refused(409, ("EMAIL_IN_USE", "customerInfo.primaryEmail: ")):
        body = {**info, "primaryEmail": "bo@elsewhere.example"}
        shop.order(shop.body(orgId=org_id, customerInfo=body))
    body = {**info, "primaryEmail": "Ada@driftwood.example"}
    uuid = shop.order(shop.body(orgId=org_id, customerInfo=body))
    row = shop.customer(uuid).row
    assert (row.name, row.email) == ("Driftwood Books", "ada@driftwood.example")


@pytest.mark.rule("RPL-1")
@pytest.mark.rule("ATT-1")
def test_a_review_comes_before_the_approval(shop: Shop) -> None:
    shop.deny("driftwood books")
    shop.world.insert("settings", key="review_outcome", value="approved")
    org_id = shop.outsider(domain_claimed=1)
    uuid = attach(shop, org_id)
    assert shop.status(uuid) == "pending_rpl_review"
    kinds = shop.world.connection.execute("SELECT kind, opened_ms FROM decisions").fetchall()
    assert kinds == [("review", shop.now), ("approval", shop.now + 72 * HOUR)]
    shop.later(72 * HOUR + 20_000)
    assert shop.status(uuid) == "provisioning"
    shop.later(2 * MINUTE)
    assert shop.status(uuid) == "provisioned"


@pytest.mark.rule("PRV-7")
@pytest.mark.rule("ATT-5")
def test_the_partners_own_organization(shop: Shop) -> None:
    own = shop.org_id("partners", 1)
    uuid = attach(shop, own)
    shop.later(15_001)
    row = shop.customer(uuid).row
    assert (row.name, row.status, row.attached) == ("North Coast", "provisioned", 1)
    assert ids.encode(ids.ORGANIZATION, row.organization_uuid) == own
    everything = organizations.everything(shop.world.connection, shop.caller(), shop.now)
    assert [o.uuid for o in everything].count(row.organization_uuid) == 1
    # Its places are those of the customer now.
    mine = organizations.one(shop.world.connection, shop.caller(), row.organization_uuid, shop.now)
    assert mine.id == row.organization_id
    shop.remove(uuid)
    shop.later(HOUR)
    assert shop.status(uuid) == "gone"
    again = attach(shop, own)
    shop.later(15_001)
    assert shop.status(again) == "provisioned"
    # A sub-partner's own is its customer, not the parent's.
    with refused(400, ("NO_ORGANIZATION", "orgId: ")):
        attach(shop, shop.org_id("partners", 2), externalId="NC-2")
    attach(shop, shop.org_id("partners", 2), behalf=2, externalId="NC-2")


def sees(shop: Shop, uuid: bytes, org_id: str) -> tuple[bool, bool, bool]:
    """Whether the organization, its id and its places are open to the partner."""
    connection = shop.world.connection
    caller, number = shop.caller(), ids.decode(ids.ORGANIZATION, org_id)
    everything = organizations.everything(connection, caller, shop.now)
    found = customers.detail(connection, caller.world, uuid, shop.now)
    return (
        number in {organization.uuid for organization in everything},
        "orgId" in rendering.customer(found.customer, shop.now),
        bool(found.organization or found.locations or found.given),
    )


CLOSED = (False, False, False)


@pytest.mark.rule("ATT-1")
def test_the_organization_is_closed_until_the_attach_is_done(shop: Shop) -> None:
    org_id = shop.outsider(domain_verified=1, kind="flex")
    uuid = attach(shop, org_id)
    assert sees(shop, uuid, org_id) == CLOSED
    shop.world.set_now(shop.row("SELECT deadline_ms FROM decisions")[0])
    assert sees(shop, uuid, org_id) == CLOSED
    shop.later(15_001)
    assert sees(shop, uuid, org_id) == (True, True, True)
    found = customers.detail(shop.world.connection, shop.caller().world, uuid, shop.now)
    assert [place.name for place in found.locations] == ["Headquarters"]


@pytest.mark.rule("RPL-3")
@pytest.mark.rule("ATT-1")
def test_the_organization_is_closed_in_a_review(shop: Shop) -> None:
    shop.deny("driftwood books")
    org_id = shop.outsider()
    uuid = attach(shop, org_id)
    assert (shop.status(uuid), sees(shop, uuid, org_id)) == ("pending_rpl_review", CLOSED)
    shop.later(73 * HOUR)
    assert (shop.status(uuid), sees(shop, uuid, org_id)) == ("error", CLOSED)


@pytest.mark.rule("UHB-2")
def test_it_is_hybrid_until_the_removal_is_done(shop: Shop) -> None:
    org_id = shop.outsider(kind="flex")
    uuid = attach(shop, org_id)
    shop.later(HOUR)
    shop.remove(uuid)
    found = customers.detail(shop.world.connection, shop.caller().world, uuid, shop.now)
    assert found.organization is not None
    assert (shop.status(uuid), found.organization.kind) == ("deleting", "hybrid")
    shop.later(HOUR)
    assert (shop.status(uuid), organization(shop, org_id)["kind"]) == ("gone", "flex")


@pytest.mark.rule("SUB-3")
def test_who_is_a_customer_elsewhere_is_not_found(shop: Shop) -> None:
    org_id = shop.outsider()
    body = shop.body(4, orgId=org_id, customerInfo=None)
    shop.order(body, partner=4)
    with refused(400, ("NO_ORGANIZATION", "orgId: ")):
        attach(shop, org_id)
    below = shop.outsider("Mine")
    attach(shop, below)
    with refused(400, ("NO_ORGANIZATION", "orgId: ")):
        shop.order(shop.body(2, orgId=below, customerInfo=None), partner=2)


@pytest.mark.rule("SUB-3")
def test_rights_of_the_parent_open_nothing_to_its_other_staff(shop: Shop) -> None:
    org_id = shop.outsider()
    attach(shop, org_id, behalf=2)
    shop.later(15_001)
    boss = shop.caller()
    clerk = boss._replace(staff=boss.staff._replace(roles=("Partner admin",)))
    uuid = ids.decode(ids.ORGANIZATION, org_id)
    seen = [
        uuid in {o.uuid for o in organizations.everything(shop.world.connection, one, shop.now)}
        for one in (boss, clerk, shop.caller(2), shop.caller(3))
    ]
    assert seen == [True, False, True, False]


def test_a_removal_before_it_was_attached_leaves_nothing(shop: Shop) -> None:
    org_id = shop.outsider(domain_verified=1)
    uuid = attach(shop, org_id, address={**ADDRESS, "city": "Salem"})
    shop.remove(uuid)
    assert shop.row("SELECT outcome FROM decisions") == ("refused",)
    shop.later(HOUR)
    assert (shop.status(uuid), rights(shop, org_id)) == ("gone", [])
    assert organization(shop, org_id)["kind"] == "none"
