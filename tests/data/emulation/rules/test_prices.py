"""Amounts of money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import prices
from tests.data.emulation.rules.hostile import TEXTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.50", 1_250),
        ("12.5", 1_250),
        ("12", 1_200),
        ("0", 0),
        ("0.01", 1),
        ("1.15", 115),
        ("99999.99", prices.MOST),
        ("100000", None),
        ("1.005", None),
        ("-1", None),
        ("+1", None),
        ("1e3", None),
        ("1,50", None),
        (".5", None),
        ("5.", None),
        ("", None),
        ("１２", None),
        ("12\n", None),
        ("NaN", None),
    ],
)
def test_amounts(text: str, expected: int | None) -> None:
    assert prices.cents(text) == expected
    assert [fault.field for fault in prices.check("price", text)] == (
        ["price"] if expected is None else []
    )


@given(st.integers(0, prices.MOST))
def test_every_amount_is_read_as_it_is_written(hundredths: int) -> None:
    assert prices.cents(prices.amount(hundredths)) == hundredths


@given(TEXTS)
def test_hostile_texts_are_no_amounts(text: str) -> None:
    found = prices.cents(text)
    assert found is None or 0 <= found <= prices.MOST
