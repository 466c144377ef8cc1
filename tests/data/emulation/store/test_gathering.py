from __future__ import annotations

import pytest

from data.emulation.store import customer_counts
from data.emulation.store.customer_filter import CustomerFilter, Scope
from data.emulation.store.customer_text import match_text
from data.emulation.store.gathering import Gather
from tests.data.emulation.builder import NOW, World
from tests.data.emulation.worlds import MINUTE


@pytest.fixture
def world() -> World:
    world = World()
    top = world.partner()
    world.customer(top, "Acme One")
    world.customer(top, "Acme Two", steps=[(NOW + MINUTE, "deleted")])
    return world


def gather(world: World, text: str = "acme", now: int = NOW) -> Gather:
    match = match_text(world.connection, text)
    assert match is not None
    found = Gather(world.connection, CustomerFilter(Scope(1)), match, now)
    if text == "acme" and now == NOW:
        assert found.collect("name_key", match.candidates(100)) is not None
    return found


def test_what_was_gathered_last_is_kept(world: World) -> None:
    found = gather(world)
    known = found.known("name_key")
    assert known is not None
    assert [key[0] for key in known] == ["acme one", "acme two"]
    assert found.known() is known
    assert found.known("users") is None
    assert gather(world, "acme one").known() is None


def test_it_is_forgotten_when_a_step_falls_due(world: World) -> None:
    gather(world)
    assert gather(world, now=NOW + MINUTE - 1).known() is not None
    assert gather(world, now=NOW + MINUTE).known() is None
    assert gather(world, now=NOW - 1).known() is None


def test_it_is_forgotten_when_anything_is_written(world: World) -> None:
    found = gather(world)
    world.customer(1, "Acme Three")
    assert found.known() is None
    match = match_text(world.connection, "acme")
    assert (
        customer_counts.count(world.connection, CustomerFilter(Scope(1)), match, NOW).matched == 3
    )


def test_it_belongs_to_one_connection(world: World) -> None:
    gather(world)
    other = World()
    other.partner()
    assert gather(other, now=NOW + 1).known() is None
