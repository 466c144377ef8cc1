"""Time and bytes of keys: the console and the record table against a DataTable."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Final

from tests.bench.program import DOWN, UP, Program, Stroke
from tests.bench.results import Row, p50, p99, ratio
from tests.bench.starting import FIRST_ROW, REST
from tests.bench.worlds import fresh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.plan import Bench

BLOCK: Final = 20
"""Presses in one program before the other one's turn."""
MOST_SCROLLED: Final = 900
"""The DataTable has 1,000 rows."""
SHORT: Final = 0.1
"""Seconds after which a program without a detail pane has nothing more to say."""
FIRST_SEEN: Final = {"datatable": "Customer 0", "record": "Customer 0", "console": FIRST_ROW}
QUIET_CUSTOMERS: Final = 1_000
NAMES: Final = {"console": "console", "record": "record table alone"}
TO_DATATABLE: Final = ", to a DataTable of 1,000 rows"


def strokes(bench: Bench) -> list[Row]:
    """Cursor keys within the view, then scrolling; blocks of presses in turn."""
    with ExitStack() as stack:
        programs = {
            name: stack.enter_context(program) for name, program in _programs(bench).items()
        }
        for name, program in programs.items():
            program.until(FIRST_SEEN[name])
            program.pieces(REST if name == "console" else SHORT)
            program.freeze()
            for key in (DOWN, DOWN, UP):
                program.stroke(key)
        in_view = _in_turn(programs, [DOWN, UP], bench.plan.presses)
        for program in programs.values():
            program.press(DOWN * (program.rows + 4))
            program.pieces(SHORT)
        scrolled = _in_turn(programs, [DOWN], min(bench.plan.presses, MOST_SCROLLED))
    rows = []
    for name, title in NAMES.items():
        ours, reference = _last(in_view[name]), _last(in_view["datatable"])
        what = f"{title}, key in view"
        rows += [
            ratio("keys", f"{what} p50{TO_DATATABLE}", p50(ours), p50(reference), 0.8),
            ratio("keys", f"{what} p99{TO_DATATABLE}", p99(ours), p99(reference), 1.0),
        ]
        ours, reference = _last(scrolled[name]), _last(scrolled["datatable"])
        what = f"{title}, scrolling p50{TO_DATATABLE}"
        rows.append(ratio("keys", what, p50(ours), p50(reference), 0.5))
    for name, title in NAMES.items():
        ours, reference = _sent(in_view[name]), _sent(in_view["datatable"])
        rows.append(_bytes(f"{title}, cursor move", p50(ours), p50(reference), 0.8))
        ours, reference = _sent(scrolled[name]), _sent(scrolled["datatable"])
        rows.append(_bytes(f"{title}, scrolling mean", _mean(ours), _mean(reference), 0.15))
    return rows


def wire(bench: Bench) -> list[Row]:
    """What else a slow line carries: nothing when idle, the detail pane, a row that changed."""
    path = fresh(QUIET_CUSTOMERS, bench.folder, days_ago=60)
    with Program(bench.rtm("--db", str(path)), environment=bench.environment()) as program:
        program.until(FIRST_ROW)
        program.pieces(REST)
        before = len(program.seen)
        program.pieces(bench.plan.idle, bench.plan.idle)
        idle = len(program.seen) - before
        panes = []
        for _press in range(bench.plan.repeats):
            program.stroke(DOWN)
            panes.append(sum(len(data) for _at, data in program.pieces(REST)))
        changed = []
        program.stroke("r", quiet=REST)
        with closing(sqlite3.connect(path)) as connection:
            for number in range(bench.plan.repeats):
                # What r itself says in the last line is not the row's.
                says = program.stroke("r", quiet=REST).sent
                _rename(connection, number)
                changed.append(program.stroke("r", quiet=REST).sent - says)
    table = Program(
        [sys.executable, "-m", "tests.bench.record_app"], environment=bench.environment()
    )
    with table as program:
        program.until(FIRST_SEEN["record"])
        program.pieces(REST)
        told = [program.stroke("u", quiet=0.1).sent for _press in range(bench.plan.repeats)]
    seconds = f"{bench.plan.idle:.0f} s"
    return [
        Row("bytes", f"console, idle for {seconds}, its clock running", idle, "B", 0),
        Row("bytes", "console, detail pane after a move", p50(panes), "B", 4096, _range(panes)),
        Row("bytes", "console, one changed row", p50(changed), "B", 600, _range(changed)),
        Row("bytes", "record table alone, one changed row", p50(told), "B", 600, _range(told)),
    ]


def _programs(bench: Bench) -> dict[str, Program]:
    """What is compared, each with a collector that can be told to leave the start-up alone."""
    frozen = [sys.executable, "-m", "tests.bench.frozen"]
    commands = {
        "datatable": ["tests.bench.datatable_app"],
        "record": ["tests.bench.record_app"],
        "console": ["app", "--db", str(bench.world.path)],
    }
    environment = bench.environment()
    return {
        name: Program([*frozen, *command], environment=environment)
        for name, command in commands.items()
    }


def _in_turn(
    programs: dict[str, Program], keys: Sequence[str], presses: int
) -> dict[str, list[Stroke]]:
    """Press keys in blocks, a block in each program in turn."""
    found: dict[str, list[Stroke]] = {name: [] for name in programs}
    for _block in range(max(1, presses // BLOCK)):
        for name, program in programs.items():
            found[name] += [
                program.stroke(keys[number % len(keys)]) for number in range(min(BLOCK, presses))
            ]
            # The pane that follows shall not load in the other program's time.
            program.pieces(REST if name == "console" else SHORT)
    return found


def _rename(connection: sqlite3.Connection, number: int) -> None:
    """Change a name that is in view, as another console would."""
    with connection:
        connection.execute(
            "UPDATE customers SET name = 'Plumbing no. ' || ? WHERE external_id = 'NC-006011'",
            (number,),
        )


def _bytes(what: str, ours: float, reference: float, goal: float) -> Row:
    return ratio("bytes", f"{what}{TO_DATATABLE}", ours, reference, goal, "B")


def _last(strokes: Sequence[Stroke]) -> list[float]:
    return [stroke.last * 1000 for stroke in strokes]


def _sent(strokes: Sequence[Stroke]) -> list[float]:
    return [float(stroke.sent) for stroke in strokes]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _range(values: Sequence[float]) -> str:
    return f"{min(values):,.0f} to {max(values):,.0f}"
