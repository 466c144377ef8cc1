"""A customer's page on the emulation: what it shows after a while, and when it cannot."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from data.client.errors import NotFound, Unreachable
from screens.activity.list_screen import ActivityScreen
from screens.customers import follow
from screens.customers.detail_screen import CustomerScreen
from screens.customers.detail_view import DetailView
from tests.console import AT, console_on, freeze
from tests.screens.customers.test_list_screen import opened, settled, shown

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from app.shell import Shell
    from data.models.customers import CustomerDetail


async def provisioning(
    shell: Shell, pilot: Pilot[Any], status: str = "provisioning"
) -> CustomerScreen:
    """Open the page of a customer that is being provisioned, or that has another status."""
    screen = await opened(shell, pilot)
    row = next(row for row in screen.table.rows if row.status == status)
    assert screen.table.select(row.id)
    await pilot.press("enter")
    await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
    page = shell.screen
    assert isinstance(page, CustomerScreen)
    return page


def head(page: CustomerScreen) -> str:
    """The part of the page above the packages; empty until all is there."""
    before, found, _rest = shown(page.query_one(DetailView)).partition("Packages")
    return before if found else ""


@pytest.mark.rule("PRV-1")
async def test_the_page_changes_by_itself(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await provisioning(shell, pilot)
        await settled(pilot, lambda: "provisioning" in head(page))
        freeze(world, AT + timedelta(hours=2))
        await settled(pilot, lambda: head(page) and "provisioning" not in head(page))


@pytest.mark.rule("RPL-3")
async def test_the_page_says_why_a_review_was_opened(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await provisioning(shell, pilot, "pending_rpl_review")
        await settled(pilot, lambda: "Matches the denied party" in head(page))


async def test_the_page_tells_what_the_organization_was_given(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await provisioning(shell, pilot, "provisioned")
        await settled(pilot, lambda: ".sip.rtm.example" in shown(page.query_one(DetailView)))
        assert "+1" in shown(page.query_one(DetailView)).partition("Call-in")[2]


async def test_the_page_is_true_again_after_a_visit_to_another_area(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await provisioning(shell, pilot)
        await settled(pilot, lambda: "provisioning" in head(page))
        await pilot.press("6")
        await settled(pilot, lambda: isinstance(shell.screen, ActivityScreen))
        freeze(world, AT + timedelta(hours=2))
        await pilot.pause(0.1)
        assert "provisioning" in head(page)
        # Not even a question about changes is needed for it.
        monkeypatch.setattr(follow, "SHORTEST", 60.0)
        await pilot.press("1")
        await settled(pilot, lambda: shell.screen is page)
        await settled(pilot, lambda: "provisioning" not in head(page))


async def test_opening_asks_once(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await provisioning(shell, pilot)
        await settled(pilot, lambda: head(page))
        await pilot.pause(0.2)
        assert shell.request_log is not None
        asked = [one for one in shell.request_log if one.operation == "customers.detail"]
        assert len(asked) == 1


async def test_r_says_when_it_is_done(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await provisioning(shell, pilot)
        await settled(pilot, lambda: head(page))
        assert page.key_bar.message == ""
        await pilot.press("r")
        await settled(pilot, lambda: page.key_bar.message == "Up to date at 14:02Z.")


async def test_a_page_that_did_not_load_says_why_and_r_tries_again(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        assert shell.hub is not None
        real = shell.hub.customers.detail

        async def detail(_id: str, *, owner: object = None) -> CustomerDetail:
            raise Unreachable("There is no connection to the platform.")

        monkeypatch.setattr(shell.hub.customers, "detail", detail)
        page = await provisioning(shell, pilot)
        view = page.query_one(DetailView)
        await settled(
            pilot, lambda: "no connection to the platform. Check the network" in shown(view)
        )
        assert "loading" not in shown(view)
        assert "Check the network" in page.key_bar.message
        monkeypatch.setattr(shell.hub.customers, "detail", real)
        await pilot.press("r")
        await settled(pilot, lambda: head(page))
        # What is there stays when it cannot be had anew.
        monkeypatch.setattr(shell.hub.customers, "detail", detail)
        await pilot.press("r")
        await settled(pilot, lambda: "Check the network" in page.key_bar.message)
        assert head(page)


async def test_a_customer_that_goes_while_one_looks_is_said_to_be_gone(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await provisioning(shell, pilot)
        await settled(pilot, lambda: head(page))
        assert shell.hub is not None

        async def detail(_id: str, *, owner: object = None) -> CustomerDetail:
            raise NotFound("There is no such customer.")

        monkeypatch.setattr(shell.hub.customers, "detail", detail)
        freeze(world, AT + timedelta(hours=2))
        view = page.query_one(DetailView)
        await settled(pilot, lambda: "This customer was deleted" in shown(view))
        first = shown(view)
        assert "Esc goes back" in first
        assert "r tries again" not in first
        # Whoever looks again learns nothing new; the moment stays.
        freeze(world, AT + timedelta(hours=4))
        await pilot.press("r")
        await settled(pilot, lambda: "There is no such customer." in page.key_bar.message)
        assert shown(view) == first


async def test_an_answer_that_was_overtaken_is_dropped(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        page = await provisioning(shell, pilot)
        await settled(pilot, lambda: head(page))
        assert shell.hub is not None
        real, gates = shell.hub.customers.detail, [asyncio.Event(), asyncio.Event()]
        names = iter(["old", "new"])
        gate = iter(gates)

        async def detail(customer_id: str, *, owner: Any = None) -> CustomerDetail:
            name, mine = next(names), next(gate)
            found = await real(customer_id, owner=owner)
            await mine.wait()
            return found.model_copy(update={"name": name})

        monkeypatch.setattr(shell.hub.customers, "detail", detail)
        first = asyncio.create_task(page._load())
        await pilot.pause()
        second = asyncio.create_task(page._load())
        await pilot.pause()
        gates[1].set()
        await second
        gates[0].set()
        await first
        assert head(page).startswith("new")
