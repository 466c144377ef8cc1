from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules.timeline import Step, latest_due, next_due, review_deadline

STEPS = st.lists(st.builds(Step, st.integers(0, 20), st.integers(0, 5), st.sampled_from("abc")))


def test_the_latest_step_that_is_due_counts() -> None:
    steps = [Step(10, 0, "provisioning"), Step(20, 1, "provisioned"), Step(20, 0, "error")]
    assert latest_due(steps, 9) is None
    assert latest_due(steps, 19) == steps[0]
    assert latest_due(steps, 20) == steps[1]
    assert next_due(steps, 10) == 20
    assert next_due(steps, 20) is None


@given(STEPS, st.integers(0, 20))
def test_nothing_changes_before_the_next_step(steps: list[Step], now: int) -> None:
    upcoming = next_due(steps, now)
    until = 25 if upcoming is None else upcoming
    assert all(latest_due(steps, t) == latest_due(steps, now) for t in range(now, until))


@pytest.mark.rule("RPL-3")
def test_a_review_runs_out_after_72_hours() -> None:
    assert review_deadline("pending_rpl_review", 1_000) == 1_000 + 72 * 3_600_000
    assert review_deadline("provisioning", 1_000) is None
