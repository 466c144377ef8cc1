"""Lists in files."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING

import pytest

from data.operations.export import write
from data.operations.forms import LinesForm

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

Row = dict[str, object]


def inside(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def pages(*every: Sequence[Row]) -> AsyncIterator[Sequence[Row]]:
    for page in every:
        yield page


def lines() -> LinesForm[Row]:
    return LinesForm(dict)


async def test_every_page_is_written_in_order(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    assert await write(path, lines(), pages([{"n": 1}, {"n": 2}], [], [{"n": 3}])) == 3
    assert path.read_text().split() == ['{"n":', "1}", '{"n":', "2}", '{"n":', "3}"]
    assert inside(tmp_path) == [path.name]


async def test_the_event_loop_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(_handle: int) -> None:
        assert threading.current_thread() is not threading.main_thread()
        time.sleep(0.3)

    monkeypatch.setattr("os.fsync", slow)

    class Slow(LinesForm[Row]):
        def page(self, rows: Sequence[Row]) -> str:
            time.sleep(0.3)
            return super().page(rows)

    work = asyncio.create_task(write(tmp_path / "x.jsonl", Slow(dict), pages([{"n": 1}])))
    longest, before = 0.0, time.monotonic()
    while not work.done():
        await asyncio.sleep(0.01)
        now = time.monotonic()
        longest, before = max(longest, now - before), now
    assert await work == 1
    assert longest < 0.2


async def test_a_failure_leaves_nothing_and_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"

    async def broken() -> AsyncIterator[Sequence[Row]]:
        yield [{"n": 1}]
        path.write_text("before")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        await write(path, lines(), broken())
    assert path.read_text() == "before"
    with pytest.raises(FileExistsError, match="already"):
        await write(path, lines(), pages([{"n": 1}]))
    assert path.read_text() == "before"
    assert inside(tmp_path) == [path.name]


async def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        await write(tmp_path / "none" / "x", lines(), pages())
    with pytest.raises(ValueError, match="null"):
        await write(tmp_path / "x\0", lines(), pages())


async def test_a_cancelled_one_leaves_nothing(tmp_path: Path) -> None:
    async def endless() -> AsyncIterator[Sequence[Row]]:
        while True:
            await asyncio.sleep(0)
            yield [{"n": 1}] * 100

    work = asyncio.create_task(write(tmp_path / "x.jsonl", lines(), endless()))
    await asyncio.sleep(0.05)
    assert inside(tmp_path)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert inside(tmp_path) == []
