"""Every strategy of the customer list over one world, at every place: they agree."""

from __future__ import annotations

from itertools import product

import pytest

from data.emulation.store import customer_counts, gathering
from data.emulation.store.customer_filter import CustomerFilter, Scope
from data.emulation.store.customer_text import match_text
from data.emulation.store.customer_window import SORTS, Query, window
from data.emulation.store.positions import Key, Place, slice_of
from tests.data.emulation import model
from tests.data.emulation.builder import NOW, World
from tests.data.emulation.store.ways import WAYS, taking
from tests.data.emulation.worlds import MINUTE

TEXTS = ("", "acme", "a", "z", "acme 1", "1 acme", "nothing")
FILTERS = (
    CustomerFilter(Scope(1)),
    CustomerFilter(Scope(1, 2)),
    CustomerFilter(Scope(1), ("error", "updating")),
    CustomerFilter(Scope(1, 1), ("provisioned",), 16),
)
NOWS = (NOW, NOW + MINUTE, NOW + 3 * MINUTE)


@pytest.fixture(scope="module")
def world() -> World:
    world = World()
    top = world.partner()
    sub = world.partner("Harbour", top)
    for n in range(26):
        due = NOW + (n % 4) * MINUTE
        world.customer(
            sub if n % 5 == 0 else top,
            ("The " if n > 21 else "") + (f"Acme {n}" if n % 3 else f"Zenith {n % 6}"),
            "error" if n % 7 == 0 else "provisioned",
            packages=["webex_suite"] if n % 2 else ["webex_calling"],
            steps=[(due, "updating"), (due + 1, ("error", "deleted", "provisioned")[n % 3])]
            if n % 2
            else [],
            package_steps={"webex_suite": [(due, "deleted")]} if n % 8 == 1 else {},
            created_ms=NOW - (n % 6) * MINUTE,
        )
    return world


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("now", NOWS)
@pytest.mark.parametrize("sort", ["name", "created"])
def test_all_ways_lead_to_the_same_rows(world: World, way: str, now: int, sort: str) -> None:
    with taking(way):
        check_everywhere(world, now, sort)


def check_everywhere(world: World, now: int, sort: str) -> None:
    """Compare the windows at all places of many lists with what a full search would find."""
    everyone = model.customers(world.connection, now)
    column = SORTS[sort].column
    for text, only, descending in product(TEXTS, FILTERS, (False, True)):
        passing = [c for c in everyone if model.passes(c, only, text)]
        keys = sorted(Key(getattr(c, column), c.id) for c in passing)
        query = Query(only, match_text(world.connection, text), SORTS[sort], descending, now)
        marks = [*keys[::4], Key("m" if sort == "name" else NOW - MINUTE, 5)]
        for place in (
            *(Place(offset=n) for n in (0, 2, 99)),
            Place(end=True),
            *(Place(after=key) for key in marks),
            *(Place(before=key) for key in marks),
            *(Place(start=key) for key in marks),
        ):
            gathering._local.kept = None
            shown = window(world.connection, query, place, 3)
            expected = slice_of(keys, place, 3, descending=descending)
            assert [k[1] for k in shown.keys] == [k[1] for k in expected.keys], (query, place)
            assert shown.has_next == expected.has_next or place.before
            assert shown.has_previous == expected.has_previous or place.after or place.offset
        gathering._local.kept = None
        counted = customer_counts.count(world.connection, only, query.text, now)
        assert counted.matched == len(keys)
