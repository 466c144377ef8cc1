"""Tokens of the emulation: signed, so that nothing has to be stored to know one again."""

from __future__ import annotations

import base64
import hmac
import struct
from binascii import Error
from functools import lru_cache
from typing import Final, NamedTuple

_PREFIX: Final = "sbx"
LONGEST: Final = 2_000
"""Characters of a token at most."""
_ACCOUNT: Final = 16
_NARROW: Final = struct.Struct(">qq")


class Token(NamedTuple):
    """What a token says.

    Attributes:
        account: the uuid of the staff account.
        until_ms: when it ends, in milliseconds of the platform's time; None for never.
        grant: the rowid of the grant that it was given for; None for none.
        given: the scopes that it was given; None for all that the account's roles give.
    """

    account: bytes
    until_ms: int | None = None
    grant: int | None = None
    given: frozenset[str] | None = None


def signed(token: Token, secret: bytes) -> str:
    """A token as it goes out.

    Args:
        token: for the whole account, or with an end, a grant and scopes together.
        secret: the database's.
    """
    body = token.account
    if token.until_ms is not None and token.grant is not None and token.given is not None:
        scopes = " ".join(sorted(token.given)).encode()
        body += _NARROW.pack(token.until_ms, token.grant) + scopes
    return f"{_PREFIX}.{_text(body)}.{_text(_signature(body, secret))}"


@lru_cache(maxsize=256)
def verified(text: str, secret: bytes) -> Token | None:
    """What a token says, None if it is none that was signed with the secret."""
    prefix, _, rest = text.partition(".")
    body_text, _, signature = rest.partition(".")
    body, given = _bytes(body_text), _bytes(signature)
    if prefix != _PREFIX or body is None or given is None:
        return None
    return _read(body) if hmac.compare_digest(given, _signature(body, secret)) else None


def _read(body: bytes) -> Token:
    account, rest = body[:_ACCOUNT], body[_ACCOUNT:]
    if not rest:
        return Token(account)
    until_ms, grant = _NARROW.unpack_from(rest)
    return Token(account, until_ms, grant, frozenset(rest[_NARROW.size :].decode().split()))


def _signature(body: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, _PREFIX.encode() + body, "sha256")


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except (Error, ValueError):
        return None
