"""The rule index finds what tests and code cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import rule_index

if TYPE_CHECKING:
    import pytest


def test_a_rule_is_told_with_the_places_that_cite_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Its line of docs/rules.md, the code that implements it, the tests that show it."""
    assert rule_index.main(["RPL-3"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"RPL-3  {rule_index.in_short()['RPL-3']}\n")
    assert "\n  data/emulation/rules/" in told
    assert "\n  tests/" in told


def test_every_cited_rule_has_a_line() -> None:
    """And no line is of a rule that does not exist."""
    assert not set(rule_index.cited()) - set(rule_index.in_short())
    assert not set(rule_index.in_short()) - set(rule_index.known())


def test_a_cited_rule_without_a_line_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check names the rule and the first place that cites it."""
    told = rule_index.in_short()
    del told["RPL-3"]
    monkeypatch.setattr(rule_index, "in_short", lambda: told)
    assert rule_index.main(["--check"]) == 1
    assert "RPL-3: has no line in docs/rules.md, cited at " in capsys.readouterr().err


def test_an_unknown_rule_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """A slip of the finger is no empty answer."""
    assert rule_index.main(["RPL-99"]) == 1
    assert "RPL-99" in capsys.readouterr().err
