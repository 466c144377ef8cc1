"""Faults: listed, added, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http import bodies
from data.emulation.http.answers import NO_CONTENT, Answer
from data.emulation.rules.times import iso
from data.emulation.services import faults
from data.emulation.store import faults as store
from data.models.faults import FaultInput

if TYPE_CHECKING:
    from data.emulation.http.answers import Call
    from data.emulation.http.rendering import Object
    from data.emulation.store.faults import FaultRow


def list_faults(call: Call) -> Answer:
    """GET /hub/v1/faults: those that are used up too, with what they have seen and hit."""
    return Answer({"items": [fault(row) for row in store.rows(call.connection)]})


def add_fault(call: Call) -> Answer:
    """POST /hub/v1/faults: played from the next request on."""
    wanted, wrong = bodies.read(FaultInput, call.content)
    row = faults.add(call.write.connection, wanted, wrong, operation_names(), call.now)
    return Answer(fault(row), 201, {"location": f"{call.url}/{row.id}"})


def reset_faults(call: Call) -> Answer:
    """DELETE /hub/v1/faults: nothing fails on purpose any more."""
    store.reset(call.write.connection)
    return Answer(None, NO_CONTENT)


def remove_fault(call: Call) -> Answer:
    """DELETE /hub/v1/faults/{faultId}."""
    faults.remove(call.write.connection, call.path["faultId"])
    return Answer(None, NO_CONTENT)


def operation_names() -> list[str]:
    """The names of all operations."""
    # The table imports this module's own part of it.
    from data.emulation.http.operations import OPERATIONS

    return [operation.name for operation in OPERATIONS]


def fault(row: FaultRow) -> Object:
    """A fault as an answer shows it."""
    rule = row.rule
    found: Object = {
        "id": str(row.id),
        "operations": rule.operations,
        "kind": rule.kind,
        "moment": rule.moment,
        "status": rule.status,
        "delayMs": rule.delay_ms,
        "share": rule.share,
        "most": rule.most,
        "seed": rule.seed,
        "seen": row.seen,
        "fired": row.fired,
        "created": iso(row.created_ms),
    }
    return {name: value for name, value in found.items() if value is not None}
