"""Looks for doctor whether the sandbox fails on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.doctor import Finding
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def faults(path: Path) -> Iterator[Finding]:
    """Whether the sandbox fails on purpose, where that can be seen."""
    import sqlite3

    from data.sqlite.connect import connect
    from data.sqlite.problems import DatabaseProblem

    on = "SELECT count(*) FROM faults WHERE most IS NULL OR fired < most"
    try:
        connection = connect(path, read_only=True)
        try:
            (n,) = connection.execute(on).fetchone()
        finally:
            connection.close()
    except (DatabaseProblem, sqlite3.Error):
        # What is wrong with the database was said; an older one knows no faults.
        return
    if n:
        text = _("The sandbox fails on purpose; faults that are on: {n}").format(n=n)
        yield Finding(
            "faults", "warn", text, _("See them: rtm faults list. End them: rtm faults reset")
        )
