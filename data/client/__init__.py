"""HubClient: the platform's public API over HTTP, live or emulated.

Importing this package imports httpx, without httpx's own command line: that would pull in click,
rich and pygments and cost as much again. A None in `sys.modules` makes that import fail as if the
module were not installed, which httpx is ready for.
"""

# ruff: noqa: E402 - httpx comes first, in a way of its own

from __future__ import annotations

import sys
from typing import Any, cast


def _import_httpx() -> None:
    """Import httpx without its command line."""
    if "httpx" in sys.modules:
        return
    modules = cast("dict[str, Any]", sys.modules)
    modules["httpx._main"] = None
    try:
        import httpx  # noqa: F401 - imported for the modules that follow
    finally:
        del modules["httpx._main"]


_import_httpx()

from data.client.calls import Settings
from data.client.errors import HubError
from data.client.hub import HubClient
from data.client.queries import (
    CustomerFilter,
    CustomerQuery,
    CustomerWindow,
    Position,
    SubscriberFilter,
)
from data.client.retry import Retries, Timeouts
from data.client.trace import RequestLog, RequestRecord

__all__ = [
    "CustomerFilter",
    "CustomerQuery",
    "CustomerWindow",
    "HubClient",
    "HubError",
    "Position",
    "RequestLog",
    "RequestRecord",
    "Retries",
    "Settings",
    "SubscriberFilter",
    "Timeouts",
]
