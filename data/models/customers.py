"""Customers (contract, section 2) and what the emulation's hub adds to them."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from data.models.base import WireModel


class Problem(WireModel):
    """A warning or an error of a resource; `code` where the platform uses its other spelling."""

    error_code: int | None = None
    code: int | None = None
    description: str = ""

    @property
    def number(self) -> int | None:
        """The code under whichever name it came."""
        return self.error_code if self.error_code is not None else self.code


class Address(WireModel):
    """A billing address; the country is ISO 3166 alpha-2 (ADR-1, ADR-3)."""

    address_line1: str = ""
    address_line2: str = ""
    city: str = ""
    state_or_province: str = ""
    zip_or_postal_code: str = ""
    country: str = ""


class PackageState(WireModel):
    """A package of a customer with a status of its own (PRV-9)."""

    name: str
    status: str = ""
    warnings: tuple[Problem, ...] = ()
    errors: tuple[Problem, ...] = ()
    license_ids: tuple[str, ...] = ()


class ResourceDetails(WireModel):
    """What a customer consists of."""

    packages: tuple[PackageState, ...] = ()


class Customer(WireModel):
    """A customer as the public API knows it: without a name, which its organization has."""

    id: str
    org_id: str | None = None
    external_id: str = ""
    address: Address = Address()
    status: str = ""
    packages: tuple[str, ...] = ()
    resource_details: ResourceDetails = ResourceDetails()
    errors: tuple[Problem, ...] = ()


class Owner(WireModel):
    """The partner or sub-partner that a customer belongs to."""

    org_id: str
    name: str = ""


class HubCustomer(Customer):
    """A customer in the hub's list.

    Attributes:
        own: whether it belongs to the caller's own organization and not to a provider of it.
        users: live subscribers; None where the backend does not say.
        next_change: when the next step is due, if anything happens by itself.
        review_deadline: when a pending review runs out (RPL-3).
        key: the row's place in the sort order it was asked in; opaque.
    """

    name: str = ""
    owner: Owner | None = None
    own: bool = True
    users: int | None = None
    email: str = ""
    created: datetime | None = None
    status_since: datetime | None = None
    next_change: datetime | None = None
    review_deadline: datetime | None = None
    attached: bool = False
    key: str = ""


class CustomerCount(WireModel):
    """How many customers a filter lets through; `exact` False means "more than"."""

    matched: int
    total: int
    exact: bool = True


class CustomerChanges(WireModel):
    """Ids of customers whose answer changed since a moment, and when the next step is due.

    `world` names the content that the answer is about: another one is another world, of which
    nothing that was read before is true.
    """

    now: datetime
    next: datetime | None = None
    items: tuple[str, ...] = ()
    more: bool = False
    world: str = ""


class HubOrganization(WireModel):
    """A customer's organization; kind is wholesale, hybrid (UHB-2) and so on."""

    org_id: str
    display_name: str = ""
    kind: str = ""
    created: datetime | None = None


class HubLocation(WireModel):
    """A place of a customer, with the number of users and workspaces in it."""

    id: str
    name: str = ""
    address: Address = Address()
    time_zone: str = ""
    preferred_language: str = ""
    users: int = 0
    workspaces: int = 0


class TemplateReference(WireModel):
    """The onboarding template that a customer was made with."""

    name: str = ""
    provisioning_id: str = ""


class HistoryEntry(WireModel):
    """A step of the past: from `at` on, the customer (or its package) had this status."""

    at: datetime
    status: str
    package: str | None = None
    detail: str | None = None


class PendingDecision(WireModel):
    """What waits for somebody: a review (RPL-3) or an approval (ATT-1), until the deadline."""

    kind: str
    opened: datetime
    deadline: datetime
    reason: str = ""


class CustomerDetail(HubCustomer):
    """Everything about one customer that the console shows for reading.

    Attributes:
        sip_domain: of the organization (PRV-4); empty before it is there.
        dial_in: the call-in number of its meetings (ADR-2).
        site_language: of its meeting site (LOC-4).
        right: what the owner may do in it: full or provisioning (ATT-2).
        enterprise_restricted: whether enterprise settings are locked (UHB-3).
        decision: what waits about it.
        unknown: fields, in the wire's spelling, that are empty because the backend does not say.
    """

    organization: HubOrganization | None = None
    locations: tuple[HubLocation, ...] = ()
    user_counts: dict[str, int] = Field(default_factory=dict)
    package_users: dict[str, int] = Field(default_factory=dict)
    package_limits: dict[str, int] = Field(default_factory=dict)
    workspaces: int = 0
    template: TemplateReference | None = None
    history: tuple[HistoryEntry, ...] = ()
    language: str | None = None
    billing_start_date: str | None = None
    restricted: bool | None = None
    sip_domain: str = ""
    dial_in: str = ""
    site_language: str = ""
    right: str = ""
    enterprise_restricted: bool | None = None
    decision: PendingDecision | None = None
    unknown: tuple[str, ...] = ()
