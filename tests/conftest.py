"""Worlds for tests: seeded once a process, copied for each test that writes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test keeps its requests among those of whoever runs it."""
    # Beside the test's own folder, which some tests expect to be empty; made by what uses it.
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path.with_name(f"{tmp_path.name}-state")))


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with a frozen clock; not to be written to."""
    from tests.console import seeded

    return seeded(tmp_path_factory.mktemp("world") / "small.db")


@pytest.fixture
def world(small_world: Path, tmp_path: Path) -> Path:
    """A small world of the test's own."""
    path = tmp_path / "world.db"
    shutil.copy(small_world, path)
    return path
