"""Email addresses: their form, and how they are kept.

Decided here: ASCII only, a domain of two labels or more, no quoted local parts.
"""

from __future__ import annotations

import re
from typing import Final

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, missing

_LONGEST: Final = 254
_LONGEST_LOCAL: Final = 64
_ATOM: Final = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_FORM: Final = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}")


def normal(text: str) -> str:
    """An address as it is kept and compared: trimmed, lower case."""
    return text.strip().lower()


def check(text: str, field: str, required: bool = True, rule: str = "") -> list[Fault]:
    """What is wrong with an email address.

    Args:
        text: as it was sent.
        field: its place in the request.
        required: whether it must be there.
        rule: the rule that requires it, where there is one.
    """
    text = text.strip()
    if not text:
        return [missing(field, codes.MISSING_FIELD, rule)] if required else []
    if not is_email(text):
        words = (
            f"must be an email address such as ann@example.com, of {_LONGEST} characters at most"
        )
        return [Fault(field, codes.BAD_EMAIL, words)]
    return []


def is_email(text: str) -> bool:
    """Whether a text, already trimmed, is an email address."""
    if not text.isascii() or len(text) > _LONGEST:
        return False
    local = text.partition("@")[0]
    return len(local) <= _LONGEST_LOCAL and _FORM.fullmatch(text.lower()) is not None
