"""The customer list, driven by keys on the small world."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from data.client.errors import Unreachable
from data.search_key import search_key
from screens.customers.detail_screen import CustomerScreen
from screens.customers.detail_view import DetailView
from screens.customers.list_screen import CustomersScreen
from tests.console import AT, console_on, freeze
from widgets.dialogs.pick import PickDialog
from widgets.filter_bar import FilterBar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from app.shell import Shell

PATIENCE = 15.0
"""Seconds for what takes a blink, so that a busy machine fails no test."""


async def settled(pilot: Pilot[Any], wanted: Callable[..., object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while True:
        await pilot.pause(0.02)
        if wanted():
            return
        assert time.monotonic() < end, "it did not come about in time"


def list_of(shell: Shell) -> CustomersScreen:
    screen = shell.screen
    assert isinstance(screen, CustomersScreen)
    return screen


def names(shell: Shell) -> list[str]:
    return [row.name for row in list_of(shell).table.rows]


async def opened(shell: Shell, pilot: Pilot[Any]) -> CustomersScreen:
    screen = list_of(shell)
    await settled(pilot, lambda: screen.table.count is not None and screen.table.rows)
    return screen


async def test_it_opens_on_the_partners_own_customers(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        assert all(row.own for row in screen.table.rows)
        assert len(names(shell)) > 10
        assert names(shell) == sorted(names(shell), key=search_key)


@pytest.mark.rule("SUB-9")
async def test_customers_of_providers_are_shown_when_asked_for(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        own = screen.table.count
        await pilot.press("slash", *"owner:all", "enter")
        await settled(pilot, lambda: screen.table.count != own)
        assert screen.table.count is not None
        assert own is not None
        assert screen.table.count.matched > own.matched
        assert any(not row.own for row in screen.table.rows)


async def test_it_filters_as_one_types_and_esc_clears(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        total = len(names(shell))
        await pilot.press("slash", *"acme")
        await settled(pilot, lambda: 0 < len(names(shell)) < total)
        assert "Acme Dental" in names(shell)
        await pilot.press("enter")
        assert shell.focused is screen.table
        await pilot.press("escape")
        await settled(pilot, lambda: len(names(shell)) == total)
        assert screen.query_one(FilterBar).text == ""


async def test_an_unknown_condition_is_said_and_the_list_stays(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(120, 24)) as pilot:
        await opened(shell, pilot)
        before = names(shell)
        await pilot.press("slash", *"status:eror")
        await pilot.pause()
        bar = list_of(shell).query_one(FilterBar)
        assert bar.has_class("-problem")
        assert names(shell) == before


async def test_conditions_are_picked_from_lists(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        await pilot.press("f")
        await settled(pilot, lambda: isinstance(shell.screen, PickDialog))
        await pilot.press("down", "down", "down", "down", "down", "space", "enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomersScreen))
        await settled(pilot, lambda: {row.status for row in list_of(shell).table.rows} == {"error"})


async def test_sorting_by_users_and_back(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)

        def users() -> list[int]:
            return [row.users or 0 for row in screen.table.rows]

        await pilot.press("s", "down", "down", "enter")
        await settled(pilot, lambda: users() == sorted(users()) and len(set(users())) > 1)
        await pilot.press("s", "enter")
        await settled(pilot, lambda: users() == sorted(users(), reverse=True))


async def test_enter_opens_and_esc_comes_back_to_the_same_row(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("j", "j", "j")
        row = screen.table.cursor_row
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
        await pilot.press("escape")
        await settled(pilot, lambda: shell.screen is screen)
        assert screen.table.cursor_row is not None
        assert row is not None
        assert screen.table.cursor_row.id == row.id


async def test_the_detail_stands_beside_the_list_from_110_columns_on(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(120, 40)) as pilot:
        screen = await opened(shell, pilot)
        pane = screen.query_one("#pane", DetailView)
        assert pane.display
        await settled(pilot, lambda: "Packages" in shown(pane))
        await pilot.resize_terminal(100, 40)
        await pilot.pause()
        assert not pane.display


def shown(view: DetailView) -> str:
    return view.plain


async def test_with_little_bandwidth_the_detail_comes_with_enter_only(world: Path) -> None:
    shell = console_on(world, low_bandwidth=True)
    async with shell.run_test(size=(120, 40)) as pilot:
        screen = await opened(shell, pilot)
        assert not screen.query_one("#pane", DetailView).display


async def test_marks_and_copied_ids(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        first, second = screen.table.rows[0].id, screen.table.rows[1].id
        await pilot.press("y")
        assert "1 customer id sent" in screen.key_bar.message
        await pilot.press("space", "space")
        assert set(screen.table.marked_ids) == {first, second}
        await pilot.press("y")
        assert "2 customer ids sent" in screen.key_bar.message
        await pilot.press("u")
        assert not screen.table.marked_ids


async def test_a_row_that_is_being_provisioned_changes_by_itself(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("slash", *"status:provisioning", "enter")
        await settled(pilot, lambda: {row.status for row in screen.table.rows} == {"provisioning"})
        before, written = len(screen.table.rows), contents(world)
        freeze(world, AT + timedelta(minutes=10))
        await settled(pilot, lambda: 0 < len(screen.table.rows) < before)
        assert contents(world) == written, "reads are pure"


def contents(world: Path) -> list[int]:
    """How many requests and steps a world has."""
    with closing(sqlite3.connect(world)) as connection:
        tables = ("requests", "steps")
        return [connection.execute(f"SELECT count(*) FROM {one}").fetchone()[0] for one in tables]


async def test_r_says_when_it_is_done_and_nothing_else_does(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        assert shell.request_log is not None
        await pilot.press("r")
        await settled(pilot, lambda: screen.key_bar.message == "Up to date at 14:02Z.")
        await pilot.press("j")
        freeze(world, AT + timedelta(minutes=10))
        await settled(pilot, lambda: shell.now() > AT)
        await pilot.pause(0.1)
        assert screen.key_bar.message == ""
        await pilot.press("slash", *"zzzz", "enter")
        await settled(pilot, lambda: not screen.table.rows)
        await pilot.press("r")
        await settled(pilot, lambda: screen.key_bar.message == "Up to date at 14:12Z.")


async def test_r_that_fails_says_only_that(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        assert shell.hub is not None

        async def window(*_anything: object) -> object:
            raise Unreachable("There is no connection to the platform.")

        monkeypatch.setattr(shell.hub.customers, "window", window)
        await pilot.press("r")
        await settled(pilot, lambda: "no connection" in screen.key_bar.message)
        await pilot.pause(0.1)
        assert "Up to date" not in screen.key_bar.message


async def test_columns_are_chosen(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("c")
        await settled(pilot, lambda: isinstance(shell.screen, PickDialog))
        await pilot.press("down", "space", "enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomersScreen))
        assert "external" in screen.table.hidden


async def test_one_column_stays(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        before = screen.table.hidden
        await pilot.press("c", "g")
        for column in screen.table.columns:
            await pilot.press(*([] if column.key in before else ["space"]), "j")
        await pilot.press("enter")
        await settled(pilot, lambda: "One column must stay" in screen.key_bar.message)
        assert screen.table.hidden == before


async def test_a_list_without_matches_says_so(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("slash", *"zzzz")
        await settled(pilot, lambda: screen.table.count is not None and not screen.table.rows)
        lines = [strip.text for strip in shell.screen._compositor.render_strips()]
        assert any("No customer matches" in line for line in lines)
