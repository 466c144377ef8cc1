"""Taking the wholesale service off a customer; its organization stays (CMG-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.rules import codes, details, paces, sentences
from data.emulation.rules.timeline import DELETED
from data.emulation.services import acting, customers, onboarding
from data.emulation.services.problems import conflict, no_customer
from data.emulation.store import customer_rows, customer_writes, decisions, service_ends
from data.emulation.store.planning import NewStep, freshen, plan_customer

if TYPE_CHECKING:
    from data.emulation.services.onboarding import Case
    from data.emulation.services.writing import Write
    from data.emulation.store.customer_rows import Customer


def fresh(write: Write, behalf: str | None, uuid: bytes | None) -> Customer:
    """The customer that a change is about, with all that is due written into its rows.

    Args:
        write: the change.
        behalf: the organization id of the sub-partner that it belongs to; None for any.
        uuid: the customer's.

    Raises:
        Refusal: 404, the caller has no such customer, or no such sub-partner; 403, its roles do
            not reach that one.
    """
    scope = acting.scope_for(write.connection, write.caller, behalf)
    found = customers.one(write.connection, scope, uuid, write.now)
    freshen(write.connection, found.row.id, write.now)
    found_again = customer_rows.by_uuid(write.connection, scope, found.row.uuid, write.now)
    if found_again is None:
        raise no_customer()
    return found_again


def remove(write: Write, behalf: str | None, uuid: bytes | None) -> None:
    """Begin the removal of a customer, whatever is going on with it.

    A suspended sub-partner may do so too (SUB-11).

    Args:
        write: the change.
        behalf: as for `fresh`.
        uuid: the customer's.

    Raises:
        Refusal: as `fresh`; 409, it is being removed already.
    """
    customer = fresh(write, behalf, uuid)
    row = customer.row
    if row.status == "deleting":
        raise conflict(codes.IN_PROGRESS, "the customer is being removed already")
    decisions.withdraw(write.connection, row.id, write.now, write.caller.staff.id)
    number = max(1, len(customer.packages))
    end = write.now + paces.duration(write.pace, paces.REMOVE, write.chance(), number)
    _leave(write, onboarding.case_of(write, customer), end)
    steps = [NewStep(write.now, "deleting", detail=details.write(note=sentences.REMOVAL))]
    for package in customer.packages:
        steps += [
            NewStep(write.now, "deleting", package.package),
            NewStep(end, DELETED, package.package),
        ]
    steps.append(NewStep(end, DELETED, detail=details.write(note=sentences.REMOVED)))
    service_ends.end_all(write.connection, row.id, end, now=write.now, request=write.request)
    plan_customer(
        write.connection, row.id, steps, now=write.now, request=write.request, replace=True
    )


def _leave(write: Write, case: Case, end_ms: int) -> None:
    """What a removal means for the organization.

    One that was being made is made (CMG-3) when the customer is gone, unless a review held it or
    an error ended its making; of an attach that is not done nothing remains. A location that is
    still to come does not come.
    """
    onboarding.forget_place(write, case)
    making = case.customer.row.status == "provisioning"
    if case.first and (not making or case.customer.row.attached):
        onboarding.forget(write, case)
    elif case.first:
        onboarding.finish(write, case, end_ms)
    elif case.organization.kind == "hybrid":
        # Flex is what is left (UHB-2).
        customer_writes.change_organization(
            write.connection, case.organization.id, {"kind": "flex"}
        )
