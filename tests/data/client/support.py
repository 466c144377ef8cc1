"""A client over a mock, and answers in the platform's form."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import httpx

from data.client import HubClient, RequestLog, Retries, Settings, Timeouts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

TOKEN = "live-token-0123456789abcdef"
LOCAL = "http://localhost/v1"
LIVE = "https://webexapis.com/v1"


@dataclass
class Pauses:
    """Takes the place of sleeping: time passes at once."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    async def wait(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def timer(self) -> float:
        return self.now


def hasty(pauses: Pauses | None = None) -> Settings:
    """Settings of a client whose time passes at once."""
    time = pauses or Pauses()
    return Settings(wait=time.wait, timer=time.timer, jitter=lambda: 0.0)


def client(
    handler: Callable[[httpx.Request], httpx.Response | Awaitable[httpx.Response]],
    *,
    base: str = LOCAL,
    token: Any = TOKEN,
    pauses: Pauses | None = None,
    retries: Retries | None = None,
    timeouts: Timeouts | None = None,
    log: RequestLog | None = None,
) -> HubClient:
    """A client whose requests go to a function."""
    settings = Settings(retries=retries or Retries(), timeouts=timeouts or Timeouts())
    settings.jitter = lambda: 0.0
    if pauses is not None:
        settings = replace(settings, wait=pauses.wait, timer=pauses.timer)
    transport = httpx.MockTransport(handler)  # type: ignore[arg-type] # httpx's own alias is narrower
    return HubClient(base, token, transport=transport, log=log, settings=settings)


def items(*rows: dict[str, Any], link: str = "") -> httpx.Response:
    """A page of a list."""
    return httpx.Response(200, json={"items": list(rows)}, headers={"link": link} if link else {})


def error(status: int, *entries: dict[str, Any], **headers: str) -> httpx.Response:
    """An error in the platform's dialect."""
    body = {"message": "Something", "errors": list(entries), "trackingId": "ATLAS_1"}
    shown = {"trackingid": "ATLAS_1", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return httpx.Response(status, json=body, headers=shown)


def person() -> httpx.Response:
    """The answer of people/me."""
    return httpx.Response(200, json={"id": "P1", "emails": ["a@b.example"], "orgId": "O1"})
