"""The seed's loader against a bare `executemany` of the same rows into the same indexes."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final

from data.emulation.seed.build import build
from data.emulation.store.schema import SCHEMA, fill_search
from data.sqlite.connect import connect
from data.sqlite.migrate import migrate
from tests.bench.results import Row, ratio

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.plan import Bench

TABLES: Final = (
    "partners",
    "staff",
    "templates",
    "organizations",
    "customers",
    "customer_packages",
    "locations",
    "people",
    "subscribers",
    "workspaces",
    "usage_intervals",
    "requests",
    "steps",
    "customer_counts",
)
_UNSAFE: Final = (
    "journal_mode = DELETE",
    "journal_mode = OFF",
    "synchronous = OFF",
    "foreign_keys = OFF",
    "locking_mode = EXCLUSIVE",
    "cache_size = -64000",
)


def loading(bench: Bench) -> list[Row]:
    """Load one world both ways, and say how quick the large one was."""
    seeded = bench.folder / "seeded.db"
    summary = build(seeded, size="large", customers=bench.plan.loaded)
    rows = sum(summary.counts.values())
    bare = _bare(seeded, bench.folder / "bare.db")
    what = f"a world of {bench.plan.loaded:,} customers ({rows:,} rows), to a bare executemany"
    world = bench.world
    made = f"{world.rows:,} rows, {world.subscribers:,} subscribers, load {world.load:.1f} before"
    per_row = 1_000_000 * world.seconds / world.rows
    return [
        ratio("loader", what, summary.seconds, bare, 2.0, "s"),
        Row("loader", f"{world.customers:,} customers made in", world.seconds, "s", None, made),
        Row("loader", "that is, for each row", per_row, "µs", 10, f"{1e6 / per_row:,.0f} rows/s"),
    ]


def _bare(source: Path, target: Path) -> float:
    """Seconds to write what is in one database into another, its indexes in place."""
    with closing(sqlite3.connect(source)) as connection:
        held = {name: _read(connection, name) for name in TABLES}
    begin = time.perf_counter()
    with closing(connect(target, create=True, application_id=SCHEMA.application_id)) as connection:
        migrate(connection, target, SCHEMA.migrations, SCHEMA.application_id)
        for setting in _UNSAFE:
            connection.execute(f"PRAGMA {setting}").fetchone()
        connection.execute("BEGIN")
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        for name, (columns, rows) in held.items():
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", rows
            )
        fill_search(connection)
        connection.execute("COMMIT")
    return time.perf_counter() - begin


def _read(connection: sqlite3.Connection, table: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """The columns that can be written, and all rows."""
    found = connection.execute(f"PRAGMA table_xinfo({table})").fetchall()
    # The last field tells generated columns, which nobody writes.
    columns = [row[1] for row in found if row[6] == 0]
    return columns, connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
