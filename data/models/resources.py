"""Organizations, locations, subscribers and sub-partners (contract, sections 3, 5 and 7)."""

from __future__ import annotations

from datetime import datetime

from data.models.base import Findable, WireModel
from data.models.customers import Problem


class Organization(WireModel):
    """An organization: where a customer's name comes from."""

    id: str
    display_name: str = ""
    created: datetime | None = None


class LocationAddress(WireModel):
    """The address of a location, in the spelling of the locations API."""

    address1: str = ""
    address2: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""


class Location(Findable, WireModel):
    """A place of a customer."""

    id: str
    name: str = ""
    org_id: str = ""
    time_zone: str = ""
    preferred_language: str = ""
    address: LocationAddress = LocationAddress()


class Subscriber(Findable, WireModel):
    """A user with a wholesale package; `package` names the base one (PKG-3a)."""

    id: str
    person_id: str | None = None
    email: str = ""
    customer_id: str = ""
    external_customer_id: str = ""
    package: str = ""
    packages: tuple[str, ...] = ()
    status: str = ""
    errors: tuple[Problem, ...] = ()
    created: datetime | None = None
    last_status_change: datetime | None = None


class SubPartner(WireModel):
    """An indirect provider; the public answer has no name."""

    org_id: str
    subscription_id: str = ""
    provisioning_state: str = ""
    created: datetime | None = None
    billing_start_date: str | None = None
