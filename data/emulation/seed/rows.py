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
    authentication: str
    identity_provider: str
    administrator: str
    pstn_vendor: str
    brand: str
    invites_admins: int
    created_ms: int
    changed_ms: int


class IdentityProviderRow(NamedTuple):
    """An identity provider of a partner; scopes are parted by blanks, endpoints a JSON object."""

    id: int
    uuid: bytes
    owner_id: int
    kind: str
    name: str
    name_key: str
    entity_id: str
    client_id: str
    has_secret: int
    scopes: str
    endpoints: str
    redirect_uri: str
    state: str
    created_ms: int


class OrganizationRow(NamedTuple):
    """An organization, of a customer or of nobody yet; existing_users have no rows."""

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
    sip_domain: str = ""
    dial_in: str = ""
    site_language: str = ""
    licences: str = "none"
    existing_users: int = 0


class RightRow(NamedTuple):
    """A right of a partner in an organization: full or provisioning."""

    organization_id: int
    partner_id: int
    level: str
    since_ms: int


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
    created_packages: int
    attached_ms: int | None


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


class DeviceRow(NamedTuple):
    """A device of a person or a workspace."""

    id: int
    uuid: bytes
    organization_id: int
    person_id: int | None
    workspace_id: int | None
    model: str
    mac: str
    has_secret: int
    created_ms: int


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


class DecisionRow(NamedTuple):
    """A review of a customer, decided or not."""

    id: int
    customer_id: int
    kind: str
    opened_ms: int
    deadline_ms: int
    reason: str
    outcome: str | None
    decided_ms: int | None
    staff_id: int | None


class DeniedPartyRow(NamedTuple):
    """A made-up denied party, known by name, address or both (RPL-7)."""

    id: int
    name: str
    name_key: str
    address: str
    address_key: str


class FreeAccountRow(NamedTuple):
    """A free account, whose user has to consent before a subscriber is made of it (SBR-3)."""

    email: str
    display_name: str
    active: int


class BillingReportRow(NamedTuple):
    """A billing report; days count from 1970-01-01 UTC (REP)."""

    id: int
    uuid: bytes
    owner_id: int
    type: str
    category: str
    internal: int
    start_day: int
    end_day: int
    outcome: str
    errors: str | None
    staff_id: int | None
    created_ms: int
    due_ms: int


class IntegrationRow(NamedTuple):
    """A program that uses the API."""

    id: int
    client_id: str
    secret_hash: bytes
    name: str
    created_ms: int


class QueueRow(NamedTuple):
    """A call queue; settings are a JSON object."""

    id: int
    uuid: bytes
    location_id: int
    name: str
    name_key: str
    phone: str
    extension: str
    kind: str
    policy: str
    enabled: int
    settings: str
    created_ms: int


class QueueAgentRow(NamedTuple):
    """An agent of a queue; one of the three ids is set."""

    queue_id: int
    position: int
    person_id: int | None
    workspace_id: int | None
    virtual_line_id: int | None
    weight: int | None


class QueueSupervisorRow(NamedTuple):
    """A supervisor of a queue."""

    queue_id: int
    position: int
    person_id: int


class VirtualLineRow(NamedTuple):
    """A virtual line."""

    id: int
    uuid: bytes
    location_id: int
    first_name: str
    last_name: str
    phone: str
    extension: str
    created_ms: int


class PstnConnectionRow(NamedTuple):
    """The PSTN connection of a location."""

    location_id: int
    option_id: str
    premise: str
    since_ms: int
    ended_ms: int | None


class NumberRow(NamedTuple):
    """A number that was added to a location."""

    id: int
    organization_id: int
    location_id: int
    phone: str
    active: int
    created_ms: int


class BrandingRow(NamedTuple):
    """A partner's branding; content is a JSON object."""

    owner_id: int
    kind: str
    content: str
    changed_ms: int


class RetailPriceRow(NamedTuple):
    """What a partner asks for a package a month, in hundredths."""

    owner_id: int
    package: int
    cents: int
    changed_ms: int


class SetupAssistRow(NamedTuple):
    """A request for Setup Assist; onboarding_day counts from 1970-01-01 UTC."""

    id: int
    uuid: bytes
    owner_id: int
    customer_id: int
    location_id: int
    sku: str
    seats: int
    cents: int
    onboarding_day: int
    contact_name: str
    contact_email: str
    created_ms: int
    staff_id: int


Row = (
    PartnerRow
    | StaffRow
    | TemplateRow
    | IdentityProviderRow
    | OrganizationRow
    | RightRow
    | CustomerRow
    | CustomerPackageRow
    | LocationRow
    | PersonRow
    | SubscriberRow
    | WorkspaceRow
    | DeviceRow
    | UsageRow
    | RequestRow
    | StepRow
    | DecisionRow
    | DeniedPartyRow
    | FreeAccountRow
    | IntegrationRow
    | BillingReportRow
    | QueueRow
    | QueueAgentRow
    | QueueSupervisorRow
    | VirtualLineRow
    | PstnConnectionRow
    | NumberRow
    | BrandingRow
    | RetailPriceRow
    | SetupAssistRow
)

TABLES: Final[dict[type[Row], str]] = {
    PartnerRow: "partners",
    StaffRow: "staff",
    TemplateRow: "templates",
    IdentityProviderRow: "identity_providers",
    OrganizationRow: "organizations",
    RightRow: "organization_rights",
    CustomerRow: "customers",
    CustomerPackageRow: "customer_packages",
    LocationRow: "locations",
    PersonRow: "people",
    SubscriberRow: "subscribers",
    WorkspaceRow: "workspaces",
    DeviceRow: "devices",
    UsageRow: "usage_intervals",
    RequestRow: "requests",
    StepRow: "steps",
    DecisionRow: "decisions",
    DeniedPartyRow: "denied_parties",
    FreeAccountRow: "free_accounts",
    IntegrationRow: "integrations",
    BillingReportRow: "billing_reports",
    QueueRow: "queues",
    QueueAgentRow: "queue_agents",
    QueueSupervisorRow: "queue_supervisors",
    VirtualLineRow: "virtual_lines",
    PstnConnectionRow: "pstn_connections",
    NumberRow: "numbers",
    BrandingRow: "brandings",
    RetailPriceRow: "retail_prices",
    SetupAssistRow: "setup_assist_requests",
}
"""The table of each kind of row."""
