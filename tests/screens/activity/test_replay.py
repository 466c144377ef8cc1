"""Asking a request once more, with `R`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from app.profiles import Profile
from data.client import Retries
from data.hidden import HIDDEN
from data.local.opening import open_local
from data.local.requests import insert
from screens.activity.detail_screen import RequestScreen
from tests.console import console_on
from tests.data.local.support import request
from tests.screens.activity.test_list_screen import activity, sheet_of
from tests.screens.customers.test_list_screen import opened, settled

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from app.shell import Shell
    from screens.activity.list_screen import ActivityScreen


def profile_with(world: Path, own: Path, **changes: Any) -> Profile:
    """A profile that has kept one request before."""
    one = request(place=str(world), target="/hub/v1/capabilities", **changes)
    with closing(open_local(own).connection) as connection:
        insert(connection, [one], 100)
    return Profile("sandbox", db=world, local=own)


async def first_of_all(shell: Shell, pilot: Pilot[Any]) -> ActivityScreen:
    """Open the log with the cursor on the oldest request."""
    await opened(shell, pilot)
    screen = await activity(shell, pilot, "6")
    await pilot.press("G")
    await settled(pilot, lambda: screen.table.cursor_row and screen.table.cursor_row.n == 1)
    return screen


def page_of(shell: Shell) -> RequestScreen:
    screen = shell.screen
    assert isinstance(screen, RequestScreen)
    return screen


async def test_a_request_of_yesterday_is_asked_once_more(world: Path, tmp_path: Path) -> None:
    shell = console_on(world, profile=profile_with(world, tmp_path / "own.db"), read_only=True)
    async with shell.run_test(size=(100, 60)) as pilot:
        await first_of_all(shell, pilot)
        await pilot.press("R")
        await settled(pilot, lambda: isinstance(shell.screen, RequestScreen))
        page = page_of(shell)
        await settled(pilot, lambda: "Against request 1" in sheet_of(shell))
        assert "requests.replay" in sheet_of(shell)
        assert '-  "items": []' in sheet_of(shell), "what it was"
        assert '+  "keyset": true,' in sheet_of(shell), "what it is"
        assert "it had 12." in page.key_bar.message
        assert not page.keys_off()
        # The repetition can be repeated, and comes out alike.
        await pilot.press("R")
        await settled(pilot, lambda: shell.screen is not page)
        assert page_of(shell).key_bar.message == "The answer is the same."
        assert shell.request_log is not None
        replays = [one for one in shell.request_log if one.operation == "requests.replay"]
        assert [one.target for one in replays] == ["/hub/v1/capabilities"] * 2
        await pilot.press("escape", "escape")
        screen = await activity(shell, pilot)
        await settled(pilot, lambda: screen.table.rows[0].operation == "requests.replay")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"method": "POST"}, "this was a POST"),
        ({"place": "/elsewhere.db"}, "of another platform: /elsewhere.db"),
        ({"target": f"/r.csv?Expires={HIDDEN}&Signature={HIDDEN}"}, "secrets are not kept"),
    ],
    ids=["post", "place", "signed"],
)
async def test_what_is_not_asked_again_says_why(
    world: Path, tmp_path: Path, changes: dict[str, Any], why: str
) -> None:
    with closing(open_local(tmp_path / "own.db").connection) as connection:
        insert(connection, [request(**({"place": str(world)} | changes))], 100)
    shell = console_on(world, profile=Profile("sandbox", db=world, local=tmp_path / "own.db"))
    async with shell.run_test(size=(120, 40)) as pilot:
        screen = await first_of_all(shell, pilot)
        await pilot.press("R")
        assert why in screen.key_bar.message
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(shell.screen, RequestScreen))
        page = page_of(shell)
        assert page.keys_off() == ("request.replay",)
        assert page.key_bar._off == {"R"}
        await pilot.press("R")
        assert why in page.key_bar.message
        assert shell.request_log is not None
        assert not [one for one in shell.request_log if one.operation == "requests.replay"]


async def test_a_refusal_is_shown_as_any_answer_and_no_answer_is_said(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.db"
    shell = console_on(world, profile=profile_with(world, own, status=404))
    with closing(sqlite3.connect(own)) as connection, connection:
        connection.execute("UPDATE requests SET target = '/v1/nowhere'")
    async with shell.run_test(size=(120, 40)) as pilot:
        screen = await first_of_all(shell, pilot)
        await pilot.press("R")
        await settled(pilot, lambda: isinstance(shell.screen, RequestScreen))
        await settled(pilot, lambda: "404 NotFound" in sheet_of(shell))
        await pilot.press("escape")
        assert shell.hub is not None

        async def broken(*_anything: object, **_more: object) -> httpx.Response:
            raise httpx.ConnectError("gone")

        monkeypatch.setattr(shell.hub._caller.http, "send", broken)
        shell.hub._caller.settings.retries = Retries(attempts=1)
        await settled(pilot, lambda: shell.screen is screen)
        await pilot.press("R")
        await settled(pilot, lambda: "cannot be reached" in screen.key_bar.message)
