from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.emulation.rules.packages import mask
from data.emulation.rules.timeline import CUSTOMER_STATUSES
from data.emulation.store import customer_counts, gathering
from data.emulation.store.customer_filter import CustomerFilter, Scope
from data.emulation.store.customer_text import match_text
from data.emulation.store.customer_window import SORTS, Query, window
from data.emulation.store.positions import Key, Place, slice_of
from tests.data.emulation import model
from tests.data.emulation.builder import NOW
from tests.data.emulation.store.ways import WAYS, taking
from tests.data.emulation.worlds import MINUTE, NAMES, PACKAGES, worlds

if TYPE_CHECKING:
    from tests.data.emulation.builder import World

SCOPES = st.sampled_from([Scope(1), Scope(1, 1), Scope(1, 2), Scope(4), Scope(4, 4)])
FILTERS = st.builds(
    CustomerFilter,
    SCOPES,
    st.sets(st.sampled_from(CUSTOMER_STATUSES), max_size=3).map(sorted).map(tuple),
    st.sets(st.sampled_from(PACKAGES), max_size=2).map(mask),
)
TEXTS = st.one_of(
    st.sampled_from(
        ["", "acme", "ACME d", "a", "z", "nc", "nc-0000", "東", "東京", "京歯科", '"', "*"]
    ),
    st.sampled_from(NAMES),
    st.text(max_size=4),
)
NOWS = st.integers(0, 7).map(lambda n: NOW + n * MINUTE)


def check(
    world: World,
    only: CustomerFilter,
    text: str,
    sort: str,
    place: tuple[str, int],
    descending: bool,
    now: int,
) -> None:
    match = match_text(world.connection, text)
    query = Query(only, match, SORTS[sort], descending, now)
    column = SORTS[sort].column
    found = [c for c in model.customers(world.connection, now) if model.passes(c, only, text)]
    keys = sorted(Key(getattr(c, column), c.id) for c in found)
    kind, n = place
    at = Place(end=True) if kind == "end" else Place(offset=n)
    if kind in {"after", "before", "start"}:
        # A key of the list, or of a row that is none of it (any more).
        everything = sorted(
            Key(row[0], row[1])
            for row in world.connection.execute(f"SELECT {column}, id FROM customers")
        )
        if not everything:
            return
        key = everything[n % len(everything)]
        at = {"after": Place(after=key), "before": Place(before=key), "start": Place(start=key)}[
            kind
        ]
    gathering._local.kept = None
    shown = window(world.connection, query, at, 3)
    expected = slice_of(keys, at, 3, descending=descending)
    assert list(map(tuple, shown.keys)) == list(map(tuple, expected.keys))
    assert shown.has_next == expected.has_next or at.before is not None
    assert shown.has_previous == expected.has_previous or at.after or at.offset
    counted = customer_counts.count(world.connection, only, match, now, exact=True)
    assert counted == (len(keys), counted.total, True)


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=20, deadline=None)
@given(
    worlds(subscribers=1),
    FILTERS,
    TEXTS,
    st.sampled_from(sorted(SORTS)),
    st.tuples(st.sampled_from(["offset", "after", "before", "start", "end"]), st.integers(0, 12)),
    st.booleans(),
    NOWS,
)
def test_a_window_shows_what_a_full_search_would(
    way: str,
    world: World,
    only: CustomerFilter,
    text: str,
    sort: str,
    place: tuple[str, int],
    descending: bool,
    now: int,
) -> None:
    with taking(way):
        check(world, only, text, sort, place, descending, now)


@settings(max_examples=30, deadline=None)
@given(worlds(customers=6), st.sampled_from(sorted(SORTS)), st.booleans(), NOWS, FILTERS)
def test_pages_there_and_back_show_every_row_once(
    world: World, sort: str, descending: bool, now: int, only: CustomerFilter
) -> None:
    query = Query(only, None, SORTS[sort], descending, now)

    def pages(place: Place) -> list[int]:
        found: list[int] = []
        while True:
            shown = window(world.connection, query, place, 2)
            ids = [key[1] for key in shown.keys]
            found = [*ids, *found] if place.backward else [*found, *ids]
            more = shown.has_previous if place.backward else shown.has_next
            if not more:
                return found
            key = shown.keys[0 if place.backward else -1]
            place = Place(before=key) if place.backward else Place(after=key)

    there = pages(Place())
    assert pages(Place(end=True)) == there
    assert (
        len(set(there))
        == len(there)
        == customer_counts.count(world.connection, only, None, now).matched
    )
