"""The parts of the bench that press keys, on a world that is made in no time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.bench.__main__ import measured
from tests.bench.plan import TINY

if TYPE_CHECKING:
    from tests.bench.results import Row


@pytest.mark.e2e
def test_what_does_not_depend_on_the_machine_is_kept(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("worlds")
    parts = [measured(TINY, folder, name) for name in ("start", "keys", "bytes")]
    assert [part.failed for part in parts] == [[], [], []]
    rows = [row for part in parts for row in part.rows]
    found: dict[str, Row] = {row.what: row for row in rows}
    assert {row.group for row in rows} == {"command", "start", "leaving", "keys", "bytes"}
    idle = next(row for what, row in found.items() if "idle" in what)
    assert idle.figure == 0
    for what in ("console, one changed row", "record table alone, one changed row"):
        assert 0 < found[what].figure <= 600
    for what, row in found.items():
        if re.search("cursor move|scrolling mean", what):
            assert row.met, row
