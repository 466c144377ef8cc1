"""Phone numbers and extensions (SBR-1). Empty ones are not there, and no fault."""

from __future__ import annotations

import re
from typing import Final

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault

_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_EXTENSION: Final = re.compile(r"[0-9]{2,10}")


def check_phone(text: str, field: str) -> list[Fault]:
    """What is wrong with a phone number.

    Args:
        text: E.164, such as `+12125550110`: no blanks, ASCII digits.
        field: its place in the request.
    """
    if not text or _E164.fullmatch(text):
        return []
    words = "must be E.164: + and 7 to 15 digits without blanks, such as +12125550110"
    return [Fault(field, codes.BAD_PHONE, words)]


def check_extension(text: str, field: str) -> list[Fault]:
    """What is wrong with an extension.

    Args:
        text: 2 to 10 ASCII digits; zeros at the beginning count.
        field: its place in the request.
    """
    if not text or _EXTENSION.fullmatch(text):
        return []
    return [Fault(field, codes.BAD_EXTENSION, "must be 2 to 10 digits")]
