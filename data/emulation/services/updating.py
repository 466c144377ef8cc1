"""Updating a customer: the packages wanted, and what else changes (CMG-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules import addresses, billing_start, codes, details, paces, sentences, texts
from data.emulation.rules import packages as package_rules
from data.emulation.rules.faults import unsaid
from data.emulation.rules.timeline import DELETED
from data.emulation.services import (
    acting,
    onboarding,
    orders,
    parameters,
    pstn_vendors,
    purchase_orders,
)
from data.emulation.services.problems import conflict, require_free, require_valid
from data.emulation.services.removing import fresh
from data.emulation.store import (
    customer_rows,
    customer_writes,
    order_facts,
    partners,
    seats,
    service_ends,
)
from data.emulation.store.planning import NewStep, freshen, plan_customer
from data.models.customers import Address
from data.search_key import search_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.emulation.rules.faults import Fault
    from data.emulation.services.writing import Write
    from data.emulation.store.customer_rows import Customer
    from data.models.requests import UpdateCustomer

_BUSY: Final = frozenset({"provisioning", "updating", "deleting"})


class Update(NamedTuple):
    """An update that nothing is wrong with.

    Attributes:
        customer: as it is now.
        wanted: the mask of packages that it is to have.
        limits: new limits by the package's code.
        address: the billing address that it is to have.
        external_id: the one that it is to have.
        calling: new calling parameters, as `parameters.kept` gives them; None for the old ones.
        billing_start_ms: a new start of charging; None for the old one.
    """

    customer: Customer
    wanted: int
    limits: Mapping[int, int]
    address: Address
    external_id: str
    calling: str | None
    billing_start_ms: int | None

    @property
    def moves(self) -> bool:
        """Whether the billing address changes (RPL-1)."""
        return self.address != _address(self.customer)

    @property
    def renewed(self) -> list[int]:
        """Codes of packages that begin: new ones, and those that failed before."""
        there = {p.package for p in self.customer.packages if p.status == "provisioned"}
        return [code for code in package_rules.codes(self.wanted) if code not in there]

    @property
    def warned(self) -> list[int]:
        """Codes of packages that stay and became ready with a warning."""
        ready = (p for p in self.customer.packages if p.status == "provisioned" and p.warnings)
        return [p.package for p in ready if self.wanted & package_rules.bit(p.package)]

    @property
    def gone(self) -> list[int]:
        """Codes of packages that go."""
        held = [package.package for package in self.customer.packages]
        return [code for code in held if not self.wanted & package_rules.bit(code)]


def update(
    write: Write,
    behalf: str | None,
    uuid: bytes | None,
    body: UpdateCustomer,
    shape: Sequence[Fault],
) -> None:
    """Accept an update of a customer.

    Args:
        write: the change.
        behalf: the organization id of the sub-partner that it belongs to; None for any.
        uuid: the customer's.
        body: the request.
        shape: what is wrong with its shape.

    Raises:
        Refusal: 400, the request is not right; 403, the owner may not update; 404, there is no
            such customer or sub-partner; 409, it is not the time, or it conflicts with what there
            is.
    """
    customer = fresh(write, behalf, uuid)
    acting.require_active(partners.partner(write.connection, customer.row.owner_id))
    found = _checked(write, customer, body, shape)
    _require_time(customer)
    row = customer.row
    require_free(
        orders.external_conflicts(
            write.connection, row.owner_id, found.external_id, write.now, but=row.id
        )
    )
    holder = order_facts.with_external_id(write.connection, row.owner_id, found.external_id)
    if holder is not None:
        freshen(write.connection, holder, write.now)
    first = onboarding.case_of(write, customer).first
    calling = pstn_vendors.with_vendor_of(write.connection, row.id, row.template_id, found.calling)
    customer_writes.change_customer(write.connection, row.id, _columns(found, calling, first=first))
    _plan(write, found)


def _checked(
    write: Write, customer: Customer, body: UpdateCustomer, shape: Sequence[Fault]
) -> Update:
    """The update that a request is; 400 with all that is wrong with it."""
    row = customer.row
    wanted, found = parameters.packages(body.packages)
    owner = partners.partner(write.connection, row.owner_id)
    new = wanted & ~row.packages
    found += purchase_orders.faults(write.connection, owner.root_id, new, "packages")
    found += parameters.external_id(body.external_id, required=False)
    if body.address is not None:
        found += addresses.check(body.address, "address")
    found += parameters.check(
        body.provisioning_parameters, calling=_lacks_location(write, customer, wanted)
    )
    used = {
        package.package: seats.held(write.connection, row.id, package.package, write.now)
        for package in customer.packages
    }
    limits, faults = parameters.limits(body.provisioning_parameters, wanted, used)
    found += faults
    found += parameters.administrator(body.sub_partner_admin_email)
    start, faults = billing_start.check(
        body.billing_start_date.strip(),
        created_ms=row.created_ms,
        now=write.now,
        allowed=order_facts.delayed_billing(write.connection, row.owner_id),
        began=_is_charged(customer, write.now),
        field="billingStartDate",
    )
    found += faults
    require_valid(unsaid(shape, found))
    return Update(
        customer,
        wanted,
        limits,
        _address(customer) if body.address is None else addresses.normal(body.address),
        texts.normal(body.external_id) or row.external_id,
        parameters.kept(parameters.place_of(body.provisioning_parameters)),
        start,
    )


def _lacks_location(write: Write, customer: Customer, wanted: int) -> bool:
    """Whether calling is wanted (CAP-3) and nobody ever said where."""
    if not wanted & parameters.CALLING_MASK:
        return False
    row = customer.row
    return not (
        customer_writes.has_location(write.connection, row.organization_id)
        or customer_writes.calling(write.connection, row.id)
        or row.packages & parameters.CALLING_MASK & ~_failed(customer)
    )


def _failed(customer: Customer) -> int:
    """The mask of packages in error."""
    return sum(package_rules.bit(p.package) for p in customer.packages if p.status == "error")


def _is_charged(customer: Customer, now: int) -> bool:
    """Whether charging has begun: at the date agreed, else with the service (CAP-5)."""
    row = customer.row
    start = row.billing_start_ms
    if start is None:
        start = max(row.created_ms, row.organization_active_ms)
    return start <= now


def _require_time(customer: Customer) -> None:
    """Check that nothing else is going on with a customer.

    Raises:
        Refusal: 409, something is.
    """
    status = customer.row.status
    if status == "pending_rpl_review":
        raise conflict(codes.UNDER_REVIEW, "a review of the customer is pending")
    if status in _BUSY:
        words = f"another change of the customer is under way; its status is {status}"
        raise conflict(codes.IN_PROGRESS, words)


def _address(customer: Customer) -> Address:
    row = customer.row
    return Address(
        address_line1=row.address1,
        address_line2=row.address2,
        city=row.city,
        state_or_province=row.state,
        zip_or_postal_code=row.zip,
        country=row.country,
    )


def _columns(found: Update, calling: str | None, *, first: bool) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if found.external_id != found.customer.row.external_id:
        columns["external_id"] = found.external_id
        columns["external_key"] = search_key(found.external_id)
    if found.moves:
        columns.update(onboarding.columns_of(found.address))
    if calling is not None:
        columns["calling"] = calling
    if found.billing_start_ms is not None:
        columns["billing_start_ms"] = found.billing_start_ms
    if first:
        columns["created_packages"] = found.wanted
    return columns


def _plan(write: Write, found: Update) -> None:
    row = found.customer.row
    note = sentences.change(_new(found), found.gone, _others(found))
    steps = onboarding.begin_packages(write, row.id, found.renewed)
    customer_writes.set_limits(write.connection, row.id, found.limits)
    service_ends.end_packages(
        write.connection, row.id, found.gone, now=write.now, request=write.request
    )
    (again,) = customer_rows.rows_of(write.connection, [row.id])
    packages = customer_rows.packages_of(write.connection, [row.id])[row.id]
    case = onboarding.case_of(write, customer_rows.Customer(again, packages))
    # What is in error begins anew, or goes.
    case = case._replace(packages=found.renewed, failed=frozenset()).looked_at(write)
    start = NewStep(write.now, case.status, detail=details.write(note=note))
    # What failed in a review, or never came to one, does not slip past the next.
    checked = found.moves or row.status == "error"
    party = onboarding.matched(write, row.name, found.address) if checked else None
    if party is None:
        course = onboarding.go_on(write, case, write.now)
        if course.end_ms is not None:
            steps += onboarding.without_warnings(write, found.warned, course.end_ms)
    else:
        course = onboarding.hold(write, case, party)
    end = course.end_ms
    if end is None:
        end = write.now + paces.duration(write.pace, paces.UPDATE, write.chance())
    going = [
        step
        for code in found.gone
        for step in (NewStep(write.now, "deleting", code), NewStep(end, DELETED, code))
    ]
    plan_customer(
        write.connection,
        row.id,
        [start, *steps, *going, *course.steps],
        now=write.now,
        request=write.request,
        replace=True,
    )


def _new(found: Update) -> list[int]:
    """Codes of packages that it did not have; those that begin again are left out."""
    return [
        code for code in found.renewed if not found.customer.row.packages & package_rules.bit(code)
    ]


def _others(found: Update) -> list[str]:
    """What changes beside packages, in words."""
    changes = {
        "external id": found.external_id != found.customer.row.external_id,
        "billing address": found.moves,
        "limits": bool(found.limits),
        "billing start": found.billing_start_ms is not None,
    }
    return [words for words, happens in changes.items() if happens]
