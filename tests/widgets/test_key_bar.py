"""Which keys have room in the last line."""

from __future__ import annotations

from widgets.key_bar import fitting

OPEN, FILTER, SORT = ("⏎", "Open", 1), ("/", "Filter", 1), ("s", "Sort", 1)
GO, HELP, QUIT = (":", "Go", 0), ("?", "Help", 0), ("q", "Quit", 2)
KEYS = [OPEN, FILTER, SORT, GO, HELP, QUIT]


def test_all_have_room_in_their_order() -> None:
    assert fitting(KEYS, 80) == KEYS


def test_the_ways_on_come_first_then_the_actions_then_the_rest() -> None:
    assert fitting(KEYS, 48) == [OPEN, FILTER, SORT, GO, HELP]
    assert fitting(KEYS, 34) == [OPEN, FILTER, GO, HELP]
    assert fitting(KEYS, 16) == [GO, HELP]
    assert fitting(KEYS, 0) == []


def test_wide_signs_take_their_cells() -> None:
    wide = ("f", "条件", 1)
    assert fitting([wide], 9) == [wide]
    assert fitting([wide], 8) == []
