"""The call: what it makes, what it refuses, what it leaves behind."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from data.emulation.seed import SIZES, build
from data.emulation.store.schema import SCHEMA
from data.sqlite.connect import connect
from data.sqlite.migrate import migrate
from data.sqlite.problems import DatabaseFull, NoDatabase
from tests.data.emulation.seed.support import AT, schema

if TYPE_CHECKING:
    from pathlib import Path


class StoppedError(Exception):
    """Raised in the middle of a build."""


def test_a_seeded_file_is_like_a_migrated_one(tmp_path: Path, small: Path, large: Path) -> None:
    empty = tmp_path / "empty.db"
    with closing(connect(empty, create=True, application_id=SCHEMA.application_id)) as connection:
        migrate(connection, empty, SCHEMA.migrations, SCHEMA.application_id)
    for path in (small, large):
        assert schema(path) == schema(empty)
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert connection.execute("PRAGMA application_id").fetchone() == (
                SCHEMA.application_id,
            )
            assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA.version,)


def test_it_opens_as_a_database_of_the_emulation_does(small: Path) -> None:
    with closing(connect(small, application_id=SCHEMA.application_id)) as connection:
        assert migrate(connection, small, SCHEMA.migrations, SCHEMA.application_id) is None


def test_the_summary_counts_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "world.db"
    told: list[tuple[str, float]] = []
    summary = build(path, size="small", seed=7, at_ms=AT, progress=lambda *a: told.append(a))
    assert (summary.path, summary.size, summary.seed, summary.at_ms) == (path, "small", 7, AT)
    assert summary.seconds > 0
    with closing(sqlite3.connect(path)) as connection:
        for table, count in summary.counts.items():
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (count,)
        assert dict(
            connection.execute("SELECT key, value FROM settings WHERE key <> 'secret'")
        ) == {
            "size": "small",
            "seed": "7",
            "pace": "demo",
        }
        assert connection.execute("SELECT * FROM clock").fetchall() == [
            (1, "real", AT, AT, 1.0, AT)
        ]
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0


def test_only_the_owner_may_read_it_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "world.db"
    build(path, size="small", at_ms=AT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"somebody's notes"])
def test_a_file_that_is_there_stays(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "world.db"
    path.write_bytes(content)
    told: list[str] = []
    with pytest.raises(FileExistsError, match=r"world\.db"):
        build(path, size="small", at_ms=AT, progress=lambda stage, _: told.append(stage))
    # It is said before the work, not after.
    assert told == []
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_comes_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "world.db"

    def come(_stage: str, share: float) -> None:
        if share and not path.exists():
            path.write_bytes(b"first")

    with pytest.raises(FileExistsError):
        build(path, size="small", at_ms=AT, progress=come)
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_what_breaks_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    def stop(_stage: str, share: float) -> None:
        if share:
            raise StoppedError

    with pytest.raises(StoppedError):
        build(tmp_path / "world.db", size="small", at_ms=AT, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_of_the_file_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_connection: sqlite3.Connection) -> None:
        raise DatabaseFull(tmp_path / "part")

    module = sys.modules["data.emulation.seed.build"]
    monkeypatch.setattr(module, "_for_load", full)
    with pytest.raises(DatabaseFull) as caught:
        build(tmp_path / "world.db", size="small", at_ms=AT)
    assert caught.value.path == tmp_path / "world.db"
    assert list(tmp_path.iterdir()) == []


def test_progress_only_goes_forward(tmp_path: Path) -> None:
    shares: list[float] = []
    path = tmp_path / "world.db"
    build(path, size="large", customers=5_000, at_ms=AT, progress=lambda _, s: shares.append(s))
    assert shares == sorted(shares)
    assert len(set(shares)) > 4
    assert shares[-1] == 1.0


def test_a_kill_leaves_no_half_world_and_the_next_build_sweeps(tmp_path: Path) -> None:
    path = tmp_path / "world [1].db"
    program = (
        "import os, sys, pathlib; from data.emulation.seed import build\n"
        "def die(stage, share):\n"
        "    if share: os.kill(os.getpid(), 9)\n"
        "build(pathlib.Path(sys.argv[1]), size='small', progress=die)"
    )
    killed = subprocess.run([sys.executable, "-c", program, path], check=False, timeout=60)
    assert killed.returncode == -9
    assert not path.exists()
    assert list(tmp_path.iterdir()) != []
    build(path, size="small", at_ms=AT)
    assert list(tmp_path.iterdir()) == [path]


def test_another_build_that_runs_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / f".world.db.{os.getppid()}.seeding"
    other.write_bytes(b"")
    build(tmp_path / "world.db", size="small", at_ms=AT)
    assert other.exists()


def test_bad_wishes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "world.db"
    with pytest.raises(ValueError, match="one of small, partner, large"):
        build(path, size="huge", at_ms=AT)  # type: ignore[arg-type] # what a command line may give
    with pytest.raises(ValueError, match="customers"):
        build(path, size="small", customers=500, at_ms=AT)
    with pytest.raises(ValueError, match="customers"):
        build(path, size="large", customers=99, at_ms=AT)
    with pytest.raises(NoDatabase, match=r"/nowhere/world\.db\."):
        build(tmp_path / "nowhere" / "world.db", size="small", at_ms=AT)
    assert list(tmp_path.iterdir()) == []
    assert SIZES == ("small", "partner", "large")
