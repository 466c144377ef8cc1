"""Data on standard output: hostile text, encodings, widths."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from app.cli.output import Column, Output, is_wide
from app.terminal import detect
from data.operations.forms import to_json
from widgets.text import width

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

Row = dict[str, Any]
HOSTILE = "Acme\x1b]0;owned\x07\u202eevil\x9b2J\ttab\nline\u2028\ud800"
TERMINAL = detect({"TERM": "xterm"}, io.StringIO(), io.StringIO())
COLUMNS: list[Column[Row]] = [
    Column("id", lambda row: row.get("id")),
    Column("name", lambda row: row.get("name"), "Customer"),
    Column("users", lambda row: row.get("users"), "Users", "right"),
]


class Stream(io.StringIO):
    """Standard output that may say that it is a terminal."""

    def __init__(self, *, tty: bool = False, encoding: str = "utf-8") -> None:
        super().__init__(newline="")
        self._tty = tty
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override] # StringIO has none, a real stream has
        return self._encoding

    def isatty(self) -> bool:
        return self._tty


def written(
    form: str | None,
    pages: Sequence[Sequence[Row]],
    monkeypatch: pytest.MonkeyPatch,
    *,
    cells: int | None = None,
) -> str:
    stream = Stream(tty=cells is not None)
    monkeypatch.setattr("sys.stdout", stream)
    output = Output(form, replace(TERMINAL, columns=cells or 80))
    records = output.records(COLUMNS, dict)
    for page in pages:
        records.write(page)
    records.end()
    return stream.getvalue()


def harmless(text: str) -> bool:
    return all(sign.isprintable() or sign == "\n" for sign in text)


def test_a_table_cleans_what_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[list[Row]] = [[{"name": HOSTILE, "users": 3}], [{"name": HOSTILE * 3}]]
    text = written(None, pages, monkeypatch)
    assert harmless(text)
    assert text.count("\n") == 3
    assert "owned" in text


def test_a_table_on_a_terminal_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"name": "北海道電話" * 20, "users": 12}, {"name": "Acme", "users": 3}]
    lines = written(None, [rows, [{"name": "later" * 30, "users": 7}]], monkeypatch, cells=40)
    assert all(width(line) <= 40 for line in lines.splitlines())
    assert [line.split()[-1] for line in lines.splitlines()] == ["Users", "12", "3", "7"]
    assert lines.count("Customer") == 1


def test_a_table_elsewhere_cuts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[list[Row]] = [[{"name": "Acme"}], [{"name": "x" * 300, "users": 1}]]
    text = written(None, rows, monkeypatch)
    assert "x" * 300 in text


def test_a_table_of_nothing_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert written(None, [], monkeypatch) == ""
    assert written(None, [[]], monkeypatch) == ""


def test_a_narrow_terminal_does_not_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = written(None, [[{"name": "n" * 50, "users": 1}]], monkeypatch, cells=5)
    assert text.count("\n") == 2


def test_json_is_an_array_of_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[Row] = [
        {"id": "1", "name": HOSTILE},
        {"id": "2", "at": datetime(2026, 1, 2, tzinfo=UTC)},
    ]
    text = written("json", [rows[:1], rows[1:]], monkeypatch)
    assert harmless(text)
    assert json.loads(text) == [rows[0], {"id": "2", "at": "2026-01-02T00:00:00.000Z"}]
    assert json.loads(written("json", [], monkeypatch)) == []
    assert json.loads(written("json", [[]], monkeypatch)) == []


def test_json_for_other_encodings_is_ascii() -> None:
    value = {"name": "北海道 é"}
    assert to_json(value, wide=is_wide(Stream(encoding="iso-8859-1"))).isascii()
    assert "北海道 é" in to_json(value, wide=is_wide(Stream(encoding="UTF8")))


def test_csv_is_safe_in_a_spreadsheet(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["=1+1", "+44", "-1", "@x", "\t=1", "\r=1", "  =1", "＝1", "\x00=1", 'a,"b"\nc', "ok"]
    text = written(
        "csv", [[{"id": str(n), "name": name} for n, name in enumerate(names)]], monkeypatch
    )
    assert harmless(text)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0]) == ["id", "name", "users"]
    for row in rows[:8]:
        assert row["name"].startswith("'"), row
    assert [row["name"] for row in rows[9:]] == ['a,"b" c', "ok"]
    assert {row["users"] for row in rows} == {""}
