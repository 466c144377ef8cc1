"""The header says while the platform fails on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.client.errors import PlatformError
from data.models.faults import FaultInput
from tests.console import console_on
from tests.screens.customers.test_list_screen import opened, settled
from widgets.header import Header

if TYPE_CHECKING:
    from pathlib import Path

    from app.shell import Shell


def note(shell: Shell) -> str:
    return shell.screen.query_one(Header).state.note


async def test_the_header_says_that_faults_are_on_until_they_are_off(world: Path) -> None:
    shell = console_on(world, read_only=True)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        assert note(shell) == "read-only"
        assert shell.hub is not None
        fault = FaultInput(operations="people.me", kind="status", status=500)
        await shell.hub.faults.add(fault)
        await settled(pilot, lambda: note(shell) == "read-only, faults on")
        # A failed answer says it too, and changes nothing.
        with pytest.raises(PlatformError):
            await shell.hub.me()
        await pilot.pause()
        assert note(shell) == "read-only, faults on"
        await shell.hub.faults.reset()
        await settled(pilot, lambda: note(shell) == "read-only")


async def test_it_is_said_from_the_first_answer_on(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        assert shell.hub is not None
        await shell.hub.faults.add(FaultInput(operations="people.me", kind="drop"))
    again = console_on(world)
    async with again.run_test(size=(80, 24)) as pilot:
        await opened(again, pilot)
        await settled(pilot, lambda: note(again) == "faults on")
