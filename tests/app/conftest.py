"""What tests of the application share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.seed import build

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small world that nobody changes."""
    path = tmp_path_factory.mktemp("seeded") / "small.db"
    build(path, size="small", at_ms=1_790_000_000_000)
    return path
