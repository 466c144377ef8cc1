"""Lines of a sheet: wrapped by cells, compared by what is seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from widgets.sheet.lines import Line, difference, facts, text, wrap
from widgets.text import clean, width

TEXT = st.text(alphabet=st.sampled_from("ab é漢字🙂\u0301 ="), max_size=60).map(clean)


def seen(lines: list[Line], cells: int) -> list[str]:
    return ["".join(words for words, _look in row) for row in wrap(lines, cells)]


def test_words_stay_whole_and_what_follows_is_moved_in() -> None:
    assert seen([text("one two three four", indent=2)], 11) == ["  one two ", "  three ", "  four"]


def test_values_stand_in_a_column_of_their_own() -> None:
    assert seen(facts("Name", ["Acme", "Dental"], 6), 20) == ["Name  Acme", "      Dental"]
    assert seen(facts("Id", ["abcdefghij"], 4), 8) == ["Id  abcd", "    efgh", "    ij"]


@given(TEXT, st.integers(4, 30), st.integers(0, 8))
def test_no_row_is_wider_than_there_is_room(words: str, cells: int, indent: int) -> None:
    rows = seen([text(words, indent=indent)], cells)
    assert all(width(row.rstrip()) <= cells for row in rows)
    kept = "".join("".join(rows).split())
    assert kept == "".join(words.split())


@given(TEXT, TEXT)
def test_the_difference_covers_every_cell_that_differs(old: str, new: str) -> None:
    first, last = difference([(old, "")], [(new, "")])
    assert first >= 0
    assert last == max(width(old), width(new))
    head = next((n for n in range(len(new) + 1) if width(new[:n]) == first), None)
    assert head is not None
    assert old.startswith(new[:head])


def test_a_look_is_a_difference_too() -> None:
    assert difference([("abc", "")], [("abc", "ok")]) == (0, 3)
    assert difference([("ab", ""), ("c", "")], [("ab", ""), ("c", "ok")]) == (2, 3)
