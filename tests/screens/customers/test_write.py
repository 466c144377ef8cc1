"""`w` in the customer list, driven by keys on the small world."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from data.operations.customer_rows import FIELDS
from screens.customers.columns import columns
from screens.customers.export import NAMES
from tests.console import console_on
from tests.screens.customers.test_list_screen import opened, settled
from widgets.dialogs.ask import AskDialog
from widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.pilot import Pilot

    from app.shell import Shell

FILE = "customers-2026-11-24.csv"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def asked(shell: Shell, pilot: Pilot[Any], *keys: str) -> str:
    """Press `w` and then these keys; the dialog's question."""
    await pilot.press("w")
    await settled(pilot, lambda: isinstance(shell.screen, AskDialog))
    question = str(shell.screen.query("Static").first().render())
    await pilot.press(*keys)
    return question


async def test_the_view_is_written_as_csv_and_json(world: Path, here: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        assert screen.table.count is not None
        n = screen.table.count.matched
        await asked(shell, pilot, "enter")
        await settled(pilot, lambda: f"{n} customers written to {FILE}" in screen.key_bar.message)
        rows = rows_of(here / FILE)
        assert list(rows[0]) == ["id", "name", "externalId", "status", "packages", "users"]
        assert [row["id"] for row in rows] == [row.id for row in screen.table.rows][: len(rows)]
        assert len(rows) == n
        assert not any(
            cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values()
        )
        await asked(shell, pilot, "ctrl+u", *"all.json", "enter")
        await settled(pilot, lambda: "all.json" in screen.key_bar.message)
        objects = json.loads((here / "all.json").read_text(encoding="utf-8"))
        assert [one["id"] for one in objects] == [row["id"] for row in rows]
        assert {"externalId", "status", "packages", "name", "resourceDetails"} <= set(objects[0])
        assert not {"key", "external_id"} & set(objects[0])


async def test_a_long_list_is_written_whole_and_in_order(
    world: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.operations.windows.pages.__defaults__", (7,))
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await asked(shell, pilot, "enter")
        await settled(pilot, lambda: "written to" in screen.key_bar.message)
        assert screen.table.count is not None
        assert len(screen.table.rows) == screen.table.count.matched > 14
        assert [row["id"] for row in rows_of(here / FILE)] == [row.id for row in screen.table.rows]


async def test_only_the_marked_ones_are_written(world: Path, here: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("j", "j", "space", "k", "k", "space")
        wanted = [row.id for row in screen.table.rows if row.id in screen.table.marked_ids]
        question = await asked(shell, pilot, "enter")
        assert "Write the 2 marked customers to" in question
        await settled(pilot, lambda: "2 customers written" in screen.key_bar.message)
        assert [row["id"] for row in rows_of(here / FILE)] == wanted
        # A filter that lets none of them through changes nothing.
        await pilot.press("slash", *"acme", "enter")
        await settled(pilot, lambda: all("cme" in row.name for row in screen.table.rows))
        await asked(shell, pilot, "ctrl+u", *"m.json", "enter")
        await settled(pilot, lambda: "2 customers written to m.json" in screen.key_bar.message)
        found: Sequence[dict[str, str]] = json.loads((here / "m.json").read_text())
        assert [one["id"] for one in found] == wanted


async def test_marked_ones_that_are_gone_are_told_of(world: Path, here: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("space")
        screen.table._marks["gone"] = None
        await asked(shell, pilot, "enter")
        await settled(pilot, lambda: "1 is there no more" in screen.key_bar.message)
        assert len(rows_of(here / FILE)) == 1


async def test_a_file_is_never_overwritten_and_a_free_name_proposed(
    world: Path, here: Path
) -> None:
    (here / FILE).write_text("mine", encoding="utf-8")
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await asked(shell, pilot, "ctrl+u", *FILE, "enter")
        await pilot.pause()
        assert "already" in str(shell.screen.query_one("#problem").render())
        await pilot.press("escape")
        await asked(shell, pilot, "enter")
        await settled(pilot, lambda: "customers-2026-11-24-2.csv" in screen.key_bar.message)
    assert (here / FILE).read_text(encoding="utf-8") == "mine"
    assert rows_of(here / "customers-2026-11-24-2.csv")


@pytest.mark.parametrize("typed", ["~nobody-here/x.csv", "x" * 300 + ".csv", "no\0thing.csv", ""])
async def test_a_name_that_cannot_be_is_refused_in_words(world: Path, typed: str) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        await asked(shell, pilot)
        shell.screen.query_one("LineInput").value = typed  # type: ignore[attr-defined] # an Input
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(shell.screen, AskDialog)
        if "\0" not in typed:
            assert str(shell.screen.query_one("#problem").render())


async def test_a_file_that_comes_meanwhile_is_told_of(
    world: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        monkeypatch.setattr("data.operations.files.check_path", lambda *_: "")
        (here / FILE).write_text("mine", encoding="utf-8")
        await asked(shell, pilot, "ctrl+u", *FILE, "enter")
        await settled(pilot, lambda: "already" in screen.key_bar.message)
        await asked(shell, pilot, "ctrl+u", *"none/x.csv", "enter")
        await settled(pilot, lambda: "cannot be written: No such file" in screen.key_bar.message)
    assert (here / FILE).read_text(encoding="utf-8") == "mine"
    assert names_in(here) == [FILE]


async def test_a_name_that_fails_may_be_put_right(
    world: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "shut").mkdir()
    typed = "shut/x.csv"

    def refuse(*_args: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        with monkeypatch.context() as patch:
            patch.setattr("tempfile.mkstemp", refuse)
            await asked(shell, pilot, "ctrl+u", *typed, "enter")
            await settled(pilot, lambda: "denied" in screen.key_bar.message)
            await settled(pilot, lambda: isinstance(shell.screen, AskDialog))
        await settled(pilot, lambda: shell.screen.query_one("#problem").display)
        assert "denied" in str(shell.screen.query_one("#problem").render())
        line = shell.screen.query_one(LineInput)
        assert line.value == typed
        # Blanks around a name are no part of it.
        line.value = "  good.csv "
        await pilot.press("enter")
        await settled(pilot, lambda: "written to good.csv" in screen.key_bar.message)
        assert names_in(here / "shut") == []
    assert rows_of(here / "good.csv")


async def test_long_numbers_are_parted(
    world: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def many(*_args: object) -> int:
        return 2702

    monkeypatch.setattr("screens.customers.export.export", many)
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await asked(shell, pilot, "enter")
        await settled(pilot, lambda: "2,702 customers written" in screen.key_bar.message)


async def test_a_file_gets_no_escapes_and_no_signs(world: Path, here: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await asked(shell, pilot, "enter")
        await settled(pilot, lambda: "written to" in screen.key_bar.message)
    written = (here / FILE).read_text(encoding="utf-8")
    assert not {"\x1b", "\x07", "\u202e"} & set(written)
    assert "provisioned" in written
    assert "✔" not in written


def test_every_column_of_the_list_has_its_names_in_a_file(world: Path) -> None:
    keys = {column.key for column in columns(console_on(world))}
    assert keys == set(NAMES)
    assert {name for names in NAMES.values() for name in names} <= set(FIELDS)
