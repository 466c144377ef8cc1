"""Texts that people write: names, lines of an address."""

from __future__ import annotations

from typing import Final
from unicodedata import category, normalize

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, missing

_DIRECTION: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Marks that turn the direction of writing; they can make one name look like another."""
_CONTROL: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})


def normal(text: str) -> str:
    """A text as it is kept: composed (NFC), blanks around it taken off.

    Empty where nothing of it can be seen; control characters count as something.
    """
    if text.isascii():
        return text.strip()
    if all(sign.isspace() or category(sign) == "Cf" for sign in text):
        return ""
    return normalize("NFC", text).strip()


def check(
    text: str,
    field: str,
    *,
    most: int,
    required: bool = True,
    forbidden: str = "",
    rule: str = "",
) -> list[Fault]:
    """What is wrong with a text.

    Args:
        text: as it was sent; what counts is its `normal` form.
        field: its place in the request.
        most: characters that it may have.
        required: whether it must be there.
        forbidden: signs that it must not have (CAP-1).
        rule: the rule that requires it, where there is one.
    """
    text = normal(text)
    if not text:
        return [missing(field, codes.MISSING_FIELD, rule)] if required else []
    faults = []
    if len(text) > most:
        faults.append(Fault(field, codes.BAD_TEXT, f"must have {most} characters at most"))
    if has_tricks(text):
        words = "must have no control characters and no marks of writing direction"
        faults.append(Fault(field, codes.BAD_TEXT, words))
    if found := [sign for sign in forbidden if sign in text]:
        faults.append(Fault(field, codes.BAD_NAME, f"must not contain {' '.join(found)}"))
    return faults


def has_tricks(text: str) -> bool:
    """Whether a text has control characters, halves of characters or marks of direction."""
    if text.isascii() and text.isprintable():
        return False
    return any(sign in _DIRECTION or category(sign) in _CONTROL for sign in text)
