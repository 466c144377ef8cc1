"""The bench, on a world that is made in no time, so that it cannot rot."""

from __future__ import annotations

import re

import pytest

from tests.bench import results
from tests.bench.__main__ import PARTS, run
from tests.bench.plan import TINY
from tests.bench.results import Row


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Row], list[str]]:
    return run(TINY, tmp_path_factory.mktemp("worlds"), list(PARTS))


@pytest.mark.e2e
def test_every_part_measures_something(measured: tuple[list[Row], list[str]]) -> None:
    rows, failed = measured
    assert failed == []
    assert {row.group for row in rows} >= {
        "command", "start", "leaving", "keys", "bytes", "filter", "store", "request", "loader",
        "growth",
    }  # fmt: skip


@pytest.mark.e2e
def test_what_does_not_depend_on_the_machine_is_kept(
    measured: tuple[list[Row], list[str]],
) -> None:
    found = {row.what: row for row in measured[0]}
    idle = next(row for what, row in found.items() if "idle" in what)
    assert idle.figure == 0
    for what in ("console, one changed row after r", "record table alone, one changed row"):
        assert 0 < found[what].figure <= 600
    for what, row in found.items():
        if re.search("cursor move|scrolling mean", what):
            assert row.met, row


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
