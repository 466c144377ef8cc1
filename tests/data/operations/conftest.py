"""A client of the small world, for operations that ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from data.client import HubClient


@pytest.fixture
async def hub(world: Path) -> AsyncIterator[HubClient]:
    from app.wiring import open_sandbox

    backend = await open_sandbox(world)
    try:
        yield backend.hub
    finally:
        await backend.aclose()
