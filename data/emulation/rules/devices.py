"""Devices: their models, who may have them, and what a request for one must look like (DEV)."""

from __future__ import annotations

import re
import string
from functools import cache
from typing import Final, NamedTuple

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, missing
from data.emulation.rules.tables import rows

MPP: Final = "mpp"
ROOM_OS: Final = "roomos"
THIRD_PARTY: Final = "third_party"
CUSTOMER_MANAGED: Final = "customer_managed"
PARTNER_MANAGED: Final = "partner_managed"
KINDS: Final = (MPP, ROOM_OS, THIRD_PARTY, CUSTOMER_MANAGED, PARTNER_MANAGED)
EXTERNAL: Final = frozenset({CUSTOMER_MANAGED, PARTNER_MANAGED})
"""Kinds that the platform does not manage: they get SIP credentials (DEV-3)."""

PHONE: Final = "phone"
ROOM_DESK: Final = "roomdesk"
TYPES: Final = (PHONE, ROOM_DESK)
"""What the inventory calls a device."""

PASSWORD_LEAST: Final = 10
PASSWORD_MOST: Final = 64
"""Characters of a SIP password. Decided here, as is what else it needs."""
_LONGEST: Final = 200
_MAC: Final = re.compile(r"[0-9A-F]{12}")
_PARTS: Final = str.maketrans("", "", ":-. ")


class Model(NamedTuple):
    """A model of a device.

    Attributes:
        model: what a request names.
        title: how people call it; a request may name that too.
        maker: whose make it is.
        kind: one of `KINDS`.
        people: whether it is for persons.
        place: whether it is for workspaces.
        lines: ports for lines.
        source: `documented` or `assumed`.
    """

    model: str
    title: str
    maker: str
    kind: str
    people: bool
    place: bool
    lines: int
    source: str

    @property
    def type(self) -> str:
        """What the inventory calls it."""
        return ROOM_DESK if self.kind == ROOM_OS else PHONE


@cache
def models() -> dict[str, Model]:
    """Every model by its name.

    Decided here: a room device takes no Common Area package, which is for simple endpoints (PKG-7),
    so it is for persons only.
    """
    return {
        row["model"]: Model(
            row["model"],
            row["title"],
            row["maker"],
            row["kind"],
            row["people"] == "1",
            row["place"] == "1",
            int(row["lines"]),
            row["source"],
        )
        for row in rows("device_models.csv")
    }


@cache
def features(kind: str) -> tuple[str, ...]:
    """What a kind of device brings beside its calls (DEV-3, DEV-4)."""
    return tuple(row["feature"] for row in rows("device_features.csv") if row["kind"] == kind)


def offered(*, third_party: bool) -> list[Model]:
    """The models that an organization may add; other makers' once it has asked (DEV-2)."""
    return [one for one in models().values() if third_party or one.kind != THIRD_PARTY]


def find(text: str) -> Model | None:
    """The model that a request names, by its name or its title, in any case."""
    return _by_name().get(text.strip().casefold())


def check_model(text: str) -> list[Fault]:
    """What is wrong with the model that a request names."""
    if not text.strip():
        return [missing("model", codes.MISSING_FIELD, "DEV-1")]
    if find(text) is None:
        words = "is no model of the list of supported devices"
        return [Fault("model", codes.UNKNOWN_MODEL, words, "DEV-1")]
    return []


def normal_mac(text: str) -> str:
    """A MAC address as it is kept: 12 digits, upper case, nothing between them."""
    return text.translate(_PARTS).upper() if text.isascii() and len(text) <= _LONGEST else text


def check_mac(text: str) -> list[Fault]:
    """What is wrong with a MAC address."""
    if not text.strip():
        return [missing("mac", codes.MISSING_FIELD, "DEV-1")]
    if _MAC.fullmatch(normal_mac(text)):
        return []
    words = "must be 12 hexadecimal digits; colons, hyphens and dots between them are passed over"
    return [Fault("mac", codes.BAD_MAC, words, "DEV-1")]


def check_password(model: Model | None, password: str) -> list[Fault]:
    """What is wrong with a SIP password; the fault never repeats it (DEV-3).

    Decided here: only what is managed elsewhere needs one; with what the platform manages, one that
    comes along is passed over.
    """
    if model is None or model.kind not in EXTERNAL:
        return []
    if not password:
        words = "is required for a device that the customer or the partner manages"
        return [Fault("password", codes.PASSWORD_REQUIRED, words, "DEV-3")]
    signs = set(password)
    mixed = all(
        signs & set(some)
        for some in (string.ascii_lowercase, string.ascii_uppercase, string.digits)
    )
    plain = password.isascii() and password.isprintable() and " " not in password
    if PASSWORD_LEAST <= len(password) <= PASSWORD_MOST and mixed and plain:
        return []
    words = (
        f"must have {PASSWORD_LEAST} to {PASSWORD_MOST} plain characters without blanks,"
        " with a small letter, a capital and a digit among them"
    )
    return [Fault("password", codes.BAD_TEXT, words, "DEV-3")]


def user_name(uuid: bytes) -> str:
    """What a device registers as, always the same for the same one (DEV-3)."""
    return f"d{uuid.hex()[:12]}"


def outbound_proxy(domain: str) -> str:
    """Where a device sends what it calls, by the SIP domain of its organization (DEV-3)."""
    return f"proxy.{domain}" if domain else ""


@cache
def _by_name() -> dict[str, Model]:
    named = {one.title.casefold(): one for one in models().values()}
    return named | {one.model.casefold(): one for one in models().values()}
