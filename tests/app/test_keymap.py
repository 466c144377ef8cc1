"""Keys of the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.keymap import problems
from app.profiles import Profile
from screens.customers.list_screen import CustomersScreen
from tests.console import console_on
from tests.screens.customers.test_list_screen import opened, settled
from widgets.dialogs.pick import PickDialog
from widgets.record_table import RecordTable

if TYPE_CHECKING:
    from pathlib import Path

PLACES = [(CustomersScreen, RecordTable)]


def test_a_free_key_is_no_problem() -> None:
    assert problems({"customers.sort": "o"}, PLACES) == []


def test_a_key_that_is_taken_and_an_id_that_is_none() -> None:
    assert problems({"customers.sort": "j"}, PLACES) == [
        "The key j is used twice, by customers.sort and table.down."
    ]
    assert problems({"customers.sort": "y", "customers.copy": "s"}, PLACES) == []
    (said,) = problems({"customers.srt": "o"}, PLACES)
    assert "customers.srt" in said


async def test_a_changed_key_works_and_the_old_one_does_not(world: Path) -> None:
    keys = {"customers.sort": "o", "table.mark": "m", "customers.write": "j"}
    shell = console_on(world, profile=Profile(name="sandbox", db=world, keys=keys))
    async with shell.run_test(size=(120, 24)) as pilot:
        screen = await opened(shell, pilot)
        await settled(pilot, lambda: "used twice" in screen.key_bar.message)
        await pilot.press("s", "space")
        assert shell.screen is screen
        assert not screen.table.marked_ids
        await pilot.press("m", "o")
        await settled(pilot, lambda: isinstance(shell.screen, PickDialog))
        assert len(screen.table.marked_ids) == 1


def test_every_key_is_in_the_documentation() -> None:
    from pathlib import Path

    from app.keymap import bindings
    from app.shell import Shell
    from screens.activity.list_screen import ActivityScreen
    from screens.customers.detail_screen import CustomerScreen
    from widgets.sheet import Sheet

    page = Path(__file__).parents[2] / "docs" / "configuration.md"
    rows = page.read_text(encoding="utf-8")
    kinds = (Shell, CustomersScreen, CustomerScreen, ActivityScreen, RecordTable, Sheet)
    for one in bindings(kinds):
        row = next(line for line in rows.splitlines() if line.startswith(f"| `{one.id}` |"))
        assert f"`{one.key}`" in row
