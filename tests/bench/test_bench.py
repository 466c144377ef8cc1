"""The bench, on a world that is made in no time, so that it cannot rot."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.bench import __main__ as bench
from tests.bench import results
from tests.bench.plan import TINY
from tests.bench.results import Row

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.e2e
def test_every_other_part_measures_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "QUICK", TINY)
    parts = [part for part in bench.PARTS if part not in {"start", "keys", "bytes"}]
    out = tmp_path / "results.json"
    code = bench.main(
        ["--quick", "--only", *parts, "--cache", str(tmp_path / "worlds"), "--out", str(out)]
    )
    assert code == 0, capsys.readouterr().err
    found = json.loads(out.read_text())
    groups = {row["group"] for row in found["rows"]}
    assert groups >= {"filter", "store", "request", "loader", "growth"}
    assert all(row["figure"] > 0 for row in found["rows"])
    table = capsys.readouterr().out
    assert all(f"| {row['group']}: {row['what']}" in table for row in found["rows"])


def test_a_part_that_fails_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_bench: object) -> list[Row]:
        raise OSError("no terminal")

    def whole(_bench: object) -> list[Row]:
        return [Row("g", "w", 1.0, "×")]

    monkeypatch.setitem(bench.PARTS, "page", (broken, whole))
    rows, failed = bench.run(TINY, tmp_path, ["page"])
    assert [row.what for row in rows] == ["w"]
    assert failed == ["broken"]
    assert "no terminal" in capsys.readouterr().err


def test_goals_are_the_most_that_is_allowed() -> None:
    assert Row("g", "w", 1.15, "×", 1.15).met is True
    assert Row("g", "w", 1.16, "×", 1.15).met is False
    assert Row("g", "w", 1.16, "×").met is None


def test_percentiles_and_ratios() -> None:
    values = [float(number) for number in range(1, 101)]
    assert results.p50(values) == 50.5
    assert results.p99(values) == 100
    assert results.ratio("g", "w", 3, 2, 1.0).figure == 1.5
    assert results.ratio("g", "w", 0, 0, 1.0, "B").met
    assert not results.ratio("g", "w", 1, 0, 0.9, "B").met


def test_the_table_says_what_is_missed() -> None:
    rows = [Row("keys", "one", 0.5, "×", 0.8, "1 / 2 ms"), Row("bytes", "two", 5000.0, "B", 4096)]
    lines = results.table(rows).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert re.search(r"keys: one +\| 0\.50× +\| ≤ 0\.80× +\| yes +\| 1 / 2 ms", lines[2])
    assert re.search(r"bytes: two +\| 5,000 B +\| ≤ 4,096 B +\| no", lines[3])
