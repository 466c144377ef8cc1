"""From a record of the client's log to a request that is kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from data.hidden import HIDDEN
from data.local.requests import KeptRequest, Texts

if TYPE_CHECKING:
    from data.client.trace import RequestRecord


def kept(record: RequestRecord, program: str, place: str) -> KeptRequest:
    """A record as it is kept; the client has taken secrets out of it already.

    Args:
        record: of the log.
        program: `console` or `command`.
        place: whom it was asked: a sandbox's database, or the address of a platform.
    """
    texts = Texts(
        record.request_headers,
        record.request_text(),
        record.response_headers,
        record.response_text(),
    )
    return KeptRequest(
        n=0,
        at_ms=int(record.at.timestamp() * 1000),
        program=program,
        pid=os.getpid(),
        place=place,
        operation=record.operation,
        attempt=record.attempt,
        method=record.method,
        host=record.host,
        target=record.target,
        status=record.status,
        error=record.error,
        ms=record.ms,
        tracking_id=record.tracking_id,
        request_size=record.request_size,
        response_size=record.response_size,
        redacted=_hides(record.target, texts),
        texts=texts,
    )


def _hides(target: str, texts: Texts) -> bool:
    """Whether a secret was taken out."""
    everywhere = (
        target,
        texts.request_body,
        texts.response_body,
        *texts.request_headers.values(),
        *texts.response_headers.values(),
    )
    return any(HIDDEN in text for text in everywhere)
