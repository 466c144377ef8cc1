from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import codes, texts
from tests.data.emulation.rules.hostile import TEXTS


@given(TEXTS, st.integers(1, 60), st.booleans())
def test_any_text_is_right_or_named(text: str, most: int, required: bool) -> None:
    faults = texts.check(text, "name", most=most, required=required, forbidden="%")
    assert all(fault.field == "name" and fault.text for fault in faults)
    if not faults:
        kept = texts.normal(text)
        assert len(kept) <= most
        assert not any(sign in kept for sign in "%\n\x00\u202e\ud800")
        assert kept or not required
    assert texts.check(texts.normal(text), "name", most=most, required=required, forbidden="%") == (
        faults
    )


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\u200e\u00a0"])
def test_what_nobody_can_see_is_missing(text: str) -> None:
    (fault,) = texts.check(text, "address.city", most=9, rule="ADR-3")
    assert fault.code == codes.MISSING_FIELD
    assert fault.description == "address.city: is required (ADR-3)."
    assert texts.check(text, "address.city", most=9, required=False) == []


@pytest.mark.parametrize(
    "text", ["a\nb", "a\tb", "a\x7f", "a\u202eb", "a\u2066b", "\u061ca", "a\ud800", "a\u2028b"]
)
def test_controls_and_marks_of_direction_are_refused(text: str) -> None:
    assert [fault.code for fault in texts.check(text, "name", most=9)] == [codes.BAD_TEXT]


@pytest.mark.parametrize(
    "text", ["שדרות הים", "شارع الملك", "می\u200cخواهم", "क्\u200dष", "本町1", "🏢"]
)
def test_every_script_is_welcome(text: str) -> None:
    assert texts.check(text, "name", most=20) == []


def test_characters_count_in_their_composed_form() -> None:
    assert texts.check("e\u0301" * 9, "name", most=9) == []
    assert texts.normal(" u\u0308ber ") == "\u00fcber"
    assert [fault.text for fault in texts.check("x" * 10, "name", most=9)] == [
        "must have 9 characters at most"
    ]


@pytest.mark.rule("CAP-1")
def test_all_that_is_wrong_with_a_name_is_said() -> None:
    faults = texts.check("100%\x00" * 9, "customerInfo.name", most=20, forbidden="%")
    assert [fault.code for fault in faults] == [codes.BAD_TEXT, codes.BAD_TEXT, codes.BAD_NAME]
    assert faults[-1].description == "customerInfo.name: must not contain % (CAP-1)."
