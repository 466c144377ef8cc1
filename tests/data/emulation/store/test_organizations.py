from __future__ import annotations

import pytest

from data.emulation.store import organizations, partners, places
from data.emulation.store.customer_filter import Scope
from data.emulation.store.positions import Key, Place
from tests.data.emulation.builder import NOW, World

BEGINNING = Place()


@pytest.fixture
def world() -> World:
    world = World()
    top = world.partner()
    world.partner("Harbour", top)
    world.partner("Lakeside", top, state="suspended")
    world.partner("Elsewhere")
    world.customer(1, "Own")
    world.customer(2, "Harbour's")
    world.customer(4, "Stranger's")
    world.customer(1, "Later", active_ms=NOW + 10)
    world.customer(1, "Gone", "deleted")
    return world


def names(world: World, scope: Scope, now: int = NOW) -> set[str]:
    return {row.name for row in organizations.all_of(world.connection, scope, now)}


@pytest.mark.rule("SUB-3")
def test_whose_organizations_are_seen(world: World) -> None:
    assert names(world, Scope(1)) == {"Own", "Harbour's", "Gone"}
    assert names(world, Scope(1, 2)) == {"Harbour's"}
    assert names(world, Scope(4)) == {"Stranger's"}
    assert names(world, Scope(1), NOW + 10) == {"Own", "Harbour's", "Gone", "Later"}
    for row in organizations.all_of(world.connection, Scope(1), NOW):
        seen = organizations.by_uuid(world.connection, Scope(1, 2), row.uuid, NOW)
        assert seen == (row if row.name == "Harbour's" else None)


@pytest.mark.rule("CMG-3")
def test_an_organization_stays_with_its_manager_only(world: World) -> None:
    world.connection.execute("UPDATE organizations SET manager_id = NULL")
    assert names(world, Scope(1)) == {"Own", "Harbour's"}


@pytest.mark.rule("CMG-3")
def test_an_end_that_is_due_counts_though_nobody_wrote_it_down(world: World) -> None:
    world.customer(1, "Ending", steps=[(NOW + 5, "deleted")])
    world.connection.execute("UPDATE organizations SET manager_id = NULL")
    (uuid,) = world.connection.execute(
        "SELECT uuid FROM organizations WHERE name = 'Ending'"
    ).fetchone()
    for now, seen in ((NOW + 4, True), (NOW + 5, False)):
        assert ("Ending" in names(world, Scope(1), now)) is seen
        found = organizations.by_uuid(world.connection, Scope(1), uuid, now)
        assert (found is not None) is seen


def test_locations_of_an_organization(world: World) -> None:
    for name in ("North", "South", "NORTH annex"):
        world.location(1, name)
    world.location(2, "North of the harbour")

    def found(text: str, place: Place = BEGINNING, size: int = 9) -> list[str]:
        rows, window = organizations.locations_page(world.connection, 1, text, place, size, NOW)
        assert [key.id for key in window.keys] == [row.id for row in rows]
        return [row.name for row in rows]

    assert found("north") == ["North", "NORTH annex"]
    assert found("", size=2) == ["North", "South"]
    assert found("", Place(offset=1), 1) == ["South"]
    assert found("", Place(after=Key(1, 1))) == ["South", "NORTH annex"]
    assert found("", Place(before=Key(3, 3)), 1) == ["South"]
    assert found("%") == []
    everything = organizations.locations(world.connection, 1)
    assert [row.name for row in everything] == found("")


@pytest.mark.rule("ATT-1")
def test_an_attached_one_is_closed_until_that_is_done(world: World) -> None:
    world.customer(1, "Attached", attached=1, attached_ms=NOW + 5)
    world.customer(1, "Never", attached=1, attached_ms=None)
    world.connection.execute("UPDATE organizations SET manager_id = NULL")
    for now, seen in ((NOW + 4, set()), (NOW + 5, {"Attached"})):
        assert names(world, Scope(1), now) & {"Attached", "Never"} == seen


def test_a_location_to_come_is_not_there(world: World) -> None:
    world.location(1, "North", created_ms=NOW + 5)
    (uuid,) = world.connection.execute("SELECT uuid FROM locations").fetchone()
    for now, there in ((NOW + 4, 0), (NOW + 5, 1)):
        page, _window = organizations.locations_page(world.connection, 1, "", BEGINNING, 9, now)
        assert len(page) == len(organizations.locations(world.connection, 1, now)) == there
        assert (places.by_uuid(world.connection, uuid, now) is not None) is bool(there)
    # Who orders knows of it already.
    assert len(organizations.locations(world.connection, 1)) == 1


@pytest.mark.rule("SUB-12")
def test_sub_partners_newest_first(world: World) -> None:
    def ids(state: str | None, place: Place = BEGINNING, size: int = 9) -> list[int]:
        found = partners.sub_partners(world.connection, 1, state, place, size)
        return [key.id for key in found.keys]

    assert ids(None) == [3, 2]
    assert ids("suspended") == [3]
    assert ids("active") == [2]
    assert ids(None, Place(offset=1)) == [2]
    assert ids(None, Place(after=Key(NOW, 99)), 1) == [3]
    assert ids(None, Place(before=Key(0, 0)), 1) == [2]
    assert partners.sub_partners(world.connection, 2, None, Place(), 9).keys == []
