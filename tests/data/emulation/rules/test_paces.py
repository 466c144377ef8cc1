from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import paces
from data.emulation.rules.times import HOUR, MINUTE, SECOND

WHAT = ("provision", "attach", "update", "remove", "report", "consent", "approval")
CHANCES = st.floats(0, 1, exclude_max=True)
KINDS = st.tuples(st.sampled_from(paces.PACES), st.sampled_from(WHAT))


@pytest.mark.rule("PRV-1")
@given(CHANCES, st.integers(1, 4))
def test_demo_provisions_a_plain_customer_in_two_to_ten_seconds(chance: float, more: int) -> None:
    assert 2 * SECOND <= paces.duration("demo", "provision", chance) <= 10 * SECOND
    assert paces.duration("demo", "provision", chance, more) <= 10 * SECOND


@given(st.sampled_from(WHAT), CHANCES, st.integers(0, 10**9))
def test_demo_never_takes_more_than_a_hundred_seconds(
    what: str, chance: float, packages: int
) -> None:
    assert 0 < paces.duration("demo", what, chance, packages) <= 100 * SECOND


@given(st.sampled_from(WHAT), CHANCES, st.integers(1, 14))
def test_instant_takes_no_time(what: str, chance: float, packages: int) -> None:
    asked = what in {"consent", "approval"}
    assert paces.duration("instant", what, chance, packages) == int(asked)


@pytest.mark.parametrize(
    ("pace", "what", "least", "most"),
    [
        ("demo", "consent", 30 * SECOND, 90 * SECOND),
        ("demo", "approval", 20 * SECOND, 60 * SECOND),
        ("demo", "report", 2 * SECOND, 10 * SECOND),
        ("real", "report", 2 * MINUTE, 20 * MINUTE),
        ("real", "provision", MINUTE, HOUR),
        ("real", "attach", MINUTE, 2 * HOUR),
        ("real", "consent", HOUR, 72 * HOUR),
        ("real", "approval", HOUR, 72 * HOUR),
    ],
)
def test_bounds(pace: str, what: str, least: int, most: int) -> None:
    assert least <= paces.duration(pace, what, 0.0) < paces.duration(pace, what, 0.9999999) <= most


@given(KINDS, CHANCES, CHANCES, st.integers(1, 14), st.integers(1, 14))
def test_more_takes_no_less(
    kind: tuple[str, str], one: float, other: float, few: int, many: int
) -> None:
    less, more = sorted((one, other))
    few, many = sorted((few, many))
    assert paces.duration(*kind, less, few) <= paces.duration(*kind, more, many)


def test_a_pace_is_one_of_three() -> None:
    with pytest.raises(KeyError):
        paces.duration("slow", "provision", 0.5)
    with pytest.raises(KeyError):
        paces.duration("demo", "nothing", 0.5)
