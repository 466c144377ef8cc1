"""Routes that change customers, and their precheck: parse, call a service, render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http import bodies, rendering
from data.emulation.http.answers import Answer
from data.emulation.rules import codes, ids
from data.emulation.rules.times import iso
from data.emulation.services import decisions, prechecks, provisioning, removing, updating
from data.emulation.services.acting import BEHALF
from data.models.decisions import Decide
from data.models.requests import ProvisionCustomer, UpdateCustomer

if TYPE_CHECKING:
    from data.emulation.http.answers import Call
    from data.emulation.store.decisions import DecisionRow


def provision_customer(call: Call) -> Answer:
    """POST /v1/wholesale/customers: a new organization, or one that is attached (CAP-4)."""
    body, wrong = bodies.read(ProvisionCustomer, call.content)
    uuid = provisioning.provision(call.write, call.query.text(BEHALF), body, wrong)
    return _accepted(f"{call.url}/{ids.encode(ids.CUSTOMER, uuid)}")


def update_customer(call: Call) -> Answer:
    """PUT /v1/wholesale/customers/{customerId} (CMG-1)."""
    body, wrong = bodies.read(UpdateCustomer, call.content)
    uuid = _uuid(call)
    updating.update(call.write, call.query.text(BEHALF), uuid, body, wrong)
    place = call.url.rpartition("/")[0]
    # Its own spelling: the id may have come with padding.
    return _accepted(f"{place}/{ids.encode(ids.CUSTOMER, uuid or b'')}")


def remove_customer(call: Call) -> Answer:
    """DELETE /v1/wholesale/customers/{customerId}; the organization stays (CMG-3)."""
    removing.remove(call.write, call.query.text(BEHALF), _uuid(call))
    return Answer(None, 202)


def precheck_customer(call: Call) -> Answer:
    """POST /v1/wholesale/customers/validate: two forms, nothing is changed (PRE-2)."""
    body, wrong = bodies.read(ProvisionCustomer, call.content)
    behalf = call.query.text(BEHALF)
    prechecks.precheck(call.connection, call.caller, behalf, body, wrong, call.now)
    code = codes.PRECHECK_SUCCESSFUL
    info = [{"infoCode": code.number, "description": f"Precheck: {code.meaning}."}]
    return Answer({"message": "success", "info": info})


def list_decisions(call: Call) -> Answer:
    """GET /hub/v1/decisions: what waits for a decision, or all that ever did; newest first."""
    pending = call.query.choice("state", decisions.STATES) != "all"
    found = decisions.listed(call.connection, call.caller, call.now, pending=pending)
    return Answer({"items": list(map(_decision, found))})


def decide(call: Call) -> Answer:
    """POST /hub/v1/customers/{customerId}/decision: settle a review or an approval (RPL-7)."""
    body, wrong = bodies.read(Decide, call.content)
    found = decisions.decide(call.write, _uuid(call), body.kind, body.outcome, wrong)
    return Answer(_decision(found))


def _accepted(url: str) -> Answer:
    return Answer({"url": url}, 202, {"location": url})


def _uuid(call: Call) -> bytes | None:
    return ids.decode(ids.CUSTOMER, call.path["customerId"])


def _decision(row: DecisionRow) -> rendering.Object:
    body: rendering.Object = {
        "customerId": ids.encode(ids.CUSTOMER, row.customer_uuid),
        "customerName": row.customer_name,
        "kind": row.kind,
        "reason": row.reason,
        "opened": iso(row.opened_ms),
        "deadline": iso(row.deadline_ms),
    }
    if row.outcome is not None and row.decided_ms is not None:
        body["outcome"] = row.outcome
        body["decided"] = iso(row.decided_ms)
    return body
