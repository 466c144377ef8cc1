"""What the console sends to the terminal: the budgets of a slow line, at 120x40."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.bench.program import DOWN, UP, Program
from tests.console import AT, freeze
from tests.e2e.tmux import RTM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.e2e

REST = 1.5
"""Seconds of silence after which everything has been sent; the detail pane comes after 0.5."""
GAP = 0.2
"""Seconds of silence that end what a key causes at once."""
FIRST_ROW = r"\+1 Plumbing"
PANE = "Enter shows history"
"""Stands in the detail pane only."""


def sent(program: Program, quiet: float = REST) -> int:
    """Bytes until nothing came for so many seconds."""
    return sum(len(piece.data) for piece in program.pieces(quiet))


def moves(program: Program, presses: int) -> list[int]:
    """Bytes of cursor keys, none of which stays without an answer."""
    return [program.stroke((DOWN, UP)[number % 2], GAP).sent for number in range(presses)]


def comes(program: Program, text: str) -> None:
    """Wait until something is sent from now on, and then for silence."""
    before, end = len(program.seen), time.monotonic() + 45
    while text.encode() not in program.seen[before:]:
        assert time.monotonic() < end, f"{text} was not sent"
        program.take(1.0)
    sent(program)


@pytest.fixture
def program(world: Path) -> Iterator[Program]:
    """The console with its first rows and the pane beside them, at rest."""
    with Program([str(RTM), "--db", str(world)]) as one:
        one.until(FIRST_ROW, PANE)
        sent(one)
        yield one


def test_the_first_screen_is_sent_once(program: Program) -> None:
    assert len(program.seen) <= 32_000, len(program.seen)


def test_nothing_is_sent_while_nothing_happens(program: Program) -> None:
    assert program.take(4.0) is None
    # It was not dead meanwhile.
    assert program.stroke(DOWN).sent


def test_a_cursor_move_sends_less_than_in_a_datatable(program: Program) -> None:
    with Program([sys.executable, "-m", "tests.bench.datatable_app"]) as table:
        table.until("Customer 0")
        sent(table, 0.5)
        most = 0.8 * max(moves(table, 6)[1:])
    ours = moves(program, 6)
    assert max(ours) <= most, (ours, most)


def test_the_detail_that_follows_a_move(program: Program) -> None:
    for key in (DOWN, DOWN, UP, DOWN, UP):
        program.stroke(key, GAP)
        first = program.take(10.0)
        assert first is not None, "no detail followed"
        assert len(first.data) + sent(program) <= 4096


def test_starting_to_filter_sends_little(program: Program) -> None:
    assert program.stroke("/", GAP).sent + sent(program) <= 1500


def test_one_changed_row_is_sent_alone(world: Path, program: Program) -> None:
    # Of these only Birchwood Yoga is on the move, so that no other row's time is drawn with it; the
    # cursor is on a row before it, so that no detail follows.
    program.press("/rch\r")
    comes(program, "Stone Arch")
    before = len(program.seen)
    freeze(world, AT + timedelta(seconds=25))
    comes(program, "Birchwood Yoga")
    change = program.seen[before:].decode()
    assert "✔" in change
    assert len(change.encode()) <= 600, len(change.encode())
