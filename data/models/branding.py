"""Branding of a partner or sub-partner, which only the emulation tells (BRD)."""

from __future__ import annotations

from datetime import datetime

from data.models.base import WireModel
from data.models.customers import Owner
from data.models.requests import RequestBody


class Colours(WireModel):
    """Colours of one mode as #RRGGBB; empty for the platform's own."""

    navigation: str = ""
    button: str = ""
    link: str = ""


class Branding(WireModel):
    """What customers of a partner see of it.

    Attributes:
        kind: advanced, basic, or none where nothing was set yet.
        recommended: the kind to change to; empty with advanced branding (BRD-1).
        logo: the https address of a picture, or a PNG as a `data:` address.
        support_url: where customers' users find help.
        changed: None where nothing was set yet.
    """

    kind: str
    recommended: str = ""
    company_name: str = ""
    logo: str = ""
    light: Colours = Colours()
    dark: Colours = Colours()
    support_url: str = ""
    changed: datetime | None = None
    owner: Owner | None = None


class ColoursInput(RequestBody):
    """Colours of one mode; what is not named stays, empty text takes one away."""

    navigation: str = ""
    button: str = ""
    link: str = ""


class BrandingInput(RequestBody):
    """PUT of a branding, which is advanced from then on; what is not named stays.

    Empty text takes something away.
    """

    kind: str = ""
    company_name: str = ""
    logo: str = ""
    light: ColoursInput | None = None
    dark: ColoursInput | None = None
    support_url: str = ""
