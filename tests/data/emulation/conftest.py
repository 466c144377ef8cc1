"""What tests of the emulation share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.store.schema import SCHEMA
from data.sqlite.database import Database
from tests.data.emulation.store.rows import small_world
from tests.data.sqlite.support import write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "world.db"
    database = Database.open(path, schema=SCHEMA, create=True, synchronous="NORMAL")
    write(database, small_world)
    database.close()
    return path
