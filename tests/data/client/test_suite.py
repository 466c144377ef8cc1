"""Every test of the client that needs the real emulation gets it from the one fixture."""

from __future__ import annotations

from pathlib import Path

import pytest

FILES = sorted(
    path for path in Path(__file__).parent.glob("test_*.py") if path.name != "test_suite.py"
)
OWN = ("Platform.open", "InProcessTransport", "emulation.seed", "uvicorn")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_backend_beside_the_shared_one(path: Path) -> None:
    """What opens one itself is run over one way only (see conftest.py)."""
    text = path.read_text(encoding="utf-8")
    assert [word for word in OWN if word in text] == []


def test_the_fixture_is_used() -> None:
    using = {path.stem for path in FILES if "emulation: Emulation" in path.read_text("utf-8")}
    assert {"test_backends", "test_changes", "test_faults", "test_lost_by_faults"} <= using
