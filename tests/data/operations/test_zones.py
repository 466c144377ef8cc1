"""Time zones of countries with one time."""

from __future__ import annotations

from zoneinfo import available_timezones

from data.operations.zones import _zones, only_zone


def test_countries_with_one_time_have_a_zone() -> None:
    assert only_zone("GB") == "Europe/London"
    assert only_zone(" de ") == "Europe/Berlin"
    assert only_zone("JP") == "Asia/Tokyo"
    assert len(_zones()) > 200


def test_where_there_is_a_choice_nothing_is_guessed() -> None:
    assert [only_zone(code) for code in ("US", "CA", "AU", "BR", "MX", "", "XX")] == [""] * 7


def test_every_zone_is_one() -> None:
    assert set(_zones().values()) <= available_timezones()
