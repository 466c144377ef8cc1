from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import packages


@given(st.sets(st.sampled_from(sorted(packages.CODES))))
def test_a_set_comes_back_from_its_mask(names: set[str]) -> None:
    mask = packages.mask(names)
    assert set(packages.names(mask)) == names
    assert [packages.NAMES[c] for c in packages.codes(mask)] == list(packages.names(mask))


@pytest.mark.rule("PKG-2")
def test_the_other_name_is_taken_and_never_given() -> None:
    assert packages.names(packages.mask(["customer_assist"])) == ("cx_essentials",)
    assert "customer_assist" not in packages.CODES
    with pytest.raises(KeyError):
        packages.mask(["nothing"])


@pytest.mark.rule("PKG-6")
def test_meetings_and_add_ons_bring_no_calling_seat() -> None:
    calling = {packages.NAMES[c] for c in packages.CALLING}
    assert calling == {
        "common_area_calling",
        "webex_calling_standard",
        "webex_voice",
        "webex_calling",
        "webex_suite",
        "cx_essentials",
    }
