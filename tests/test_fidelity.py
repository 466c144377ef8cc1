"""The page about fidelity names every operation, and tests that are there."""

from __future__ import annotations

import pytest

from data.emulation.http.operations import OPERATIONS, Operation
from tests.fidelity.page import PAGE, assumptions, told
from tests.fidelity.verdicts import exists

PUBLIC = 18
WHOLESALE = ("/v1/wholesale/", "/v1/subscribers/")


def wholesale() -> list[Operation]:
    """The platform's public wholesale operations."""
    return [o for o in OPERATIONS if o.documented and o.path.startswith(WHOLESALE)]


def test_all_public_operations_are_there() -> None:
    assert len(wholesale()) == PUBLIC


def test_it_tells_of_every_operation_and_of_no_other() -> None:
    said = {name: documented for name, (documented, _) in told().items()}
    assert said == {o.name: "yes" if o.documented else "ours" for o in OPERATIONS}


@pytest.mark.parametrize("operation", OPERATIONS, ids=[o.name for o in OPERATIONS])
def test_the_tests_of_its_verdicts_are_there(operation: Operation) -> None:
    _documented, verdicts = told()[operation.name]
    named = [test for tests in verdicts for test in tests]
    assert [test for test in named if not exists(test)] == []
    # An operation without an example is a promise only; one that nobody fuzzes is a surprise.
    assert verdicts.exampled
    assert verdicts.fuzzed


@pytest.mark.parametrize("operation", wholesale(), ids=[o.name for o in wholesale()])
def test_public_operations_are_checked_in_sequences(operation: Operation) -> None:
    assert told()[operation.name][1].states


def test_a_test_that_is_gone_is_noticed() -> None:
    here = "tests/test_fidelity.py"
    assert exists(f"{here}::test_a_test_that_is_gone_is_noticed")
    assert not exists(f"{here}::test_that_is_gone")
    assert not exists("tests/test_gone.py::test_a_test_that_is_gone_is_noticed")


def test_what_is_assumed_is_told_as_it_is() -> None:
    assert PAGE.read_text(encoding="utf-8").endswith(assumptions())
