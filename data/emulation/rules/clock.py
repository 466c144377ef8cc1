"""The platform's clock as a pure function of its row and the wall's time (decision 5)."""

from __future__ import annotations

from typing import Final, NamedTuple

MODES: Final = ("real", "frozen", "offset", "scaled")

CATCHING_UP: Final = 1_000
"""Milliseconds that the platform may be ahead of the wall while it shows the wall's time."""


class Clock(NamedTuple):
    """The clock's row. All times are milliseconds UTC.

    Attributes:
        mode: real (the wall), frozen (stands), offset (runs beside the wall), scaled.
        wall_ms: the wall's time when the row was written.
        platform_ms: the platform's time at that moment.
        rate: platform seconds in a second of the wall; 0 stands.
        high_ms: the latest moment that anything was written for; time never falls below it.
    """

    mode: str
    wall_ms: int
    platform_ms: int
    rate: float
    high_ms: int


def platform_now(clock: Clock, wall_ms: int) -> int:
    """The platform's time, which never goes back, whatever the wall does.

    Args:
        clock: the row.
        wall_ms: the wall's time.
    """
    elapsed = wall_ms - clock.wall_ms
    moved = elapsed if clock.rate == 1 else int(elapsed * clock.rate)
    return max(clock.high_ms, clock.platform_ms + moved)


def rate_now(clock: Clock, wall_ms: int) -> float:
    """Platform seconds in a second of the wall at this moment.

    It is 0 also where the clock is to show the wall's time and is ahead of it, by more than what
    a wall that is put right now and then may differ.

    Args:
        clock: the row.
        wall_ms: the wall's time.
    """
    waits = clock.mode == "real" and platform_now(clock, wall_ms) - wall_ms > CATCHING_UP
    return 0.0 if waits else clock.rate


def changed(clock: Clock, wall_ms: int, mode: str, *, rate: float, forward_ms: int = 0) -> Clock:
    """The clock after a change of mode, moved forward by `forward_ms`.

    Real means the wall's time: where the platform is ahead of it, its time stands until the wall
    has caught up, because it never goes back.

    Raises:
        ValueError: the mode is unknown, the rate negative, or the move backward.
    """
    if mode not in MODES:
        raise ValueError(f"mode {mode!r}: must be one of {', '.join(MODES)}")
    if rate < 0 or forward_ms < 0:
        raise ValueError("The clock only goes forward.")
    now = platform_now(clock, wall_ms) + forward_ms
    rate = {"real": 1.0, "offset": 1.0, "frozen": 0.0}.get(mode, rate)
    start = wall_ms if mode == "real" else now
    return Clock(mode, wall_ms, start, rate, now)
