from __future__ import annotations

from hypothesis import given

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, missing, shown, unsaid
from tests.data.emulation.rules.hostile import TEXTS


def test_a_description_names_field_words_and_rule() -> None:
    fault = Fault("address.country", codes.BAD_COUNTRY, "is no country")
    assert fault.description == "address.country: is no country (ADR-1)."
    assert missing("name", codes.MISSING_FIELD).description == "name: is required."
    assert missing("name", codes.MISSING_FIELD, "CAP-1").description == "name: is required (CAP-1)."
    assert Fault("", codes.BAD_BODY, "is no object").description == "is no object."


def test_what_the_shape_tells_is_not_told_twice() -> None:
    def faults(*fields: str) -> list[Fault]:
        return [missing(field, codes.MISSING_FIELD) for field in fields]

    shape = faults("packages[1]", "address.city", "customerInfo")
    inside = faults("packages[1]", "address.city", "customerInfo.name", "customerInfo.names[0]")
    around = faults("packages", "address")
    beside = faults("", "package", "address.country", "customerInfos", "packages[2]")
    assert unsaid(shape, [*inside, *around, *beside]) == [*shape, *beside]
    assert unsaid([], inside) == inside
    whole = faults("")
    assert unsaid(whole, [*whole, *beside]) == [*whole, *beside[1:]]


@given(TEXTS)
def test_a_value_is_shown_clipped_and_without_tricks(value: str) -> None:
    text = shown(value)
    assert text.isprintable()
    assert len(text) <= 500
