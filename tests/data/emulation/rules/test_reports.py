from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import reports
from data.emulation.rules.times import DAY

TODAY = reports.day("2026-07-25") or 0
NOW = TODAY * DAY + 17 * 3_600_000


def found(start: str, end: str, now: int = NOW) -> list[tuple[str, int]]:
    return [(one.field, one.code.number) for one in reports.period_faults(start, end, now)]


@pytest.mark.rule("REP-1")
@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2021-07-25", "2026-07-24"),
        ("2026-07-24", "2026-07-24"),
        ("2024-02-29", "2024-03-01"),
    ],
)
def test_periods_of_the_last_five_years(start: str, end: str) -> None:
    assert found(start, end) == []


@pytest.mark.rule("REP-1")
@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("", "", [("billingStartDate", 40004), ("billingEndDate", 40004)]),
        ("2026-06-01", "2026-07-25", [("billingEndDate", 45001)]),
        ("2026-07-25", "2026-07-25", [("billingStartDate", 45001), ("billingEndDate", 45001)]),
        ("2021-07-24", "2026-07-24", [("billingStartDate", 45001)]),
        ("2026-06-02", "2026-06-01", [("billingEndDate", 45001)]),
        ("2026-06-31", "2026-6-1", [("billingStartDate", 40008), ("billingEndDate", 40008)]),
        ("20260601", "2026-06-01", [("billingStartDate", 40008)]),
    ],
)
def test_periods_that_are_refused(start: str, end: str, wrong: list[tuple[str, int]]) -> None:
    assert found(start, end) == wrong


@pytest.mark.parametrize(
    ("start", "why"),
    [
        ("2021-07-24", "reports go back 5 years"),
        ("2026-07-25", "today is not over"),
        ("2026-07-26", "that day has not come"),
    ],
)
def test_a_day_is_refused_with_its_reason(start: str, why: str) -> None:
    first = reports.period_faults(start, start, NOW)[0]
    assert first.text == f"must be from 2021-07-25 to 2026-07-24: {why}"


@pytest.mark.rule("REP-1")
def test_today_is_a_day_of_utc_and_over_at_its_end() -> None:
    assert found("2026-07-25", "2026-07-25", (TODAY + 1) * DAY - 1)
    assert found("2026-07-25", "2026-07-25", (TODAY + 1) * DAY) == []


def test_five_years_before_a_day_that_is_seldom() -> None:
    leap = reports.day("2028-02-29") or 0
    assert reports.date_of(reports.earliest(leap)) == "2023-02-28"
    assert reports.date_of(reports.earliest(leap + 1)) == "2023-03-01"


@pytest.mark.rule("REP-2", "REP-10")
@pytest.mark.parametrize(
    ("level", "category", "fields"),
    [
        *((level, "RECONCILIATION", []) for level in reports.TYPES),
        ("CUSTOMER", "POINT_IN_TIME", []),
        ("USER", "POINT_IN_TIME", []),
        ("PARTNER", "POINT_IN_TIME", [("type", 45002)]),
        ("user", "", [("type", 40013), ("category", 40013)]),
    ],
)
def test_levels_and_categories(level: str, category: str, fields: list[tuple[str, int]]) -> None:
    faults = reports.kind_faults(level, category)
    assert [(one.field, one.code.number) for one in faults] == fields


@given(st.dates(date(1970, 1, 1), date(2200, 1, 1)))
def test_days_go_there_and_back(when: date) -> None:
    number = reports.day(when.isoformat())
    assert number is not None
    assert reports.date_of(number) == when.isoformat()


@given(st.text(max_size=12))
def test_any_other_text_is_no_day(text: str) -> None:
    number = reports.day(text)
    assert number is None or reports.date_of(number) == text


@pytest.mark.rule("BIL-6")
@pytest.mark.parametrize(
    ("units", "text"),
    [(0, "0"), (1, "0.0001"), (5_000, "0.5"), (10_000, "1"), (10_000 * 31 + 120, "31.012")],
)
def test_quantities_are_exact(units: int, text: str) -> None:
    assert reports.quantity(units) == text


@pytest.mark.rule("BIL-6")
@given(st.integers(0, 10**12))
def test_a_quantity_says_its_units(units: int) -> None:
    whole, _, rest = reports.quantity(units).partition(".")
    assert int(whole) * 10_000 + int(rest.ljust(4, "0")) == units
    assert not rest.endswith("0")
