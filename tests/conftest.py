"""Worlds for tests: seeded once a process, copied for each test that writes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


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
