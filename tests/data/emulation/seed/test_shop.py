"""Branding, prices and Setup Assist of a seed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from data.emulation.rules import branding, emails, prices, setup_assist
from data.emulation.rules.packages import CODES
from data.emulation.rules.skus import skus
from data.emulation.seed import build
from data.emulation.store import order_facts
from data.emulation.store import prices as price_store
from data.emulation.store import settings as settings_store
from data.emulation.store import setup_assist as assist_store
from tests.data.emulation.seed.support import AT, DAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=["small", "partner"])
def shop(request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """The two worlds that have all of it."""
    path: Path = request.getfixturevalue(request.param)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        yield connection


@pytest.mark.rule("BRD-1")
def test_brands_are_such_as_can_be_set(shop: sqlite3.Connection) -> None:
    rows = shop.execute("SELECT owner_id, kind, content, changed_ms FROM brandings").fetchall()
    providers = {n for (n,) in shop.execute("SELECT id FROM partners")}
    kinds = {owner: kind for owner, kind, *_ in rows}
    assert kinds[1] == kinds[2] == kinds[4] == branding.ADVANCED
    # One without, and in the larger world one of the kind that is being withdrawn.
    assert 3 not in kinds
    assert kinds.get(5, branding.BASIC) == branding.BASIC
    assert (5 in kinds) is (5 in providers)
    for owner, kind, text, changed in rows:
        content = json.loads(text)
        assert content["companyName"]
        assert ".example/" in content["logo"]
        assert branding.check_logo(content["logo"]) == []
        for mode in branding.MODES:
            assert branding.check_colours(mode, content[mode]) == []
            assert set(content[mode]) == (set(branding.ROLES) if kind == "advanced" else set())
        if kind == branding.ADVANCED:
            assert ".example/" in content["supportUrl"]
            assert branding.check_url("supportUrl", content["supportUrl"]) == []
        query = "SELECT created_ms FROM partners WHERE id = ?"
        assert shop.execute(query, (owner,)).fetchone()[0] < changed < AT


@pytest.mark.rule("PKG-15")
def test_prices_are_above_what_the_partner_pays(shop: sqlite3.Connection) -> None:
    partners = price_store.of_owner(shop, 1)
    assert {row.package for row in partners} == set(CODES.values())
    provider = price_store.of_owner(shop, 2)
    assert 0 < len(provider) < len(partners)
    for row in (*partners, *provider):
        cost = prices.cents(skus()[row.package].price)
        assert cost is not None
        assert cost < row.cents < prices.MOST
        assert row.changed_ms < AT
    owners = shop.execute("SELECT DISTINCT owner_id FROM retail_prices ORDER BY 1")
    assert owners.fetchall() == [(1,), (2,)]


@pytest.mark.rule("BRD-2")
def test_who_came_with_branding_keeps_it_or_takes_the_partners(shop: sqlite3.Connection) -> None:
    shown = {}
    for external, customer in shop.execute(
        "SELECT c.external_id, c.id FROM customers AS c JOIN organizations AS o"
        " ON o.id = c.organization_id WHERE o.own_branding <> 'none' OR o.keeps_branding"
    ):
        row = settings_store.of_customer(shop, customer)
        shown[external] = branding.shown(
            row.own_branding, row.partner_branding, keeps=bool(row.keeps_branding)
        )
    assert shown == {"NC-001803": branding.OWN, "NC-002119": branding.PARTNER}


def test_outsiders_with_branding_can_be_attached(shop: sqlite3.Connection) -> None:
    found = {
        row.name: (row.kind, row.licences)
        for row in order_facts.outside(shop, [1], "", AT, 100)
        if row.own_branding == branding.BASIC
    }
    assert found == {
        "Cedar Creek Hospital": ("none", "active"),
        "Juniper Ridge Dental": ("none", "active"),
    }


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.rule("SUA-2", "SUA-3", "SUA-9")
def test_requests_are_such_as_can_be_made(tmp_path: Path, seed: int) -> None:
    """On any day of the week: each seed here has another."""
    path = tmp_path / "small.db"
    at = AT + seed * DAY
    build(path, size="small", seed=seed, at_ms=at)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT c.external_id, c.id, a.location_id, a.seats, a.sku, a.cents, a.created_ms,"
            " a.onboarding_day, a.contact_email, l.created_ms < a.created_ms,"
            " a.owner_id = c.owner_id,"
            " (SELECT partner_id FROM staff WHERE id = a.staff_id) = c.owner_id,"
            " l.organization_id = c.organization_id, EXISTS (SELECT 1 FROM people WHERE"
            " email = a.contact_email AND organization_id = c.organization_id)"
            " FROM setup_assist_requests AS a JOIN customers AS c ON c.id = a.customer_id"
            " JOIN locations AS l ON l.id = a.location_id ORDER BY a.created_ms"
        ).fetchall()
        kinds = {}
        for external, customer, location, seats, sku, cents, asked, day, email, *true in rows:
            assert seats > 0
            offer = setup_assist.offer(seats)
            assert (sku, cents) == (offer.sku.sku, offer.cents)
            kinds[external] = offer.kind
            text = setup_assist.iso_day(day)
            assert setup_assist.check_end(text, asked // DAY, "") == (day, [])
            assert emails.check(email, "", rule="") == []
            assert asked < at
            assert true == [1] * len(true)
            # Users come and go; the location has seats to this day.
            assert assist_store.seats(connection, customer, location, at) > 0
    assert kinds["NC-003022"] == setup_assist.STANDARD
    assert kinds["NC-005077"] == kinds["HL-000103"] == setup_assist.EXPRESS


@pytest.mark.rule("SUA-9")
def test_seats_are_those_of_the_moment(cast: sqlite3.Connection) -> None:
    """As intervals of use have them, which tell of every moment."""
    rows = cast.execute(
        "SELECT a.seats, (SELECT count(DISTINCT coalesce(subscriber_id, -workspace_id))"
        " FROM usage_intervals AS u WHERE u.location_id = a.location_id"
        " AND start_ms <= a.created_ms AND (end_ms IS NULL OR end_ms > a.created_ms))"
        " FROM setup_assist_requests AS a"
    ).fetchall()
    assert len(rows) == 3
    assert all(seats == used for seats, used in rows)


def test_a_large_world_has_the_partners_own_alone(large: Path) -> None:
    with closing(sqlite3.connect(large)) as connection:
        for table in ("brandings", "retail_prices"):
            owners = connection.execute(f"SELECT DISTINCT owner_id FROM {table}").fetchall()
            assert owners == [(1,)], table
        for query in (
            "SELECT count(*) FROM setup_assist_requests",
            "SELECT count(*) FROM organizations WHERE own_branding <> 'none' OR keeps_branding",
        ):
            assert connection.execute(query).fetchone() == (0,)
