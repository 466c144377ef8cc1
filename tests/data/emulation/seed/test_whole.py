"""What changing relies on is in every world: domains, rights, reviews, numbers, accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.rules import dial_in, locales, reviews, sip
from data.emulation.rules.packages import CODES
from data.emulation.seed.neighbours import FREE_ACCOUNTS, PROVIDER_STAFF
from data.emulation.seed.owners import STAFF
from data.models.customers import Address
from tests.data.emulation.seed.support import AT
from tests.data.emulation.seed.test_invariants import nothing

if TYPE_CHECKING:
    import sqlite3

LIVE = "status <> 'deleted'"


def test_organizations_of_customers_have_what_creating_gives(world: sqlite3.Connection) -> None:
    rows = world.execute(
        "SELECT o.uuid, o.sip_domain, o.country, o.dial_in, o.language, o.site_language"
        " FROM organizations AS o WHERE id IN (SELECT organization_id FROM customers)"
    ).fetchall()
    assert len({row[1] for row in rows}) == len(rows)
    for uuid, domain, country, number, language, site in rows:
        assert domain == sip.sip_domain(uuid)
        assert number == dial_in.default(country)
        assert site == locales.site_language(language)


def test_customers_began_with_packages_that_users_can_have(world: sqlite3.Connection) -> None:
    nothing(world, "SELECT id FROM customers WHERE created_packages = 0")
    # What was there from the start and is no more was given up later.
    nothing(
        world,
        "SELECT c.id FROM customers AS c WHERE created_packages & ~(SELECT sum(1 << (package - 1))"
        " FROM customer_packages WHERE customer_id = c.id)",
    )
    nothing(
        world,
        "SELECT c.id FROM customers AS c JOIN customer_packages AS p ON p.customer_id = c.id"
        " WHERE (created_packages >> (package - 1)) & 1 <> (p.added_ms = c.created_ms)",
    )


def test_partner_and_owner_have_rights_in_every_customer(world: sqlite3.Connection) -> None:
    nothing(
        world,
        "SELECT c.id FROM customers AS c JOIN organizations AS o ON o.id = c.organization_id"
        " JOIN partners AS w ON w.id IN (c.owner_id, 1) WHERE o.active_ms <= ? AND c.status NOT IN"
        " ('error', 'pending_rpl_review') AND NOT EXISTS (SELECT 1 FROM organization_rights"
        " WHERE organization_id = o.id AND partner_id = w.id)",
        AT,
    )
    # ATT-2: less than full only where there were licences before.
    nothing(
        world,
        "SELECT o.id FROM organization_rights AS r JOIN organizations AS o"
        " ON o.id = r.organization_id JOIN customers AS c ON c.organization_id = o.id"
        " WHERE (r.level = 'provisioning') <> (c.attached AND o.licences = 'active')",
    )


def test_every_review_can_be_decided_and_is_explained_by_the_list(
    world: sqlite3.Connection,
) -> None:
    held = world.execute(
        "SELECT subject, due_ms FROM steps WHERE kind = 1 AND status = 'pending_rpl_review'"
    ).fetchall()
    kept = world.execute("SELECT customer_id, opened_ms FROM decisions").fetchall()
    assert sorted(held) == sorted(kept)
    pending = world.execute(
        "SELECT c.id, deadline_ms, (SELECT due_ms FROM steps WHERE kind = 1 AND subject = c.id"
        " AND status = 'error') FROM customers AS c JOIN decisions ON customer_id = c.id"
        " WHERE c.status = 'pending_rpl_review'"
    ).fetchall()
    assert pending
    assert all(deadline == end for _, deadline, end in pending)
    nothing(
        world,
        "SELECT c.id FROM customers AS c JOIN decisions ON customer_id = c.id"
        " WHERE (outcome IS 'approved') <> (c.status = 'provisioned')"
        " OR (outcome IS NULL) <> (decided_ms IS NULL)",
    )
    names = {row[0] for row in world.execute("SELECT name_key FROM denied_parties")}
    reviewed = {row[0] for row in kept}
    places = {row[0] for row in world.execute("SELECT address_key FROM denied_parties")}
    for number, name, *home in world.execute(
        "SELECT id, name, address1, city, country FROM customers"
    ):
        named = reviews.party_key(name) in names
        assert not named or number in reviewed
        if number in reviewed and not named:
            address = Address(address_line1=home[0], city=home[1], country=home[2])
            assert reviews.address_key(address) in places


def test_extensions_and_numbers_are_somebodys_alone(world: sqlite3.Connection) -> None:
    seats = (
        f"SELECT location_id, extension, phone FROM subscribers WHERE {LIVE} UNION ALL"
        " SELECT location_id, extension, phone FROM workspaces WHERE ended_ms IS NULL"
    )
    for what in ("location_id, extension", "phone"):
        column = what.rpartition(" ")[2]
        nothing(
            world,
            f"SELECT {what} FROM ({seats}) WHERE {column} <> ''"
            f" GROUP BY {what} HAVING count(*) > 1",
        )


def test_use_that_goes_on_is_that_of_live_packages(world: sqlite3.Connection) -> None:
    # Plain customers of the large world have no use written down at all.
    nothing(
        world,
        "SELECT u.id FROM usage_intervals AS u JOIN subscribers AS s ON s.id = u.subscriber_id"
        " WHERE u.end_ms IS NULL AND (s.status = 'deleted'"
        " OR NOT (1 << (s.package - 1) | s.add_ons) & (1 << (u.package - 1)))",
    )
    nothing(
        world,
        "SELECT s.id FROM subscribers AS s JOIN customers AS c ON c.id = s.customer_id"
        " WHERE s.status = 'provisioned' AND s.next_at IS NULL"
        " AND s.id IN (SELECT subscriber_id FROM usage_intervals WHERE subscriber_id IS NOT NULL)"
        " AND (s.id, s.package) NOT IN (SELECT subscriber_id, package FROM usage_intervals"
        " WHERE subscriber_id IS NOT NULL AND end_ms IS NULL)",
    )
    nothing(
        world,
        "SELECT u.id FROM usage_intervals AS u JOIN workspaces AS w ON w.id = u.workspace_id"
        " WHERE u.end_ms IS NOT w.ended_ms OR u.package <> ?",
        CODES["common_area_calling"],
    )


def test_templates_that_name_a_provider_name_a_registered_one(world: sqlite3.Connection) -> None:
    nothing(
        world,
        "SELECT id FROM templates AS t WHERE (authentication = 'webex') <> (identity_provider = '')"
        " OR (authentication <> 'webex' AND NOT EXISTS (SELECT 1 FROM identity_providers AS i"
        " WHERE i.owner_id = t.owner_id AND i.kind = t.authentication AND i.state = 'registered'"
        " AND t.identity_provider IN (i.name, i.entity_id)))",
    )
    nothing(
        world,
        "SELECT id FROM templates AS t WHERE NOT EXISTS (SELECT 1 FROM staff"
        " WHERE partner_id = t.owner_id AND email = t.administrator)",
    )


def test_who_waits_for_consent_has_a_free_account(cast: sqlite3.Connection) -> None:
    waiting = cast.execute(
        "SELECT p.email FROM subscribers AS s JOIN people AS p ON p.id = s.person_id"
        " WHERE s.status = 'pending_user_migration'"
    ).fetchall()
    active = {row[0] for row in cast.execute("SELECT email FROM free_accounts WHERE active")}
    assert len(waiting) == 3
    assert {row[0] for row in waiting} | {email for email, _ in FREE_ACCOUNTS} == active
    assert cast.execute("SELECT count(*) FROM free_accounts WHERE NOT active").fetchone() == (1,)


@pytest.mark.parametrize(
    ("name", "kind", "users", "domain", "licences", "right"),
    [
        ("Driftwood Books", "none", 6, (0, 0), "none", None),
        ("Larkspur Gardens", "none", 8, (0, 0), "suspended", None),
        ("Quarry Road Garage", "none", 5, (0, 0), "cancelled", None),
        ("Juniper Ridge Dental", "none", 14, (0, 0), "active", None),
        ("Ninety-Nine Lanes", "none", 99, (0, 0), "active", None),
        ("Hundred Oaks Farm", "none", 100, (0, 0), "active", None),
        ("Bluewater Schools", "none", 240, (0, 0), "active", None),
        ("Tamarack Law", "none", 11, (1, 0), "active", None),
        ("Ironwood Foundry", "none", 13, (0, 1), "active", None),
        ("Heron Bay Hotel", "none", 127, (1, 0), "active", "full"),
        ("Fairwind Logistics", "hybrid", 10, (0, 0), "active", None),
        ("Flexwell Fitness", "flex", 12, (0, 0), "active", None),
        ("Moonlight Trial Theatre", "trial", 4, (0, 0), "active", None),
        ("Old Broadway Works", "broadworks", 9, (0, 0), "active", None),
    ],
)
def test_every_case_of_an_attach(
    cast: sqlite3.Connection,
    name: str,
    kind: str,
    users: int,
    domain: tuple[int, int],
    licences: str,
    right: str | None,
) -> None:
    found = cast.execute(
        "SELECT kind, existing_users + (SELECT count(*) FROM people WHERE organization_id = o.id),"
        " domain_verified, domain_claimed, licences, (SELECT level FROM organization_rights"
        " WHERE organization_id = o.id AND partner_id = 1) FROM organizations AS o WHERE name = ?",
        (name,),
    ).fetchone()
    assert found == (kind, users, *domain, licences, right)
    customers = cast.execute("SELECT count(*) FROM customers WHERE name = ?", (name,))
    assert customers.fetchone() == (0,)


def test_a_provider_has_an_account_for_each_role_too(cast: sqlite3.Connection) -> None:
    held = [[roles for _, _, roles in accounts] for accounts in (STAFF, PROVIDER_STAFF)]
    assert held[0] == held[1]
    query = (
        "SELECT count(*) FROM staff WHERE partner_id = 2 AND email LIKE '%@harbourlight.example'"
    )
    assert cast.execute(query).fetchone() == (len(PROVIDER_STAFF),)
