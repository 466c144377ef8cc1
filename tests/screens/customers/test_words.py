"""Statuses, spans and problems in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data.models.customers import HubCustomer, PackageState, Problem, ResourceDetails
from data.models.statuses import STATUSES
from screens.customers import words

NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)


def row(status: str, **more: object) -> HubCustomer:
    return HubCustomer.model_validate({"id": "x", "status": status, **more})


@pytest.mark.rule("RPL-3")
def test_a_review_shows_the_time_that_is_left() -> None:
    review = row("pending_rpl_review", review_deadline=NOW + timedelta(hours=61, minutes=20))
    assert words.status_text(review, NOW) == "◷ RPL review 61h"


def test_a_change_shows_how_long_it_has_been_going_on() -> None:
    going = row("provisioning", status_since=NOW - timedelta(seconds=95))
    assert words.status_text(going, NOW) == "◷ provisioning 1m"


def test_each_status_has_words_and_a_kind() -> None:
    for status in STATUSES:
        assert words.status_label(status)
        assert words.status_kind(status) in ("ok", "warn", "error", "moving")
    assert words.status_label("new_in_2030") == "new_in_2030"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-5, "0s"), (0, "0s"), (59, "59s"), (60, "1m"), (3599, "59m"), (3600, "1h"),
     (259199, "71h"), (259200, "3d")],
)  # fmt: skip
def test_spans_are_said_in_their_largest_unit(seconds: int, said: str) -> None:
    assert words.duration(timedelta(seconds=seconds)) == said


@pytest.mark.rule("PRV-9")
def test_a_package_that_is_not_well_carries_its_sign() -> None:
    states = ResourceDetails(
        packages=(
            PackageState(name="webex_calling", status="provisioned"),
            PackageState(name="webex_suite", status="error"),
            PackageState(
                name="webex_meetings", status="provisioned", warnings=(Problem(description="x"),)
            ),
        )
    )
    shown = row(
        "provisioned_with_errors",
        packages=["webex_calling", "webex_suite", "webex_meetings"],
        resource_details=states,
    )
    assert words.packages_text(shown) == "calling, ✖suite, ▲meetings"


def test_a_problem_is_said_with_its_code_and_what_to_do() -> None:
    problem = Problem(error_code=2560, description="Calling is being worked on")
    assert words.problem_text(problem) == "Calling is being worked on (2560)"
    assert "wait" in words.problem_advice(problem)
    assert words.problem_text(Problem()) == "The platform gave no reason."
