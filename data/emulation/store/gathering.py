"""Short lists are found whole: gathered by a text or by status and packages, then sorted.

What was gathered last is kept by each reading thread, so that the next page and the count of the
same list cost nothing. It is used only while nothing was written and no step has fallen due.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.store.customer_counts import LOOK_UP

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Hashable

    from data.emulation.store.customer_filter import CustomerFilter
    from data.emulation.store.customer_text import Match
    from data.emulation.store.positions import Key

MOST: Final = 5_000
"""A list longer than this is never gathered whole."""


class _Kept(NamedTuple):
    """Keys gathered before; valid in the same state of the database until a moment."""

    subject: Hashable
    state: tuple[int, int, int]
    since: int
    until: float
    column: str
    keys: list[Key]


class _Local(threading.local):
    kept: _Kept | None = None


_local = _Local()


class Gather(NamedTuple):
    """A list to be found whole: a filter, perhaps a text, at a moment."""

    connection: sqlite3.Connection
    only: CustomerFilter
    text: Match | None
    now: int

    def known(self, column: str | None = None) -> list[Key] | None:
        """The list's keys if this thread gathered them last, ascending by the column.

        Args:
            column: what they have to be sorted by; None for any.
        """
        kept = _local.kept
        if kept is None or kept.subject != self._subject() or column not in {None, kept.column}:
            return None
        valid = kept.since <= self.now < kept.until and kept.state == self._state()
        return kept.keys if valid else None

    def collect(self, column: str, candidates: str, most: int | None = None) -> list[Key] | None:
        """Find the list.

        Args:
            column: the column to sort by.
            candidates: SQL that gives the ids, and perhaps some more.
            most: how many candidates may be looked at; None for `MOST`.

        Returns:
            All keys, ascending; None if there are more candidates.
        """
        most = MOST if most is None else most
        values = self.only.parameters(self.now)
        test = self.only.test()
        if self.text is not None:
            values.update(self.text.parameters)
            test += f" AND {self.text.test}"
        rows = self.connection.execute(
            f"WITH f (id) AS MATERIALIZED ({candidates}) SELECT NULL, count(*) FROM f UNION ALL"
            f" SELECT c.{column}, c.id FROM f {LOOK_UP}"
            f" WHERE (SELECT count(*) FROM f) <= {most} AND {test}",
            values,
        ).fetchall()
        # The first row says how many candidates there were.
        if rows[0][1] > most:
            return None
        # Plain tuples compare, and are read, as keys do; there may be thousands.
        keys: list[Key] = sorted(rows[1:])
        _local.kept = _Kept(
            self._subject(), self._state(), self.now, self._next_step(), column, keys
        )
        return keys

    def _subject(self) -> Hashable:
        text = self.text and (self.text.test, tuple(self.text.parameters.items()))
        return self.only._replace(statuses=tuple(self.only.statuses)), text

    def _state(self) -> tuple[int, int, int]:
        """Changes when anyone commits, or when this connection changes anything."""
        (version,) = self.connection.execute("PRAGMA data_version").fetchone()
        return id(self.connection), version, self.connection.total_changes

    def _next_step(self) -> float:
        found: tuple[Any] = self.connection.execute(
            "SELECT min(due_ms) FROM steps INDEXED BY steps_due WHERE due_ms > ?", (self.now,)
        ).fetchone()
        return float("inf") if found[0] is None else found[0]
