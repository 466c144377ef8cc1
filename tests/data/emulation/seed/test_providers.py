"""What the set-up of a sub-partner asks for is there for each (SUB-14)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from data.emulation.http import rendering
from data.emulation.rules import ids
from data.emulation.rules.roles import is_full_wholesale
from data.emulation.rules.times import iso_date
from data.emulation.store import partners
from data.models.resources import SubPartner
from tests.data.emulation.builder import World

if TYPE_CHECKING:
    import sqlite3


def providers(world: sqlite3.Connection) -> list[partners.PartnerRow]:
    return [row for row in partners.tree(world, 1) if row.parent_id is not None]


@pytest.mark.rule("SUB-14")
@pytest.mark.rule("SUB-4")
def test_each_is_set_up_with_all_that_is_asked_for(world: sqlite3.Connection) -> None:
    parent, found = partners.partner(world, 1), providers(world)
    assert found
    for row in found:
        shown = SubPartner.model_validate(rendering.sub_partner(row))
        assert ids.decode(ids.ORGANIZATION, shown.org_id) == row.uuid
        assert row.name.strip()
        assert shown.subscription_id == parent.subscription_id
        email, name, roles = world.execute(
            "SELECT email, display_name, roles FROM staff WHERE partner_id = ? ORDER BY id",
            (row.id,),
        ).fetchone()
        assert "@" in email
        assert len(name.split()) > 1
        assert is_full_wholesale(json.loads(roles))
    assert len({row.uuid for row in found} | {parent.uuid}) == len(found) + 1


@pytest.mark.rule("SUB-14")
@pytest.mark.rule("BIL-7")
def test_charging_begins_with_the_day_of_the_set_up_or_as_agreed_later(
    business: sqlite3.Connection,
) -> None:
    later = 0
    for row in providers(business):
        begins, created = rendering.sub_partner(row)["billingStartDate"], iso_date(row.created_ms)
        assert begins >= created
        later += begins > created
    assert 0 < later < len(providers(business)) / 2


@pytest.mark.rule("SUB-14")
def test_where_nothing_was_agreed_it_is_the_day_of_the_set_up() -> None:
    world = World()
    row = partners.partner(world.connection, world.partner("Harbour", world.partner()))
    assert row.billing_start_ms is None
    assert rendering.sub_partner(row)["billingStartDate"] == iso_date(row.created_ms)
    world.connection.close()
