"""Options of PSTN, and verdicts on extensions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import pstn
from data.emulation.rules.countries import COUNTRIES
from data.emulation.rules.packages import CODES
from data.emulation.seed.owners import _TEMPLATES

KINDS = {pstn.PREMISES, pstn.CISCO, *pstn.CLOUD_CONNECTED}


def test_the_table_is_sound() -> None:
    options = pstn.OPTIONS.values()
    assert {option.kind for option in options} == KINDS
    assert {option.source for option in options} == {"documented", "assumed"}
    assert len({option.name for option in options}) == len(pstn.OPTIONS)
    assert len({option.uuid for option in options}) == len(pstn.OPTIONS)
    for option in options:
        assert option.countries <= COUNTRIES.keys()
        assert pstn.by_uuid(option.uuid) is option
    assert pstn.by_uuid(bytes(16)) is None
    assert pstn.by_uuid(None) is None


@pytest.mark.rule("PST-1")
def test_every_country_has_an_option_and_most_have_a_provider() -> None:
    for country in COUNTRIES:
        assert pstn.OPTIONS["premises"] in pstn.of_country(country)
    kinds = [option.kind for option in pstn.of_country("AU")]
    assert kinds == [pstn.PREMISES, pstn.CISCO, "NON_INTEGRATED_CCP"]
    assert pstn.of_country("IS") == [pstn.OPTIONS["premises"]]


@pytest.mark.rule("TPL-5")
def test_a_vendor_is_a_provider_in_the_cloud() -> None:
    billabong = pstn.OPTIONS["billabong"]
    for text in ("billabong", "Billabong Trunks", " BILLABONG  trunks "):
        assert pstn.vendor(text) is billabong
    assert billabong.serves("AU")
    assert not billabong.serves("US")
    for text in ("", "premises", "Cisco PSTN", "Nobody & Sons"):
        assert pstn.vendor(text) is None
    assert billabong.name in pstn.vendors()
    assert len(pstn.vendors()) == len(pstn.OPTIONS) - 2


def test_vendors_of_the_seed_are_of_the_table() -> None:
    named = [(plan.vendor, plan.country) for plan in _TEMPLATES if plan.vendor]
    assert named
    for name, country in named:
        found = pstn.vendor(name)
        assert found is not None
        assert found.serves(country)


def test_what_fails_with_calling() -> None:
    codes = [CODES[n] for n in ("webex_calling", "webex_meetings", "cisco_calling_plan")]
    assert pstn.standing_on_calling(codes) == {codes[0], codes[2]}


def test_verdicts() -> None:
    found = pstn.verdicts(["201", "202", "202", "1", "a23", ""], {"201"})
    assert [state for _, state, _ in found] == [
        pstn.DUPLICATE,
        pstn.VALID,
        pstn.REPEATED,
        pstn.INVALID,
        pstn.INVALID,
        pstn.INVALID,
    ]
    assert all(bool(words) == (state != pstn.VALID) for _, state, words in found)


@given(st.lists(st.text(alphabet="0123 a", max_size=11), max_size=8))
def test_each_of_a_list_has_its_verdict(extensions: list[str]) -> None:
    found = pstn.verdicts(extensions, ())
    assert [extension for extension, _, _ in found] == extensions
    valid = [extension for extension, state, _ in found if state == pstn.VALID]
    assert len(valid) == len(set(valid))
