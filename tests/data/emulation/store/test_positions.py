from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.store.positions import Key, Place, cut, slice_of

KEYS = st.builds(Key, st.integers(0, 5), st.integers(0, 5))
PLACES = st.one_of(
    st.integers(0, 12).map(lambda n: Place(offset=n)),
    KEYS.map(lambda key: Place(after=key)),
    KEYS.map(lambda key: Place(before=key)),
    KEYS.map(lambda key: Place(start=key)),
    st.just(Place(end=True)),
)


@given(st.sets(KEYS), PLACES, st.integers(1, 8), st.booleans())
def test_a_slice_is_what_a_walk_would_find(
    found: set[Key], place: Place, size: int, descending: bool
) -> None:
    ordered = sorted(found, reverse=descending)

    def beside(key: Key, other: Key, *, least: int) -> bool:
        return ((key < other) if descending else (key > other)) or (key == other and least == 0)

    if place.end:
        begin, end = max(0, len(ordered) - size), len(ordered)
    elif place.before is not None:
        end = sum(not beside(key, place.before, least=0) for key in ordered)
        begin = max(0, end - size)
    else:
        begin = min(place.offset, len(ordered))
        if place.after is not None:
            begin = sum(not beside(key, place.after, least=1) for key in ordered)
        if place.start is not None:
            begin = sum(not beside(key, place.start, least=0) for key in ordered)
        end = min(len(ordered), begin + size)
    shown = slice_of(sorted(found), place, size, descending=descending)
    assert list(shown.keys) == ordered[begin:end]
    assert shown.has_previous == (begin > 0)
    assert shown.has_next == (end < len(ordered))


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(), ([1, 2], False, True)),
        (Place(offset=4), ([1, 2], True, True)),
        (Place(after=Key(0, 0)), ([1, 2], True, True)),
        (Place(before=Key(0, 0)), ([2, 1], True, True)),
        (Place(end=True), ([2, 1], True, False)),
    ],
)
def test_one_more_than_asked_for_tells_what_follows(
    place: Place, expected: tuple[list[int], bool, bool]
) -> None:
    keys = [Key(n, n) for n in (1, 2, 3)]
    shown = cut(keys, place, 2)
    assert ([key.id for key in shown.keys], shown.has_previous, shown.has_next) == expected
