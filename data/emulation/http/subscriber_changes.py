"""Routes that change subscribers, and their precheck: parse, call a service, render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http import bodies, rendering
from data.emulation.http.answers import NO_CONTENT, Answer
from data.emulation.http.paging import public_links, public_place
from data.emulation.rules import codes, ids
from data.emulation.rules.faults import Fault, missing
from data.emulation.rules.times import iso
from data.emulation.services import subscriber_checks, subscriber_prechecks, subscribing
from data.emulation.services.acting import BEHALF, scope_for
from data.emulation.services.problems import one_of, require_valid
from data.emulation.store import emails, subscribers
from data.models.requests import (
    Consent,
    PrecheckSubscriber,
    ProvisionSubscriber,
    UpdateSubscriber,
)

if TYPE_CHECKING:
    from data.emulation.http.answers import Call
    from data.emulation.store.customer_filter import Scope
    from data.emulation.store.emails import EmailRow
    from data.emulation.store.subscribers import SubscriberRow

EMAILS_MOST = 100
"""Rows of a page of emails at most."""


def provision_subscriber(call: Call) -> Answer:
    """POST /v1/wholesale/subscribers: 200, or 202 where its user has to consent first (SBR-3)."""
    wanted, wrong = bodies.read(ProvisionSubscriber, call.content)
    write = call.write
    candidate = subscriber_checks.examine(call.connection, _scope(call), wanted, wrong, call.now)
    row = _row(call, subscribing.provision(write, candidate))
    status = 202 if row.status == subscribing.PENDING else 200
    body = rendering.subscriber(row)
    return Answer(body, status, {"location": f"{call.url}/{body['id']}"})


def update_subscriber(call: Call) -> Answer:
    """PUT /v1/wholesale/subscribers/{subscriberId}."""
    wanted, wrong = bodies.read(UpdateSubscriber, call.content)
    changed = subscribing.update(call.write, _scope(call), _uuid(call), wanted, wrong)
    return Answer(rendering.subscriber(_row(call, changed)))


def remove_subscriber(call: Call) -> Answer:
    """DELETE /v1/wholesale/subscribers/{subscriberId}; the person stays."""
    subscribing.remove(call.write, _scope(call), _uuid(call))
    return Answer(None, NO_CONTENT)


def precheck_subscriber(call: Call) -> Answer:
    """POST /v1/wholesale/subscribers/validate: three forms, nothing is changed (PRE-2)."""
    wanted, wrong = bodies.read(PrecheckSubscriber, call.content)
    subscriber_prechecks.precheck(call.connection, _scope(call), wanted, wrong, call.now)
    code = codes.PRECHECK_SUCCESSFUL
    info = [{"infoCode": code.number, "description": f"Precheck: {code.meaning}."}]
    return Answer({"message": "success", "info": info})


def send_consent(call: Call) -> Answer:
    """POST /v1/subscribers/{subscriberId}/emails/consentMove: the email once more (SBR-3)."""
    subscribing.send_consent(call.write, _scope(call), _uuid(call))
    return Answer(None, NO_CONTENT)


def decide_consent(call: Call) -> Answer:
    """POST /hub/v1/subscribers/{subscriberId}/consent: answer for the user (SBR-3)."""
    wanted, wrong = bodies.read(Consent, call.content)
    allowed = one_of(subscribing.OUTCOMES)
    found = []
    if not wanted.outcome:
        found = [missing("outcome", codes.MISSING_FIELD)]
    elif wanted.outcome not in subscribing.OUTCOMES:
        found = [Fault("outcome", codes.BAD_CHOICE, f"must be {allowed}")]
    require_valid(subscriber_checks.merged(wrong, found))
    subscribing.decide(call.write, call.caller.world, _uuid(call), wanted.outcome)
    return Answer(None, NO_CONTENT)


def list_emails(call: Call) -> Answer:
    """GET /hub/v1/emails: what the platform sent to users and administrators, newest first."""
    customer = call.query.uuid("customerId", ids.CUSTOMER)
    size = call.query.integer("max", 100, 1, EMAILS_MOST)
    place = public_place(call.query)
    rows, window = emails.page(call.connection, call.caller.world, customer, place, size)
    links = public_links(
        call, size, window.keys, has_previous=window.has_previous, has_next=window.has_next
    )
    return Answer({"items": list(map(_email, rows))}, headers=links)


def _scope(call: Call) -> Scope:
    return scope_for(call.connection, call.caller, call.query.text(BEHALF))


def _uuid(call: Call) -> bytes | None:
    return ids.decode(ids.SUBSCRIBER, call.path["subscriberId"])


def _row(call: Call, subscriber: int) -> SubscriberRow:
    (row,) = subscribers.by_ids(call.connection, [subscriber], call.now)
    return row


def _email(row: EmailRow) -> rendering.Object:
    body: rendering.Object = {
        "at": iso(row.at_ms),
        "kind": row.kind,
        "address": row.address,
        "customerId": ids.encode(ids.CUSTOMER, row.customer_uuid),
    }
    if row.subscriber_uuid is not None:
        body["subscriberId"] = ids.encode(ids.SUBSCRIBER, row.subscriber_uuid)
    return body
