"""Rows as text that harms neither a spreadsheet nor a terminal."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.operations.forms import (
    CsvForm,
    JsonForm,
    LinesForm,
    cell,
    drawn,
    iso,
    spreadsheet_safe,
    to_json,
)

Row = dict[str, object]


def harmless(text: str) -> bool:
    return all(sign.isprintable() or sign == "\n" for sign in text)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1", "＝1", "\n=1"])
def test_what_looks_like_a_formula_is_led_by_an_apostrophe(text: str) -> None:
    assert spreadsheet_safe(text) == "'" + text


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    shown = str(cell(text))
    assert harmless(shown)
    assert not shown.lstrip(" ").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_what_is_not_drawn_is_left_out_or_replaced() -> None:
    assert drawn("a\tb\nc\x85d\xa0e") == "a b c d e"
    assert drawn("\u202eevil\u200b") == "evil"
    assert drawn("\x1b[31m\x1f\ud800") == "\ufffd[31m\ufffd\ufffd"
    assert drawn("Müller & 北海道") == "Müller & 北海道"


@given(st.text())
def test_json_carries_every_text(text: str) -> None:
    for wide in (True, False):
        shown = to_json({"name": text}, wide=wide)
        assert harmless(shown)
        assert json.loads(shown)["name"] == text


def test_values_in_cells() -> None:
    assert cell(True) == "true"
    assert cell(0) == 0
    assert cell(None) is None
    assert cell(("a", "b")) == "a b"
    assert iso(datetime(2026, 1, 2, 3, tzinfo=timezone(timedelta(hours=9)))) == (
        "2026-01-01T18:00:00.000Z"
    )


def csv_form() -> CsvForm[Row]:
    return CsvForm({"id": lambda row: row["id"], "name": lambda row: row.get("name")})


def test_csv_has_its_names_once() -> None:
    form = csv_form()
    text = form.page([{"id": 1, "name": 'b, "c"'}]) + form.page([{"id": 2}]) + form.end()
    assert list(csv.reader(io.StringIO(text))) == [["id", "name"], ["1", 'b, "c"'], ["2", ""]]
    assert csv_form().end() == "id,name\n"


def test_json_is_one_array_a_line_an_object() -> None:
    form: JsonForm[Row] = JsonForm(dict)
    rows: list[Row] = [{"a": 1}, {"a": "é"}, {"a": datetime(2026, 1, 2, tzinfo=UTC)}]
    text = form.page(rows[:2]) + form.page([]) + form.page(rows[2:]) + form.end()
    assert json.loads(text) == [{"a": 1}, {"a": "é"}, {"a": "2026-01-02T00:00:00.000Z"}]
    assert len(text.splitlines()) == 5
    empty: JsonForm[Row] = JsonForm(dict)
    assert json.loads(empty.page([]) + empty.end()) == []


def test_json_lines() -> None:
    form: LinesForm[Row] = LinesForm(dict)
    text = form.page([{"a": "\x1b"}]) + form.page([{"a": 2}]) + form.end()
    assert [json.loads(line) for line in text.splitlines()] == [{"a": "\x1b"}, {"a": 2}]
    assert harmless(text)
