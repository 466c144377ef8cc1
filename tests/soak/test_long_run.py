"""Many programs on one database, with failures, kills and a moving clock: nothing is lost, nothing
is doubled, and what was told is so.

`make soak` lets it go on for ten minutes, or for RTM_SOAK_MINUTES.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from data.emulation.seed import build
from tests.soak.run import Run
from tests.soak.verdict import judge

if TYPE_CHECKING:
    from pathlib import Path

MINUTES = float(os.environ.get("RTM_SOAK_MINUTES", "10"))
SHORT = 25.0


@pytest.mark.e2e
@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param(SHORT, id="short"),
        pytest.param(MINUTES * 60, marks=pytest.mark.soak, id="long"),
    ],
)
def test_a_long_mixed_run(tmp_path: Path, seconds: float) -> None:
    db = tmp_path / "world.db"
    build(db, size="small")
    run = Run(db, seconds, seed=4)
    entries = run.run()
    wrong, figures = judge(db, entries)
    shown = {**figures, "faults": run.faults, "moves": run.moves, "kills": run.kills}
    print(f"{seconds:g} s:", ", ".join(f"{n} {name}" for name, n in shown.items()))
    assert [*run.wrong, *wrong] == []
    assert min(run.faults, run.moves, run.kills, figures["ok"], figures["walks"]) > 0
    shutil.rmtree(tmp_path)
