from __future__ import annotations

from hypothesis import given

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, missing, shown
from tests.data.emulation.rules.hostile import TEXTS


def test_a_description_names_field_words_and_rule() -> None:
    fault = Fault("address.country", codes.BAD_COUNTRY, "is no country")
    assert fault.description == "address.country: is no country (ADR-1)."
    assert missing("name", codes.MISSING_FIELD).description == "name: is required."
    assert missing("name", codes.MISSING_FIELD, "CAP-1").description == "name: is required (CAP-1)."
    assert Fault("", codes.BAD_BODY, "is no object").description == "is no object."


@given(TEXTS)
def test_a_value_is_shown_clipped_and_without_tricks(value: str) -> None:
    text = shown(value)
    assert text.isprintable()
    assert len(text) <= 500
