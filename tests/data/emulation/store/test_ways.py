"""Every strategy of the customer list over one world, at every place: they agree."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import pytest

from data.emulation.store import customer_counts, customer_window, gathering
from data.emulation.store.customer_filter import CustomerFilter, Scope
from data.emulation.store.customer_text import match_text
from data.emulation.store.customer_window import SORTS, Query, window
from data.emulation.store.positions import Key, Place, slice_of
from tests.data.emulation import model
from tests.data.emulation.builder import NOW, World
from tests.data.emulation.worlds import MINUTE

TEXTS = ("", "acme", "a", "z", "acme 1", "nothing")
FILTERS = (
    CustomerFilter(Scope(1)),
    CustomerFilter(Scope(1, 2)),
    CustomerFilter(Scope(1), ("error", "updating")),
    CustomerFilter(Scope(1, 1), ("provisioned",), 16),
)
NOWS = (NOW, NOW + MINUTE, NOW + 3 * MINUTE)


class Costs(NamedTuple):
    """What decides between the strategies."""

    most: int
    steps: int
    look_ups: int
    listed: int = 0
    patience: int = 4


CONSTANTS = ("STEPS", "LOOK_UPS", "LISTED", "PATIENCE")
WAYS = {
    "gather": Costs(most=10_000, steps=0, look_ups=0),
    "walk": Costs(most=0, steps=10**9, look_ups=10**6, listed=0),
    "walk, then give up": Costs(most=0, steps=1, look_ups=2, listed=0),
    "list, then walk": Costs(most=0, steps=10**9, look_ups=0, listed=10**6, patience=10**6),
    "list, walk, give up": Costs(most=0, steps=1, look_ups=2, listed=10**6, patience=0),
    "list, sort": Costs(most=3, steps=1, look_ups=2, listed=10**6),
}


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
def test_all_ways_lead_to_the_same_rows(
    world: World, way: str, now: int, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in zip(CONSTANTS, WAYS[way][1:], strict=True):
        monkeypatch.setattr(customer_window, name, value)
    monkeypatch.setattr(gathering, "MOST", WAYS[way].most)
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
