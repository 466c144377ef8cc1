"""What tests of the services share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.data.emulation.services.ordering import Shop, open_shop

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A world where customers can be ordered."""
    found = open_shop()
    yield found
    found.world.connection.close()
