"""The platform's clock between two answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.platform_time import PlatformTime

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_it_goes_on_at_the_platforms_pace() -> None:
    seconds = [0.0]
    clock = PlatformTime(lambda: seconds[0])
    clock.set(NOON, 60.0)
    seconds[0] = 2.0
    assert clock.now() == NOON + timedelta(minutes=2)
    clock.set(NOON, 0.0)
    seconds[0] = 100.0
    assert clock.now() == NOON


def test_it_notices_that_the_clock_was_moved() -> None:
    clock = PlatformTime(lambda: 0.0)
    clock.set(NOON, 1.0)
    assert not clock.differs(NOON + timedelta(seconds=1))
    assert clock.differs(NOON + timedelta(hours=2))
