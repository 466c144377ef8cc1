"""Forms of what is typed."""

from __future__ import annotations

import pytest

from data.models.customers import Address
from data.operations.inputs import formats


@pytest.mark.parametrize(
    ("text", "meant"),
    [("us", "US"), ("US", "US"), ("USA", "US"), (" united  states ", "US"), ("UK", "GB"),
     ("Germany", "DE"), ("", ""), ("XYZ", ""), ("ß", ""), ("u1", "")],
)  # fmt: skip
def test_countries(text: str, meant: str) -> None:
    assert formats.likely_country(text) == meant
    wrong = [one.text for one in formats.country(text, "country")]
    assert bool(wrong) is (bool(text) and text.upper() != meant)
    assert all(f"did you mean {meant}?" in one for one in wrong if meant)


def test_languages_zones_numbers_and_dates() -> None:
    for good in ("", "en", "en_US"):
        assert not list(formats.language(good, "f"))
    for bad in ("english", "en-US", "EN"):
        assert list(formats.language(bad, "f"))
    for good in ("", "America/Chicago", "America/Argentina/Ushuaia", "Etc/GMT+3"):
        assert not list(formats.zone(good, "f"))
    for bad in ("EST", "Chicago", "America/New York"):
        assert list(formats.zone(bad, "f"))
    for good in ("", "+12065550100", " +442079460000 "):
        assert not list(formats.phone(good, "f"))
    for bad in ("12065550100", "+0206", "+1 206 555 0100", "+٣٣٣٣٣٣٣٣"):
        assert list(formats.phone(bad, "f"))
    assert not list(formats.extension("0815", "f"))
    for bad in ("1", "12345678901", "12a", "٣٣"):
        assert list(formats.extension(bad, "f"))
    assert not list(formats.day("2028-02-29", "f"))
    for bad in ("2027-02-29", "01.12.2026", "20261201", "tomorrow", "2026-12-01T00:00Z"):
        assert list(formats.day(bad, "f"))


def test_an_external_id_with_blanks_at_its_ends() -> None:
    assert not list(formats.external_id("NC 1"))
    assert not list(formats.external_id(" "))
    for text in (" NC-1", "NC-1 ", "NC-1\t"):
        assert [one.field for one in formats.external_id(text)] == ["externalId"]


def test_a_state_that_will_be_asked_for() -> None:
    assert list(formats.doubts(Address(country="USA")))
    assert not list(formats.doubts(Address(country="US", state_or_province="CA")))
    assert not list(formats.doubts(Address(country="DE")))
    assert not list(formats.doubts(None))
