"""For whom somebody acts (SUB-6), and who may provision (SUB-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.rules import codes, ids
from data.emulation.rules.roles import FULL, PARTNER, WHOLESALE
from data.emulation.services import acting
from data.emulation.services.callers import Caller
from data.emulation.services.problems import Refusal
from data.emulation.store import partners
from data.emulation.store.customer_filter import Scope
from tests.data.emulation.builder import World

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def world() -> Iterator[World]:
    """Partner 1 with the sub-partners 2, active, and 3, suspended; partner 4."""
    world = World()
    top = world.partner()
    world.partner("Harbour", top)
    world.partner("Lakeside", top, state="suspended")
    world.partner("Elsewhere")
    yield world
    world.connection.close()


def caller(world: World, partner: int = 1, roles: tuple[str, ...] = (FULL, WHOLESALE)) -> Caller:
    email = f"{len(roles)}{partner}@example.com"
    world.staff(partner, email, roles)
    staff = partners.staff_by_email(world.connection, email)
    assert staff is not None
    return Caller(staff, partners.partner(world.connection, partner))


def org_id(world: World, partner: int) -> str:
    return ids.encode(ids.ORGANIZATION, partners.partner(world.connection, partner).uuid)


@pytest.mark.rule("SUB-6")
def test_a_partner_acts_for_itself_or_for_a_sub_partner(world: World) -> None:
    boss = caller(world)
    assert acting.owner_for(world.connection, boss, None).id == 1
    assert acting.owner_for(world.connection, boss, "").id == 1
    assert acting.owner_for(world.connection, boss, org_id(world, 2)).id == 2
    assert acting.scope_for(world.connection, boss, org_id(world, 2)) == Scope(1, 2)
    assert acting.scope_for(world.connection, boss, None) == Scope(1, None)


@pytest.mark.rule("SUB-3")
def test_nobody_acts_for_a_neighbour(world: World) -> None:
    for partner, other in ((2, 3), (2, 1), (1, 4), (4, 1)):
        one = caller(world, partner, (FULL, WHOLESALE, *map(str, range(other))))
        for act in (acting.owner_for, acting.scope_for):
            with pytest.raises(Refusal) as refused:
                act(world.connection, one, org_id(world, other))
            assert refused.value.status == 404


def test_acting_for_a_sub_partner_needs_both_roles(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        acting.owner_for(world.connection, caller(world, 1, (PARTNER,)), org_id(world, 2))
    assert refused.value.status == 403


@pytest.mark.rule("SUB-11")
def test_only_who_is_active_provisions(world: World) -> None:
    acting.require_active(partners.partner(world.connection, 1))
    acting.require_active(partners.partner(world.connection, 2))
    with pytest.raises(Refusal) as refused:
        acting.require_active(partners.partner(world.connection, 3))
    assert (refused.value.status, refused.value.code) == (403, codes.SUSPENDED)
