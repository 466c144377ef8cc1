"""Completion of what is typed behind `:`."""

from __future__ import annotations

from widgets.completion import Completion

WORDS = ("customers ", "customer ", "activity", "theme ", "theme dark", "theme light")


def steps(text: str, *ways: int) -> list[str]:
    """What is shown after each step."""
    completion, shown = Completion(WORDS), []
    for by in ways:
        text = completion.step(text, by)
        shown.append(text)
    return shown


def test_as_far_as_all_agree_then_each_in_turn() -> None:
    assert steps("cu", 1, 1, 1, 1) == ["customer", "customers ", "customer ", "customers "]
    assert steps("a", 1, 1) == ["activity", "activity"]


def test_backwards() -> None:
    assert steps("cu", 1, -1, -1) == ["customer", "customer ", "customers "]
    assert steps("customer", -1, -1) == ["customer ", "customers "]


def test_what_stands_there_already_is_not_shown_again() -> None:
    assert steps("theme ", 1, 1, 1) == ["theme dark", "theme light", "theme "]


def test_nothing_matches_and_nothing_changes() -> None:
    assert steps("x", 1, -1) == ["x", "x"]


def test_everything_matches_nothing() -> None:
    assert steps("", 1, 1) == ["customers ", "customer "]
    assert Completion(()).step("", 1) == ""


def test_typing_begins_anew() -> None:
    completion = Completion(WORDS)
    assert completion.step("CU", 1) == "customer"
    assert completion.step("customer x", 1) == "customer x"
    assert completion.step("th", 1) == "theme "
