from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import reviews
from data.emulation.rules.times import HOUR
from data.models.customers import Address
from tests.data.emulation.rules.hostile import TEXTS

HOUSE = Address(address_line1="12 Harbour Rd.", city="Port Elsewhere", country="GB")


@pytest.mark.rule("RPL-7")
@pytest.mark.parametrize(
    "name",
    [
        "Nordlys Trading & Söhne",
        "NORDLYS TRADING, SOHNE",
        "  nordlys   trading -- so\u0308hne. ",
        "Nordlys\u202e Trading/Söhne",
        "Ｎｏｒｄｌｙｓ Trading (Söhne)",
    ],
)
def test_a_party_is_found_however_it_is_written(name: str) -> None:
    assert reviews.party_key(name) == "nordlys trading sohne"


@pytest.mark.rule("RPL-7")
def test_others_are_not_found() -> None:
    assert reviews.party_key("Nordlys Trading") != reviews.party_key("Nordlys Trading Söhne")
    assert reviews.party_key("O'Neil") == reviews.party_key("O\u2019Neil") == "oneil"
    assert reviews.party_key(" -- ") == ""


@given(TEXTS)
def test_a_key_is_the_key_of_itself(name: str) -> None:
    key = reviews.party_key(name)
    assert reviews.party_key(key) == key


@pytest.mark.rule("RPL-7")
@pytest.mark.parametrize(
    "changes",
    [
        {"address_line1": "12, HARBOUR RD"},
        {"zip_or_postal_code": "PE1 1XX", "address_line2": "Floor 2"},
        {"city": " Port  Elsewhere ", "country": "gb"},
    ],
)
def test_an_address_is_found_however_it_is_written(changes: dict[str, str]) -> None:
    other = HOUSE.model_copy(update=changes)
    assert reviews.address_key(other) == reviews.address_key(HOUSE)


@pytest.mark.rule("RPL-7")
def test_another_address_is_another() -> None:
    for changes in ({"address_line1": "13 Harbour Rd."}, {"city": "Else"}, {"country": "IE"}):
        other = HOUSE.model_copy(update=changes)
        assert reviews.address_key(other) != reviews.address_key(HOUSE)
    assert reviews.address_key(Address(country="GB")) == ""
    assert reviews.address_key(HOUSE.model_copy(update={"city": "--"})) == ""


@pytest.mark.rule("RPL-3", "RPL-5")
@given(st.integers(0, 10**13))
def test_a_review_has_three_days(opened: int) -> None:
    assert reviews.deadline(opened) - opened == 72 * HOUR
