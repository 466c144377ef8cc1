"""Builds a seed in a file of its own and gives it its name when it is whole."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from data.emulation.seed.part import growing
from data.emulation.seed.sink import Sink
from data.emulation.seed.world import World
from data.sqlite.connect import connect
from data.text import _

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

Size = Literal["small", "partner", "large"]
SIZES: Final[tuple[Size, ...]] = get_args(Size)
LARGE_CUSTOMERS: Final = 1_000_000
SECRET_BYTES: Final = 32
FEWEST_CUSTOMERS: Final = 100
"""The least that a large world can be told to have."""

# The share of the work that is done when the rows are in.
_LOADED: Final = 0.5
_CACHE_KIB: Final = 64_000


@dataclass(frozen=True, slots=True)
class SeedSummary:
    """What was made.

    Attributes:
        path: the database.
        size: which world.
        seed: the number that it came from.
        at_ms: the moment that it is true at, milliseconds UTC.
        counts: rows by table.
        seconds: how long it took.
    """

    path: Path
    size: Size
    seed: int
    at_ms: int
    counts: dict[str, int]
    seconds: float


def build(
    path: Path,
    *,
    size: Size,
    seed: int = 1,
    at_ms: int | None = None,
    customers: int | None = None,
    secret: bytes | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> SeedSummary:
    """Make a database of the emulation with a believable world in it.

    The content is a function of size, seed and the day of `at_ms`; only what is under way hangs on
    `at_ms` itself. What signs tokens is no part of it: that is random, or whoever knows the seed
    could make them. The file appears under its name when it is whole, never in place of another.

    Args:
        path: the file to make; its folder must exist.
        size: small (60 customers of the partner's own), partner (2,703), large (a million).
        seed: another number makes another world of the same kind.
        at_ms: the platform's time, milliseconds UTC; now where None.
        customers: instead of a million, for size large.
        secret: 32 bytes that tokens are signed with, for tests that compare files; random where
            None.
        progress: told what is being made and the share that is done, from 0 to 1.

    Raises:
        FileExistsError: there is something at `path` already.
        ValueError: the size is unknown, `customers` does not go with it, or the secret is short.
        DatabaseProblem: the file cannot be made there.
    """
    began = time.perf_counter()
    if size not in SIZES:
        raise ValueError(f"size {size!r}: must be one of {', '.join(SIZES)}")
    if customers is not None and (size != "large" or customers < FEWEST_CUSTOMERS):
        raise ValueError(f"customers goes with size large, from {FEWEST_CUSTOMERS} on")
    if secret is not None and len(secret) != SECRET_BYTES:
        raise ValueError(f"a secret has {SECRET_BYTES} bytes")
    now = time.time_ns() // 1_000_000 if at_ms is None else at_ms  # the seed's one look at a clock
    tell = progress or _silent
    with growing(path) as part:
        counts = _fill(part, size, seed, now, customers or LARGE_CUSTOMERS, secret, tell)
    tell(_("Done"), 1.0)
    return SeedSummary(path, size, seed, now, counts, time.perf_counter() - began)


def _fill(
    part: Path,
    size: Size,
    seed: int,
    at_ms: int,
    customers: int,
    secret: bytes | None,
    tell: Callable[[str, float], None],
) -> dict[str, int]:
    """Make the file under its passing name; the rows by table."""
    from data.emulation.seed.worlds import write_world
    from data.emulation.store.schema import SCHEMA, drop_for_load, restore_after_load

    _make(part)
    connection = connect(part, application_id=SCHEMA.application_id)
    try:
        _for_load(connection)
        connection.execute("BEGIN")
        drop_for_load(connection)
        _facts(connection, size, seed, at_ms, secret)
        if size == "large":
            _remember(connection, customers)
        sink = Sink(connection)
        making = _("Making customers")
        tell(making, 0.0)
        world = World(sink, at_ms, seed)
        write_world(world, size, customers, lambda share: tell(making, share * _LOADED))
        sink.write_all()
        connection.execute("COMMIT")
        tell(_("Building indexes"), _LOADED)
        restore_after_load(connection, recount=False)
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    return sink.counts


def _make(part: Path) -> None:
    """Make the empty database.

    It is opened anew for the load: an empty database has statistics which say that its full-text
    tables have two rows, and a connection that read these would scan them whole for each merge.
    """
    from data.emulation.store.schema import SCHEMA
    from data.sqlite.migrate import migrate

    connection = connect(part, create=True, application_id=SCHEMA.application_id)
    try:
        migrate(connection, part, SCHEMA.migrations, SCHEMA.application_id)
        connection.execute("DELETE FROM sqlite_stat1")
    finally:
        connection.close()


def _for_load(connection: sqlite3.Connection) -> None:
    """Take the safety off: the file is worthless until it is whole."""
    for setting in (
        "journal_mode = DELETE",
        "journal_mode = OFF",
        "synchronous = OFF",
        "foreign_keys = OFF",
        "ignore_check_constraints = ON",
        "locking_mode = EXCLUSIVE",
        f"cache_size = -{_CACHE_KIB}",
        "threads = 2",
    ):
        connection.execute(f"PRAGMA {setting}").fetchone()


def _facts(
    connection: sqlite3.Connection, size: Size, seed: int, at_ms: int, secret: bytes | None
) -> None:
    """Write the settings and set the clock, which runs with the wall."""
    facts = {"size": size, "seed": str(seed), "pace": "demo"}
    if secret is not None:
        # In place of the random one that an empty database has.
        facts["secret"] = secret.hex()
    connection.executemany(
        "INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", sorted(facts.items())
    )
    connection.execute("UPDATE clock SET wall_ms = ?1, platform_ms = ?1, high_ms = ?1", (at_ms,))


def _remember(connection: sqlite3.Connection, customers: int) -> None:
    """Write how many customers were asked for, so that the same world can be made again."""
    connection.execute(
        "INSERT OR REPLACE INTO settings (key, value) VALUES ('customers', ?)", (str(customers),)
    )


def _silent(_stage: str, _share: float) -> None:
    """Tell nobody."""
