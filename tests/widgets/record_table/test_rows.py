"""The run of rows that is held, and their numbers."""

from __future__ import annotations

import pytest

from widgets.record_table import Window
from widgets.record_table.rows import Rows

TOTAL = 1000


def window(first: int, last: int, *, offset: int | None = None, total: int = TOTAL) -> Window[str]:
    return Window([f"r{at}" for at in range(first, last)], first > 0, last < total, offset)


@pytest.fixture
def rows() -> Rows[str]:
    return Rows(lambda row: row, keep=40)


def numbers(rows: Rows[str]) -> list[str | None]:
    return [rows.get(at) for at in range(rows.first, rows.end)]


def test_nothing_is_known_at_first(rows: Rows[str]) -> None:
    assert (len(rows), rows.extent, rows.get(0), rows.find("r0"), rows.last) == (
        0,
        0,
        None,
        None,
        None,
    )


def test_a_run_grows_at_both_ends_and_is_let_go_at_the_other(rows: Rows[str]) -> None:
    assert rows.replace(window(100, 120), 100) == 0
    assert rows.append(window(120, 140)) == 0
    assert rows.append(window(140, 160)) == 0
    assert (rows.first, rows.end, len(rows)) == (120, 160, 40)
    assert rows.find("r119") is None
    assert rows.find("r120") == 120
    assert rows.prepend(window(100, 120)) == 0
    assert (rows.first, rows.end, len(rows)) == (100, 140, 40)
    assert rows.find("r150") is None
    assert all(rows.find(row or "") == rows.first + at for at, row in enumerate(numbers(rows)))
    assert rows.has_next
    assert rows.has_previous


def test_an_end_in_sight_puts_guessed_numbers_right(rows: Rows[str]) -> None:
    rows.replace(window(20, 40), 500)
    assert rows.get(500) == "r20"
    assert rows.prepend(window(0, 20)) == -480
    assert (rows.get(0), rows.get(39), rows.find("r5")) == ("r0", "r39", 5)


def test_rows_before_the_first_number_push_the_numbers_on(rows: Rows[str]) -> None:
    rows.replace(window(500, 520), 5)
    assert rows.prepend(window(480, 500)) == 16
    assert (rows.first, rows.get(1), rows.find("r500")) == (1, "r480", 21)


def test_the_source_knows_the_numbers_best(rows: Rows[str]) -> None:
    assert rows.replace(window(300, 320, offset=300), 7) == 293
    assert rows.first == 300


def test_how_many_there_are(rows: Rows[str]) -> None:
    rows.replace(window(0, 20), 0)
    assert rows.extent == 21
    rows.counted(500, exact=False)
    assert rows.extent == 500
    rows.replace(window(980, TOTAL), 480)
    assert rows.extent == 500
    assert rows.counted(TOTAL, exact=True) == 500
    assert (rows.first, rows.extent) == (980, TOTAL)
    rows.replace(window(0, 0, total=0), 0)
    assert rows.extent == 0


def test_no_row_is_held_twice(rows: Rows[str]) -> None:
    rows.replace(Window(["a", "b", "a"], has_previous=False, has_next=True), 0)
    assert list(rows) == ["a", "b"]
    rows.append(Window(["b", "c"], has_previous=True, has_next=True))
    assert list(rows) == ["a", "b", "c"]
    rows.append(Window(["c"], has_previous=True, has_next=True))
    assert not rows.has_next, "what brings nothing new would be asked for for ever"


def test_a_changed_row_takes_the_place_of_the_old_one() -> None:
    pairs: Rows[tuple[str, int]] = Rows(lambda row: row[0], keep=40)
    pairs.replace(Window([("a", 1), ("b", 1)], has_previous=False, has_next=False), 0)
    assert pairs.change([("b", 2), ("z", 1)])
    assert not pairs.change([("z", 2)])
    assert list(pairs) == [("a", 1), ("b", 2)]
