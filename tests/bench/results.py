"""What comes out: rows with figure and goal, as a table and as JSON."""

from __future__ import annotations

import os
import platform
import sqlite3
import statistics
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Row:
    """A figure.

    Attributes:
        group: what it belongs to.
        what: what was measured.
        figure: what the goal is about, in `unit`.
        unit: × for a ratio, else what is counted.
        goal: it should be at most this; None where there is no goal.
        measured: the two sides of a ratio, or how it was measured.
    """

    group: str
    what: str
    figure: float
    unit: str
    goal: float | None = None
    measured: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        return None if self.goal is None else self.figure <= self.goal


def ratio(
    group: str, what: str, ours: float, reference: float, goal: float | None, unit: str = "ms"
) -> Row:
    """How many times the reference."""
    measured = f"{number(ours)} / {number(reference)} {unit}"
    # Nothing over nothing is as good as can be.
    figure = ours / reference if reference else float(bool(ours))
    return Row(group, what, figure, "×", goal, measured)


def p50(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def p99(values: Sequence[float]) -> float:
    """The value that one in a hundred exceeds."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]


def number(value: float) -> str:
    """Three digits that say something."""
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return (
        f"{value:.1f}"
        if abs(value) >= 10
        else f"{value:.2f}"
        if abs(value) >= 0.1
        else f"{value:.3f}"
    )


def table(rows: Sequence[Row]) -> str:
    """Rows as a table that reads well in a terminal and in Markdown."""
    head = ("what", "figure", "goal", "met", "measured")
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    drawn = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    ]
    drawn.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(drawn)


def _cells(row: Row) -> tuple[str, ...]:
    space = "" if row.unit == "×" else " "
    figure = f"{number(row.figure)}{space}{row.unit}"
    goal = "" if row.goal is None else f"≤ {number(row.goal)}{space}{row.unit}"
    met = {None: "", True: "yes", False: "no"}[row.met]
    return f"{row.group}: {row.what}", figure, goal, met, row.measured


def machine() -> dict[str, str]:
    """Where it was measured; no names."""
    found = {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "textual": version("textual"),
    }
    info = Path("/proc/meminfo")
    if info.exists():
        kib = int(info.read_text().split(None, 2)[1])
        found["memory"] = f"{kib / 1024 / 1024:.0f} GiB"
    model = Path("/proc/cpuinfo")
    if model.exists():
        names = [line for line in model.read_text().splitlines() if line.startswith("model name")]
        found["processor"] = names[0].partition(": ")[2] if names else ""
    return found
