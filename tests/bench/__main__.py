"""Figures, side by side with reference programs.

    python -m tests.bench [--quick] [--customers N] [--only PART ...] [--out FILE]

prints a table and writes JSON. It never fails on time, and needs no network.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import tempfile
import time
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.bench import calls, finding, keys, loading, memory, starting, store
from tests.bench.plan import FULL, QUICK, ROOT, Bench, Plan
from tests.bench.results import Row, machine, table
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
    "request": (calls.requests,),
    "loader": (loading.loading,),
    "growth": (store.growth,),
}
"""What is measured, in order."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what the arguments ask for.

    Returns:
        0; 1 where a part could not be measured at all.
    """
    options = _options(argv)
    plan = QUICK if options.quick else FULL
    if options.customers:
        plan = plan.for_customers(options.customers)
    rows, failed = run(plan, options.cache or cache_folder(), options.only or list(PARTS))
    print()
    print(table(rows))
    facts = {
        "machine": machine(),
        "plan": asdict(plan),
        "rows": [asdict(row) | {"met": row.met} for row in rows],
        "failed": failed,
    }
    options.out.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n")
    print(f"\n{', '.join(f'{name} {value}' for name, value in machine().items())}")
    missed = [row for row in rows if row.met is False]
    print(f"{len(missed)} goals missed. Written to {options.out}")
    return 1 if failed else 0


def run(plan: Plan, cache: Path, parts: Sequence[str]) -> tuple[list[Row], list[str]]:
    """Measure parts.

    Args:
        plan: how much to do.
        cache: where the worlds are kept.
        parts: names of `PARTS`.

    Returns:
        The rows, and the names of what could not be measured.
    """
    sizes = plan.sizes if "growth" in parts else (plan.customers,)
    worlds = {size: world(size, cache, _say) for size in sizes}
    rows: list[Row] = []
    failed = []
    with tempfile.TemporaryDirectory(prefix="rtm-bench-") as folder, contextlib.chdir(ROOT):
        bench = Bench(plan, worlds, Path(folder))
        for part in parts:
            for measure in PARTS[part]:
                began, load = time.monotonic(), os.getloadavg()[0]
                try:
                    rows += measure(bench)
                except Exception:  # noqa: BLE001 -- what else there is to measure is measured
                    traceback.print_exc()
                    failed.append(measure.__name__)
                seconds = time.monotonic() - began
                _say(f"{measure.__name__}: {seconds:.0f} s, load {load:.1f} before")
    return rows, failed


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under a minute, small worlds")
    parser.add_argument("--customers", type=int, help="the size of the world, instead of a million")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="only these parts")
    parser.add_argument("--cache", type=Path, help="where to keep worlds")
    parser.add_argument("--out", type=Path, default=ROOT / "bench-results.json")
    return parser.parse_args(argv)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
