"""For which requests a fault fires (decision 11)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import fault_rules
from data.emulation.rules.fault_rules import DROP, STATUS, FaultRule, fires, matches

RULE = FaultRule("customers.*", DROP, share=0.2, seed=7)
MANY = range(1, 5_001)


def hits(rule: FaultRule) -> list[int]:
    return [n for n in MANY if fires(rule, n, 0)]


@pytest.mark.parametrize(
    ("operations", "name", "meant"),
    [
        ("customers.create", "customers.create", True),
        ("customers.create", "customers.created", False),
        ("customers.*", "customers.create", True),
        ("customers.*", "sub_customers.create", False),
        ("*.list", "subscribers.list", True),
        ("*", "customers.create", True),
        ("*", "faults.reset", False),
        ("faults.reset", "faults.reset", False),
        ("c.stomers.create", "customers.create", False),
        ("", "customers.create", False),
    ],
)
def test_which_operations_a_pattern_means(operations: str, name: str, meant: bool) -> None:
    assert matches(operations, name) is meant


def test_a_share_is_about_that_many_and_always_the_same() -> None:
    found = hits(RULE)
    assert 900 <= len(found) <= 1_100
    assert found == hits(RULE)
    assert hits(RULE._replace(share=1.0)) == list(MANY)
    # A greater share hits these and more.
    assert set(found) < set(hits(RULE._replace(share=0.4)))


@pytest.mark.parametrize(
    "other",
    [
        {"seed": 8},
        {"kind": STATUS, "status": 503},
        {"operations": "*"},
        {"moment": "after"},
    ],
)
def test_another_fault_hits_others(other: dict[str, object]) -> None:
    assert hits(RULE._replace(**other)) != hits(RULE)  # type: ignore[arg-type] # of one kind each


@given(st.integers(1, 10**9), st.integers(0, 20), st.integers(1, 10))
def test_it_is_over_after_so_many(n: int, fired: int, most: int) -> None:
    rule = RULE._replace(share=1.0, most=most)
    assert fires(rule, n, fired) is (fired < most)


def test_a_fault_may_be_as_plain_as_it_gets() -> None:
    names = ["customers.create", "faults.add"]
    assert fault_rules.check(FaultRule("*", DROP), names) == []
    assert fault_rules.check(FaultRule("*", fault_rules.MAINTENANCE), names) == []
    assert fault_rules.check(FaultRule("", fault_rules.MAINTENANCE), names) == []
