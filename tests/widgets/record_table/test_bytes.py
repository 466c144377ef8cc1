"""What a slow line has to carry, counted at a pseudo-terminal of 120 by 40."""

from __future__ import annotations

import sys
import time
from statistics import mean

import pytest

from tests.bench.pty_bytes import KEYS, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.mark.parametrize("colours", ["truecolor", "none"])
def test_byte_budgets_of_the_interface(colours: str) -> None:
    environment = {"NO_COLOR": "1"} if colours == "none" else {}
    terminal = Terminal([sys.executable, "-m", "tests.bench.record_app"], environment=environment)
    try:
        _until(terminal, b"Customer 0000038")
        assert terminal.read(1.0, 1.0) == b"", "idle"
        sent: dict[str, list[int]] = {}
        for key, times in [("down", 4), ("u", 2), ("down", 40)]:
            for _ in range(times):
                terminal.press(KEYS.get(key, key))
                sent.setdefault(f"{key}{times}", []).append(len(_answer(terminal)))
        assert 0 < mean(sent["down4"]) <= 500
        assert 0 < max(sent["u2"]) <= 600
        assert 0 < mean(sent["down40"]) <= 1500
    finally:
        terminal.close()


def _until(terminal: Terminal, sign: bytes, most: float = 30.0) -> None:
    """Read until the program has shown something, and is quiet."""
    deadline = time.monotonic() + most
    while sign not in terminal.seen:
        assert time.monotonic() < deadline, "never shown"
        terminal.read(0.2)
    terminal.read(0.5)


def _answer(terminal: Terminal) -> bytes:
    """What a key brings, up to where the program is quiet."""
    return terminal.read(5.0, 0.001) + terminal.read(0.08)
