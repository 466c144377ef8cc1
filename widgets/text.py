"""Text from elsewhere, made fit for a terminal: harmless, and as wide as it says.

Names, addresses and messages are hostile until proved otherwise. `clean` leaves only characters
that a terminal shows in a place of their own: no escape, no change of writing direction, nothing
invisible. `fit` brings text to a number of cells. Neither reads markup: a bracket is a bracket.
Cells are counted with the tables that Textual itself measures its lines with; what its measure
would depend on context for (joiners, variation selectors, skin tones) is left out, so the width
of a text is the sum of its characters and columns never shear.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

from rich.cells import cell_len, get_character_cell_size

from widgets.signs import current

Align = Literal["left", "right", "center"]

MOST_MARKS = 3
"""How many combining marks a character keeps; more would smear over its neighbours."""

# Default-ignorable code points that are not in category Cf, and blanks that are no spaces.
_INVISIBLE = frozenset(
    (
        0x034F,
        *range(0x115F, 0x1161),
        *range(0x17B4, 0x17B6),
        *range(0x180B, 0x1810),
        0x2800,
        0x3164,
        *range(0xFE00, 0xFE10),
        0xFFA0,
        *range(0x1F3FB, 0x1F400),
        *range(0xE0000, 0xE1000),
    )
)
_FLAG_A, _FLAG_Z = 0x1F1E6, 0x1F1FF
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


class _Harmless(dict[int, str]):
    """What to put in the place of each character, found out once per character."""

    def __missing__(self, code: int) -> str:
        shown = self[code] = _harmless(code)
        return shown


def _harmless(code: int) -> str:
    if code in _INVISIBLE:
        return ""
    if _FLAG_A <= code <= _FLAG_Z:
        # Half a flag: terminals disagree about the width of the pair, so the letters are shown.
        return chr(ord("A") + code - _FLAG_A)
    character = chr(code)
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character in "\t\n\r\v\f\x85":
        return " "
    if category == "Cf":
        return ""
    return _UNKNOWN if category[0] == "C" else character


_TABLE = _Harmless()


def clean(text: str) -> str:
    """The text without anything that acts on a terminal or hides in it.

    Line ends and tabs become spaces; controls (C0, C1, ESC, DEL), lone surrogates, private and
    unassigned characters become a visible sign; format characters (writing direction, zero width,
    tags, joiners) are left out. The result is in composed form and begins with no combining mark.

    Args:
        text: any string.

    Returns:
        Text whose width is the sum of the widths of its characters.
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.translate(_TABLE))
    if not all(map(get_character_cell_size, text)):
        text = _limit_marks(text)
    return text.replace(_UNKNOWN, current().unknown)


def _limit_marks(text: str) -> str:
    """Leave out marks without a character to stand on, and more of them than one can carry."""
    kept: list[str] = []
    marks = MOST_MARKS
    for character in text:
        marks = 0 if get_character_cell_size(character) else marks + 1
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def width(text: str) -> int:
    """How many cells a cleaned text takes."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, cells: int) -> str:
    """The longest beginning of a cleaned text that takes no more than so many cells."""
    if text.isascii():
        return text[: max(cells, 0)]
    taken = 0
    for index, character in enumerate(text):
        taken += get_character_cell_size(character)
        if taken > cells:
            return text[:index]
    return text


def fit(text: str, cells: int, align: Align = "left") -> str:
    """The text in exactly so many cells: cleaned, then padded, or cut with an ellipsis.

    A wide character is never cut in half; where one would be, there is a space.

    Args:
        text: any string; it is cleaned first.
        cells: how many cells to fill, 0 or more.
        align: where the text stands if there is room to spare.

    Returns:
        Text for which `width` is `cells`.
    """
    text = clean(text)
    room = cells - width(text)
    if room < 0:
        ellipsis = current().ellipsis[: max(cells, 0)]
        text = cut(text, cells - len(ellipsis)) + ellipsis
        room = cells - width(text)
    if room <= 0:
        return text
    if align == "left":
        return text + " " * room
    if align == "right":
        return " " * room + text
    before = room // 2
    return " " * before + text + " " * (room - before)
