"""Real processes: pipes that close, disks that fill, signals, locales, terminals that are none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.app.cli.running import ROOT, spawn

RTM = [sys.executable, "-m", "app"]


def test_exit_codes_reach_the_shell(home: Path) -> None:
    assert spawn("config", "path").code == 0
    assert spawn("nonsense").code == 2
    assert spawn().code == 2  # neither end is a terminal
    missing = spawn("db", "check", "--db", str(home / "none.db"))
    assert (missing.code, missing.out) == (2, "")
    assert "rtm db seed --db" in missing.err


@pytest.mark.parametrize("argv", [["--version"], ["--help"], ["config", "show"]])
def test_a_reader_that_has_enough(argv: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*RTM, *argv], cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("argv", [["--version"], ["config", "show", "--json"]])
def test_output_without_space(argv: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*RTM, *argv], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "No space left" in done.stderr


def test_closed_streams() -> None:
    command = f"{sys.executable} -m app config show >&- 2>&-; echo $?"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert done.stdout == b"0\n"


@pytest.mark.parametrize(
    "environ",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "C"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_other_encodings(home: Path, environ: dict[str, str]) -> None:
    path = home / "北海道.db"
    ran = spawn("db", "path", "--db", str(path), **environ)
    assert ran.code == 0
    assert ran.out.endswith(".db\n")
    assert spawn("db", "check", "--db", str(path), **environ).code == 2


def test_interrupted_at_work(home: Path) -> None:
    path = home / "x.db"
    work = subprocess.Popen(
        [*RTM, "db", "seed", "--size", "large", "--db", str(path)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _wait in range(200):
        if list(home.iterdir()):
            break
        time.sleep(0.05)
    work.send_signal(signal.SIGINT)
    _out, err = work.communicate(timeout=20)
    assert (work.returncode, err) == (130, "Interrupted.\n")
    assert list(home.iterdir()) == []
