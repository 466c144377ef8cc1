"""Requests for tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from data.local.requests import KeptRequest, Texts

FIRST = KeptRequest(
    n=0,
    at_ms=1_790_000_000_000,
    program="console",
    pid=17,
    place="/home/jo/small.db",
    operation="customers.window",
    attempt=1,
    method="GET",
    host="localhost",
    target="/hub/v1/customers?q=acme",
    status=200,
    error="",
    ms=1.5,
    tracking_id="ATLAS_1",
    request_size=0,
    response_size=12,
    redacted=False,
    texts=Texts({"accept": "application/json"}, "", {"server": "x"}, '{"items": []}'),
)


def request(**changes: Any) -> KeptRequest:
    """A request that went well, but for these."""
    return replace(FIRST, **changes)
