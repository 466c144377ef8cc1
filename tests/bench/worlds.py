"""The databases that are measured: large seeds, made once and kept in the user's cache folder."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.bench.plan import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

LATER_MS: Final = 3_600_000
"""The clock stands still an hour behind the seed: by then half of what was under way has moved on,
and is not folded, which is the hardest case for reading."""

_MADE_OF: Final = ("data/emulation/seed", "data/emulation/store/migrations")


@dataclass(frozen=True, slots=True)
class World:
    """A database.

    Attributes:
        path: the file.
        customers: how many of the partner's own were asked for.
        rows: rows of all tables.
        subscribers: how many.
        in_flight: customers that have something ahead at the moment of the seed.
        moved: those of them that have moved on since, unfolded.
        seconds: how long making it took.
        load: the machine's load before that.
    """

    path: Path
    customers: int
    rows: int
    subscribers: int
    in_flight: int
    moved: int
    seconds: float
    load: float


def cache_folder() -> Path:
    """Where worlds are kept."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("rtm", appauthor=False)) / "bench"


def world(customers: int, folder: Path, say: Callable[[str], None] = print) -> World:
    """The world of a size, made where it is not there yet or where the seed has changed.

    Args:
        customers: how many.
        folder: where it is kept.
        say: told what takes long.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{customers}-{_digest()}"
    path, facts = folder / f"{name}.db", folder / f"{name}.json"
    if path.exists() and facts.exists():
        return World(**{**json.loads(facts.read_text()), "path": path})
    for old in folder.glob(f"{customers}-*"):
        old.unlink()
    say(f"making a world of {customers:,} customers in {folder} ...")
    made = _make(path, customers)
    facts.write_text(json.dumps({**asdict(made), "path": path.name}))
    say(f"made in {made.seconds:.1f} s: {made.rows:,} rows, {made.rows / made.seconds:,.0f} rows/s")
    return made


def fresh(customers: int, folder: Path, days_ago: int) -> Path:
    """A world whose clock runs and whose people have long been left alone: nothing happens."""
    from data.emulation.seed.build import build

    path = folder / f"quiet-{customers}.db"
    at = time.time_ns() // 1_000_000 - days_ago * 86_400_000
    build(path, size="large", customers=customers, at_ms=at)
    return path


def _make(path: Path, customers: int) -> World:
    from data.emulation.seed.build import build

    load = os.getloadavg()[0]
    began = time.perf_counter()
    made = build(path, size="large", customers=customers)
    seconds = time.perf_counter() - began
    now = made.at_ms + LATER_MS
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE clock SET mode = 'frozen', rate = 0, platform_ms = ?1, high_ms = ?1", (now,)
        )
        in_flight, moved = connection.execute(
            "SELECT count(*), sum(next_at <= ?) FROM customers WHERE next_at IS NOT NULL", (now,)
        ).fetchone()
    rows, subscribers = sum(made.counts.values()), made.counts["subscribers"]
    return World(path, customers, rows, subscribers, in_flight, moved or 0, seconds, load)


def _digest() -> str:
    """Changes with what a world is made of."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=6)
    for folder in _MADE_OF:
        for file in sorted((ROOT / folder).glob("*.*")):
            digest.update(file.read_bytes())
    return digest.hexdigest()
