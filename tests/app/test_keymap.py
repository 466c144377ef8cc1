"""Keys of the configuration."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.binding import Binding

import screens
import widgets
from app.keymap import bindings, places, problems, problems_of
from app.profiles import Profile
from app.shell import Shell
from screens.customers.list_screen import CustomersScreen
from tests.console import console_on
from tests.screens.customers.test_list_screen import opened, settled
from widgets.dialogs.pick import PickDialog
from widgets.record_table import RecordTable

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

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


def kinds_with_keys() -> set[type[MessagePump]]:
    """The classes of the console that bind keys themselves."""
    found: set[type[MessagePump]] = {Shell}
    for package in (screens, widgets):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            members = vars(importlib.import_module(module.name)).values()
            found |= {
                one
                for one in members
                if isinstance(one, type)
                and one.__module__ == module.name
                and vars(one).get("BINDINGS")
            }
    return found


def test_every_widget_and_screen_with_keys_is_a_known_place() -> None:
    known = {base for place in places() for kind in place for base in kind.__mro__}
    missing = {kind.__name__ for kind in kinds_with_keys() - known}
    assert len(kinds_with_keys()) > 12
    assert not missing, "add them to places() in app/keymap.py"


def test_every_key_has_a_name_and_words() -> None:
    for kind in kinds_with_keys():
        for one in Binding.make_bindings(vars(kind)["BINDINGS"]):
            assert one.id, (kind, one)
            assert one.description, (kind, one)


def test_no_key_is_left_to_textual() -> None:
    """Bindings that are inherited from Textual have no name of ours, and English words."""
    for place in places():
        for kind in place:
            for _key, one in kind._merge_bindings():  # type: ignore[attr-defined] # of a DOM node
                assert one.id, (kind, one)


def test_what_shares_a_key_without_a_configuration_may_do_so() -> None:
    usual: dict[str, list[str]] = {}
    for kind in kinds_with_keys():
        for one in bindings([kind]):
            keys = usual.setdefault(one.id or "", [])
            keys += [one.key] if one.key not in keys else []
    assert problems_of({name: ",".join(keys) for name, keys in usual.items()}) == []


@pytest.mark.parametrize(
    "name", ["filter.done", "command.older", "pick.cancel", "ask.cancel", "help.close", "line.home"]
)
def test_keys_of_small_places_are_known(name: str) -> None:
    assert problems_of({name: "f9"}) == []


def test_a_key_is_known_by_its_character() -> None:
    assert problems({"customers.sort": "/"}, PLACES) == [
        "The key slash is used twice, by customers.filter and customers.sort."
    ]


def test_every_key_is_in_the_documentation() -> None:
    page = Path(__file__).parents[2] / "docs" / "configuration.md"
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if "`" in line]
    said = {line.split("`")[1]: line for line in rows if line.startswith("| `")}
    every = list(bindings(kinds_with_keys()))
    for one in every:
        assert f"`{one.key}`" in said[one.id or ""], one
        assert f"| {one.description} |" in said[one.id or ""], one
    assert set(said) == {one.id for one in every}
