"""Start-up and leaving."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.bench.plan import ROOT
from tests.bench.program import Program
from tests.bench.results import Row, p50, ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.plan import Bench

SHELL = "1 Customers"
"""What stands in the console's header."""
FIRST_ROW = r"\+1 Plumbing"
"""The first name in every world's list of customers."""
TABLE_APP = [sys.executable, str(ROOT / "tests/bench/table_app.py")]
TABLE_ROW = "Customer 0000000"
REST = 0.8
"""Seconds of rest before leaving: the detail pane is there then."""


def versions(bench: Bench) -> list[Row]:
    """`rtm --version` against Python alone."""
    ours, python = [], []
    for number in _rounds(bench.plan.versions):
        mine = _run(bench.rtm("--version"))
        bare = _run([sys.executable, "-c", "pass"])
        if number:
            ours.append(mine)
            python.append(bare)
    return [ratio("command", "rtm --version, to python -c pass", p50(ours), p50(python), 3.0)]


def starts(bench: Bench) -> list[Row]:
    """Both programs, one after the other: painted, filled, left."""
    environment = bench.environment()
    shells, firsts, left = [], [], []
    table_painted, table_left = [], []
    for number in _rounds(bench.plan.starts):
        with Program(TABLE_APP, environment=environment) as program:
            (painted,) = program.until(TABLE_ROW)
            program.pieces(REST)
            table = painted, program.leave("\x11")
        with Program(bench.console(), environment=environment) as program:
            shell, first = program.until(SHELL, FIRST_ROW)
            program.pieces(REST)
            console = shell, first, program.leave("q")
        if not number:
            continue
        table_painted.append(table[0] * 1000)
        table_left.append(table[1] * 1000)
        shells.append(console[0] * 1000)
        firsts.append(console[1] * 1000)
        left.append(console[2] * 1000)
    reference = p50(table_painted)
    return [
        ratio("start", "shell painted, to the table app", p50(shells), reference, 1.15),
        ratio("start", "first rows painted, to the table app", p50(firsts), reference, 1.5),
        ratio("leaving", "q, to ctrl+q in the table app", p50(left), p50(table_left), 0.5),
    ]


def _rounds(wanted: int) -> range:
    """Numbers of rounds; number 0, before many, only fills the caches and does not count."""
    return range(0 if wanted > 1 else 1, wanted + 1)


def _run(command: Sequence[str]) -> float:
    """Milliseconds that a command takes."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - begin) * 1000
