"""Billing reports of a seed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from data.emulation.seed import build
from tests.data.emulation.seed.support import AT, DAY

if TYPE_CHECKING:
    from pathlib import Path


def rows(path: Path) -> list[tuple[int, str, str, str, int, int, int, int]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT owner_id, type, category, outcome, start_day, end_day, created_ms, due_ms"
            " FROM billing_reports"
        ).fetchall()


@pytest.mark.parametrize("days", range(8))
def test_reports_are_of_whole_months_that_were_over(tmp_path: Path, days: int) -> None:
    """Also on the first days of a month: 2026-08-01 is four days after the seed's day."""
    path = tmp_path / "small.db"
    at = AT + days * DAY
    build(path, size="small", at_ms=at)
    found = rows(path)
    assert {row[1] for row in found} == {"PARTNER", "CUSTOMER", "USER"}
    assert {row[2] for row in found} == {"RECONCILIATION", "POINT_IN_TIME"}
    assert {row[3] for row in found} == {"COMPLETED", "FAILED"}
    assert {row[0] for row in found} == {1, 2}
    for _, _, _, _, start, end, created, due in found:
        assert 27 <= end - start <= 30
        assert (end + 1) * DAY <= created <= due < at - at % DAY
    # REP-6: never two finished ones of the same kind.
    kinds = [(row[0], row[1], row[2], row[4]) for row in found]
    assert len(set(kinds)) == len(kinds)


def test_a_large_world_has_none(large: Path) -> None:
    assert rows(large) == []
