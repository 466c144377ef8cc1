"""Download addresses of reports: signed, so that nothing has to be stored to know one (REP-4)."""

from __future__ import annotations

import base64
import hmac
from typing import Final, NamedTuple

from data.emulation.rules import codes
from data.emulation.rules.reports import LIFE
from data.emulation.rules.times import SECOND
from data.emulation.services.problems import Refusal

_PURPOSE: Final = b"report/"
"""Keeps these signatures apart from those of tokens, which have the same secret."""
_DIGITS: Final = 18


class Signed(NamedTuple):
    """What an address says beside the report.

    Attributes:
        expires: the second of the platform's time from which on it does not work.
        signature: proves that both were written here.
    """

    expires: int
    signature: str


def sign(uuid: bytes, now: int, secret: bytes) -> Signed:
    """What an address says that works for 30 minutes from now on.

    Args:
        uuid: the report's.
        now: the platform's time in milliseconds; the end is rounded up to a second.
        secret: the database's.
    """
    expires = -(-(now + LIFE) // SECOND)
    return Signed(expires, _signature(uuid, str(expires), secret))


def require(uuid: bytes | None, expires: str, signature: str, secret: bytes, now: int) -> bytes:
    """The uuid in an address, if the address was signed here and has not run out.

    Args:
        uuid: as the path has it; None for one that is no id.
        expires: as the query has it.
        signature: likewise.
        secret: the database's.
        now: the platform's time in milliseconds.

    Raises:
        Refusal: 403, something of it was made up or changed; 410, it has run out.
    """
    wanted = _signature(uuid or b"", expires, secret)
    right = hmac.compare_digest(wanted.encode(), signature.encode("utf-8", "replace"))
    if uuid is None or not right or not expires.isdecimal() or len(expires) > _DIGITS:
        raise Refusal(403, "The download address was not signed here.", codes.BAD_SIGNATURE)
    if now >= int(expires) * SECOND:
        raise Refusal(410, "The download address has run out.", codes.URL_EXPIRED)
    return uuid


def _signature(uuid: bytes, expires: str, secret: bytes) -> str:
    message = _PURPOSE + uuid + b"/" + expires.encode("utf-8", "replace")
    digest = hmac.digest(secret, message, "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
