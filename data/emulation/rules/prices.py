"""Amounts of money: decimal texts on the wire, hundredths inside (PKG-15)."""

from __future__ import annotations

import re
from typing import Final

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault

MOST: Final = 9_999_999
"""The highest price, in hundredths. Decided here."""
_FORM: Final = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,2})?")


def cents(text: str) -> int | None:
    """The hundredths of an amount such as `12.50`; None for anything else.

    Never through a floating number: 1.15 is 115.
    """
    if not _FORM.fullmatch(text):
        return None
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") or "0")


def amount(hundredths: int) -> str:
    """An amount as the wire has it, with two decimals."""
    return f"{hundredths // 100}.{hundredths % 100:02}"


def check(field: str, text: str) -> list[Fault]:
    """What is wrong with a price that somebody sets.

    Args:
        field: its place in the request.
        text: as it was sent, without blanks around it.
    """
    if cents(text) is not None:
        return []
    words = f"must be an amount from 0 to {amount(MOST)} with two decimals at most"
    return [Fault(field, codes.BAD_PRICE, words)]
