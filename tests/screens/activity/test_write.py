"""`w` in the request log."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.console import console_on
from tests.screens.activity.test_refresh import activity
from tests.screens.customers.test_list_screen import settled
from widgets.dialogs.ask import AskDialog

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

FILE = "requests-2026-11-24.jsonl"


async def test_the_log_is_written_as_json_lines(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await activity(shell, pilot)
        for name in (FILE, "requests-2026-11-24-2.jsonl"):
            await pilot.press("w")
            await settled(pilot, lambda: isinstance(shell.screen, AskDialog))
            await pilot.press("enter")
            await settled(pilot, lambda name=name: name in screen.key_bar.message)
        records = [json.loads(line) for line in (here / FILE).read_text().splitlines()]
        assert [one["n"] for one in records] == list(range(1, len(records) + 1))
        assert any(one["operation"] == "customers.window" for one in records)
        for typed in ("~nobody-here/x.jsonl", "x" * 300 + ".jsonl", "x.csv", FILE):
            await pilot.press("w")
            await settled(pilot, lambda: isinstance(shell.screen, AskDialog))
            shell.screen.query_one("LineInput").value = typed  # type: ignore[attr-defined] # an Input
            await pilot.press("enter")
            await settled(pilot, lambda: shell.screen.query_one("#problem").display)
            await pilot.press("escape")
        assert {path.suffix for path in here.iterdir()} == {".jsonl"}


async def test_the_log_is_written_as_it_is_filtered(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await activity(shell, pilot)
        await pilot.press("slash", *"count", "enter", "w")
        await settled(pilot, lambda: isinstance(shell.screen, AskDialog))
        await pilot.press("enter")
        await settled(pilot, lambda: FILE in screen.key_bar.message)
        records = [json.loads(line) for line in (tmp_path / FILE).read_text().splitlines()]
        assert {one["operation"] for one in records} == {"customers.count"}
        assert screen.key_bar.message.startswith(f"{len(records)} request")
