"""Look for everything that can be wrong inside a database."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from data.emulation.invariants import Finding, check_content, check_schema, check_search
from data.emulation.store.schema import SCHEMA
from data.sqlite.connect import connect, translate
from data.sqlite.migrate import version_of
from data.sqlite.problems import DamagedDatabase, DatabaseProblem, ReadOnlyDatabase
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Stage = Callable[[str, float], None]

UNCHECKED: Final = "unchecked"
"""The kind of a finding that tells what could not be looked at."""


def check(path: Path, *, progress: Stage | None = None) -> list[Finding]:
    """Look for everything that can be wrong inside a database; nothing is changed.

    The file's structure and references are looked at first. Where they are sound and the schema
    is this release's, the search indexes and the emulation's own rules follow. Others can read
    and write meanwhile, except while the search indexes are compared, when writers wait. A
    million customers take a minute or two, most of it the file's structure.

    Args:
        path: the database.
        progress: told what is looked at, and the share that is done, from 0 to 1.

    Returns:
        What was found, worst first; empty when all is well. The last may be of the kind
        `UNCHECKED`: nothing is wrong with it, but the search indexes could not be compared.

    Raises:
        DatabaseProblem: it cannot be opened at all.
    """
    tell = progress or _silent
    try:
        connection = connect(path, read_only=True, application_id=SCHEMA.application_id)
    except DamagedDatabase as problem:
        return [Finding("integrity", str(problem))]
    try:
        connection.execute("BEGIN")
        version = version_of(connection, path, SCHEMA)
        tell(_("Checking the file"), 0.0)
        found = structure(connection)
        if found or version < SCHEMA.version:
            return found
        tell(_("Checking the content"), 0.8)
        found = check_schema(connection)
        # Without a table, a column or what the search indexes stand on, there is nothing to ask.
        if any(f.what in {"table", "view"} for f in found):
            return found
        found += check_content(connection)
    except sqlite3.Error as error:
        return [Finding("integrity", str(translate(error, path)))]
    finally:
        connection.close()
    tell(_("Checking the search indexes"), 0.9)
    found += _search(path)
    tell(_("Done"), 1.0)
    return found


def structure(connection: sqlite3.Connection) -> list[Finding]:
    """What is wrong with the file itself, or with references from row to row."""
    found = [
        Finding("integrity", _("The file is damaged: {what}").format(what=str(text).strip()))
        for (text,) in connection.execute("PRAGMA integrity_check(20)")
        if text != "ok"
    ]
    if found:
        return found
    broken: dict[tuple[str, str], int] = {}
    for table, _row, parent, _key in connection.execute("PRAGMA foreign_key_check"):
        broken[table, parent] = broken.get((table, parent), 0) + 1
    return [
        Finding(
            "reference",
            _("Rows of {table} refer to rows of {parent} that are gone: {n}").format(
                table=table, parent=parent, n=n
            ),
            n,
        )
        for (table, parent), n in broken.items()
    ]


def _search(path: Path) -> list[Finding]:
    """Compare the search indexes: SQLite does it only for who may write."""
    try:
        connection = connect(path, application_id=SCHEMA.application_id)
    except DatabaseProblem as problem:
        return [_unchecked(problem)]
    try:
        return check_search(connection)
    except sqlite3.Error as error:
        translated = translate(error, path)
        if isinstance(translated, ReadOnlyDatabase):
            return [_unchecked(translated)]
        raise translated from error
    finally:
        connection.close()


def _unchecked(problem: DatabaseProblem) -> Finding:
    text = _("The search indexes were not compared. {why}").format(why=problem)
    return Finding(UNCHECKED, text, 0)


def _silent(_stage: str, _share: float) -> None:
    """Tell nobody."""
