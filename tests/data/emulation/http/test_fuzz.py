"""No request, whatever is in it, gets an answer that the document does not tell of."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.emulation.http.operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemathesis import Case

    from data.emulation.http.operations import Operation
    from tests.data.emulation.http.fuzzing import Fuzz

CHANGES = [operation for operation in OPERATIONS if operation.writes and not operation.form]
BEYOND_CHANCE = {"tokens.give", "reports.download"}
"""What no chance gets through: it draws neither a code nor a signature that is good."""
EXAMPLES = 20
TRIES = 100
LONG = 600


@pytest.fixture(scope="module")
def fuzz() -> Iterator[Fuzz]:
    # Importing the tool takes as long as many tests.
    from tests.data.emulation.http.fuzzing import Fuzz

    found = Fuzz()
    yield found
    found.lab.close()


def run(fuzz: Fuzz, operation: Operation, examples: int) -> set[int]:
    """Send drawn requests; the statuses that they were answered with."""
    statuses: set[int] = set()

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(fuzz.cases(operation), st.randoms(use_true_random=False))
    def send(case: Case[Any], chance: random.Random) -> None:
        fuzz.lab.reset()
        statuses.add(fuzz.send(case, operation, chance).status)
        fuzz.wait(chance)
        statuses.add(fuzz.send(case, operation, chance).status)

    send()
    return statuses


@pytest.mark.parametrize("operation", OPERATIONS, ids=[o.name for o in OPERATIONS])
def test_every_answer_is_one_that_is_documented(fuzz: Fuzz, operation: Operation) -> None:
    run(fuzz, operation, EXAMPLES)


@pytest.mark.parametrize("operation", CHANGES, ids=[o.name for o in CHANGES])
def test_a_request_that_may_well_be_right_gets_through(fuzz: Fuzz, operation: Operation) -> None:
    """Else the drawn ones stay in front of the first check, and nobody sees it."""
    statuses: set[int] = set()
    for luck in range(TRIES):
        fuzz.lab.reset()
        statuses.add(fuzz.send_good(operation, random.Random(luck)).status)
        if statuses & set(range(200, 300)):
            return
    raise AssertionError(statuses)


@pytest.mark.soak
@pytest.mark.parametrize("operation", OPERATIONS, ids=[o.name for o in OPERATIONS])
def test_every_answer_is_one_that_is_documented_at_length(fuzz: Fuzz, operation: Operation) -> None:
    statuses = run(fuzz, operation, LONG)
    # What is never reached is not tested.
    done = set(operation.statuses) & statuses & set(range(200, 300))
    assert operation.name in BEYOND_CHANCE or done
