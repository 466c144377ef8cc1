"""When the next question about changes is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from screens.customers.follow import wait_until

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "rate", "pause", "expected"),
    [
        (None, 1.0, 4.0, 4.0),
        (NOW + timedelta(seconds=2), 1.0, 30.0, 2.05),
        (NOW + timedelta(hours=2), 1.0, 30.0, 30.0),
        (NOW + timedelta(minutes=2), 60.0, 30.0, 2.05),
        (NOW - timedelta(hours=1), 1.0, 30.0, 0.05),
        (NOW + timedelta(seconds=2), 0.0, 30.0, 30.0),
    ],
)
def test_it_waits_for_the_next_step_or_the_pause(
    due: datetime | None, rate: float, pause: float, expected: float
) -> None:
    assert wait_until(due, NOW, rate, pause) == pytest.approx(expected)
