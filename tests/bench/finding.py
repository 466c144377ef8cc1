"""Filter as one types, at the terminal: from a key to the last cell that it changes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from tests.bench.program import Program, Screen
from tests.bench.results import Row, p50, p99
from tests.bench.starting import FIRST_ROW, REST
from tests.bench.store import opened, store_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.plan import Bench

LONGEST: Final = 6
QUIET: Final = 0.35
"""Seconds of rest between keys; the detail pane comes later than that."""
FILTER: Final = 2
LIST: Final = slice(3, 39)
LIST_WIDTH: Final = 70


def typing(bench: Bench) -> list[Row]:
    """Type names, and look at the filter line with its count and at the rows."""
    with opened(bench.world) as connection:
        store = store_of(connection)
        keys = store.keys(random.Random(4), bench.plan.names)
    names = [str(key.value)[:LONGEST] for key in keys]
    painted: list[float] = []
    exact: list[float] = []
    with Program(bench.console(), environment=bench.environment()) as program:
        program.until(FIRST_ROW)
        program.pieces(REST)
        screen = Screen(program)
        program.press("/")
        _feed(screen, program)
        for name in names:
            for number, sign in enumerate(name, 1):
                at = program.press_at(sign)
                pieces = program.pieces(QUIET)
                rows, counts = screen.changes(pieces, _rows, _count)
                if number >= 3 and (rows or counts):
                    painted.append((max([*rows[-1:], *counts[:1]]) - at) * 1000)
                    exact.append((max([*rows[-1:], *counts[-1:]]) - at) * 1000)
            program.press("\x15")
            _feed(screen, program)
    measured = f"{len(painted)} keys, from the third character on"
    return [
        Row("filter", "key to paint, rows and count p50", p50(painted), "ms", None, measured),
        Row("filter", "key to paint, rows and count p99", p99(painted), "ms", 60, measured),
        Row("filter", "key to paint, the exact count p50", p50(exact), "ms"),
        Row("filter", "key to paint, the exact count p99", p99(exact), "ms"),
    ]


def _feed(screen: Screen, program: Program) -> None:
    for piece in program.pieces(QUIET):
        screen.feed(piece.data)


def _rows(lines: Sequence[str]) -> object:
    """The list without the pane beside it."""
    return [line[:LIST_WIDTH] for line in lines[LIST]]


def _count(lines: Sequence[str]) -> object:
    """What the filter line says of the number of rows."""
    return lines[FILTER].split()[-3:]
