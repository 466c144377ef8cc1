"""Faults that a server begins with, and takes back when it ends."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from data.emulation.http.fault_handlers import fault, operation_names
from data.emulation.services import clock, faults
from data.emulation.services.problems import Refusal
from data.emulation.store import faults as store
from data.models.faults import FaultInput
from data.sqlite.problems import DatabaseProblem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from data.emulation.platform import Platform


class WrongFault(ValueError):  # noqa: N818 -- told to a person, who wrote it
    """A fault that is described wrongly, in words."""


@contextmanager
def played(
    platform: Platform, wanted: Sequence[Mapping[str, Any]]
) -> Iterator[list[dict[str, Any]]]:
    """Play faults while a server runs, beside those that the database has.

    They are taken back at the end. A server that is killed leaves them, and every answer of the
    next one says so.

    Args:
        platform: the emulation.
        wanted: the faults, as the wire spells them; an empty one takes all back that are there.

    Yields:
        All faults that are on then, as the wire spells them.

    Raises:
        WrongFault: one of them is none; nothing has changed then.
        DatabaseProblem: the database cannot be read or written.
    """
    bodies = [FaultInput.model_validate(one) for one in wanted if one]
    resets = len(bodies) < len(wanted)

    def begin(connection: sqlite3.Connection) -> list[int]:
        if resets:
            store.reset(connection)
        now, names = clock.now(connection), operation_names()
        return [faults.add(connection, body, (), names, now).id for body in bodies]

    def end(connection: sqlite3.Connection) -> None:
        for one in added:
            store.remove(connection, one)

    added: list[int] = []
    if wanted:
        try:
            added = asyncio.run(platform.database.write(begin))
        except Refusal as refusal:
            raise WrongFault(" ".join(words for _, words in refusal.problems)) from None
    try:
        rows = platform.database.read_blocking(store.rows)
        yield [fault(row) for row in rows if row.is_on]
    finally:
        if added:
            with suppress(DatabaseProblem):
                asyncio.run(platform.database.write(end))
