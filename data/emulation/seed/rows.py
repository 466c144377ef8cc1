"""The rows that a seed writes: for each table its columns, in the order of the schema."""

from __future__ import annotations

from typing import Final, NamedTuple


class PartnerRow(NamedTuple):
    """A partner or an indirect provider."""

    id: int
    uuid: bytes
    parent_id: int | None
    root_id: int
    name: str
    name_key: str
    subscription_id: str
    state: str
    region: str
    delayed_billing: int
    billing_start_ms: int | None
    created_ms: int


class StaffRow(NamedTuple):
    """A staff account; roles are a JSON list."""

    id: int
    uuid: bytes
    partner_id: int
    email: str
    display_name: str
    roles: str
    created_ms: int


class TemplateRow(NamedTuple):
    """An onboarding template."""

    id: int
    uuid: bytes
    owner_id: int
    name: str
    country: str
    language: str
    created_ms: int


class OrganizationRow(NamedTuple):
    """An organization, of a customer or of nobody yet."""

    id: int
    uuid: bytes
    name: str
    manager_id: int | None
    kind: str
    domain: str | None
    domain_verified: int
    domain_claimed: int
    country: str
    language: str
    created_ms: int
    active_ms: int


class CustomerRow(NamedTuple):
    """A customer; status, next_at, packages and users are what steps and other rows say."""

    id: int
    uuid: bytes
    root_id: int
    owner_id: int
    organization_id: int
    template_id: int
    name: str
    name_key: str
    external_id: str
    external_key: str
    email: str
    email_key: str
    grams: str
    status: str
    status_ms: int
    next_at: int | None
    packages: int
    users: int
    attached: int
    restricted: int
    address1: str
    address2: str
    city: str
    state: str
    zip: str
    country: str
    language: str
    billing_start_ms: int | None
    errors: str | None
    created_ms: int


class CustomerPackageRow(NamedTuple):
    """A package of a customer."""

    customer_id: int
    package: int
    status: str
    next_at: int | None
    limit_n: int | None
    warnings: str | None
    errors: str | None
    added_ms: int


class LocationRow(NamedTuple):
    """A calling location."""

    id: int
    uuid: bytes
    organization_id: int
    name: str
    time_zone: str
    language: str
    address1: str
    address2: str
    city: str
    state: str
    zip: str
    country: str
    created_ms: int


class PersonRow(NamedTuple):
    """A person of a customer's organization."""

    id: int
    uuid: bytes
    organization_id: int
    email: str
    first_name: str
    last_name: str
    administrator: int
    created_ms: int
    active_ms: int


class SubscriberRow(NamedTuple):
    """A person's wholesale service; add_ons is a mask."""

    id: int
    uuid: bytes
    person_id: int
    customer_id: int
    location_id: int | None
    package: int
    add_ons: int
    phone: str
    extension: str
    status: str
    next_at: int | None
    errors: str | None
    created_ms: int
    status_ms: int


class WorkspaceRow(NamedTuple):
    """A place with a Common Area package."""

    id: int
    uuid: bytes
    customer_id: int
    location_id: int
    name: str
    package: int
    phone: str
    extension: str
    created_ms: int
    ended_ms: int | None


class UsageRow(NamedTuple):
    """An interval of use of one package."""

    id: int
    owner_id: int
    customer_id: int
    subscriber_id: int | None
    workspace_id: int | None
    location_id: int | None
    package: int
    start_ms: int
    end_ms: int | None


class RequestRow(NamedTuple):
    """A request that was accepted."""

    id: int
    tracking_id: str
    at_ms: int
    staff_id: int
    operation: str
    method: str
    path: str
    body: str


class StepRow(NamedTuple):
    """A step of a timeline."""

    id: int
    kind: int
    subject: int
    part: int
    seq: int
    due_ms: int
    status: str
    detail: str | None
    request_id: int | None


Row = (
    PartnerRow
    | StaffRow
    | TemplateRow
    | OrganizationRow
    | CustomerRow
    | CustomerPackageRow
    | LocationRow
    | PersonRow
    | SubscriberRow
    | WorkspaceRow
    | UsageRow
    | RequestRow
    | StepRow
)

TABLES: Final[dict[type[Row], str]] = {
    PartnerRow: "partners",
    StaffRow: "staff",
    TemplateRow: "templates",
    OrganizationRow: "organizations",
    CustomerRow: "customers",
    CustomerPackageRow: "customer_packages",
    LocationRow: "locations",
    PersonRow: "people",
    SubscriberRow: "subscribers",
    WorkspaceRow: "workspaces",
    UsageRow: "usage_intervals",
    RequestRow: "requests",
    StepRow: "steps",
}
"""The table of each kind of row."""
