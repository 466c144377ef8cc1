"""Bytes and time of keys at a pseudo-terminal: what a slow line has to carry.

    python -m tests.bench.pty_bytes [--json] MODULE ...

runs each module in a terminal of 120 by 40 and presses keys in it.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time
from dataclasses import asdict, dataclass, field

KEYS = {"down": "\x1b[B", "up": "\x1b[A", "pagedown": "\x1b[6~", "end": "\x1b[F"}


@dataclass
class Terminal:
    """A program in a pseudo-terminal of its own; answers what Textual asks of a terminal.

    Attributes:
        command: what to run.
        columns: width in cells.
        rows: height in cells.
        environment: added to a fixed, small one.
    """

    command: list[str]
    columns: int = 120
    rows: int = 40
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        fixed = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.execvpe(self.command[0], self.command, kept | fixed | self.environment)
        size = struct.pack("HHHH", self.rows, self.columns, 0, 0)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, size)
        self.seen = b""

    def read(self, quiet: float, most: float = 10.0) -> bytes:
        """What the program writes until it has been quiet for a while, in seconds."""
        got = b""
        deadline = time.monotonic() + most
        while time.monotonic() < deadline and select.select([self._fd], [], [], quiet)[0]:
            try:
                chunk = os.read(self._fd, 65536)
            except OSError:
                break
            if not chunk:
                break
            got += chunk
            if b"\x1b[?2026$p" in chunk:
                # The terminal takes a whole picture at a time.
                os.write(self._fd, b"\x1b[?2026;2$y")
        self.seen += got
        return got

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._fd, keys.encode())

    def time_of(self, keys: str) -> float:
        """Seconds from a key to the end of the picture that it changes."""
        begin = time.perf_counter()
        self.press(keys)
        got = b""
        while b"\x1b[?2026l" not in got:
            if not select.select([self._fd], [], [], 2.0)[0]:
                raise TimeoutError(keys)
            got += os.read(self._fd, 65536)
        return time.perf_counter() - begin

    def close(self) -> None:
        """End the program."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.close(self._fd)
        os.waitpid(self._pid, 0)


@dataclass
class Figures:
    """Bytes and milliseconds, each of one kind of key."""

    idle_bytes: int
    cursor_bytes: float
    scroll_bytes: float
    page_bytes: float
    changed_row_bytes: float
    key_p50: float
    key_p99: float
    scroll_p50: float


def _bytes(terminal: Terminal, keys: list[str], quiet: float = 0.06) -> list[int]:
    sent = []
    for key in keys:
        terminal.press(key)
        sent.append(len(terminal.read(quiet)))
    return sent


def _milliseconds(terminal: Terminal, keys: list[str], rest: float) -> list[float]:
    taken = []
    for key in keys:
        taken.append(terminal.time_of(key) * 1000)
        time.sleep(rest)
    return sorted(taken)


def measure(module: str, presses: int = 500) -> Figures:
    """Run a program of this folder and press keys in it."""
    down, up = KEYS["down"], KEYS["up"]
    terminal = Terminal([sys.executable, "-m", module])
    try:
        terminal.read(1.5)
        idle = len(terminal.read(2.0, 2.0))
        _bytes(terminal, [down] * 5)
        cursor = _bytes(terminal, [down, up] * 10)
        changed = _bytes(terminal, ["u"] * 4)
        # A key for every 20 ms at the fastest: beyond 60 pictures a second they are bundled.
        keys = _milliseconds(terminal, [down, up] * (presses // 2), 0.02)
        _bytes(terminal, [down] * 60, 0.03)
        scroll = _bytes(terminal, [down] * 60)
        page = _bytes(terminal, [KEYS["pagedown"]] * 5)
        scrolling = _milliseconds(terminal, [down] * 200, 0.02)
        return Figures(
            idle,
            statistics.mean(cursor),
            statistics.mean(scroll),
            statistics.mean(page),
            statistics.mean(changed),
            statistics.median(keys),
            keys[int(len(keys) * 0.99)],
            statistics.median(scrolling),
        )
    finally:
        terminal.close()


def main() -> None:
    """Measure the modules that are named, side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="write JSON instead of a table")
    parser.add_argument("--presses", type=int, default=500)
    parser.add_argument(
        "modules",
        nargs="*",
        default=["tests.bench.datatable_app", "tests.bench.record_app"],
    )
    options = parser.parse_args()
    figures = {name: asdict(measure(name, options.presses)) for name in options.modules}
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    for what in next(iter(figures.values())):
        print(f"{what:18}", *(f"{figures[name][what]:10.2f}" for name in figures))


if __name__ == "__main__":
    main()
