"""The console on a platform that has only the public API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from app.wiring import Backend, open_sandbox
from screens.customers.detail_screen import CustomerScreen
from tests.console import console_on
from tests.screens.customers.test_list_screen import opened, settled, shown
from widgets.filter_bar import FilterBar

if TYPE_CHECKING:
    from pathlib import Path

    from app.profiles import Profile
    from data.client import RequestLog


class PublicOnly(httpx.AsyncBaseTransport):
    """A way to the emulation that knows nothing of its own routes."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/hub/"):
            return httpx.Response(404, json={"message": "no such thing", "trackingId": "T"})
        return await self._inner.handle_async_request(request)


@pytest.fixture
def public_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the console believe that its sandbox is live."""

    async def open_profile(profile: Profile, log: RequestLog) -> Backend:
        from app.transport import InProcessTransport
        from data.client import HubClient

        backend = await open_sandbox(profile.database)
        assert backend.platform is not None
        way = PublicOnly(InProcessTransport(backend.platform.app))
        token = backend.platform.token()
        await backend.hub.aclose()
        return Backend(
            HubClient("http://localhost/v1", token, transport=way, log=log), backend.platform
        )

    monkeypatch.setattr("app.wiring.open_profile", open_profile)


@pytest.mark.usefixtures("public_only")
async def test_the_list_is_read_once_and_searched_in_memory(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(120, 40)) as pilot:
        screen = await opened(shell, pilot)
        assert shell.list_age is not None
        assert any(row.name == "Acme Dental" for row in screen.table.rows)
        await pilot.press("slash", *"acme dent", "enter")
        await settled(pilot, lambda: len(screen.table.rows) == 1)
        facts = str(screen.query_one(".filter-bar--facts").render())
        assert "read " in facts
        assert screen.query_one(FilterBar).text == "acme dent"


@pytest.mark.usefixtures("public_only")
async def test_the_page_says_what_the_public_api_does_not(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        await pilot.press("colon", *"customer", "space", *"NC-004411", "enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
        from screens.customers.detail_view import DetailView

        view = shell.screen.query_one(DetailView)
        await settled(pilot, lambda: "does not say" in shown(view))
        assert "Acme Dental" in shown(view)
        assert "0 users" not in shown(view)
