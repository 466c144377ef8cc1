"""The console on a platform that has only the public API."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from app.credentials import CredentialProblem
from data.models.statuses import MOVING
from screens.activity.list_screen import ActivityScreen
from screens.customers import follow
from screens.customers.detail_screen import CustomerScreen
from screens.customers.detail_view import DetailView
from screens.customers.list_screen import CustomersScreen
from tests.console import AT, console_on, freeze
from tests.screens.customers.test_list_screen import opened, settled, shown
from widgets.filter_bar import FilterBar
from widgets.header import Header

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from app.shell import Shell
    from tests.screens.customers.conftest import PublicOnly


def seen(shell: Shell) -> str:
    """The text on the screen."""
    strips = shell.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


def customers(request: httpx.Request) -> bool:
    return request.url.path.startswith("/v1/wholesale/customers")


def broken(request: httpx.Request) -> httpx.Response | None:
    """An answer that no request for customers should have."""
    return httpx.Response(500, json={"message": "no"}) if customers(request) else None


def quicker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let looks follow each other at once."""
    monkeypatch.setattr(follow, "EACH_SHORTEST", 0.05)
    monkeypatch.setattr(follow, "EACH_LONGEST", 0.2)


async def page(shell: Shell, pilot: Pilot[Any], name: str) -> CustomerScreen:
    """Open a customer's page."""
    await pilot.press("colon", *"customer", "space", *name, "enter")
    await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
    screen = shell.screen
    assert isinstance(screen, CustomerScreen)
    return screen


@pytest.mark.usefixtures("live")
async def test_the_list_is_read_once_and_searched_in_memory(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(120, 40)) as pilot:
        screen = await opened(shell, pilot)
        assert shell.list_age is not None
        assert any(row.name == "Acme Dental" for row in screen.table.rows)
        assert screen.key_bar.message == ""
        await pilot.press("slash", *"acme dent", "enter")
        await settled(pilot, lambda: len(screen.table.rows) == 1)
        facts = str(screen.query_one(".filter-bar--facts").render())
        assert "read " in facts
        assert screen.query_one(FilterBar).text == "acme dent"


@pytest.mark.usefixtures("live")
async def test_the_page_says_what_the_public_api_does_not(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        await page(shell, pilot, "NC-004411")
        view = shell.screen.query_one(DetailView)
        await settled(pilot, lambda: "does not say" in shown(view))
        assert "Acme Dental" in shown(view)
        assert "0 users" not in shown(view)


async def test_a_list_that_was_not_read_says_why_and_r_reads_it(
    world: Path, live: PublicOnly
) -> None:
    live.instead = broken
    shell = console_on(world)
    async with shell.run_test(size=(120, 24)) as pilot:
        screen = shell.screen
        assert isinstance(screen, CustomersScreen)
        await settled(pilot, lambda: "r tries again" in seen(shell))
        assert "There are no customers" not in seen(shell)
        await pilot.press("slash", *"acme", "escape", "escape")
        assert "r tries again" in seen(shell)
        await pilot.press("r")
        await settled(pilot, lambda: len([one for one in live.asked if "customers" in one]) > 1)
        await settled(pilot, lambda: "r tries again" in seen(shell))
        live.instead = lambda _request: None
        await pilot.press("r")
        await opened(shell, pilot)
        await settled(pilot, lambda: "Up to date at" in screen.key_bar.message)
        assert any(row.name == "Acme Dental" for row in screen.table.rows)
        assert "r tries again" not in seen(shell)


async def test_while_the_list_was_never_read_nothing_untrue_is_said(
    world: Path, live: PublicOnly, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    live.instead = broken
    shell = console_on(world)
    async with shell.run_test(size=(120, 24)) as pilot:
        screen = shell.screen
        assert isinstance(screen, CustomersScreen)
        await settled(pilot, lambda: "r tries again" in seen(shell))
        header = screen.query_one(Header)
        assert header.state.partner == "North Coast Telecom"
        for keys in (("w",), ("colon", *"customer", "space", *"NC-004411", "enter")):
            await pilot.press(*keys)
            await settled(pilot, lambda: "was not read" in screen.key_bar.message)
            await pilot.press("g")
        assert shell.screen is screen


async def test_r_reads_anew_and_says_when_that_failed(world: Path, live: PublicOnly) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(120, 24)) as pilot:
        screen = await opened(shell, pilot)
        rows = len(screen.table.rows)
        asked = len(live.asked)
        await pilot.press("r")
        await settled(pilot, lambda: "Up to date at" in screen.key_bar.message)
        assert len(live.asked) > asked
        live.instead = broken
        await pilot.press("r")
        await settled(pilot, lambda: "Try again later." in screen.key_bar.message)
        assert len(screen.table.rows) == rows


class Slow(httpx.AsyncBaseTransport):
    """A way that takes its time.

    Attributes:
        most: requests that were under way at once, at most.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport | None, seconds: float) -> None:
        assert inner is not None
        self._inner = inner
        self._seconds = seconds
        self._flying = 0
        self.most = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._flying += 1
        self.most = max(self.most, self._flying)
        try:
            await asyncio.sleep(self._seconds)
        finally:
            self._flying -= 1
        return await self._inner.handle_async_request(request)


async def test_the_list_is_not_read_twice_at_once(world: Path, live: PublicOnly) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.pause(0.2)
        live.inner = slow = Slow(live.inner, 0.1)
        first = "/v1/wholesale/customers?max=100"
        begun = live.asked.count(first)
        await pilot.press("r", "r", "r")
        await settled(pilot, lambda: "Up to date at" in screen.key_bar.message)
        await pilot.pause(0.3)
        assert live.asked.count(first) == begun + 1
        assert slow.most == 1


async def test_a_token_that_goes_missing_is_said_everywhere(world: Path, live: PublicOnly) -> None:
    def missing() -> str:
        raise CredentialProblem("The token file is gone.", "Write the token into it.")

    shell = console_on(world)
    async with shell.run_test(size=(120, 40)) as pilot:
        screen = await opened(shell, pilot)
        pane = screen.query_one("#pane", DetailView)
        await settled(pilot, lambda: "Packages" in shown(pane))
        kept, live.token = live.token, missing
        await pilot.press("down")
        await settled(pilot, lambda: "is gone. Write the token" in shown(pane))
        assert "Write the token into it." in screen.key_bar.message
        await pilot.press("r")
        await settled(pilot, lambda: "Write the token into it." in screen.key_bar.message)
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
        view = shell.screen.query_one(DetailView)
        await settled(pilot, lambda: "is gone. Write the token" in shown(view))
        assert "loading" not in shown(view)
        live.token = kept
        await pilot.press("r")
        await settled(pilot, lambda: "Packages" in shown(view))


async def test_rows_that_changed_stay_changed(
    world: Path, live: PublicOnly, monkeypatch: pytest.MonkeyPatch
) -> None:
    quicker(monkeypatch)
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)

        def going() -> set[str]:
            return {row.id for row in screen.table.rows if row.status == "provisioning"}

        before = going()
        assert before
        freeze(world, AT + timedelta(minutes=10))
        await settled(pilot, lambda: len(going()) < len(before))
        await pilot.pause(0.5)
        after = going()
        await pilot.press("6")
        await settled(pilot, lambda: isinstance(shell.screen, ActivityScreen))
        asked = len(live.asked)
        await pilot.pause(0.4)
        assert len(live.asked) == asked, "nobody looks, nothing is asked"
        await pilot.press("1")
        await settled(pilot, lambda: shell.screen is screen)
        await pilot.pause(0.1)
        assert going() == after
        await pilot.press("slash", *"status:provisioning", "enter")
        await settled(pilot, lambda: {row.id for row in screen.table.rows} == after)


async def test_the_row_under_the_cursor_is_looked_at_first(
    world: Path, live: PublicOnly, monkeypatch: pytest.MonkeyPatch
) -> None:
    quicker(monkeypatch)
    monkeypatch.setattr(follow, "MOST", 1)
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        moving = [row.id for row in screen.table.rows if row.status in MOVING]
        assert len(moving) > 1
        await pilot.press("slash", *"status:provisioning,updating,deleting,pending", "enter")
        await settled(pilot, lambda: len(screen.table.rows) == len(moving))
        await pilot.press("down")
        wanted = screen.table.cursor_id
        await pilot.pause(0.3)
        asked = len(live.asked)
        await settled(pilot, lambda: len(live.asked) >= asked + 3)
        assert all(f"/{wanted}" in target for target in live.asked[asked:])


async def test_the_page_looks_again_while_the_platform_is_at_work(
    world: Path, live: PublicOnly, monkeypatch: pytest.MonkeyPatch
) -> None:
    quicker(monkeypatch)
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        row = next(row for row in screen.table.rows if row.status == "provisioning")
        assert screen.table.select(row.id)
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
        view = shell.screen.query_one(DetailView)
        await settled(pilot, lambda: "Packages" in shown(view))
        assert "provisioning" in shown(view)
        asked = len(live.asked)
        await settled(pilot, lambda: len(live.asked) > asked + 2)
        # One request a look, and no more while nothing is new.
        assert set(live.asked[asked:]) == {f"/v1/wholesale/customers/{row.id}"}
        freeze(world, AT + timedelta(minutes=10))
        await settled(pilot, lambda: "provisioning" not in shown(view).split("Packages")[0])
        await pilot.pause(0.3)
        asked = len(live.asked)
        await pilot.pause(0.5)
        assert len(live.asked) == asked, "it has come to rest"
        await pilot.press("escape")
        await settled(pilot, lambda: shell.screen is screen)
        at_rest = next(one for one in screen.table.rows if one.id == row.id)
        assert at_rest.status not in MOVING


async def test_a_page_whose_customer_is_gone_says_so_and_asks_no_more(
    world: Path, live: PublicOnly, monkeypatch: pytest.MonkeyPatch
) -> None:
    quicker(monkeypatch)
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        row = next(row for row in screen.table.rows if row.status == "provisioning")
        count = len(screen.table.rows)
        assert screen.table.select(row.id)
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
        view = shell.screen.query_one(DetailView)
        await settled(pilot, lambda: "Packages" in shown(view))
        live.instead = lambda request: (
            httpx.Response(404, json={"message": "gone"}) if row.id in request.url.path else None
        )
        await settled(pilot, lambda: "Packages" not in shown(view))
        assert "r tries again" not in shown(view)
        assert "provisioning" not in shown(view)
        assert "This customer was deleted: at 20" in shown(view)
        assert "Esc goes back" in shown(view)
        await pilot.pause(0.1)
        asked = len(live.asked)
        await pilot.pause(0.4)
        assert len(live.asked) == asked
        await pilot.press("escape")
        await settled(pilot, lambda: shell.screen is screen)
        await settled(pilot, lambda: len(screen.table.rows) == count - 1)


@pytest.mark.rule("SUB-9")
async def test_a_providers_customer_shows_its_owner(world: Path, live: PublicOnly) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 40)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("slash", *"owner:all", "enter")
        await settled(pilot, lambda: any(not row.own for row in screen.table.rows))
        row = next(row for row in screen.table.rows if not row.own)
        assert row.owner is not None
        assert screen.table.select(row.id)
        asked = len(live.asked)
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
        view = shell.screen.query_one(DetailView)
        await settled(pilot, lambda: "Packages" in shown(view))
        assert row.owner.name in shown(view)
        assert live.asked[asked] == (
            f"/v1/wholesale/customers/{row.id}?onBehalfOfSubPartnerOrgId={row.owner.org_id}"
        )


async def test_a_slow_platform_gets_one_look_at_a_time(
    world: Path, live: PublicOnly, monkeypatch: pytest.MonkeyPatch
) -> None:
    quicker(monkeypatch)
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        row = next(row for row in screen.table.rows if row.status == "provisioning")
        assert screen.table.select(row.id)
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
        view = shell.screen.query_one(DetailView)
        await settled(pilot, lambda: "Packages" in shown(view))
        live.inner = slow = Slow(live.inner, 0.3)
        freeze(world, AT + timedelta(minutes=10))
        await settled(pilot, lambda: "provisioning" not in shown(view).split("Packages")[0])
        assert slow.most == 1
