"""What the emulation's hub tells about itself and the caller."""

from __future__ import annotations

from datetime import datetime

from data.models.base import WireModel
from data.models.people import Person


class Capabilities(WireModel):
    """What a backend can do beyond the public API; a client asks before it relies on any of it."""

    search: bool = False
    keyset: bool = False
    counts: bool = False
    changes: bool = False
    sorts: tuple[str, ...] = ()
    platform: str = "live"


class PartnerInfo(WireModel):
    """The organization whose business is run, and who runs it; never who its parent is (SUB-3)."""

    org_id: str
    name: str = ""
    region: str = ""
    staff: Person | None = None


class Provider(WireModel):
    """A sub-partner of the caller's organization; its name as far as it is known."""

    org_id: str
    name: str = ""
    provisioning_state: str = ""


class PlatformClock(WireModel):
    """The platform's time.

    Attributes:
        mode: real, frozen, offset or scaled.
        rate: platform seconds in a second of the wall clock, 0 while it stands: frozen, or real
            and still ahead of the wall.
        pace: how long things take: instant, demo or real; empty where the backend does not say.
    """

    now: datetime
    mode: str = "real"
    rate: float = 1.0
    pace: str = ""


class SentEmail(WireModel):
    """An email that the platform sent; kind is consent, attach_approval or welcome."""

    at: datetime
    kind: str
    address: str = ""
    customer_id: str | None = None
    subscriber_id: str | None = None
