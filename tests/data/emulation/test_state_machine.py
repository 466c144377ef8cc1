"""Any sequence of calls, valid or not, keeps what must hold (hypothesis).

After each call the store contradicts itself nowhere; a plain model of who is there, with what, in
which state agrees with all answers; nothing is refused that should go through, and nothing goes
through that should be refused; what is refused changes nothing; a precheck says what the order
would; statuses go only ways that there are; whoever looks different is named by the changes.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.data.emulation.machine.customer_rules import CustomerRules
from tests.data.emulation.machine.platform_rules import PlatformRules
from tests.data.emulation.machine.user_rules import UserRules

EXAMPLES, STEPS = 16, 25
PHASES = tuple(phase for phase in Phase if phase not in (Phase.shrink, Phase.explain))
LONG_EXAMPLES, LONG_STEPS = 400, 60


class AnySequence(CustomerRules, UserRules, PlatformRules):
    """All that can happen."""


def run(examples: int, steps: int, *, same: bool) -> None:
    """Play some examples.

    Args:
        examples: how many.
        steps: calls in each at most.
        same: whether they are the same each time.
    """
    run_state_machine_as_test(
        AnySequence,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=same,
            database=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_sequence_of_calls_keeps_what_must_hold() -> None:
    run(EXAMPLES, STEPS, same=True)


@pytest.mark.soak
def test_any_sequence_of_calls_keeps_what_must_hold_at_length() -> None:
    run(LONG_EXAMPLES, LONG_STEPS, same=False)
