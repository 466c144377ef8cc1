"""What the console sends to the terminal: the budgets of a slow line, at 120x40."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.bench.pty_bytes import KEYS, Terminal
from tests.console import AT, freeze
from tests.e2e.tmux import RTM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.e2e

REST = 1.5
"""Seconds after which everything that a key leads to has been sent; the detail comes after 0.5."""


@pytest.fixture
def terminal(world: Path) -> Iterator[Terminal]:
    one = Terminal([str(RTM), "--db", str(world)])
    seen = b""
    end = time.monotonic() + 15
    while time.monotonic() < end and b"Packages" not in seen:
        seen += one.read(0.2)
    one.read(REST)
    yield one
    one.close()


def test_nothing_is_sent_while_nothing_happens(terminal: Terminal) -> None:
    assert terminal.read(4.0, 4.0) == b""


def test_a_cursor_move_and_the_detail_that_follows(terminal: Terminal) -> None:
    moves, details = [], []
    for _ in range(5):
        terminal.press(KEYS["down"])
        moves.append(len(terminal.read(0.3, 0.45)))
        details.append(len(terminal.read(REST, REST)))
    assert max(moves) <= 800, moves
    assert 0 < max(details) <= 4096, details


def test_starting_to_filter_sends_little(terminal: Terminal) -> None:
    terminal.press("/")
    assert len(terminal.read(REST)) <= 1500


def test_one_changed_row_is_sent_alone(world: Path, terminal: Terminal) -> None:
    terminal.press("/birchwood\r")
    terminal.read(REST)
    terminal.read(REST)
    freeze(world, AT + timedelta(seconds=25))
    sent = b""
    end = time.monotonic() + 40
    while time.monotonic() < end and not sent:
        sent = terminal.read(0.5, 1.0)
    sent += terminal.read(0.2, 0.3)
    assert "✔".encode() in sent
    assert len(sent) <= 600 + 4096, len(sent)
