from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import billing_start, codes
from data.emulation.rules.times import DAY, HOUR, iso_date, parse_moment
from tests.data.emulation.rules.hostile import TEXTS

if TYPE_CHECKING:
    from data.emulation.rules.faults import Fault

CREATED = parse_moment("2026-11-24T15:30:00Z") or 0


def check(
    text: str, *, later: int = 0, allowed: bool = True, began: bool = False
) -> tuple[int | None, list[Fault]]:
    return billing_start.check(
        text,
        created_ms=CREATED,
        now=CREATED + later,
        allowed=allowed,
        began=began,
        field="billingStartDate",
    )


@pytest.mark.rule("CAP-5")
@pytest.mark.parametrize("text", ["2026-11-24", "2026-12-31", "2027-02-22"])
def test_a_day_within_ninety_of_creation_is_taken(text: str) -> None:
    assert check(text) == (parse_moment(text), [])


@pytest.mark.rule("CAP-5")
@pytest.mark.parametrize("text", ["2026-11-23", "2027-02-23", "2126-11-24", "0001-01-01"])
def test_other_days_are_refused(text: str) -> None:
    nothing, (fault,) = check(text)
    assert nothing is None
    assert fault.code == codes.BAD_BILLING_START
    assert fault.description == (
        "billingStartDate: must be from 2026-11-24 to 2027-02-22, 90 days after creation (CAP-5)."
    )


@pytest.mark.rule("CAP-5")
def test_the_partner_needs_the_setting() -> None:
    nothing, (fault,) = check("2026-12-01", allowed=False)
    assert nothing is None
    assert fault.code == codes.NO_DELAYED_BILLING
    assert "enable_wholesale_delayed_billing" in fault.text


@pytest.mark.rule("CAP-5")
def test_later_only_while_billing_has_not_begun() -> None:
    assert [fault.code for fault in check("2026-12-01", began=True)[1]] == [codes.BILLING_BEGAN]
    assert check("2026-12-01", later=7 * DAY)[1] == []
    assert [fault.code for fault in check("2026-11-30", later=7 * DAY)[1]] == [
        codes.BAD_BILLING_START
    ]
    assert check("2027-02-22", later=90 * DAY)[1] == []
    ended = check("2027-02-22", later=90 * DAY + 9 * HOUR)[1]
    assert "which ended on 2027-02-22" in ended[0].text


@pytest.mark.rule("CAP-5")
@pytest.mark.parametrize(
    "text",
    ["tomorrow", "2026-13-01", "2026-02-30", "24.11.2026", "２０２６-11-24", "1764000000000"],
)
def test_what_is_no_date_is_refused_with_all_else(text: str) -> None:
    nothing, faults = check(text, allowed=False, began=True)
    assert nothing is None
    assert {fault.code for fault in faults} == {
        codes.BAD_DATE,
        codes.NO_DELAYED_BILLING,
        codes.BILLING_BEGAN,
    }
    assert all(fault.description.endswith("(CAP-5).") for fault in faults)


@given(TEXTS, st.booleans(), st.booleans(), st.integers(0, 10**15))
def test_any_text_is_right_or_named(text: str, allowed: bool, began: bool, later: int) -> None:
    found, faults = check(text, later=later, allowed=allowed, began=began)
    assert (found is None) == bool(faults or not text)


@given(st.integers(0, 90))
def test_each_of_the_days_is_taken(days: int) -> None:
    moment, faults = check(iso_date(CREATED + days * DAY))
    assert not faults
    assert moment is not None
    assert moment % DAY == 0


def test_no_date_is_no_fault() -> None:
    assert check("", allowed=False, began=True) == (None, [])
