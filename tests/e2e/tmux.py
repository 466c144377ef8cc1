"""A real terminal for tests: tmux, on a socket of the test's own."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


def _program() -> Path:
    """A script that runs what is tested: the code of this folder, whatever else is installed."""
    folder = Path(tempfile.mkdtemp(prefix="rtm-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    script = folder / "rtm"
    script.write_text(
        f"#!{sys.executable}\nimport sys\n\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from app.cli import main\n\nsys.exit(main())\n"
    )
    script.chmod(0o700)
    return script


RTM = _program()
"""The program, run by the Python that runs the tests."""

needs_tmux = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="tmux is not installed: sudo apt-get install tmux"
)


class Terminal:
    """A program in a tmux window of a given size."""

    def __init__(self, folder: Path, command: str, size: tuple[int, int] = (80, 24)) -> None:
        """Start the program.

        Args:
            folder: where tmux keeps its socket, and the program its files.
            command: a shell command line.
            size: columns and rows.
        """
        self._tmux = ["tmux", "-S", str(folder / "tmux.sock"), "-f", "/dev/null"]
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "SHELL": "/bin/sh",
        }
        width, height = size
        subprocess.run(
            [*self._tmux, "new-session", "-d", "-s", "t", "-x", str(width), "-y", str(height),
             f"{command}; code=$?; echo; echo EXIT $code; exec sleep 600"],
            check=True, env=environment,
        )  # fmt: skip
        self.run("set-option", "-g", "remain-on-exit", "on")

    def run(self, *arguments: str) -> str:
        """A command of tmux."""
        done = subprocess.run([*self._tmux, *arguments], check=True, capture_output=True, text=True)
        return done.stdout

    def keys(self, *keys: str) -> None:
        """Press keys, in tmux's names."""
        self.run("send-keys", "-t", "t", *keys)

    def type(self, text: str) -> None:
        """Type text."""
        self.run("send-keys", "-t", "t", "-l", text)

    def screen(self) -> str:
        """What is seen."""
        return self.run("capture-pane", "-p", "-t", "t")

    def lines(self) -> list[str]:
        """What is seen, line by line."""
        return self.screen().splitlines()

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self.run("resize-window", "-t", "t", "-x", str(width), "-y", str(height))

    def wait(self, wanted: str | Callable[[str], bool], seconds: float = 15) -> str:
        """Wait until something is seen, and give the screen.

        Raises:
            AssertionError: it is not seen in time; with the screen.
        """
        so = wanted if callable(wanted) else lambda seen: wanted in seen
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            seen = self.screen()
            if so(seen):
                return seen
            time.sleep(0.05)
        raise AssertionError(f"not seen in {seconds} s: {wanted}\n{self.screen()}")

    def close(self) -> None:
        """End the program and tmux."""
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)
