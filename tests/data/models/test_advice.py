"""What to do about error codes: every one that a seeded world shows has its words."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from data.emulation.rules import tables
from data.emulation.seed import build, problems
from data.models.advice import advice

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    ("customers", "errors"),
    ("customer_packages", "errors"),
    ("customer_packages", "warnings"),
    ("subscribers", "errors"),
)


def codes_in(path: Path) -> set[int]:
    """Every code of every problem that a world has or will have."""
    found: set[int] = set()
    with closing(sqlite3.connect(path)) as connection:
        for table, column in COLUMNS:
            query = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
            for (text,) in connection.execute(query):
                found |= {problem["errorCode"] for problem in json.loads(text)}
        for (text,) in connection.execute("SELECT DISTINCT detail FROM steps WHERE detail <> ''"):
            detail = json.loads(text)
            for kind in ("errors", "warnings"):
                found |= {problem["errorCode"] for problem in detail.get(kind) or ()}
    return found


@pytest.mark.parametrize("size", ["small", "partner"])
def test_every_code_of_a_seeded_world_says_what_to_do(tmp_path: Path, size: str) -> None:
    path = tmp_path / "world.db"
    build(path, size="small" if size == "small" else "partner")
    codes = codes_in(path)
    assert {90201, 90301, 90302} <= codes
    assert {code for code in codes if not advice(code)} == set()


def test_every_problem_that_a_seed_knows_says_what_to_do() -> None:
    known = [value for value in vars(problems).values() if isinstance(value, problems.Problem)]
    assert len(known) > 10
    assert [problem.code for problem in known if not advice(problem.code)] == []


def test_every_code_of_the_platform_says_what_to_do() -> None:
    codes = tables.rows("codes.csv")
    assert len(codes) > 90
    assert [row["name"] for row in codes if not advice(int(row["number"]))] == [
        "PRECHECK_SUCCESSFUL"
    ]


def test_each_piece_of_advice_is_a_sentence() -> None:
    for row in tables.rows("codes.csv"):
        words = advice(int(row["number"]))
        assert len(words) <= 90, words
        assert not words or (words[0].isupper() and words.endswith(".")), words


def test_what_is_not_known_says_nothing() -> None:
    unknown = (None, -1, 0, 1, 41299, 45000, 99999, 10**12)
    assert {advice(code) for code in unknown} == {""}
