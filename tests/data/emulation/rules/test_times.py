from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import times

MOMENTS = st.integers(times.EARLIEST, times.LATEST)


@given(MOMENTS)
def test_iso_is_what_the_library_says(ms: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    text = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert times.iso(ms) == text
    assert times.iso_date(ms) == text[:10]


@given(MOMENTS)
def test_a_moment_comes_back(ms: int) -> None:
    assert times.parse_moment(times.iso(ms)) == times.parse_moment(str(ms)) == ms


@given(st.integers())
def test_no_number_is_too_much(ms: int) -> None:
    assert len(times.iso(ms)) == 24
    assert len(times.iso_date(ms)) == 10


def test_a_date_is_its_first_moment_and_no_zone_is_utc() -> None:
    assert times.parse_moment("2026-07-28") == times.parse_moment("2026-07-28T00:00:00Z")
    assert times.parse_moment("2026-07-28T02:00") == times.parse_moment("2026-07-28T04:00+02:00")


@pytest.mark.parametrize("text", ["", "yesterday", "9" * 30, "9" * 90, "2026-13-01", "é", "--1"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert times.parse_moment(text) is None


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    times.parse_moment(text)
