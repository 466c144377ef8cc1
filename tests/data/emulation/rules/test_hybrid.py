from __future__ import annotations

import pytest

from data.emulation.rules import hybrid

KINDS = ("wholesale", "flex", "hybrid", "none", "trial", "broadworks")


@pytest.mark.rule("UHB-1")
@pytest.mark.parametrize("kind", KINDS)
def test_who_opens_the_hub(kind: str) -> None:
    assert hybrid.opens_hub(kind) == (kind in {"wholesale", "hybrid"})


@pytest.mark.rule("UHB-2")
def test_three_kinds_are_told_apart() -> None:
    assert hybrid.kind_of(wholesale=True, flex=True) == "hybrid"
    assert hybrid.kind_of(wholesale=True, flex=False) == "wholesale"
    assert hybrid.kind_of(wholesale=False, flex=True) == "flex"
    assert hybrid.kind_of(wholesale=False, flex=False) == "none"


@pytest.mark.rule("UHB-2")
@pytest.mark.parametrize(
    ("before", "attached", "taken_off"),
    [
        ("flex", "hybrid", "flex"),
        ("none", "wholesale", "none"),
        ("hybrid", "hybrid", "flex"),
        ("wholesale", "wholesale", "none"),
    ],
)
def test_wholesale_comes_and_goes(before: str, attached: str, taken_off: str) -> None:
    assert hybrid.with_wholesale(before) == attached
    assert hybrid.without_wholesale(attached) == taken_off


@pytest.mark.rule("UHB-3")
@pytest.mark.parametrize("kind", KINDS)
def test_only_hybrid_customers_have_the_switch(kind: str) -> None:
    assert hybrid.may_restrict(kind) == (kind == "hybrid")
    locked = {
        name
        for name in (*hybrid.ENTERPRISE_SETTINGS, "webinars")
        if hybrid.locked(name, kind, on=True)
    }
    assert locked == (set(hybrid.ENTERPRISE_SETTINGS) if kind == "hybrid" else set())
    assert not any(hybrid.locked(name, kind, on=False) for name in hybrid.ENTERPRISE_SETTINGS)


@pytest.mark.rule("UHB-4")
@pytest.mark.parametrize("kind", KINDS)
def test_the_flex_licence_is_checked_as_ever(kind: str) -> None:
    assert hybrid.checks_flex(kind) == (kind in {"flex", "hybrid"})
