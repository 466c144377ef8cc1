"""Requests for Setup Assist, which only the emulation takes (SUA)."""

from __future__ import annotations

from datetime import date, datetime

from data.models.base import WireModel
from data.models.requests import RequestBody


class SetupAssistRequest(WireModel):
    """A request, with all that its form asks for (SUA-8).

    Attributes:
        partner_org_id: the partner's, or the sub-partner's whose customer it is.
        active_subscription: whether there is a wholesale subscription: always.
        locations: how many the customer has now.
        kind: express or standard (SUA-2).
        seats: at the location when it was requested.
        unit_price: a decimal number, for the location (express) or each seat (standard).
        total_price: for all of it.
        requested_by: the email of the account that sent it.
    """

    id: str
    partner_org_id: str = ""
    customer_id: str = ""
    org_id: str = ""
    active_subscription: bool = True
    subscription_id: str = ""
    locations: int = 0
    location_id: str = ""
    location_name: str = ""
    kind: str = ""
    sku: str = ""
    seats: int = 0
    currency: str = ""
    unit_price: str = ""
    total_price: str = ""
    onboarding_end_date: date | None = None
    contact_name: str = ""
    contact_email: str = ""
    created: datetime | None = None
    requested_by: str = ""


class SetupAssistInput(RequestBody):
    """POST of a request: for which location, until when, and whom to call there.

    onboarding_end_date is YYYY-MM-DD, six business days ahead at least (SUA-3).
    """

    location_id: str = ""
    onboarding_end_date: str = ""
    contact_name: str = ""
    contact_email: str = ""
