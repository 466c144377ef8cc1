"""Times left in the list go with the header's clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.console import AT, console_on
from tests.screens.customers.test_list_screen import opened, settled

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from screens.customers.list_screen import CustomersScreen


def line_of(screen: CustomersScreen, name: str) -> str:
    """The line that is seen of a customer."""
    table = screen.table
    lines = [table.render_line(y).text for y in range(table.size.height)]
    return next(line for line in lines if name in line)


async def test_a_key_in_another_minute_renews_the_time_left(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("slash", *"acme freight", "enter")
        await settled(pilot, lambda: len(screen.table.rows) == 1)
        assert "RPL review 61h" in line_of(screen, "Acme Freight")
        monkeypatch.setattr(shell, "now", lambda: AT + timedelta(hours=2))
        assert "RPL review 61h" in line_of(screen, "Acme Freight"), "nothing moves by itself"
        await pilot.press("j")
        assert "RPL review 59h" in line_of(screen, "Acme Freight")
