"""What the console does about defects, and about a clock that moved."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from textual.worker import WorkerFailed

from tests.console import AT, console_on, freeze
from tests.screens.customers.test_list_screen import opened, settled
from widgets.header import Header

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_defect_in_a_screens_work_ends_the_console_with_its_traceback(
    world: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.paths.crash_folder", lambda: tmp_path / "crashes")
    monkeypatch.setattr("sys.argv", ["rtm", "--profile", "Acme", "--ascii"])
    shell = console_on(world)

    async def load_the_page(customer_id: str, **_more: object) -> object:
        secret = f"hunter2 {customer_id}"
        raise TypeError(f"{len(secret)} is not a page")

    async def crash() -> None:
        async with shell.run_test(size=(80, 24)) as pilot:
            await opened(shell, pilot)
            assert shell.hub is not None
            monkeypatch.setattr(shell.hub.customers, "detail", load_the_page)
            await pilot.press("enter")
            await settled(pilot, lambda: shell.crash_report is not None)

    with pytest.raises(WorkerFailed):
        await crash()
    assert shell.crash_report is not None
    text = shell.crash_report.read_text(encoding="utf-8")
    for frame in ("in load_the_page", "in _load", "in guarded"):
        assert frame in text
    assert "builtins.TypeError" in text
    assert "arguments: --profile ... --ascii" in text
    assert "Acme" not in text
    assert "hunter2" not in text


@pytest.mark.parametrize("broken", ["window", "changes", "detail"])
async def test_no_defect_of_the_list_is_swallowed(
    world: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, broken: str
) -> None:
    monkeypatch.setattr("app.paths.crash_folder", lambda: tmp_path / "crashes")
    shell = console_on(world)

    async def fail(*_anything: object, **_more: object) -> object:
        raise TypeError("unexpected")

    async def crash() -> None:
        async with shell.run_test(size=(120, 40)) as pilot:
            await opened(shell, pilot)
            assert shell.hub is not None
            monkeypatch.setattr(shell.hub.customers, broken, fail)
            await pilot.press("r")
            await settled(pilot, lambda: shell.crash_report is not None)

    with pytest.raises((WorkerFailed, TypeError)):
        await crash()
    assert shell.crash_report is not None
    assert "in fail" in shell.crash_report.read_text(encoding="utf-8")


async def test_the_clock_follows_when_the_platforms_is_moved(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        assert shell.now() == AT
        freeze(world, AT + timedelta(hours=3))
        await settled(pilot, lambda: shell.now() == AT + timedelta(hours=3))
        await pilot.press("j")
        assert screen.query_one(Header).state.clock == "17:02Z"


async def test_the_clock_is_not_asked_for_while_it_runs_as_expected(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        assert shell.request_log is not None
        await shell.resync(AT + timedelta(seconds=1))
        await pilot.pause()
        assert [one.operation for one in shell.request_log].count("clock") == 1
        await shell.resync(AT + timedelta(hours=1))
        assert [one.operation for one in shell.request_log].count("clock") == 2


async def test_an_answer_that_comes_while_one_leaves_is_no_defect(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(120, 40)) as pilot:
        screen = await opened(shell, pilot)
        assert shell.hub is not None
        detail, asked = shell.hub.customers.detail, list[str]()

        async def late(customer_id: str, **more: Any) -> object:
            answer = await detail(customer_id, **more)
            asked.append(customer_id)
            while screen.query("#pane"):  # noqa: ASYNC110 -- nothing tells of that moment
                await asyncio.sleep(0)
            return answer

        monkeypatch.setattr(shell.hub.customers, "detail", late)
        await pilot.press("r")
        await settled(pilot, lambda: bool(asked))
    assert not shell.crashed
