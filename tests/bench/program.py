"""A program in a pseudo-terminal, with the moment of every piece of its output."""

from __future__ import annotations

import os
import re
import select
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tests.bench.pty_bytes import KEYS, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DOWN: Final = KEYS["down"]
UP: Final = KEYS["up"]
PAGE_DOWN: Final = KEYS["pagedown"]
PAGE_UP: Final = "\x1b[5~"
END: Final = KEYS["end"]
PATIENCE: Final = 60.0
"""Seconds after which a program is given up."""
_FRAME: Final = b"\x1b[?2026l"
PICTURE: Final = re.escape(_FRAME.decode())
"""A pattern that is seen when a whole picture was sent."""


class Piece(NamedTuple):
    """Output and when it was there, in seconds of the performance counter."""

    at: float
    data: bytes


class Stroke(NamedTuple):
    """What a key caused.

    Attributes:
        first: seconds until the first whole picture.
        last: seconds until the last byte.
        sent: bytes.
    """

    first: float
    last: float
    sent: int


@dataclass
class Program(Terminal):
    """A program that is measured; use it as a context manager."""

    def __post_init__(self) -> None:
        self.began = time.perf_counter()
        self.ended = False
        super().__post_init__()

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_error: object) -> None:
        if not self.ended:
            self.close()

    def take(self, wait: float) -> Piece | None:
        """The next piece of output, None where none comes in so many seconds.

        Raises:
            EOFError: the program has ended.
        """
        if not select.select([self._fd], [], [], wait)[0]:
            return None
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            data = b""
        at = time.perf_counter()
        if not data:
            self.ended = True
            raise EOFError(self.tail())
        if b"\x1b[?2026$p" in data:
            # The terminal takes a whole picture at a time.
            os.write(self._fd, b"\x1b[?2026;2$y")
        self.seen += data
        return Piece(at, data)

    def pieces(self, quiet: float, most: float = PATIENCE) -> list[Piece]:
        """All output until there was none for `quiet` seconds."""
        got = []
        end = time.monotonic() + most
        while time.monotonic() < end:
            piece = self.take(quiet)
            if piece is None:
                break
            got.append(piece)
        return got

    def until(self, *wanted: str) -> list[float]:
        """Seconds from the start of the program until each pattern was seen, in this order.

        Raises:
            TimeoutError: one is not seen in time.
        """
        moments: list[float] = []
        end = time.monotonic() + PATIENCE
        at = time.perf_counter()
        while len(moments) < len(wanted):
            if re.search(wanted[len(moments)].encode(), self.seen):
                moments.append(at - self.began)
                continue
            piece = self.take(1.0)
            if piece is not None:
                at = piece.at
            elif time.monotonic() > end:
                raise TimeoutError(f"{wanted[len(moments)]} not seen: {self.tail()}")
        return moments

    def stroke(self, keys: str, quiet: float = 0.03) -> Stroke:
        """Press keys and follow what they cause, until nothing comes for `quiet` seconds.

        Raises:
            TimeoutError: they cause nothing.
        """
        begin = self.press_at(keys)
        first = self.take(5.0)
        if first is None:
            raise TimeoutError(f"nothing comes of {keys!r}")
        got = [first]
        # A picture is waited for; what comes after it may be none.
        while (piece := self.take(quiet if _ends(got) else 5.0)) is not None:
            got.append(piece)
        ends = [at for at, data in got if _FRAME in data]
        first_end = (ends or [got[-1].at])[0]
        return Stroke(first_end - begin, got[-1].at - begin, sum(len(data) for _at, data in got))

    def press_at(self, keys: str) -> float:
        """Type, and tell when."""
        begin = time.perf_counter()
        self.press(keys)
        return begin

    def freeze(self) -> None:
        """Let the garbage collector leave alone what is there; `tests.bench.frozen` listens."""
        os.kill(self._pid, signal.SIGUSR1)
        time.sleep(0.1)

    def leave(self, keys: str) -> float:
        """Seconds from keys to the end of the process."""
        begin = self.press_at(keys)
        try:
            while self.take(PATIENCE) is not None:
                pass
        except EOFError:
            os.waitpid(self._pid, 0)
            taken = time.perf_counter() - begin
            os.close(self._fd)
            return taken
        raise TimeoutError(f"{keys!r} does not end it")

    def memory(self) -> dict[str, float]:
        """MiB of memory: Rss and Pss, as Linux counts them; empty elsewhere."""
        file = Path(f"/proc/{self._pid}/smaps_rollup")
        if not file.exists():
            return {}
        found = re.findall(r"^(Rss|Pss): +(\d+) kB", file.read_text(), re.MULTILINE)
        return {name: int(kib) / 1024 for name, kib in found}

    def tail(self) -> str:
        """The last that was seen, for messages."""
        return repr(self.seen[-400:])


class Screen:
    """What a terminal shows."""

    def __init__(self, program: Program) -> None:
        import pyte

        self._screen = pyte.Screen(program.columns, program.rows)
        self._stream = pyte.ByteStream(self._screen)
        self._stream.feed(program.seen)

    def feed(self, data: bytes) -> None:
        """Show more."""
        self._stream.feed(data)

    def lines(self) -> list[str]:
        """The lines, as text."""
        return list(self._screen.display)

    def changes(
        self, pieces: Sequence[Piece], *looks: Callable[[Sequence[str]], object]
    ) -> list[list[float]]:
        """When parts of the screen changed.

        Args:
            pieces: the output, fed to this screen.
            looks: each gives a part.
        """
        moments: list[list[float]] = [[] for _look in looks]
        lines = self.lines()
        before = [look(lines) for look in looks]
        for at, data in pieces:
            self.feed(data)
            lines = self.lines()
            for number, look in enumerate(looks):
                after = look(lines)
                if after != before[number]:
                    moments[number].append(at)
                    before[number] = after
        return moments


def _ends(pieces: Sequence[Piece]) -> bool:
    """Whether a picture is complete."""
    return any(_FRAME in data for _at, data in pieces)
