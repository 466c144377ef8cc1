"""The bench, on a world that is made in no time, so that it cannot rot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.bench import __main__ as bench
from tests.bench import record, results
from tests.bench.page import BEGIN, END, renew
from tests.bench.plan import TINY
from tests.bench.record import Part
from tests.bench.results import Row

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.e2e
def test_every_other_part_measures_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = [part for part in bench.PARTS if part not in {"start", "keys", "bytes"}]
    out, page = tmp_path / "results.json", tmp_path / "page.md"
    page.write_text(f"# Before\n{BEGIN}\nold\n{END}\nWhy\n")
    common = ["--plan", "tiny", "--cache", str(tmp_path / "worlds"), "--out", str(out)]
    assert bench.main([*common, "--only", *parts, "--page", str(page)]) == 0
    found = record.read(out)
    assert {row.group for row in found.rows} >= {"filter", "store", "request", "loader", "growth"}
    assert all(row.figure > 0 for row in found.rows)
    printed, written = capsys.readouterr().out, page.read_text()
    for row in found.rows:
        assert f"| {row.group}: {row.what}" in printed
        assert f"| {row.group}: {row.what}" in written
    assert all(part.seconds > 0 for part in found.parts.values())


def test_a_run_goes_on_where_it_was_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def part(name: str, *_rest: object) -> Part:
        asked.append(name)
        broken = name == "page" and asked.count("page") == 1
        return Part([Row("g", name, 1.0, "×")], [name] if broken else [])

    monkeypatch.setattr(bench, "in_process", part)
    monkeypatch.setattr(bench, "_make_worlds", lambda *_: None)
    out = ["--plan", "tiny", "--out", str(tmp_path / "results.json")]
    assert bench.main([*out, "--only", "memory", "page"]) == 1
    assert bench.main([*out, "--resume"]) == 0
    assert asked[:2] == ["memory", "page"]
    assert sorted(asked[2:]) == sorted(set(bench.PARTS) - {"memory"})
    assert list(record.read(tmp_path / "results.json").parts) == list(bench.PARTS)
    assert bench.main([*out[:1], "quick", *out[2:], "--resume", "--only", "page"]) == 0
    assert list(record.read(tmp_path / "results.json").parts) == ["page"], "another plan"


def test_what_fails_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_bench: object) -> list[Row]:
        raise OSError("no terminal")

    def whole(_bench: object) -> list[Row]:
        return [Row("g", "w", 1.0, "×")]

    monkeypatch.setitem(bench.PARTS, "page", (broken, whole))
    part = bench.measured(TINY, tmp_path, "page")
    assert [row.what for row in part.rows] == ["w"]
    assert part.failed == ["broken"]
    assert "no terminal" in capsys.readouterr().err


def test_a_part_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "PATIENCE", 0.05)
    options = bench._options(["--plan", "tiny"])
    part = bench.in_process("page", options, tmp_path)
    assert (part.rows, part.failed) == ([], ["page"])


def test_the_page_tells_every_miss_and_keeps_what_people_wrote(tmp_path: Path) -> None:
    found = record.blank(TINY)
    rows = [Row("start", "shell", 1.2, "×", 1.15), Row("start", "rows", 1.0, "×", 1.5)]
    found.put("start", Part(rows, ["starts"], "2026-11-24", 1.0, 0.5), list(bench.PARTS))
    page = tmp_path / "page.md"
    page.write_text(f"# Before\n{BEGIN}\nold\n{END}\nWhy\n")
    renew(page, found)
    renew(page, found)
    text = page.read_text()
    assert text.startswith("# Before\n")
    assert text.endswith(f"{END}\nWhy\n")
    assert "old" not in text
    assert "1 of 2 goals are met. Missed:\n\n- start: shell\n" in text
    assert "Could not be measured: starts." in text
    assert "Measured on 2026-11-24, on " in text
    page.write_text("nothing")
    with pytest.raises(ValueError, match="no place for figures"):
        renew(page, found)


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
