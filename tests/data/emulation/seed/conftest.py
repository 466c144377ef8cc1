"""The three worlds, made once for all tests of the seed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from data.emulation.seed import build
from tests.data.emulation.seed.support import AT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "world.db"
    build(path, size="small", at_ms=AT)
    return path


@pytest.fixture(scope="session")
def partner(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("partner") / "world.db"
    build(path, size="partner", at_ms=AT)
    return path


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "world.db"
    build(path, size="large", customers=5_000, at_ms=AT)
    return path


@pytest.fixture(params=["small", "partner", "large"])
def world(request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """Each world in turn."""
    path: Path = request.getfixturevalue(request.param)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        yield connection


@pytest.fixture
def cast(small: Path) -> Iterator[sqlite3.Connection]:
    """The small world."""
    with closing(sqlite3.connect(f"file:{small}?mode=ro", uri=True)) as connection:
        yield connection


@pytest.fixture
def business(partner: Path) -> Iterator[sqlite3.Connection]:
    """The partner's world."""
    with closing(sqlite3.connect(f"file:{partner}?mode=ro", uri=True)) as connection:
        yield connection
