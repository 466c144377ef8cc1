from __future__ import annotations

import pytest
from hypothesis import given

from data.emulation.rules import codes, phones
from data.emulation.seed.places import countries
from tests.data.emulation.rules.hostile import TEXTS


@given(TEXTS)
def test_any_text_is_right_or_named(text: str) -> None:
    if not phones.check_phone(text, "phone") and text:
        assert text[0] == "+"
        assert text.isascii()
        assert text[1:].isdecimal()
    if not phones.check_extension(text, "extension") and text:
        assert text.isascii()
        assert text.isdecimal()


@pytest.mark.rule("SBR-1")
@pytest.mark.parametrize(
    "text", ["+12125550110", "+4930231250", "+1212555", "+123456789012345", ""]
)
def test_numbers_are_e164(text: str) -> None:
    assert phones.check_phone(text, "primaryPhoneNumber") == []


@pytest.mark.rule("SBR-1")
@pytest.mark.parametrize(
    "text",
    [
        "12125550110",
        "+02125550110",
        "+1 212 555 0110",
        "+1212555011O",
        "+１２１２５５５０１１０",
        "+123456",
        "+1234567890123456",
        "+12125550110\n",
        "tel:+12125550110",
        "+",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    (fault,) = phones.check_phone(text, "provisioningParameters.primaryPhoneNumber")
    assert fault.code == codes.BAD_PHONE
    assert fault.description.endswith("(SBR-1).")


@pytest.mark.rule("SBR-1")
def test_an_extension_has_two_to_ten_digits() -> None:
    for text in ("", "10", "0001", "1234567890"):
        assert phones.check_extension(text, "extension") == []
    for text in ("1", "12345678901", "10a", "１０", "٣٤", "10\n", " 10"):
        (fault,) = phones.check_extension(text, "extension")
        assert fault.description == "extension: must be 2 to 10 digits (SBR-1)."


def test_the_sandbox_has_numbers_that_the_rules_take() -> None:
    for country in countries().values():
        for city in country.cities:
            for number in city.numbers:
                assert phones.check_phone(number.replace("#", "1"), "phone") == []
