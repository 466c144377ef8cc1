"""What becomes of an accepted order: a review, an approval, then package after package (PRV-1).

Everything is written at once: the steps of the timeline and the moments from which an organization,
a right or a location is there (decision 5).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules import (
    attaching as attach_rules,
)
from data.emulation.rules import (
    details,
    locales,
    paces,
    pstn,
    reviews,
    sentences,
)
from data.emulation.rules.packages import CALLING
from data.emulation.rules.times import LATEST
from data.emulation.services import attaching, pstn_vendors
from data.emulation.store import (
    customer_writes,
    decisions,
    emails,
    faults,
    order_facts,
    partners,
    places,
    service_ends,
)
from data.emulation.store.planning import NewStep

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from data.emulation.services.writing import Write
    from data.emulation.store.customer_rows import Customer
    from data.emulation.store.order_facts import AnyOrganization
    from data.emulation.store.partners import PartnerRow
    from data.models.customers import Address

_ADDRESS: Final = {
    "address1": "address_line1",
    "address2": "address_line2",
    "city": "city",
    "state": "state_or_province",
    "zip": "zip_or_postal_code",
    "country": "country",
}


_WARNED: Final = details.write(warnings=[sentences.MAINTENANCE.wire])
_UNSERVED: Final = details.write(
    errors=[sentences.VENDOR_FAILED.wire], note=sentences.VENDOR_FAILED.description
)


class Case(NamedTuple):
    """A customer that something is to become of.

    Attributes:
        customer: as it is now.
        organization: whatever it is yet.
        owner: whose it is.
        first: whether nothing of it was ever provisioned, so that its organization comes along.
        packages: codes of the packages that are to become ready.
        failed: codes of those that are in error and stay so.
        unserved: codes of packages among those to become ready that fail once more (PST-2).
    """

    customer: Customer
    organization: AnyOrganization
    owner: PartnerRow
    first: bool
    packages: Sequence[int]
    failed: frozenset[int] = frozenset()
    unserved: frozenset[int] = frozenset()

    @property
    def id(self) -> int:
        """The customer's rowid."""
        return self.customer.row.id

    @property
    def status(self) -> str:
        """What it is while it goes on."""
        return "provisioning" if self.first else "updating"

    def looked_at(self, write: Write) -> Case:
        """The same, knowing what of its packages fails again."""
        unserved = pstn_vendors.unserved(
            write.connection,
            self.id,
            self.customer.row.organization_id,
            self.packages,
            write.now,
        )
        return self._replace(unserved=unserved)


class Course(NamedTuple):
    """What goes on: its steps, and when it ends; None where only a decision can end it."""

    steps: list[NewStep]
    end_ms: int | None


def case_of(write: Write, customer: Customer) -> Case:
    """What there is to do for a customer: the packages of it that are being provisioned."""
    row = customer.row
    return Case(
        customer,
        order_facts.organization(write.connection, row.organization_id),
        partners.partner(write.connection, row.owner_id),
        not order_facts.was_served(write.connection, row.id, write.now),
        [p.package for p in customer.packages if p.status == "provisioning"],
        frozenset(p.package for p in customer.packages if p.status == "error"),
    ).looked_at(write)


def matched(write: Write, name: str, address: Address) -> str | None:
    """The denied party that a customer may be (RPL-1, RPL-7); None for nobody."""
    return order_facts.denied(
        write.connection, reviews.party_key(name), reviews.address_key(address)
    )


def hold(write: Write, case: Case, party: str) -> Course:
    """Hold a customer for a review (RPL-3), which ends by itself after 72 hours (RPL-5, RPL-5a).

    Args:
        write: the change.
        case: the customer.
        party: the denied party that it matched.
    """
    deadline = reviews.deadline(write.now)
    decisions.add(
        write.connection,
        case.id,
        decisions.REVIEW,
        opened_ms=write.now,
        deadline_ms=deadline,
        reason=f"Matches the denied party {party}.",
    )
    held = NewStep(write.now, "pending_rpl_review", detail=details.write(note=sentences.HELD))
    if order_facts.review_approves(write.connection):
        return Course([held, *go_on(write, case, deadline, reviewed=True).steps], None)
    return Course([held, *stop(case, deadline, sentences.UNSETTLED)], None)


def go_on(
    write: Write, case: Case, at_ms: int, *, reviewed: bool = False, approved: bool = False
) -> Course:
    """Let a customer go on: ask the organization's administrator first where that is due (ATT-1).

    Args:
        write: the change.
        case: the customer.
        at_ms: from when on; the change's moment, or later.
        reviewed: whether a review ended with approval (RPL-4).
        approved: whether the organization's administrator has agreed.
    """
    steps: list[NewStep] = []
    if reviewed:
        note = details.write(note=sentences.APPROVED)
        steps.append(NewStep(at_ms, case.status, detail=note))
    row = case.customer.row
    attaches = bool(row.attached) and case.first
    if attaches and not approved and _needs_approval(write, case):
        at_ms = _ask(write, case, at_ms, steps)
    kind = paces.UPDATE
    if case.first:
        kind = paces.ATTACH if attaches else paces.PROVISION
    length = paces.duration(write.pace, kind, write.chance(), max(1, len(case.packages)))
    end = at_ms + length
    failing = _effects(write, case, end) | case.unserved
    warned = _in_maintenance(write, case.packages)
    for number, package in enumerate(case.packages, 1):
        due = at_ms + length * number // len(case.packages)
        detail = _WARNED if package in warned else None
        if package in failing:
            steps.append(NewStep(due, "error", package, _UNSERVED))
        else:
            steps.append(NewStep(due, "provisioned", package, detail))
    word = sentences.READY_AFTER_REVIEW if reviewed else sentences.READY
    if not case.first:
        word = sentences.CHANGED
    steps.append(_customer_end(end, word, failed=bool(failing | case.failed)))
    return Course(steps, end)


def stop(case: Case, at_ms: int, problem: sentences.Problem) -> list[NewStep]:
    """The steps of an onboarding that stops: the customer and what was under way are in error."""
    detail = details.write(errors=[problem.wire], note=problem.description)
    steps = [NewStep(at_ms, "error", detail=detail)]
    failed = details.write(errors=[sentences.NOT_STARTED.wire])
    return steps + [NewStep(at_ms, "error", package, failed) for package in case.packages]


def undo(write: Write, case: Case) -> None:
    """Strike out what was to come with a customer whose onboarding ends before it was ready.

    Nobody is served then; an organization that was to be made never is.
    """
    forget(write, case)
    if case.first:
        service_ends.end_all(
            write.connection, case.id, write.now, now=write.now, request=write.request
        )


def forget(write: Write, case: Case) -> None:
    """The part of `undo` that is not about users."""
    customer_writes.drop_rights_to_come(write.connection, case.organization.id, write.now)
    forget_place(write, case)
    if case.first:
        _activate(write, case, LATEST)
        if case.customer.row.attached:
            _open(write, case, None)
            attaching.unmark(write, case.organization)


def forget_place(write: Write, case: Case) -> None:
    """The calling location that was ordered does not come."""
    places.drop_to_come(write.connection, case.organization.id, case.id, write.now)


def finish(write: Write, case: Case, end_ms: int) -> None:
    """Let the organization of a customer that is taken back be there when the customer is gone."""
    _activate(write, case, end_ms)


def begin_packages(write: Write, customer_id: int, packages: Iterable[int]) -> list[NewStep]:
    """Let packages of a customer begin now; their rows are written, their steps given."""
    steps = []
    for package in packages:
        customer_writes.put_package(write.connection, customer_id, package, write.now)
        steps.append(NewStep(write.now, "provisioning", package))
    return steps


def without_warnings(write: Write, packages: Iterable[int], end_ms: int) -> list[NewStep]:
    """The steps by which packages lose their warning, as a change is done when they are ready.

    While calling is in maintenance there are none.
    """
    if faults.in_maintenance(write.connection):
        return []
    return [NewStep(end_ms, "provisioned", package) for package in packages]


def waits_for_approval(connection: sqlite3.Connection, customer_id: int, now: int) -> bool:
    """Whether the administrator of a customer's organization has not answered yet (ATT-1).

    Until then nothing is provisioned for it: neither users nor workspaces nor locations.
    """
    return decisions.waiting(connection, customer_id, decisions.APPROVAL, now) is not None


def _in_maintenance(write: Write, packages: Iterable[int]) -> frozenset[int]:
    """Those of packages that become ready with a warning, as calling is in maintenance (PRV-9).

    Decided here: they do not wait for its end, and what holds is what was when they were ordered.
    The next change of the customer takes the warning away.
    """
    found = CALLING.intersection(packages)
    if not found or not faults.in_maintenance(write.connection):
        return frozenset()
    faults.note_maintenance(write.connection, len(found))
    return found


def _needs_approval(write: Write, case: Case) -> bool:
    facts = attaching.facts(
        write.connection, case.organization, case.owner, invites=True, now=write.now
    )
    return attach_rules.needs_approval(facts)


def _ask(write: Write, case: Case, at_ms: int, steps: list[NewStep]) -> int:
    """Ask the organization's administrator; when the answer comes if nobody decides before."""
    deadline = at_ms + paces.duration(write.pace, paces.APPROVAL, write.chance())
    decisions.add(
        write.connection,
        case.id,
        decisions.APPROVAL,
        opened_ms=at_ms,
        deadline_ms=deadline,
        reason=sentences.ASKED,
    )
    address = order_facts.administrator(write.connection, case.organization.id, write.now)
    if address is not None and at_ms <= write.now:
        emails.send(write.connection, "attach_approval", address, at_ms, customer_id=case.id)
    for moment, note in ((at_ms, sentences.ASKED), (deadline, sentences.GRANTED)):
        steps.append(NewStep(moment, case.status, detail=details.write(note=note)))
    return deadline


def _customer_end(due_ms: int, word: str, *, failed: bool) -> NewStep:
    """With a package in error it has errors, but its organization is there (PRV-9)."""
    status = "provisioned_with_errors" if failed else "provisioned"
    return NewStep(due_ms, status, detail=details.write(note=sentences.PARTLY if failed else word))


def _effects(write: Write, case: Case, end_ms: int) -> frozenset[int]:
    """What is there from the end of an onboarding on: organization, rights, calling location.

    Returns:
        The codes of packages that fail with the location.
    """
    if case.first:
        _activate(write, case, end_ms)
        _rights(write, case, end_ms)
        if case.customer.row.attached:
            _open(write, case, end_ms)
            attaching.mark(write, case.organization)
    return _location(write, case, end_ms)


def _open(write: Write, case: Case, attached_ms: int | None) -> None:
    """Say from when on an attached organization is open to its partner (ATT-1); None for never."""
    customer_writes.change_customer(write.connection, case.id, {"attached_ms": attached_ms})


def _activate(write: Write, case: Case, active_ms: int) -> None:
    """Say from when on an organization is there; one that is there stays."""
    if case.organization.active_ms > write.now:
        customer_writes.change_organization(
            write.connection, case.organization.id, {"active_ms": active_ms}
        )


def _rights(write: Write, case: Case, since: int) -> None:
    """Who manages the organization from then on: the owner and the partner above (SUB-7, ATT-2)."""
    level = attach_rules.FULL
    if case.customer.row.attached:
        facts = attaching.facts(
            write.connection, case.organization, case.owner, invites=True, now=write.now
        )
        level = attach_rules.right_gained(facts)
    for partner in (case.owner.id, case.owner.parent_id):
        if partner is not None:
            customer_writes.give_right(
                write.connection, case.organization.id, partner, level, since=since, now=write.now
            )


def _location(write: Write, case: Case, ready_ms: int) -> frozenset[int]:
    """Make the calling location that a customer with calling was ordered with.

    Returns:
        The codes of packages that fail: the vendor does not serve its first location (PST-2),
        which one of an organization that had locations before is not.
    """
    kept = customer_writes.calling(write.connection, case.id)
    held = {package.package for package in case.customer.packages}
    if kept is None or CALLING.isdisjoint(held):
        return frozenset()
    # One that was to come later comes now.
    forget_place(write, case)
    wanted = json.loads(kept)["location"]
    # An organization that is attached may have places; one of this name is taken for it.
    name = wanted["name"] if case.first else None
    if customer_writes.has_location(write.connection, case.organization.id, name):
        return frozenset()
    is_first = not customer_writes.has_location(write.connection, case.organization.id)
    address, default = wanted["address"], case.customer.row.language or locales.ENGLISH
    columns: dict[str, Any] = {
        "uuid": write.uuid(),
        "organization_id": case.organization.id,
        "name": wanted["name"],
        "time_zone": wanted["timezone"],
        "language": locales.resolve(wanted["language"], address["country"], default),
        "created_ms": ready_ms,
        **{column: address[field] for column, field in _ADDRESS.items()},
    }
    number = customer_writes.add(write.connection, "locations", **columns)
    if not is_first or pstn_vendors.connect_first(
        write.connection, kept, number, address["country"], ready_ms
    ):
        return frozenset()
    return pstn.standing_on_calling(case.packages)


def columns_of(address: Address) -> dict[str, str]:
    """An address in the columns of customers and locations."""
    return {column: getattr(address, field) for column, field in _ADDRESS.items()}
