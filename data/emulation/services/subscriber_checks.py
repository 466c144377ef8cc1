"""What has to be right before a subscriber is provisioned; prechecks ask the same (PRE-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes, emails, ids, package_sets, packages, texts
from data.emulation.rules.faults import Fault, missing, unsaid
from data.emulation.services import acting, customers, known_emails, onboarding, seating
from data.emulation.services.problems import require_free, require_valid
from data.emulation.services.seating import Seat, Wish
from data.emulation.store import organizations, partners, people, subscriber_writes
from data.models.requests import SubscriberParameters

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from data.emulation.store.customer_filter import Scope
    from data.emulation.store.customer_rows import Customer, CustomerRow
    from data.emulation.store.organizations import OrganizationRow
    from data.emulation.store.people import PersonRow
    from data.models.requests import ProvisionSubscriber

PARAMETERS = "provisioningParameters"
NAME_MOST = 64
"""Characters of a first or last name at most. Decided here."""
EVERY_PACKAGE = sum(packages.bit(code) for code in packages.NAMES)
_USABLE = ("provisioned", "provisioning")
_STATES = {
    "pending_rpl_review": (
        codes.UNDER_REVIEW,
        "a denied-party review of the customer is pending; nothing is provisioned before its end",
    ),
    "deleting": (codes.IN_PROGRESS, "the customer is being removed"),
    "error": (codes.NOT_PROVISIONED, "the customer could not be provisioned"),
}


class Candidate(NamedTuple):
    """A subscriber that can be provisioned.

    Attributes:
        customer: with its packages.
        organization: the customer's.
        package: the code of the base package.
        email: in lower case.
        name: first and last name.
        person: who has the email in the organization already; None for a new one.
        free: whether the user has to consent first (SBR-3).
        first: whether it becomes the organization's administrator (PRV-5).
        seat: for a calling package.
    """

    customer: Customer
    organization: OrganizationRow
    package: int
    email: str
    name: tuple[str, str]
    person: PersonRow | None
    free: bool
    first: bool
    seat: Seat


def examine(
    connection: sqlite3.Connection,
    scope: Scope,
    wanted: ProvisionSubscriber,
    wrong: Sequence[Fault],
    now: int,
) -> Candidate:
    """Check a request for a new subscriber; nothing is changed.

    Args:
        connection: where to read.
        scope: whose customers.
        wanted: the request.
        wrong: what is wrong with its shape.
        now: the moment, in milliseconds.

    Raises:
        Refusal: 400 with all that is wrong, 403 for a suspended sub-partner's customer, 404 for
            one that the scope has not, 409 with all that is in the way.
    """
    customer = find_customer(connection, scope, wanted.customer_id, now)
    email = emails.normal(wanted.email)
    owner = None if customer is None else _owner(connection, customer.row, email)
    package, package_faults = package_sets.one(wanted.package, wanted.packages, "package")
    wish = wish_of(wanted.provisioning_parameters)
    seat, seat_faults = _seat(connection, customer, package, wish)
    found = [
        *customer_faults(wanted.customer_id),
        *emails.check(wanted.email, "email", rule="SBR-1"),
        *package_faults,
        *_fit(connection, customer, package, owner),
        *_names(wanted.provisioning_parameters),
        *seat_faults,
    ]
    blockers = [] if customer is None else state_faults(connection, customer.row, now)
    require_valid(merged(wrong, without_location(found, blockers)))
    if customer is None or owner is None or package is None:
        raise LookupError("a valid request names customer and package")
    conflicts = [
        *blockers,
        *email_faults(connection, email, owner.organization, now),
        *seating.limit_faults(connection, customer, package, "package", now),
        *seating.conflicts(connection, owner.organization.id, seat, wish, now),
    ]
    require_free(conflicts)
    names = wanted.provisioning_parameters or SubscriberParameters()
    return Candidate(
        customer,
        owner.organization,
        package,
        email,
        (texts.normal(names.first_name), texts.normal(names.last_name)),
        owner.person,
        owner.person is None and people.has_free_account(connection, email),
        owner.first,
        seat,
    )


def find_customer(
    connection: sqlite3.Connection, scope: Scope, customer_id: str, now: int
) -> Customer | None:
    """The customer that a request names; None if what it has is no id.

    Raises:
        Refusal: 404, the scope has none with this id; 403, its sub-partner is suspended (SUB-11).
    """
    uuid = ids.decode(ids.CUSTOMER, customer_id)
    if uuid is None:
        return None
    found = customers.one(connection, scope, uuid, now)
    acting.require_active(partners.partner(connection, found.row.owner_id))
    return found


def customer_faults(customer_id: str) -> list[Fault]:
    """What is wrong with the id of a customer in a request."""
    if not customer_id:
        return [missing("customerId", codes.MISSING_FIELD, "SBR-1")]
    if ids.decode(ids.CUSTOMER, customer_id) is None:
        return [Fault("customerId", codes.BAD_ID, "is no id of a customer")]
    return []


def state_faults(
    connection: sqlite3.Connection, customer: CustomerRow, now: int, field: str = "customerId"
) -> list[Fault]:
    """Why nothing can be provisioned for a customer as it is (PRV-2, RPL-6, ATT-1).

    Args:
        connection: where to read.
        customer: as it is at `now`.
        now: the moment.
        field: what names the customer in the request.
    """
    found = _STATES.get(customer.status)
    if found is not None:
        return [Fault(field, *found)]
    if not onboarding.waits_for_approval(connection, customer.id, now):
        return []
    text = "the organization's administrator has not agreed yet; nothing is provisioned before"
    return [Fault(field, codes.NEEDS_APPROVAL, text)]


def without_location(found: Iterable[Fault], blockers: Sequence[Fault]) -> list[Fault]:
    """Faults of a request; where the customer's state is in the way, no location is missed.

    Its first one comes with the service, and whoever waits for that learns what it waits for.

    Args:
        found: what is wrong with the request.
        blockers: what `state_faults` found.
    """
    return [f for f in found if not blockers or f.code != codes.LOCATION_REQUIRED]


def usable(customer: Customer) -> int:
    """The mask of the packages that a customer has to give: neither leaving nor failed.

    Where it can give nothing at all, that is what to tell: then it is the mask of all that it has.
    """
    if customer.row.status in _STATES:
        return customer.row.packages
    return sum(packages.bit(row.package) for row in customer.packages if row.status in _USABLE)


def email_faults(
    connection: sqlite3.Connection, email: str, organization: OrganizationRow | None, now: int
) -> list[Fault]:
    """Whether an email belongs to somebody who cannot be this subscriber (PRE-1).

    Args:
        connection: where to read.
        email: in lower case.
        organization: the customer's; None where there is none yet.
        now: the moment.
    """
    uuid = None if organization is None else organization.uuid
    found = known_emails.holder(connection, email, uuid)
    if found.foreign:
        return known_emails.faults(found, "email")
    person = found.person
    if person is None or subscriber_writes.live_of_person(connection, person.id, now) is None:
        return []
    text = "the user has a wholesale package already"
    return [Fault("email", codes.SUBSCRIBER_EXISTS, text)]


def wish_of(parameters: SubscriberParameters | None) -> Wish:
    """What a request says of a subscriber's seat."""
    given = parameters or SubscriberParameters()
    names = ("primaryPhoneNumber", "extension", "locationId")
    phone, extension, location = (f"{PARAMETERS}.{name}" for name in names)
    return Wish(
        given.primary_phone_number,
        given.extension,
        given.location_id,
        (phone, extension, location),
    )


def merged(wrong: Sequence[Fault], found: Iterable[Fault]) -> list[Fault]:
    """All faults; of a field whose shape is wrong already, that alone is told."""
    # A list of packages that is none is no missing package, too.
    packages = any(fault.field.partition("[")[0] == "packages" for fault in wrong)
    return unsaid(wrong, (one for one in found if not (packages and one.field == "package")))


class _Owner(NamedTuple):
    """Whose an email is or becomes: the organization, its person if there is one."""

    organization: OrganizationRow
    person: PersonRow | None
    first: bool


def _owner(connection: sqlite3.Connection, customer: CustomerRow, email: str) -> _Owner:
    organization = organizations.by_id(connection, customer.organization_id)
    person = people.by_email(connection, email)
    if person is not None and person.organization_id != organization.id:
        person = None
    first = not customer.attached and not subscriber_writes.has_had_any(connection, customer.id)
    return _Owner(organization, person, first)


def _fit(
    connection: sqlite3.Connection,
    customer: Customer | None,
    package: int | None,
    owner: _Owner | None,
) -> list[Fault]:
    """Whether a package is for this subscriber (PKG-3 to PKG-7, PRV-6)."""
    if package is None:
        return []
    held = EVERY_PACKAGE if customer is None else usable(customer)
    faults = package_sets.check_subscriber(package, None, held, "package")
    if faults or customer is None or owner is None or customer.row.attached:
        return faults
    rules = owner.first or (owner.person is not None and bool(owner.person.administrator))
    return downgrade_faults(floor(connection, customer), None, package) if rules else []


def floor(connection: sqlite3.Connection, customer: Customer) -> int:
    """The mask of the packages that an administrator's may not be below (PRV-6).

    Those that the customer began with, as far as it has them still: what it gave up, nobody can
    have; 0 where nothing is left of them, and none for an attached organization.
    """
    if customer.row.attached:
        return 0
    return subscriber_writes.created_packages(connection, customer.row.id) & usable(customer)


def downgrade_faults(created: int, current: int | None, wanted: int) -> list[Fault]:
    """Whether a package is too low for an administrator (PRV-6)."""
    if not package_sets.is_downgrade(created, current, wanted):
        return []
    text = f"{packages.NAMES[wanted]} is too low a package for an administrator"
    return [Fault("package", codes.DOWNGRADE, text)]


def _names(parameters: SubscriberParameters | None) -> list[Fault]:
    given = parameters or SubscriberParameters()
    return [
        *texts.check(given.first_name, f"{PARAMETERS}.firstName", most=NAME_MOST, rule="SBR-1"),
        *texts.check(given.last_name, f"{PARAMETERS}.lastName", most=NAME_MOST, rule="SBR-1"),
    ]


def _seat(
    connection: sqlite3.Connection, customer: Customer | None, package: int | None, wish: Wish
) -> tuple[Seat, list[Fault]]:
    if package in packages.CALLING and package != package_sets.COMMON_AREA:
        organization = None if customer is None else customer.row.organization_id
        return seating.check(connection, organization, wish)
    if package is None or package == package_sets.COMMON_AREA:
        return Seat(), []
    numbers = [
        Fault(field, codes.NUMBER_FOR_CALLING, "belongs to calling packages only")
        for field, text in zip(wish.fields, (wish.phone, wish.extension), strict=False)
        if text
    ]
    if not wish.location:
        return Seat(), numbers
    text = "belongs to calling packages only"
    return Seat(), [*numbers, Fault(wish.fields[2], codes.LOCATION_FOR_CALLING, text)]
