"""Commands that a signal ends: everything half-made goes, and the next one sweeps after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.app.cli.running import ROOT, spawn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]

LARGE = ("db", "seed", "--size", "large", "--customers", "200000")
RESET = ("db", "reset", "--yes", "--no-backup", "--size", "large", "--customers", "200000")


def begun(*argv: str, pattern: str, folder: Path, before: str = "") -> subprocess.Popen[str]:
    """A command that has begun to write the file which the pattern finds."""
    command = [sys.executable, "-m", "app", *argv]
    process = subprocess.Popen(
        [before, *command] if before else command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    end = time.monotonic() + 30
    while not any(file.stat().st_size > 1_000_000 for file in folder.glob(pattern)):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)
    return process


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
@pytest.mark.parametrize("argv", [LARGE, RESET])
def test_a_signal_leaves_nothing_half_made(
    small: Path, home: Path, number: signal.Signals, code: int, argv: tuple[str, ...]
) -> None:
    path = small if argv is RESET else home / "n2.db"
    before = small.read_bytes()
    process = begun(*argv, "--db", str(path), pattern=".*.seeding", folder=home)
    process.send_signal(number)
    _out, err = process.communicate(timeout=30)
    assert process.returncode == code
    assert err.splitlines()[-1] == f"Ended by {number.name}."
    assert [file.name for file in home.iterdir()] == [small.name]
    assert small.read_bytes() == before


def test_what_is_ignored_stays_ignored(home: Path) -> None:
    path = home / "n2.db"
    argv = ("db", "seed", "--size", "large", "--customers", "3000", "--db", str(path))
    process = begun(*argv, pattern=".*.seeding", folder=home, before="nohup")
    process.send_signal(signal.SIGHUP)
    _out, _err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert path.exists()


def test_the_next_reset_sweeps_after_a_kill(small: Path, home: Path) -> None:
    process = begun(*RESET, "--db", str(small), pattern="..*.seeding", folder=home)
    living = home / f"..small.db.{os.getpid()}.new.{os.getpid()}.seeding"
    living.write_text("of somebody who works")
    process.kill()
    process.communicate()
    assert len(list(home.glob("..small.db.*"))) >= 2
    done = spawn("db", "reset", "--yes", "--no-backup", "--db", str(small))
    assert done.code == 0, done.err
    assert {file.name for file in home.iterdir()} == {small.name, living.name}


def test_a_backup_and_a_restore_sweep_too(rtm: Rtm, small: Path, home: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    names = [f".small.db.{gone.pid}.new", f".small.db.{gone.pid}.new-wal"]
    names += [f"..small.db.{gone.pid}.restored.{gone.pid}.part"]
    names += [f".small.db.before-reset.20260101-000000.bak.{gone.pid}.part"]
    for name in names:
        (home / name).touch()
    (home / f".copy.db.{gone.pid}.part").touch()
    others = [f".other.db.{gone.pid}.new", f".small.db.{gone.pid}.txt", f"small.db.{gone.pid}.new"]
    for name in others:
        (home / name).touch()
    copy = home / "copy.db"
    assert rtm("db", "backup", str(copy), "--db", str(small)).code == 0
    assert {file.name for file in home.iterdir()} == {small.name, copy.name, *others}
    (home / names[0]).touch()
    assert rtm("db", "restore", str(copy), "--yes", "--db", str(small)).code == 0
    assert {file.name for file in home.iterdir()} == {small.name, copy.name, *others}
