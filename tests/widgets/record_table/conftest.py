"""What tests of the record table share."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.widgets.record_table.clock import FakeClock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """Time for everything that waits for a rest; it stands still until it is advanced."""
    fake = FakeClock()
    loop = SimpleNamespace(get_running_loop=lambda: fake)
    monkeypatch.setattr("widgets.record_table.rest.asyncio", loop)
    return fake
