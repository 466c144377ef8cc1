"""Several programs on one file, and programs that are killed."""

from __future__ import annotations

import os
import random
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.data.sqlite.support import add, finished, numbers, opened, start, write

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from data.sqlite.database import Database

EIGHT = 8


def sound(database: Database) -> bool:
    return database.read_blocking(lambda c: c.execute("PRAGMA integrity_check").fetchall()) == [
        ("ok",)
    ]


def test_eight_programs_lose_no_update(tmp_path: Path) -> None:
    """All make the file, then read a number and write the next one, as fast as they can."""
    path = tmp_path / "x.db"
    for process in [start("count", path, 200) for _ in range(EIGHT)]:
        finished(process)
    assert [file.name for file in tmp_path.iterdir()] == ["x.db"]
    database = opened(path, create=False)
    assert database.read_blocking(lambda c: c.execute("SELECT n FROM counter").fetchone()) == (
        EIGHT * 200,
    )
    assert sound(database)
    database.close()


def killed_while_writing(process: subprocess.Popen[str], seconds: float) -> list[int]:
    """What a program had been told is written when it was killed."""
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    rest, _errors = process.communicate()
    # The last line may be cut.
    return [int(line) for line in (first + rest).split("\n")[:-1]]


@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.soak, id="soak")])
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, kills: int) -> None:
    path = tmp_path / "x.db"
    chance = random.Random(7)
    acknowledged: list[int] = []
    for round_ in range(kills):
        told = killed_while_writing(
            start("write", path, round_ * 1_000_000), chance.uniform(0.02, 0.15)
        )
        assert told
        acknowledged += told
        database = opened(path, create=False)
        assert sound(database)
        there = set(database.read_blocking(numbers))
        assert there.issuperset(acknowledged)
        # Each write is whole.
        assert database.read_blocking(
            lambda c: c.execute("SELECT count(*) FROM numbers WHERE length(note) <> 500").fetchone()
        ) == (0,)
        database.close()


def test_a_kill_does_not_lock_others_out(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    database = opened(path)
    killed_while_writing(start("write", path, 100), 0.02)
    begun = time.monotonic()
    assert write(database, add(1)) == 1
    assert time.monotonic() - begun < 3
    database.close()
