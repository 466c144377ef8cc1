"""Operations that change subscribers, and their precheck (contract, sections 3 and 4)."""

from __future__ import annotations

from typing import Final

from data.emulation.http.later import Later
from data.emulation.http.operation import Operation, read
from data.emulation.rules.roles import CREATE, PRECHECK, SUBSCRIBERS_READ, SUBSCRIBERS_WRITE
from data.emulation.services.acting import BEHALF

handlers: Final = Later("data.emulation.http.subscriber_changes")

_REFUSED: Final = (400, 401, 403, 404, 409, 415, 500)
_ONE: Final = "/v1/wholesale/subscribers/{subscriberId}"

TABLE: Final[tuple[Operation, ...]] = (
    Operation(
        "POST",
        "/v1/wholesale/subscribers/validate",
        "subscribers.precheck",
        # ADM-3 asks for the role; who may only look has no use for it.
        SUBSCRIBERS_WRITE,
        documented=True,
        handler=handlers.precheck_subscriber,
        model="Precheck",
        statuses=(200, *_REFUSED),
        body="PrecheckSubscriber",
        right=PRECHECK,
        parameters=(BEHALF,),
    ),
    Operation(
        "POST",
        "/v1/wholesale/subscribers",
        "subscribers.create",
        SUBSCRIBERS_WRITE,
        documented=True,
        handler=handlers.provision_subscriber,
        model="Subscriber",
        statuses=(200, 202, *_REFUSED),
        body="ProvisionSubscriber",
        writes=True,
        parameters=(BEHALF,),
        locates=True,
    ),
    Operation(
        "PUT",
        _ONE,
        "subscribers.update",
        SUBSCRIBERS_WRITE,
        documented=True,
        handler=handlers.update_subscriber,
        model="Subscriber",
        statuses=(200, *_REFUSED),
        body="UpdateSubscriber",
        writes=True,
        parameters=(BEHALF,),
    ),
    Operation(
        "DELETE",
        _ONE,
        "subscribers.remove",
        SUBSCRIBERS_WRITE,
        documented=True,
        handler=handlers.remove_subscriber,
        model="",
        statuses=(204, 400, 401, 403, 404, 500),
        writes=True,
        parameters=(BEHALF,),
    ),
    Operation(
        "POST",
        "/v1/subscribers/{subscriberId}/emails/consentMove",
        "subscribers.send_consent",
        SUBSCRIBERS_WRITE,
        documented=True,
        handler=handlers.send_consent,
        model="",
        statuses=(204, 400, 401, 403, 404, 409, 500),
        writes=True,
        parameters=(BEHALF,),
    ),
    Operation(
        "POST",
        "/hub/v1/subscribers/{subscriberId}/consent",
        "subscribers.consent",
        SUBSCRIBERS_WRITE,
        documented=False,
        handler=handlers.decide_consent,
        model="",
        statuses=(204, *_REFUSED),
        body="Consent",
        writes=True,
        right=CREATE,
    ),
    read(
        "/hub/v1/emails",
        "emails.list",
        SUBSCRIBERS_READ,
        handlers.list_emails,
        "SentEmail",
        many=True,
    ).taking("customerId", "offset", "key", "max"),
)
"""In the order in which paths are matched."""
