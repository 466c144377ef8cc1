"""Figures, side by side with reference programs.

    python -m tests.bench [--quick] [--only PART ...] [--resume] [--page docs/benchmarks.md]

prints a table and writes JSON after each part. Each part is a process of its own, which is given up
after a while; `--resume` measures only what the JSON lacks. It never fails on time, and needs no
network.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.bench import calls, finding, keys, loading, memory, record, serving, starting, store
from tests.bench.page import renew
from tests.bench.plan import PLANS, ROOT, Bench, Plan
from tests.bench.record import Part
from tests.bench.results import Row, table
from tests.bench.worlds import cache_folder, world

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PARTS: Final[dict[str, Sequence[Callable[[Bench], list[Row]]]]] = {
    "start": (starting.versions, starting.starts),
    "keys": (keys.strokes,),
    "bytes": (keys.wire,),
    "memory": (memory.memory,),
    "filter": (store.searches, finding.typing),
    "page": (store.pages,),
    "request": (calls.requests, calls.by_status),
    "serve": (serving.served,),
    "loader": (loading.loading,),
    "growth": (store.growth,),
}
"""What is measured, in order."""

PATIENCE: Final = 900.0
"""Seconds after which a part is given up."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what the arguments ask for.

    Returns:
        0; 1 where a part could not be measured at all.
    """
    options = _options(argv)
    plan = PLANS[options.plan]
    if options.customers:
        plan = plan.for_customers(options.customers)
    cache = options.cache or cache_folder()
    if options.inside:
        part = measured(plan, cache, options.inside)
        options.out.write_text(json.dumps(asdict(part)))
        return 0
    found = record.blank(plan)
    if options.resume or options.only:
        found = _kept(options.out, found)
    chosen = options.only or list(PARTS)
    if options.resume:
        chosen = [name for name in chosen if name not in found.parts or found.parts[name].failed]
    if chosen:
        _make_worlds(plan, cache, chosen)
    for name in chosen:
        found.put(name, in_process(name, options, cache), list(PARTS))
        found.save(options.out)
    print(f"\n{table(found.rows)}\n")
    print(", ".join(f"{name} {value}" for name, value in found.machine.items()))
    missed = [row for row in found.rows if row.met is False]
    print(f"{len(missed)} goals missed. Written to {options.out}")
    if options.page:
        renew(options.page, found)
    return 1 if found.failed else 0


def in_process(name: str, options: argparse.Namespace, cache: Path) -> Part:
    """Measure one part in a process of its own, so that a part that hangs or dies does so alone."""
    began, load = time.monotonic(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="rtm-bench-") as folder:
        out = Path(folder) / "part.json"
        command = [sys.executable, "-m", "tests.bench", "--inside", name, "--out", str(out)]
        command += ["--plan", options.plan, "--cache", str(cache)]
        if options.customers:
            command += ["--customers", str(options.customers)]
        process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            _say(f"{name}: given up after {PATIENCE:.0f} s")
        finally:
            # Also what it has started and left behind.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        part = Part([], [name])
        if out.exists():
            part = record.part_of(json.loads(out.read_text()))
    seconds = time.monotonic() - began
    _say(f"{name}: {seconds:.0f} s, load {load:.1f} before")
    return replace(part, seconds=round(seconds, 1), load=load)


def measured(plan: Plan, cache: Path, name: str) -> Part:
    """Measure one part here.

    Args:
        plan: how much to do.
        cache: where the worlds are kept.
        name: which of `PARTS`.
    """
    worlds = {size: world(size, cache, _say) for size in _sizes(plan, [name])}
    rows: list[Row] = []
    failed = []
    with tempfile.TemporaryDirectory(prefix="rtm-bench-") as folder, contextlib.chdir(ROOT):
        bench = Bench(plan, worlds, Path(folder))
        for measure in PARTS[name]:
            try:
                rows += measure(bench)
            except Exception:  # noqa: BLE001 -- what else there is to measure is measured
                traceback.print_exc()
                failed.append(measure.__name__)
    return Part(rows, failed)


def _kept(path: Path, wanted: record.Record) -> record.Record:
    """What was measured before by the same plan on the same machine; else nothing."""
    try:
        found = record.read(path)
    except (OSError, ValueError, KeyError):
        return wanted
    same = found.plan == wanted.plan and found.machine == wanted.machine
    return found if same else wanted


def _sizes(plan: Plan, parts: Sequence[str]) -> tuple[int, ...]:
    """The worlds that some parts are measured on."""
    if "growth" in parts:
        return plan.sizes
    smallest = plan.sizes[:1] if "serve" in parts else ()
    return (*smallest, *((plan.customers,) if set(parts) - {"serve"} else ()))


def _make_worlds(plan: Plan, cache: Path, parts: Sequence[str]) -> None:
    """Make all worlds before anything is measured."""
    for size in _sizes(plan, parts):
        world(size, cache, _say)


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--plan", choices=PLANS, default="full", help="how much to do")
    parser.add_argument(
        "--quick", dest="plan", action="store_const", const="quick", help="the same as --plan quick"
    )
    parser.add_argument("--customers", type=int, help="the size of the world, instead of a million")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="only these; others are kept")
    parser.add_argument("--resume", action="store_true", help="only what the JSON lacks")
    parser.add_argument("--cache", type=Path, help="where to keep worlds")
    parser.add_argument("--out", type=Path, default=ROOT / "bench-results.json")
    parser.add_argument("--page", type=Path, help="put the figures into this page as well")
    parser.add_argument("--inside", choices=PARTS, help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
