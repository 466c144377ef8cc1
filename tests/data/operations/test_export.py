"""Lists in files."""

from __future__ import annotations

import csv
import json
import stat
from typing import TYPE_CHECKING

import pytest

from data.operations.export import replacing, spreadsheet_safe, write_csv, write_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path


async def pages(*every: Sequence[Sequence[str]]) -> AsyncIterator[Sequence[Sequence[str]]]:
    for page in every:
        yield page


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1", "＝1", "\n=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert spreadsheet_safe(cell) == "'" + cell


async def test_csv_has_every_row_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    total = await write_csv(path, ["Name"], pages([["a"], ['b, "c"']], [["=d\n"]]))
    with path.open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [["Name"], ["a"], ['b, "c"'], ["'=d\n"]]
    assert total == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_json_is_one_array(tmp_path: Path) -> None:
    path = tmp_path / "list.json"

    async def objects() -> AsyncIterator[list[dict[str, object]]]:
        yield [{"a": 1}, {"a": "é"}]
        yield [{"a": None}]

    assert await write_json(path, objects()) == 3
    assert json.loads(path.read_text(encoding="utf-8")) == [{"a": 1}, {"a": "é"}, {"a": None}]


async def test_an_empty_list_is_json_too(tmp_path: Path) -> None:
    async def none() -> AsyncIterator[list[dict[str, object]]]:
        pages: list[list[dict[str, object]]] = []
        for page in pages:
            yield page

    await write_json(tmp_path / "x.json", none())
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8")) == []


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("before", encoding="utf-8")

    def fail() -> None:
        with replacing(path) as file:
            file.write("half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        fail()
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]
