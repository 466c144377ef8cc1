from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import addresses, codes, countries
from data.emulation.rules.faults import Fault, unsaid
from data.emulation.seed import places
from data.models.customers import Address
from tests.data.emulation.rules.hostile import TRICKS

BOTH = {"US", "CA", "AU", "BR", "IN", "MX", "JP"}
FULL = Address(
    address_line1="1 Main St",
    city="Duluth",
    state_or_province="MN",
    zip_or_postal_code="55802",
    country="US",
)
TEXTS = st.sampled_from([text for text in TRICKS if text != "\ud800"]) | st.text(max_size=60)


def named(address: Address | None, *wrong: str) -> dict[str, str]:
    """Field to the name of the code that it is refused with, beside those of a wrong type."""
    names = {code.number: name for name, code in codes.BY_NAME.items()}
    shape = [Fault(field, codes.BAD_TYPE, "must be text") for field in wrong]
    faults = unsaid(shape, addresses.check(address, "address"))[len(shape) :]
    return {fault.field.removeprefix("address."): names[fault.code.number] for fault in faults}


@given(
    st.builds(
        Address,
        address_line1=TEXTS,
        address_line2=TEXTS,
        city=TEXTS,
        state_or_province=TEXTS,
        zip_or_postal_code=TEXTS,
        country=TEXTS | st.sampled_from(sorted(countries.COUNTRIES)),
    )
)
def test_any_address_is_right_or_named(address: Address) -> None:
    kept = addresses.normal(address)
    assert addresses.normal(kept) == kept
    faults = addresses.check(address, "address")
    assert faults == addresses.check(kept, "address")
    if not faults:
        assert 0 < len(kept.address_line1) <= addresses.LINE
        assert kept.country in countries.COUNTRIES


@pytest.mark.rule("ADR-1")
def test_a_country_is_required_and_one_of_the_world() -> None:
    assert named(FULL.model_copy(update={"country": " "})) == {"country": "MISSING_FIELD"}
    for country in ("XX", "USA", "ＵＳ", "ß", "U\x00", "x" * 9999):
        assert named(FULL.model_copy(update={"country": country})) == {"country": "BAD_COUNTRY"}
    lower = FULL.model_copy(update={"country": " us "})
    assert named(lower) == {}
    assert addresses.normal(lower).country == "US"


@pytest.mark.rule("ADR-3")
def test_line_and_city_are_required() -> None:
    assert named(None) == {
        "addressLine1": "MISSING_FIELD",
        "city": "MISSING_FIELD",
        "country": "MISSING_FIELD",
    }
    rules = [fault.description.rpartition(" ")[2] for fault in addresses.check(None, "address")]
    assert rules == ["(ADR-3).", "(ADR-3).", "(ADR-1)."]


@pytest.mark.rule("ADR-3")
def test_state_and_postal_code_by_country() -> None:
    for country, facts in countries.COUNTRIES.items():
        bare = Address(address_line1="1 Main St", city="Town", country=country)
        state = {"stateOrProvince": "STATE_REQUIRED"} if country in BOTH else {}
        postal = {"zipOrPostalCode": "ZIP_REQUIRED"} if facts.zip or country in BOTH else {}
        assert named(bare) == state | postal
        unseen = {"state_or_province": "\u200b", "zip_or_postal_code": "\u00a0"}
        assert named(bare.model_copy(update=unseen)) == state | postal
        whole = bare.model_copy(update={"state_or_province": "X", "zip_or_postal_code": "1"})
        assert named(whole) == {}


@pytest.mark.rule("ADR-3")
def test_only_some_countries_have_neither() -> None:
    for country in ("DE", "FR", "GB", "SE", "CN", "ZA"):
        assert countries.COUNTRIES[country].zip
    for country in ("AE", "HK", "QA", "BS", "JM"):
        assert not countries.COUNTRIES[country].zip


def test_lines_have_fifty_characters_at_most() -> None:
    long = FULL.model_copy(update={"address_line1": "é" * 51, "address_line2": "x" * 51})
    assert named(long) == {"addressLine1": "BAD_TEXT", "addressLine2": "BAD_TEXT"}
    assert named(FULL.model_copy(update={"address_line1": "e\u0301" * 50})) == {}


def test_everything_that_is_wrong_is_named_at_once() -> None:
    bad = Address(address_line1="a\u202eb", zip_or_postal_code="9" * 21, country="US")
    assert named(bad) == {
        "addressLine1": "BAD_TEXT",
        "city": "MISSING_FIELD",
        "stateOrProvince": "STATE_REQUIRED",
        "zipOrPostalCode": "BAD_TEXT",
    }


def test_what_had_a_wrong_type_is_not_missed_too() -> None:
    bare = Address(city="Duluth", country="DE")
    assert named(bare, "address.zipOrPostalCode") == {"addressLine1": "MISSING_FIELD"}
    assert named(None, "address") == {}


def test_the_places_of_the_sandbox_have_right_addresses() -> None:
    for country in places.countries().values():
        for city in country.cities:
            address = Address(
                address_line1=country.streets[0].format(1),
                city=city.name,
                state_or_province=city.state,
                zip_or_postal_code=city.postal,
                country=country.code,
            )
            assert named(address) == {}
            assert bool(city.state) == countries.COUNTRIES[country.code].state
            assert bool(city.postal) == countries.COUNTRIES[country.code].zip


def test_every_country_is_described() -> None:
    assert len(countries.COUNTRIES) == 249
    for code, country in countries.COUNTRIES.items():
        assert country.code == code
        assert len(code) == 2
        assert country.name
        assert country.region in {"AMER", "APAC", "ANZ", "EMEA", "EURO"}
        assert country.source in {"documented", "assumed"}
        assert country.zip or not country.state
