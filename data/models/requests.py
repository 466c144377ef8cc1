"""Bodies of requests (contract, sections 2, 3 and 7), for those who send and those who read them.

Every field may be missing here, because an answer has to name all that is wrong with a request at
once; which ones are required, the rules say. Empty text is the same as none.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, StrictInt

from data.models.base import WireModel
from data.models.customers import Address
from data.models.resources import LocationAddress


class RequestBody(WireModel):
    """A body that is sent."""

    def wire(self) -> dict[str, Any]:
        """The JSON object, without what was not set."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)


class CustomerInfo(RequestBody):
    """The organization to be made: its name, its first contact, its language (LOC-1)."""

    name: str = ""
    primary_email: str = ""
    language: str = ""


class LocationInput(RequestBody):
    """A customer's first calling location."""

    name: str = ""
    address: Address | None = None
    timezone: str = ""
    language: str = ""
    emergency_location_identifier: str = ""


class CallingInput(RequestBody):
    """What calling packages need (CAP-3)."""

    location: LocationInput | None = None


class MeetingsInput(RequestBody):
    """Settings of the meeting site."""

    timezone: str = ""


class PackagesInput(RequestBody):
    """limits: the most of a package that the customer may use, by its name."""

    limits: dict[str, StrictInt] = Field(default_factory=dict)


class CustomerParameters(RequestBody):
    """Provisioning parameters of a customer (CAP-2)."""

    calling: CallingInput | None = None
    meetings: MeetingsInput | None = None
    packages: PackagesInput | None = None


class ProvisionCustomer(RequestBody):
    """POST of a customer, and its precheck; with `org_id` an existing organization (ATT-4)."""

    provisioning_id: str = ""
    packages: tuple[str, ...] = ()
    org_id: str = ""
    external_id: str = ""
    address: Address | None = None
    customer_info: CustomerInfo | None = None
    provisioning_parameters: CustomerParameters | None = None
    sub_partner_admin_email: str = ""
    billing_start_date: str = ""


class UpdateCustomer(RequestBody):
    """PUT of a customer: the full list of packages wanted, and what else changes (CMG-1)."""

    packages: tuple[str, ...] = ()
    external_id: str = ""
    address: Address | None = None
    provisioning_parameters: CustomerParameters | None = None
    sub_partner_admin_email: str = ""
    billing_start_date: str = ""


class SubscriberParameters(RequestBody):
    """A user's name and, for calling packages, numbers and place (SBR-1, SBR-2)."""

    first_name: str = ""
    last_name: str = ""
    primary_phone_number: str = ""
    extension: str = ""
    location_id: str = ""


class ProvisionSubscriber(RequestBody):
    """POST of a subscriber, with exactly one package under either name (PKG-3a)."""

    customer_id: str = ""
    email: str = ""
    package: str = ""
    packages: tuple[str, ...] = ()
    provisioning_parameters: SubscriberParameters | None = None


class PrecheckSubscriber(ProvisionSubscriber):
    """Precheck of a subscriber; customer_info's email before the customer exists (PRE-2)."""

    customer_info: CustomerInfo | None = None


class UpdateSubscriber(RequestBody):
    """PUT of a subscriber; parameters for a move from meetings to calling only."""

    package: str = ""
    packages: tuple[str, ...] = ()
    provisioning_parameters: SubscriberParameters | None = None


class Consent(RequestBody):
    """What a user answered to the consent email: accepted or declined (SBR-3)."""

    outcome: str = ""


class CreateLocation(RequestBody):
    """POST of a location, in the spelling of the locations API."""

    name: str = ""
    org_id: str = ""
    time_zone: str = ""
    preferred_language: str = ""
    address: LocationAddress | None = None


class NumbersInput(RequestBody):
    """What a workspace is called with, and where it stands."""

    extension: str = ""
    phone_number: str = ""
    location_id: str = ""


class WorkspaceCallingInput(RequestBody):
    """How a workspace makes calls."""

    type: str = ""
    webex_calling: NumbersInput | None = None


class CreateWorkspace(RequestBody):
    """POST of a workspace with Common Area Calling (PKG-7)."""

    display_name: str = ""
    org_id: str = ""
    location_id: str = ""
    calling: WorkspaceCallingInput | None = None
