from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules.clock import MODES, Clock, changed, platform_now

WALL = 1_785_000_000_000
WALLS = st.integers(WALL - 10**9, WALL + 10**9)
REAL = Clock("real", WALL, WALL, 1.0, 0)


def test_the_modes() -> None:
    frozen = changed(REAL, WALL, "frozen", rate=1)
    scaled = changed(REAL, WALL, "scaled", rate=60)
    ahead = changed(REAL, WALL, "offset", rate=1, forward_ms=7_200_000)
    assert platform_now(REAL, WALL + 5) == WALL + 5
    assert platform_now(frozen, WALL + 5) == WALL
    assert platform_now(scaled, WALL + 5) == WALL + 300
    assert platform_now(ahead, WALL + 5) == WALL + 7_200_005


def test_real_stands_until_the_wall_has_caught_up() -> None:
    ahead = changed(REAL, WALL, "offset", rate=1, forward_ms=1_000)
    back = changed(ahead, WALL, "real", rate=1)
    assert platform_now(back, WALL + 400) == WALL + 1_000
    assert platform_now(back, WALL + 1_400) == WALL + 1_400


@given(st.sampled_from(MODES), WALLS, WALLS, st.floats(0, 1000), st.integers(0, 10**9))
def test_no_change_goes_back(mode: str, wall: int, later: int, rate: float, forward: int) -> None:
    clock = changed(REAL, wall, mode, rate=rate, forward_ms=forward)
    before = platform_now(REAL, wall) + forward
    assert platform_now(clock, wall) == before
    assert platform_now(clock, later) >= before


@given(WALLS, WALLS)
def test_a_wall_that_goes_back_is_stopped_by_the_mark(wall: int, later: int) -> None:
    mark = platform_now(REAL, wall)
    assert platform_now(REAL._replace(high_ms=mark), later) >= mark


@pytest.mark.parametrize(
    ("mode", "rate", "forward"), [("x", 1, 0), ("real", -1, 0), ("real", 1, -1)]
)
def test_what_cannot_be_is_refused(mode: str, rate: float, forward: int) -> None:
    with pytest.raises(ValueError, match=r"mode|forward"):
        changed(REAL, WALL, mode, rate=rate, forward_ms=forward)
