"""Opens the platform that is to be served, and sets how long things take."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

from data.emulation.http.limits import RATE
from data.emulation.platform import Platform
from data.emulation.store import clock

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def opened(path: Path, rate: int | None = None) -> Iterator[Platform]:
    """The platform in a database that exists, closed at the end.

    Args:
        path: the database.
        rate: requests a second that each account may send; 0 for no limit, None for the usual.

    Raises:
        DatabaseProblem: it cannot be opened.
    """
    platform = Platform.open(path, rate=RATE if rate is None else rate or None)
    try:
        yield platform
    finally:
        platform.close()


def pace(platform: Platform, wanted: str | None) -> str:
    """How long things take from now on.

    Args:
        platform: the emulation.
        wanted: instant, demo or real; None leaves it as the database says.

    Raises:
        DatabaseProblem: the database cannot be read or written.
    """
    if wanted is None:
        return platform.database.read_blocking(clock.pace)
    word = wanted

    def change(connection: sqlite3.Connection) -> None:
        clock.set_pace(connection, word)

    asyncio.run(platform.database.write(change))
    return word
