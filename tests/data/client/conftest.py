"""One client test suite over both ways to the real emulation: in this process, and over TCP.

Tests of the client that need the real emulation take these fixtures, and no backend of their own:

- `hub` is a `HubClient`; each test that takes it runs twice, once for each way. What is ordered
  takes no time (pace `instant`), and the token is that of the partner's first administrator.
- `emulation` is what stands behind it: a small world of the module's own, shared by its tests.
  `emulation.template` is a provisioning id; `emulation.over(way, ...)` makes other clients: with
  other settings, another token, or a transport around `emulation.transport(way)`.
- `way` is how `hub` gets there, for tests that make a client themselves.
- `fresh` is an emulation like `emulation`, of the test's own.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.data.client.emulated import WAYS, Emulation, Way, emulation_in, seeded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from data.client import HubClient


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world that is copied; not to be written to."""
    return seeded(tmp_path_factory.mktemp("seed") / "small.db")


@pytest.fixture(scope="module")
def emulation(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulation]:
    """The module's emulation."""
    path = tmp_path_factory.mktemp("emulation") / "world.db"
    shutil.copy(seed, path)
    with emulation_in(path) as made:
        yield made


@pytest.fixture
def fresh(seed: Path, tmp_path: Path) -> Iterator[Emulation]:
    """An emulation of the test's own."""
    path = tmp_path / "fresh.db"
    shutil.copy(seed, path)
    with emulation_in(path) as made:
        yield made


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    """How the client gets to the emulation."""
    found: Way = request.param
    return found


@pytest.fixture
async def hub(emulation: Emulation, way: Way) -> AsyncIterator[HubClient]:
    """A client of the module's emulation."""
    async with emulation.over(way) as made:
        yield made
