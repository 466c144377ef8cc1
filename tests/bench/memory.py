"""Memory of the console after it was used, over a Textual app with nothing in it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from tests.bench.plan import ROOT
from tests.bench.program import END, PAGE_DOWN, PAGE_UP, PICTURE, Program
from tests.bench.results import Row
from tests.bench.starting import FIRST_ROW, REST

if TYPE_CHECKING:
    from tests.bench.plan import Bench

EMPTY_APP: Final = [sys.executable, str(ROOT / "tests/bench/empty_app.py")]
TYPED: Final = ("a", "acme", "street", "co", "sons")


def memory(bench: Bench) -> list[Row]:
    """Both programs at rest, the console after scrolling, leaping, filtering and opening."""
    with Program(EMPTY_APP, environment=bench.environment()) as program:
        program.until(PICTURE)
        program.pieces(REST)
        empty = program.memory()
    with Program(bench.console(), environment=bench.environment()) as program:
        program.until(FIRST_ROW)
        program.pieces(REST)
        first = program.memory()
        _use(program, bench.plan.repeats)
        used = program.memory()
    if not empty:
        return []
    over = used["Rss"] - empty["Rss"]
    measured = f"{used['Rss']:.0f} (first rows {first['Rss']:.0f}) / {empty['Rss']:.0f} MiB"
    return [
        Row("memory", "console after use, over an empty app (RSS)", over, "MiB", 45, measured),
        Row("memory", "page caches at most, all connections", _caches(), "MiB", 12),
    ]


def _use(program: Program, pages: int) -> None:
    for key in [PAGE_DOWN] * pages * 2 + [END] + [PAGE_UP] * pages * 2 + ["g"]:
        program.press(key)
        program.pieces(0.05)
    for text in TYPED[:pages]:
        program.press("/")
        program.pieces(0.05)
        for sign in text:
            program.press(sign)
            program.pieces(0.05)
        program.press("\r")
        program.pieces(0.05)
        for _page in range(pages):
            program.press(PAGE_DOWN)
            program.pieces(0.05)
        program.press("\r")
        program.pieces(REST)
        for _step in range(2):
            program.press("\x1b")
            program.pieces(0.2)
    program.pieces(REST)


def _caches() -> float:
    """What the writer and the readers of one database may keep in memory."""
    from data.sqlite.connect import CACHE_KIB
    from data.sqlite.database import READERS

    return CACHE_KIB * (READERS + 1) / 1024
