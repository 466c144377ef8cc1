from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import dial_in, phones
from data.emulation.rules.countries import COUNTRIES
from data.emulation.rules.tables import rows

OWN = {row["country"] for row in rows("dial_in.csv")}


@pytest.mark.rule("ADR-2")
def test_the_first_number_of_the_country_counts() -> None:
    first: dict[str, str] = {}
    for row in rows("dial_in.csv"):
        first.setdefault(row["country"], row["number"])
    assert {country: dial_in.default(country) for country in OWN} == first
    assert len(first) < len(rows("dial_in.csv"))


@pytest.mark.rule("ADR-2")
@pytest.mark.parametrize(
    ("country", "prefix"),
    [("PE", "+1"), ("MY", "+65"), ("NZ", "+61"), ("ZA", "+44"), ("IT", "+49"), ("US", "+1")],
)
def test_else_the_region_decides(country: str, prefix: str) -> None:
    assert dial_in.default(country).startswith(prefix)


@pytest.mark.rule("ADR-2")
def test_every_country_without_a_number_has_its_regions() -> None:
    prefixes = {"AMER": "+1", "APAC": "+65", "ANZ": "+61", "EMEA": "+44", "EURO": "+49"}
    for code, country in COUNTRIES.items():
        if code not in OWN:
            assert dial_in.default(code).startswith(prefixes[country.region])


@given(st.text())
def test_there_is_always_a_number(country: str) -> None:
    number = dial_in.default(country)
    assert number
    assert phones.check_phone(number, "dialIn") == []
