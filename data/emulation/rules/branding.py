"""What a brand is made of, and whose an organization shows (BRD-1, BRD-2)."""

from __future__ import annotations

import base64
import re
from binascii import Error
from typing import TYPE_CHECKING, Final

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

ADVANCED: Final = "advanced"
BASIC: Final = "basic"
NONE: Final = "none"
PARTNER: Final = "partner"
OWN: Final = "own"
MODES: Final = ("light", "dark")
"""The two looks of the app; each has colours of its own."""
ROLES: Final = ("navigation", "button", "link")
"""What has a colour in each mode. Decided here."""
NAME_MOST: Final = 128
"""Characters of the company's name at most. Decided here."""
PICTURE_MOST: Final = 32_768
"""Bytes of a logo that is sent along, at most. Decided here."""

_RULE: Final = "BRD-1"
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_LABEL: Final = r"[A-Za-z0-9][A-Za-z0-9-]{0,62}"
_URL: Final = re.compile(
    rf"https://{_LABEL}(?:\.{_LABEL})*(?::[0-9]{{1,5}})?"
    r"(?:/[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?"
)
_URL_MOST: Final = 2_048
_PICTURE: Final = "data:image/png;base64,"
_PNG: Final = b"\x89PNG\r\n\x1a\n"


def check_colours(field: str, colours: Mapping[str, str]) -> list[Fault]:
    """What is wrong with the colours of a mode, by their roles; an empty one is none.

    Args:
        field: the mode.
        colours: those that were sent.
    """
    words = "must be # and six hexadecimal digits"
    return [
        Fault(f"{field}.{role}", codes.BAD_COLOUR, words)
        for role, colour in colours.items()
        if colour and not _COLOUR.fullmatch(colour)
    ]


def check_url(field: str, url: str) -> list[Fault]:
    """What is wrong with an https address; an empty one is none.

    It names no user, and has only signs that may stand in an address: it is shown in pages.
    """
    if not url or (len(url) <= _URL_MOST and _URL.fullmatch(url)):
        return []
    words = f"must be an https address of {_URL_MOST} characters at most"
    return [Fault(field, codes.BAD_URL, words, _RULE)]


def check_logo(logo: str) -> list[Fault]:
    """What is wrong with a logo: the https address of a picture, or a small PNG in base64.

    Decided here: whether there is a picture at the address, nobody looks.
    """
    if not logo.startswith(_PICTURE):
        return check_url("logo", logo)
    text = logo[len(_PICTURE) :]
    most = -(-PICTURE_MOST // 3) * 4
    try:
        picture = base64.b64decode(text, validate=True) if len(text) <= most else b""
    except (Error, ValueError):
        picture = b""
    if picture.startswith(_PNG) and len(picture) <= PICTURE_MOST:
        return []
    words = f"must be a PNG of {PICTURE_MOST:,} bytes at most, in base64"
    return [Fault("logo", codes.BAD_URL, words, _RULE)]


def check_kind(kind: str) -> list[Fault]:
    """What is wrong with a kind that somebody chooses; empty is advanced.

    Decided here: basic branding is being withdrawn, so that nobody gets it anew. Who has it keeps
    it until a change, which makes it advanced.
    """
    if kind in {"", ADVANCED}:
        return []
    words = f"must be {ADVANCED}"
    if kind == BASIC:
        words += "; basic branding is being withdrawn"
    return [Fault("kind", codes.BAD_CHOICE, words, _RULE)]


def recommended(kind: str) -> str:
    """The kind to change to (BRD-1); empty where there is nothing to recommend."""
    return "" if kind == ADVANCED else ADVANCED


def shown(own: str, partners: str, *, keeps: bool) -> str:
    """Whose branding an organization shows (BRD-2): `partner` or `own`.

    Decided here: where the partner has no advanced branding, there is nothing to take, and the
    organization's own stays.

    Args:
        own: the kind that it came with: basic or none.
        partners: the kind of its partner's.
        keeps: whether the partner set it to keep its own.
    """
    return OWN if own == BASIC and (keeps or partners != ADVANCED) else PARTNER
