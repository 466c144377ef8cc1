"""Faults that the emulation plays (decision 11): added, taken back, and found for a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules import codes, fault_rules
from data.emulation.rules.fault_rules import EVERY, FaultRule
from data.emulation.rules.faults import Fault, unsaid
from data.emulation.services.problems import Refusal, require_valid
from data.emulation.store import faults as store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from data.emulation.store.faults import FaultRow
    from data.models.faults import FaultInput

MOST: Final = 100
"""Faults at once: each request is compared with all of them. Those that are used up are shown as
long as nobody needs their place."""
_PLAIN: Final = FaultRule(EVERY, "")


def add(
    connection: sqlite3.Connection,
    wanted: FaultInput,
    shape: Sequence[Fault],
    names: Collection[str],
    now: int,
) -> FaultRow:
    """Add a fault, which is played from the next request on.

    Args:
        connection: in a write transaction.
        wanted: the request.
        shape: what is wrong with its shape.
        names: of all operations.
        now: the platform's time in milliseconds.

    Raises:
        Refusal: 400.
    """
    rule = _rule(wanted)
    found = fault_rules.check(rule, names)
    if not store.make_room(connection, MOST):
        words = f"there are {MOST} faults already; take them back first"
        found.append(Fault("", codes.BAD_FAULT, words))
    require_valid(unsaid(shape, found))
    if rule.kind == fault_rules.MAINTENANCE:
        rule = rule._replace(operations=EVERY)
    return store.add(connection, rule, now)


def remove(connection: sqlite3.Connection, fault_id: str) -> None:
    """Take a fault back.

    Raises:
        Refusal: 404.
    """
    plain = fault_id.isascii() and fault_id.isdigit() and len(fault_id) <= 18
    if not plain or not store.remove(connection, int(fault_id)):
        raise Refusal(404, "The fault could not be found.", codes.NO_FAULT)


def take(connection: sqlite3.Connection, name: str) -> list[FaultRule]:
    """The faults that hit a request, in their order, and count it.

    One that ends the request is the last: those behind it do not see it.

    Args:
        connection: in a write transaction, so that all processes share one sequence.
        name: of the request's operation.
    """
    hits: list[FaultRule] = []
    for row in store.rows(connection):
        rule = row.rule
        if not is_met(row, name):
            continue
        hit = fault_rules.fires(rule, row.seen + 1, row.fired)
        store.note(connection, row.id, fired=hit)
        if hit:
            hits.append(rule)
            if rule.ends:
                break
    return hits


def is_met(row: FaultRow, name: str) -> bool:
    """Whether requests of an operation meet a fault at all."""
    return (
        row.is_on
        and row.rule.kind != fault_rules.MAINTENANCE
        and fault_rules.matches(row.rule.operations, name)
    )


def _rule(wanted: FaultInput) -> FaultRule:
    """The fault that a request describes; what it leaves out is as usual."""
    return FaultRule(
        wanted.operations.strip(),
        wanted.kind.strip(),
        wanted.moment.strip() or _PLAIN.moment,
        wanted.status,
        _PLAIN.delay_ms if wanted.delay_ms is None else wanted.delay_ms,
        _PLAIN.share if wanted.share is None else wanted.share,
        wanted.most,
        _PLAIN.seed if wanted.seed is None else wanted.seed,
    )
