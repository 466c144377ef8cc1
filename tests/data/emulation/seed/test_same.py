"""The same for the same seed and day."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.seed import Size, build
from data.emulation.services.callers import authenticate, token_for
from data.emulation.services.problems import Refusal
from tests.data.emulation.seed.support import AT, DAY, DAY_START, SECRET, Rows, read

if TYPE_CHECKING:
    from pathlib import Path

LATER = 7 * 3_600_000
"""A move of the clock within the day."""


@pytest.mark.parametrize(
    ("size", "customers"), [("small", None), ("partner", None), ("large", 5_000)]
)
def test_the_same_again(
    request: pytest.FixtureRequest, tmp_path: Path, size: Size, customers: int | None
) -> None:
    path = tmp_path / "again.db"
    build(path, size=size, at_ms=AT, customers=customers)
    again, first = (_without_secret(read(p)) for p in (path, request.getfixturevalue(size)))
    assert again.keys() == first.keys()
    for table, rows in first.items():
        assert again[table] == rows, table


def test_it_does_not_hang_on_the_order_of_hashes(tmp_path: Path) -> None:
    def digest(hash_seed: str) -> str:
        path = tmp_path / f"{hash_seed}.db"
        program = (
            "import sys, pathlib; from data.emulation.seed import build\n"
            f"build(pathlib.Path(sys.argv[1]), size='large', customers=200, at_ms={AT},"
            f" secret={SECRET!r})"
        )
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        subprocess.run([sys.executable, "-c", program, path], check=True, env=environment)
        return hashlib.sha256(repr(read(path)).encode()).hexdigest()

    assert digest("1") == digest("2")


def test_another_seed_is_another_world(tmp_path: Path, small: Path) -> None:
    path = tmp_path / "other.db"
    build(path, size="small", seed=2, at_ms=AT)
    other, first = read(path), read(small)
    assert other["people"] != first["people"]
    # The cast stays: people look for it by these ids.
    ids = [sorted(row[8] for row in rows["customers"]) for rows in (other, first)]
    assert ids[0] == ids[1]


def test_only_what_signs_tokens_is_never_the_same(tmp_path: Path, small: Path) -> None:
    """Whoever knows the seed knows everything about a world but its secret."""
    path = tmp_path / "again.db"
    build(path, size="small", at_ms=AT)
    again, first = read(path), read(small)
    (mine,), (other,) = ([v for k, v in w["settings"] if k == "secret"] for w in (again, first))
    assert len({mine, other, SECRET.hex()}) == 3
    assert len(bytes.fromhex(mine)) == 32
    assert _without_secret(again) == _without_secret(first)
    given = tmp_path / "given.db"
    build(given, size="small", at_ms=AT, secret=SECRET)
    assert ("secret", SECRET.hex()) in read(given)["settings"]
    assert _without_secret(read(given)) == _without_secret(first)


def test_a_token_of_one_world_opens_no_other_of_the_same_seed(tmp_path: Path, small: Path) -> None:
    path = tmp_path / "again.db"
    build(path, size="small", at_ms=AT)
    with closing(sqlite3.connect(small)) as first, closing(sqlite3.connect(path)) as again:
        token = f"Bearer {token_for(first)}"
        assert authenticate(first, token)
        with pytest.raises(Refusal):
            authenticate(again, token)


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        build(tmp_path / "world.db", size="small", secret=b"short")
    assert list(tmp_path.iterdir()) == []


def test_within_a_day_only_what_is_under_way_moves(tmp_path: Path, small: Path) -> None:
    path = tmp_path / "later.db"
    build(path, size="small", at_ms=AT + LATER)
    first, later = (_by_external(read(p)) for p in (small, path))
    moved = {external for external in first if first[external] != later[external]}
    flying = {external for external in first if first[external][15] is not None}
    assert moved == flying
    assert len(moved) >= 10
    for external in moved - {"NC-003777"}:
        # Status and next change keep their distance from the moment of seeding.
        assert later[external][14] - first[external][14] in (LATER, 0)
        assert later[external][15] - first[external][15] == LATER


def test_a_day_later_the_past_is_a_day_later(tmp_path: Path, small: Path) -> None:
    path = tmp_path / "tomorrow.db"
    build(path, size="small", at_ms=AT + DAY)
    first, tomorrow = _shifted(read(small), 0), _shifted(read(path), DAY)
    # Reports are of the calendar's months, and onboarding counts days on which people work.
    for table in first.keys() - {"billing_reports", "setup_assist_requests"}:
        assert tomorrow[table] == first[table], table


def _without_secret(rows: Rows) -> Rows:
    """The rows without the one that is random."""
    settings = [row for row in rows["settings"] if row[0] != "secret"]
    assert len(settings) == len(rows["settings"]) - 1
    return {**rows, "settings": settings}


def _by_external(rows: Rows) -> dict[str, tuple[Any, ...]]:
    return {row[8]: row for row in rows["customers"]}


def _shifted(rows: Rows, ms: int) -> Rows:
    """The rows with all moments moved back; what the file says about itself left out."""
    kept = {table: found for table, found in _without_secret(rows).items() if "_fts" not in table}
    return {
        table: [tuple(_back(value, ms) for value in row) for row in found]
        for table, found in kept.items()
    }


def _back(value: Any, ms: int) -> Any:
    near = isinstance(value, int) and abs(value - DAY_START) < 4_000 * DAY
    return value - ms if near else value


def test_the_summary_is_json_able(tmp_path: Path) -> None:
    summary = build(tmp_path / "world.db", size="small", at_ms=AT)
    assert json.loads(json.dumps(summary.counts))["customers"] == 70
