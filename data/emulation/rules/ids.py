"""Ids in the platform's form (contract, section 1).

The database keeps 16-byte uuids; the wire carries unpadded base64url of
`ciscospark://us/KIND/uuid`. A provisioning id is base64 of a bare uuid.
"""

from __future__ import annotations

import base64
import re
from binascii import Error, b2a_base64
from typing import Final

CUSTOMER: Final = "ENTERPRISE"
ORGANIZATION: Final = "ORGANIZATION"
SUBSCRIBER: Final = "SUBSCRIBER"
PERSON: Final = "PEOPLE"
LOCATION: Final = "LOCATION"
WORKSPACE: Final = "WORKSPACE"
LICENSE: Final = "LICENSE"
BILLING_REPORT: Final = "BILLING_REPORT"
DEVICE: Final = "DEVICE"
QUEUE: Final = "CALL_QUEUE"
VIRTUAL_LINE: Final = "VIRTUAL_LINE"
PSTN: Final = "PSTN_CONNECTION"
KINDS: Final = (
    CUSTOMER,
    ORGANIZATION,
    SUBSCRIBER,
    PERSON,
    LOCATION,
    WORKSPACE,
    LICENSE,
    BILLING_REPORT,
    DEVICE,
    QUEUE,
    VIRTUAL_LINE,
    PSTN,
)
"""Every kind of resource that has such an id."""

_PREFIX = "ciscospark://us/"
_UUID = re.compile(r"([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})")
_LONGEST = 200
_TO_URL = str.maketrans("+/", "-_")


def uuid_text(value: bytes) -> str:
    """The usual dashed form of 16 bytes."""
    h = value.hex()
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


def uuid_bytes(text: str) -> bytes | None:
    """The 16 bytes of a uuid, with dashes or without, in either case; None for anything else."""
    found = _UUID.fullmatch(text.lower())
    return bytes.fromhex("".join(found.groups())) if found else None


def encode(kind: str, value: bytes) -> str:
    """The platform id of a resource.

    Args:
        kind: one of `KINDS`.
        value: the resource's 16-byte uuid.
    """
    plain = f"{_PREFIX}{kind}/{uuid_text(value)}".encode()
    # No sign of the plain text falls on + or /, so that the standard alphabet is the url's here.
    return b2a_base64(plain, newline=False).rstrip(b"=").decode()


def decode_any(text: str) -> tuple[str, bytes] | None:
    """Kind and uuid of a platform id, padded or not, or None if it is none."""
    plain = _unbase64(text)
    if plain is None or not plain.startswith(_PREFIX):
        return None
    kind, _, tail = plain[len(_PREFIX) :].partition("/")
    value = uuid_bytes(tail)
    return (kind, value) if value is not None and kind in KINDS else None


def decode(kind: str, text: str) -> bytes | None:
    """The uuid of a platform id of this kind, padded or not; None for anything else."""
    found = decode_any(text)
    return found[1] if found is not None and found[0] == kind else None


def encode_provisioning_id(value: bytes) -> str:
    """The provisioning id of a template's uuid."""
    return b2a_base64(uuid_text(value).encode(), newline=False).decode()


def decode_provisioning_id(text: str) -> bytes | None:
    """The uuid of a template's provisioning id, padded or not; None for anything else."""
    plain = _unbase64(text)
    return None if plain is None else uuid_bytes(plain)


def _unbase64(text: str) -> str | None:
    if not text or len(text) > _LONGEST or not text.isascii():
        return None
    bare = text.translate(_TO_URL).rstrip("=")
    try:
        plain = base64.b64decode(bare + "=" * (-len(bare) % 4), b"-_", validate=True)
        return plain.decode("ascii")
    except (Error, UnicodeDecodeError):
        return None
