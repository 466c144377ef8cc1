"""Subscribers that come, change and go (SBR, PKG-3, PRV-5, PRV-6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes, paces, package_sets, packages
from data.emulation.rules.faults import Fault
from data.emulation.rules.timeline import DELETED
from data.emulation.services import acting, devices, seating, subscribers
from data.emulation.services import subscriber_checks as checks
from data.emulation.services.problems import conflict, require_free, require_valid
from data.emulation.services.seating import Seat
from data.emulation.store import (
    customer_rows,
    emails,
    organizations,
    partners,
    people,
    queues,
    subscriber_writes,
    usage,
    usage_starts,
)
from data.emulation.store import devices as device_rows
from data.emulation.store.planning import NewStep, plan_subscriber

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.emulation.services.subscriber_checks import Candidate
    from data.emulation.services.writing import Write
    from data.emulation.store.customer_filter import Scope
    from data.emulation.store.customer_rows import Customer
    from data.emulation.store.people import PersonRow
    from data.emulation.store.subscriber_writes import ServiceRow
    from data.models.requests import UpdateSubscriber

PROVISIONED = "provisioned"
PENDING = "pending_user_migration"
OUTCOMES = ("accepted", "declined")
"""What a user can answer to the consent email."""


def provision(write: Write, candidate: Candidate) -> int:
    """Make a subscriber that was examined in the same change.

    Who has a free account is asked first and becomes one when it consents, after a while of the
    pace's length (SBR-3); use is counted from then on, or from when the package is ready.

    Returns:
        The subscriber's rowid.
    """
    customer, package = candidate.customer.row, candidate.package
    active = max(write.now, candidate.organization.active_ms)
    if candidate.free:
        waits = paces.duration(write.pace, paces.CONSENT, write.chance())
        active = max(write.now + waits, active)
    status = PENDING if candidate.free else PROVISIONED
    person = _person(write, candidate, active)
    seat = candidate.seat
    subscriber = subscriber_writes.add(
        write.connection,
        write.uuid(),
        person_id=person,
        customer_id=customer.id,
        location_id=seat.location_id,
        package=package,
        phone=seat.phone,
        extension=seat.extension,
        status=status,
        created_ms=write.now,
        status_ms=write.now,
    )
    steps = [NewStep(write.now, status)]
    if candidate.free:
        steps.append(NewStep(active, PROVISIONED))
        _ask(write, customer.id, subscriber, candidate.email)
    _plan(write, subscriber, steps)
    holder = usage.Holder(customer.owner_id, customer.id, subscriber)
    start = usage_starts.of(write.connection, customer.id, package, active, write.now)
    usage.begin(write.connection, holder, [package], start, location_id=seat.location_id)
    return subscriber


class Move(NamedTuple):
    """What a request makes of a subscriber: its package, its add-ons as a mask, its seat."""

    package: int
    add_ons: int
    seat: Seat | None


def update(
    write: Write,
    scope: Scope,
    uuid: bytes | None,
    wanted: UpdateSubscriber,
    wrong: Sequence[Fault],
) -> int:
    """Give a subscriber another package, or Attendant Console beside the one it has (PKG-3a).

    `package` names the base package: add-ons stay, and what they stand on cannot be taken from
    under them (PKG-5). `packages` is the whole list wanted, so a base package in it stands alone
    afterwards. Decided here.

    Args:
        write: the change.
        scope: whose subscribers.
        uuid: which.
        wanted: the request.
        wrong: what is wrong with its shape.

    Returns:
        The subscriber's rowid.

    Raises:
        Refusal: 400, 403, 404 or 409, as for a new one.
    """
    service, customer = _of(write, scope, uuid)
    acting.require_active(partners.partner(write.connection, customer.row.owner_id))
    person = people.by_id(write.connection, service.person_id)
    blockers = checks.state_faults(write.connection, customer.row, write.now)
    move, found = _move(write, service, customer, person, wanted)
    require_valid(checks.merged(wrong, checks.without_location(found, blockers)))
    if move is None:
        raise LookupError("a valid request names a package")
    require_free([*blockers, *_conflicts(write, service, customer, wanted, move)])
    _apply(write, service, customer, move)
    return service.id


def remove(write: Write, scope: Scope, uuid: bytes | None) -> None:
    """End a subscriber's service; the person stays in the organization.

    Who did not consent yet, or whose organization is still to come, is nobody there, and goes.

    Raises:
        Refusal: 404, the scope has no such subscriber.
    """
    service, _ = _of(write, scope, uuid)
    _end(write, service)


def send_consent(write: Write, scope: Scope, uuid: bytes | None) -> None:
    """Send the consent email once more (SBR-3).

    Raises:
        Refusal: 404; 403, the sub-partner is suspended; 409, the subscriber waits for nothing.
    """
    service, customer = _of(write, scope, uuid)
    acting.require_active(partners.partner(write.connection, customer.row.owner_id))
    _require_pending(service)
    person = people.by_id(write.connection, service.person_id)
    _ask(write, service.customer_id, service.id, person.email)


def decide(write: Write, scope: Scope, uuid: bytes | None, outcome: str) -> None:
    """Answer the consent email for its user, sooner than the pace does (SBR-3).

    Raises:
        Refusal: 404; 409, the subscriber waits for nothing.
    """
    service, customer = _of(write, scope, uuid)
    _require_pending(service)
    if outcome != OUTCOMES[0]:
        _end(write, service)
        return
    organization = organizations.by_id(write.connection, customer.row.organization_id)
    active = max(write.now, organization.active_ms)
    steps = [NewStep(active, PROVISIONED)]
    if service.ends_ms is not None:
        # Its customer is being removed: the end that is settled stays.
        steps.append(NewStep(service.ends_ms, DELETED))
    _plan(write, service.id, steps)
    people.activate(write.connection, service.person_id, active)
    usage.end(write.connection, holder_of(service), write.now)
    start = usage_starts.of(
        write.connection, service.customer_id, service.package, active, write.now
    )
    if service.ends_ms is not None and service.ends_ms <= start:
        return
    usage.begin(
        write.connection,
        holder_of(service),
        [service.package],
        start,
        location_id=service.location_id,
        end_ms=service.ends_ms,
    )


def holder_of(service: ServiceRow) -> usage.Holder:
    """Who uses what a subscriber has."""
    return usage.Holder(service.owner_id, service.customer_id, service.id)


def _of(write: Write, scope: Scope, uuid: bytes | None) -> tuple[ServiceRow, Customer]:
    found = subscribers.one(write.connection, scope, uuid, write.now)
    service = subscriber_writes.fold_in(write.connection, found.id, write.now)
    (customer,) = customer_rows.by_ids(write.connection, [service.customer_id], write.now)
    return service, customer


def _person(write: Write, candidate: Candidate, active: int) -> int:
    """The person of a new subscriber: who has the email already, or a new one."""
    if candidate.person is not None:
        # Nobody comes back into a queue by a package that was lost in between.
        queues.leave(write.connection, [candidate.person.id], write.now)
        if candidate.first:
            people.make_administrator(write.connection, candidate.person.id)
        return candidate.person.id
    first, last = candidate.name
    columns = {
        "organization_id": candidate.organization.id,
        "email": candidate.email,
        "first_name": first,
        "last_name": last,
        "administrator": int(candidate.first),
        "created_ms": write.now,
        "active_ms": active,
    }
    # Who works at the partner is the same person in its organization (PRV-7).
    account = partners.staff_by_email(write.connection, candidate.email)
    if account is None:
        return people.add(write.connection, write.uuid(), **columns)
    return people.put_account(write.connection, account.uuid, **columns)


def _ask(write: Write, customer: int, subscriber: int, address: str) -> None:
    emails.send(
        write.connection,
        emails.CONSENT,
        address,
        write.now,
        customer_id=customer,
        subscriber_id=subscriber,
    )


def _plan(write: Write, subscriber: int, steps: Sequence[NewStep]) -> None:
    plan_subscriber(
        write.connection, subscriber, steps, now=write.now, request=write.request, replace=True
    )


def _end(write: Write, service: ServiceRow) -> None:
    _plan(write, service.id, [NewStep(write.now, DELETED)])
    usage.end(write.connection, holder_of(service), write.now)
    queues.leave(write.connection, [service.person_id], write.now)
    device_rows.end_of_persons(write.connection, [service.person_id], write.now)
    person = people.by_id(write.connection, service.person_id)
    if person.active_ms > write.now:
        people.end(write.connection, person.id, write.now)


def _require_pending(service: ServiceRow) -> None:
    if service.status != PENDING:
        raise conflict(codes.NOT_PENDING, "the subscriber waits for no consent", "subscriberId")


def _move(
    write: Write,
    service: ServiceRow,
    customer: Customer,
    person: PersonRow,
    wanted: UpdateSubscriber,
) -> tuple[Move | None, list[Fault]]:
    """What a request makes of a subscriber, and what is wrong with it."""
    package, faults = package_sets.one(wanted.package, wanted.packages, "package")
    if package is None:
        return None, faults
    is_base = bool(packages.bit(package) & package_sets.BASES)
    console = packages.bit(package_sets.CONSOLE)
    kept = service.add_ons if wanted.package else service.add_ons & ~console
    faults += package_sets.check_subscriber(
        package, service.package, checks.usable(customer), "package", add_ons=kept & console
    )
    if is_base and person.administrator:
        begun = checks.floor(write.connection, customer)
        faults += checks.downgrade_faults(begun, service.package, package)
    seat, seat_faults = _new_seat(write, service, customer, package, wanted)
    faults += seat_faults
    if not is_base:
        return Move(service.package, service.add_ons | packages.bit(package), None), faults
    if package not in packages.CALLING:
        kept = 0
    return Move(package, kept, seat), faults


def _new_seat(
    write: Write,
    service: ServiceRow,
    customer: Customer,
    package: int,
    wanted: UpdateSubscriber,
) -> tuple[Seat | None, list[Fault]]:
    """The seat that a move to another package brings; None where it stays as it is."""
    wish = checks.wish_of(wanted.provisioning_parameters)
    if package in packages.CALLING and service.package not in packages.CALLING:
        return seating.check(write.connection, customer.row.organization_id, wish)
    given = wanted.provisioning_parameters
    faults = []
    if given is not None and any(given.model_dump().values()):
        text = "are for a move from webex_meetings to a calling package only"
        faults.append(Fault(checks.PARAMETERS, codes.NO_PARAMETERS, text))
    if packages.bit(package) & package_sets.BASES and package not in packages.CALLING:
        return Seat(), faults
    return None, faults


def _conflicts(
    write: Write,
    service: ServiceRow,
    customer: Customer,
    wanted: UpdateSubscriber,
    move: Move,
) -> list[Fault]:
    faults = []
    if service.status == PENDING:
        text = "the subscriber's user did not consent yet"
        faults.append(Fault("subscriberId", codes.IN_PROGRESS, text))
    new = _held(move.package, move.add_ons) - _held(service.package, service.add_ons)
    for package in sorted(new):
        faults += seating.limit_faults(write.connection, customer, package, "package", write.now)
    if move.seat is not None:
        wish = checks.wish_of(wanted.provisioning_parameters)
        organization = customer.row.organization_id
        faults += seating.conflicts(write.connection, organization, move.seat, wish, write.now)
    if move.package != service.package:
        person = service.person_id
        faults += devices.one_device_faults(write.connection, person, move.package, 1, write.now)
    return faults


def _apply(write: Write, service: ServiceRow, customer: Customer, move: Move) -> None:
    before = _held(service.package, service.add_ons)
    after = _held(move.package, move.add_ons)
    if before == after:
        return
    columns: dict[str, object] = {"package": move.package, "add_ons": move.add_ons}
    location = service.location_id
    if move.seat is not None:
        location = move.seat.location_id
        columns |= {
            "location_id": location,
            "phone": move.seat.phone,
            "extension": move.seat.extension,
        }
    subscriber_writes.change(write.connection, service.id, **columns)
    if move.package not in packages.CALLING:
        # Meetings has no phone (PKG-13).
        device_rows.end_of_persons(write.connection, [service.person_id], write.now)
    # Readers of what changed look at steps: this one says so.
    _plan(write, service.id, [NewStep(write.now, PROVISIONED)])
    queues.leave(write.connection, [service.person_id], write.now)
    # One ends in the moment in which the other begins (BIL-5), if that is ready.
    usage.end(write.connection, holder_of(service), write.now, before - after)
    active = max(write.now, customer.row.organization_active_ms)
    for package in sorted(after - before):
        start = usage_starts.of(write.connection, service.customer_id, package, active, write.now)
        usage.begin(write.connection, holder_of(service), [package], start, location_id=location)


def _held(package: int, add_ons: int) -> set[int]:
    return {package, *packages.codes(add_ons)}
