"""Hostile text and the widths of what is left of it."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from textual.strip import Strip

from widgets import signs
from widgets.text import MOST_MARKS, clean, cut, fit, width

if TYPE_CHECKING:
    from collections.abc import Iterator

NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\x07\x1b\x7f\x9b\u202e\u200d\ufe0f\u0301\u0323日本👩🏽🇯🇵\u3000\u1160\u00ad ["
        ),
    ),
    max_size=40,
)


@pytest.fixture(autouse=True)
def fine_signs() -> Iterator[None]:
    before = signs.current()
    signs.use(signs.UNICODE)
    yield
    signs.use(before)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("Acme \x1b[31mDental\x1b[0m", "Acme �[31mDental�[0m"),
        ("\x1b]52;c;aGk=\x07", "�]52;c;aGk=�"),
        ("\x9b2J", "�2J"),
        ("a\x00b\x7fc", "a�b�c"),
        ("line\nbreak\ttab\r\x85", "line break tab  "),
        ("abc\u202egpj.exe\u202c", "abcgpj.exe"),
        ("\u2066a\u2069\u200e\u200f\u061cb", "ab"),
        ("zero\u200bwidth\ufeff\u2060", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("lone\ud800", "lone�"),
        ("private\ue000", "private�"),
        ("unassigned\u0378", "unassigned�"),
        ("filler\u3164\u2800.", "filler."),
        ("👩\u200d👩\u200d👧", "👩👩👧"),
        ("👍🏽", "👍"),
        ("❤\ufe0f", "❤"),
        ("🇯🇵", "JP"),
        ("e\u0301", "é"),
        ("\u0301lead", "lead"),
        ("Z" + "\u0336" * 40, "Z" + "\u0336" * MOST_MARKS),
        ("日" + "\u0336" * 9, "日" + "\u0336" * MOST_MARKS),
        ("[bold]not markup[/]", "[bold]not markup[/]"),
        ("山田\u3000太郎", "山田 太郎"),
        ("", ""),
    ],
)
def test_what_hostile_text_becomes(hostile: str, shown: str) -> None:
    assert clean(hostile) == shown


def test_plain_signs_where_the_terminal_wants_them() -> None:
    signs.use(signs.ASCII)
    assert clean("a\x1bb") == "a?b"
    assert fit("Acme Dental", 8) == "Acme ..."
    assert fit("Acme Dental", 2) == ".."


@given(NASTY)
@settings(max_examples=400)
def test_nothing_of_clean_text_acts_or_hides(text: str) -> None:
    shown = clean(text)
    for character in shown:
        category = unicodedata.category(character)
        assert category[0] != "C", hex(ord(character))
        assert category not in ("Zl", "Zp")
    assert shown == clean(shown)
    assert not shown or get_character_cell_size(shown[0]) > 0
    assert unicodedata.is_normalized("NFC", shown)


@given(NASTY, NASTY)
def test_widths_add_up(left: str, right: str) -> None:
    one, two = clean(left), clean(right)
    assert cell_len(one) == sum(map(get_character_cell_size, one)) == width(one)
    assert cell_len(one + two) == cell_len(one) + cell_len(two)


@given(NASTY, st.integers(0, 50), st.sampled_from(["left", "right", "center"]))
@settings(max_examples=400)
def test_fit_fills_exactly(text: str, cells: int, align: str) -> None:
    fitted = fit(text, cells, align)  # type: ignore[arg-type]  # the strategy yields the literals
    assert cell_len(fitted) == width(fitted) == cells
    assert Strip([Segment(fitted)]).cell_length == cells


@given(NASTY, st.integers(-1, 50))
def test_cut_takes_no_more_and_no_less(text: str, cells: int) -> None:
    text = clean(text)
    beginning = cut(text, cells)
    assert text.startswith(beginning)
    assert width(beginning) <= max(cells, 0)
    rest = text[len(beginning) :]
    assert not rest or width(beginning + rest[0]) > cells


def test_wide_characters_are_never_cut_in_half() -> None:
    assert fit("日本語株式会社", 8) == "日本語… "
    assert fit("日本語株式会社", 7) == "日本語…"
    assert fit("日", 1) == "…"
    assert fit("日", 0) == ""
    assert fit("日", 4, "right") == "  日"
    assert fit("日", 5, "center") == " 日  "


def test_signs_are_one_cell_wide() -> None:
    for glyphs in (signs.UNICODE, signs.ASCII):
        for name in glyphs.__slots__:
            sign = getattr(glyphs, name)
            if glyphs is signs.UNICODE or name not in ("ellipsis", "open", "space"):
                assert cell_len(sign) == 1, name
            assert glyphs is signs.UNICODE or sign.isascii()


def test_the_widest_to_the_narrowest() -> None:
    fitted = [fit("Ærøskøbing 日本 Tannklinikk", cells) for cells in range(30, 0, -1)]
    assert all(cell_len(a) == cell_len(b) + 1 for a, b in pairwise(fitted))
