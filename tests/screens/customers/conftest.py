"""A console that believes its sandbox to be the live platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from app.wiring import Backend, open_sandbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.profiles import Profile
    from data.client import RequestLog


class PublicOnly(httpx.AsyncBaseTransport):
    """A way to the emulation that knows nothing of its own routes.

    Attributes:
        instead: answers in the emulation's place; None lets a request through.
        token: gives the token, and may fail.
        asked: method-less targets of all requests, in their order.
    """

    def __init__(self) -> None:
        self.inner: httpx.AsyncBaseTransport | None = None
        self.instead: Callable[[httpx.Request], httpx.Response | None] = lambda _request: None
        self.token: Callable[[], str] = str
        self.asked: list[str] = []

    def give_token(self) -> str:
        """The token as it is now."""
        return self.token()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        target = request.url.raw_path.decode()
        if target.startswith("/hub/"):
            return httpx.Response(404, json={"message": "no such thing", "trackingId": "T"})
        self.asked.append(target)
        answer = self.instead(request)
        if answer is not None:
            return answer
        assert self.inner is not None
        return await self.inner.handle_async_request(request)


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> PublicOnly:
    """Let the console believe that its sandbox is live."""
    way = PublicOnly()

    async def open_profile(profile: Profile, log: RequestLog) -> Backend:
        from app.transport import InProcessTransport
        from data.client import HubClient, Retries, Settings

        backend = await open_sandbox(profile.database)
        assert backend.platform is not None
        way.inner = InProcessTransport(backend.platform.app)
        token = backend.platform.token()
        way.token = lambda: token
        await backend.hub.aclose()
        hub = HubClient(
            "http://localhost/v1",
            way.give_token,
            transport=way,
            log=log,
            settings=Settings(retries=Retries(attempts=1)),
        )
        return Backend(hub, backend.platform)

    monkeypatch.setattr("app.wiring.open_profile", open_profile)
    return way
