"""Steps of the timeline: what falls due when, read in bulk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


class StepRow(NamedTuple):
    """A step. part is the package's code for kind 2, else 0; detail is JSON text."""

    kind: int
    subject: int
    part: int
    due_ms: int
    seq: int
    status: str
    detail: str | None


_COLUMNS = ", ".join(f"s.{name}" for name in StepRow._fields)


def of_subjects(
    connection: sqlite3.Connection, kinds: Iterable[int], subjects: Iterable[int], since: int
) -> dict[tuple[int, int, int], list[StepRow]]:
    """The steps of some subjects from a moment on, oldest first.

    Args:
        connection: where to read.
        kinds: which kinds of subjects.
        subjects: their rowids.
        since: the earliest due time, in milliseconds.

    Returns:
        Steps by (kind, subject, part).
    """
    found: dict[tuple[int, int, int], list[StepRow]] = {}
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM json_each(:kinds) AS k CROSS JOIN json_each(:subjects) AS j"
        " CROSS JOIN steps AS s INDEXED BY steps_subject"
        " ON s.kind = k.value AND s.subject = j.value AND s.due_ms >= :since"
        " ORDER BY s.due_ms, s.seq, s.status",
        {"kinds": json.dumps(list(kinds)), "subjects": json.dumps(list(subjects)), "since": since},
    )
    for row in map(StepRow._make, rows):
        found.setdefault(row[:3], []).append(row)
    return found


def latest(steps: list[StepRow], since: int | None, now: int) -> StepRow | None:
    """The step that gives the status at `now`, of those from `since` on.

    Args:
        steps: oldest first.
        since: a subject's `next_at`: what was due before is in its row already; None: all is.
        now: the moment.
    """
    if since is None or since > now:
        return None
    due = [step for step in steps if since <= step.due_ms <= now]
    return due[-1] if due else None


def upcoming(steps: Iterable[StepRow], now: int) -> int | None:
    """When the next of some steps falls due after `now`."""
    return min((step.due_ms for step in steps if step.due_ms > now), default=None)
