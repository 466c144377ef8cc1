"""The console as a process on a terminal: how it ends when it is told to and cannot."""

from __future__ import annotations

import os
import pty
import selectors
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds for a start, so that a busy machine fails no test."""
PROGRAM = """
import sys, time
from pathlib import Path
from app import console
from app.shell import Shell
from tests.console import options_on

def held_up(shell):
    Path(sys.argv[2]).touch()
    time.sleep(120)

Shell._collect_again = held_up
sys.exit(console.run(options_on(Path(sys.argv[1]))))
"""


def sent(terminal: int, seconds: float) -> bytes:
    """What a program sends within a time."""
    with selectors.DefaultSelector() as selector:
        selector.register(terminal, selectors.EVENT_READ)
        return os.read(terminal, 65536) if selector.select(seconds) else b""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_console_that_is_held_up_ends_and_gives_the_terminal_back(
    world: Path, tmp_path: Path, number: signal.Signals
) -> None:
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    flag = tmp_path / "held-up"
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(world), str(flag)],
        cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env={**os.environ, "HOME": str(tmp_path), "TERM": "xterm-256color"},
    )  # fmt: skip
    try:
        end = time.monotonic() + PATIENCE
        seen = b""
        while not flag.exists():
            seen += sent(ours, 0.1)
            assert time.monotonic() < end, seen
            assert process.poll() is None, seen
        while piece := sent(ours, 0.3):
            seen += piece
        assert b"\x1b[?1049h" in seen
        assert termios.tcgetattr(theirs) != before
        process.send_signal(number)
        begun, last = time.monotonic(), b""
        while process.poll() is None:
            last += sent(ours, 0.1)
            assert time.monotonic() < begun + 10, "it goes on"
        last += sent(ours, 0.1)
        assert process.returncode == 128 + number
        assert termios.tcgetattr(theirs) == before
        for left in (b"?1049l", b"?25h", b"?2004l", b"?1000l", b"?1003l", b"?1006l", b"[<u"):
            assert left in last, left
    finally:
        process.kill()
        process.wait()
        os.close(ours)
        os.close(theirs)
