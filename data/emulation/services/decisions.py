"""Deciding what waits: reviews of denied parties (RPL-4, RPL-5), approvals of attaches (ATT-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules import codes, reviews, sentences
from data.emulation.rules.faults import Fault, missing, shown, unsaid
from data.emulation.rules.timeline import DELETED
from data.emulation.services import onboarding
from data.emulation.services.problems import Refusal, require_valid
from data.emulation.services.removing import fresh
from data.emulation.store import decisions as store
from data.emulation.store.planning import NewStep, note_change, plan_customer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from data.emulation.services.callers import Caller
    from data.emulation.services.writing import Write
    from data.emulation.store.customer_rows import Customer
    from data.emulation.store.decisions import DecisionRow

MOST: Final = 1_000
"""Decisions that a list has at most."""
STATES: Final = ("pending", "all")


def listed(
    connection: sqlite3.Connection, caller: Caller, now: int, *, pending: bool
) -> Sequence[DecisionRow]:
    """What waits about the caller's customers at `now`, or waited too; newest first."""
    return store.listed(connection, caller.world, now, MOST, pending=pending)


def decide(
    write: Write, uuid: bytes | None, kind: str, outcome: str, shape: Sequence[Fault]
) -> DecisionRow:
    """Settle a review, or the question to an organization's administrator.

    Args:
        write: the change.
        uuid: the customer's.
        kind: review or approval.
        outcome: approved or refused.
        shape: what is wrong with the request's shape.

    Returns:
        The decision, with its outcome.

    Raises:
        Refusal: 400, the request is not right; 404, there is no such customer, or nothing of that
            kind waits about it.
    """
    found = [*_choice("kind", kind, store.KINDS), *_choice("outcome", outcome, store.OUTCOMES)]
    require_valid(unsaid(shape, found))
    customer = fresh(write, None, uuid)
    decision = _waiting(write, customer, kind)
    store.settle(write.connection, decision.id, outcome, write.now, write.caller.staff.id)
    store.drop_to_come(write.connection, decision.customer_id, write.now)
    case = onboarding.case_of(write, customer)
    if outcome == store.APPROVED:
        review = kind == store.REVIEW
        steps = onboarding.go_on(write, case, write.now, reviewed=review, approved=not review).steps
    else:
        problem = sentences.REFUSED if kind == store.REVIEW else sentences.NOT_APPROVED
        steps = onboarding.stop(case, write.now, problem)
        onboarding.undo(write, case)
    # These go whatever is decided; their end was struck out with the rest.
    going = [p.package for p in customer.packages if p.status == "deleting"]
    steps += [NewStep(write.now, DELETED, package) for package in going]
    plan_customer(
        write.connection,
        decision.customer_id,
        steps,
        now=write.now,
        request=write.request,
        replace=True,
    )
    # What waits no more shows, also where no status is another one.
    note_change(write.connection, decision.customer_id, now=write.now, request=write.request)
    return decision._replace(outcome=outcome, decided_ms=write.now)


def _waiting(write: Write, customer: Customer, kind: str) -> DecisionRow:
    row = customer.row
    found = store.waiting(write.connection, row.id, kind, write.now)
    if found is None and kind == store.REVIEW and row.status == "pending_rpl_review":
        store.add(
            write.connection,
            row.id,
            kind,
            opened_ms=row.status_ms,
            deadline_ms=max(reviews.deadline(row.status_ms), write.now + 1),
            reason="",
        )
        found = store.waiting(write.connection, row.id, kind, write.now)
    if found is None:
        words = f"No {kind} of this customer waits for a decision."
        raise Refusal(404, "Nothing waits for a decision.", codes.NO_DECISION, words)
    return found


def _choice(field: str, value: str, allowed: Collection[str]) -> list[Fault]:
    if value in allowed:
        return []
    if not value:
        return [missing(field, codes.MISSING_FIELD)]
    words = f"{shown(value)} is not allowed; it must be one of {', '.join(allowed)}"
    return [Fault(field, codes.BAD_CHOICE, words)]
