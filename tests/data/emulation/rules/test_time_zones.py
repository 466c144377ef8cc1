from __future__ import annotations

import zoneinfo

import pytest
from hypothesis import given

from data.emulation.rules import codes, time_zones
from data.emulation.rules.countries import COUNTRIES
from data.emulation.rules.tables import rows
from data.emulation.seed import places
from tests.data.emulation.rules.hostile import TEXTS


@pytest.mark.rule("TZN-1")
@pytest.mark.parametrize(
    "name",
    ["America/Chicago", "Europe/Oslo", "Asia/Kolkata", "Etc/UTC", "America/Indiana/Indianapolis"],
)
def test_zones_of_the_list_are_accepted(name: str) -> None:
    assert time_zones.check(name, "timezone") == []


@pytest.mark.rule("TZN-1")
@pytest.mark.parametrize(
    "name",
    ["US/Central", "Asia/Calcutta", "america/chicago", "Factory", "CET ", "../Chicago", "GMT+1"],
)
def test_other_names_are_refused(name: str) -> None:
    (fault,) = time_zones.check(name, "provisioningParameters.meetings.timezone")
    assert fault.code == codes.BAD_TIME_ZONE
    assert fault.description.startswith("provisioningParameters.meetings.timezone: ")
    assert fault.description.endswith("(TZN-1).")


@given(TEXTS)
def test_any_text_is_right_or_named(name: str) -> None:
    for fault in time_zones.check(name, "timezone"):
        assert len(fault.text) < 400
        assert fault.text.isprintable()


@pytest.mark.rule("TZN-1")
def test_the_list_is_of_the_tz_database() -> None:
    table = rows("time_zones.csv")
    names = [row["name"] for row in table]
    assert names == sorted(set(names))
    assert set(names) <= zoneinfo.available_timezones()
    assert {row["country"] for row in table} - {""} <= set(COUNTRIES)
    assert {row["source"] for row in table} == {"assumed"}


def test_the_zones_of_the_sandbox_are_in_it() -> None:
    used = {city.zone for country in places.countries().values() for city in country.cities}
    assert used <= set(time_zones.zones())
    for country in places.countries().values():
        for city in country.cities:
            assert time_zones.zones()[city.zone] == country.code
