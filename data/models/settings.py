"""Settings of customers and of the emulation itself (contract, section 9)."""

from __future__ import annotations

from data.models.base import WireModel
from data.models.customers import Address
from data.models.requests import RequestBody


class RestrictedItem(WireModel):
    """Something that administrators of the customer find changed or cannot change (RST)."""

    area: str
    item: str
    effect: str
    rule: str = ""


class CustomerSettings(WireModel):
    """What a partner decides about a customer's own administrators.

    Attributes:
        restricted_by_partner: the mode of RST-1.
        restrict_enterprise_settings: the switch for hybrid customers (UHB-3).
        kind: of its organization now: wholesale or hybrid, and none or flex before it is there or
            its attach is done (UHB-2).
        wholesale_menu: whether the wholesale menu of the user's hub opens (UHB-1).
        banner: what the customer's administrators read; empty with the mode off.
        restrictions: what they cannot change now.
        locked_settings: enterprise settings that are locked for them (UHB-3).
        third_party_devices: whether phones of other makers were asked for (DEV-2).
        branding: whose its users see, partner or own (BRD-2).
        own_branding: what an attached organization came with, none or basic.
        keep_own_branding: whether it is to keep that.
    """

    restricted_by_partner: bool
    restrict_enterprise_settings: bool
    kind: str = ""
    wholesale_menu: bool = False
    banner: str = ""
    restrictions: tuple[RestrictedItem, ...] = ()
    locked_settings: tuple[str, ...] = ()
    third_party_devices: bool = False
    branding: str = ""
    own_branding: str = ""
    keep_own_branding: bool = False


class CustomerSettingsInput(RequestBody):
    """PUT of a customer's settings; what is not named stays."""

    restricted_by_partner: bool | None = None
    restrict_enterprise_settings: bool | None = None
    third_party_devices: bool | None = None
    keep_own_branding: bool | None = None


class PlatformSettings(WireModel):
    """How the emulation behaves.

    Attributes:
        review_outcome: what an unsettled review becomes at its end, error or approved (RPL-5a).
        report_outcome: what billing reports become that are made from now on, completed or failed
            (REP-3).
    """

    review_outcome: str = "error"
    report_outcome: str = "completed"


class PlatformSettingsInput(RequestBody):
    """PUT of the emulation's settings; what is not named stays. Values as of the answer."""

    review_outcome: str = ""
    report_outcome: str = ""


class ClockInput(RequestBody):
    """PUT of the platform's clock; what is not named stays.

    Attributes:
        mode: real, frozen, offset or scaled.
        rate: platform seconds in a second of the wall, for scaled.
        forward: milliseconds to move on.
        pace: how long things take: instant, demo or real.
    """

    mode: str = ""
    rate: float | None = None
    forward: int | None = None
    pace: str = ""


class DeniedParty(WireModel):
    """A made-up denied party (RPL-7); the address in one line, empty for any."""

    id: str
    name: str = ""
    address: str = ""


class DeniedPartyInput(RequestBody):
    """POST of a denied party: its name, and where it is if that counts too."""

    name: str = ""
    address: Address | None = None
