"""Setup Assist: which kind, what it costs, and how early it is asked for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import codes
from data.emulation.rules import setup_assist as rules
from data.emulation.rules.prices import cents
from data.emulation.rules.skus import assist
from tests.data.emulation.rules.hostile import TEXTS


def day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


@pytest.mark.rule("SUA-2")
@pytest.mark.parametrize(
    ("seats", "kind"), [(1, "express"), (4, "express"), (6, "standard"), (400, "standard")]
)
def test_the_kind_goes_by_the_seats_and_so_does_its_price(seats: int, kind: str) -> None:
    found = rules.offer(seats)
    assert found.kind == kind == rules.kind_of(found.sku.sku)
    each = cents(assist()[kind].price)
    assert each is not None
    assert found.cents == (each if kind == "express" else each * seats)


@pytest.mark.rule("SUA-1a")
def test_exactly_five_seats_are_express() -> None:
    assert [rules.offer(seats).kind for seats in (5, 6)] == ["express", "standard"]


@pytest.mark.rule("SUA-3")
@pytest.mark.parametrize(
    ("requested", "first"),
    [
        ("2026-07-20", "2026-07-28"),  # a Monday, and the Tuesday of the next week
        ("2026-07-23", "2026-07-31"),
        ("2026-07-24", "2026-08-03"),  # a Friday
        ("2026-07-25", "2026-08-03"),  # a Saturday
        ("2026-07-26", "2026-08-03"),
        ("2026-12-24", "2027-01-01"),  # holidays are business days here
    ],
)
def test_six_business_days_are_needed(requested: str, first: str) -> None:
    today = day(requested)
    assert rules.iso_day(rules.earliest(today)) == first
    assert rules.check_end(first, today, "end") == (day(first), [])
    before = rules.iso_day(day(first) - 1)
    found, (fault,) = rules.check_end(before, today, "end")
    assert (found, fault.code) == (None, codes.TOO_SOON)
    assert first in fault.text


@pytest.mark.rule("SUA-3")
@given(st.integers(0, 60_000))
def test_there_are_six_business_days_between(today: int) -> None:
    first = rules.earliest(today)
    between = [
        n for n in range(today + 1, first + 1) if date.fromordinal(n + 719_163).weekday() < 5
    ]
    assert len(between) == 6
    assert between[-1] == first


@given(TEXTS)
def test_hostile_dates_are_refused(text: str) -> None:
    found, faults = rules.check_end(text, 20_000, "end")
    assert (found is None) == bool(faults)
    for other in ("2026-13-01", "20261201", "2026-W50-1", "2026-12-1", "٢٠٢٦-12-01"):
        assert rules.check_end(other, 20_000, "end")[1][0].code == codes.BAD_DATE
