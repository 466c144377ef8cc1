"""A status is the latest step that is due (decision 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.times import HOUR
from data.models.statuses import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable

CUSTOMER: Final = 1
"""Kind of a customer's steps."""
PACKAGE: Final = 2
"""Kind of the steps of a customer's package; their part is the package's code."""
BESIDE: Final = -1
"""The part of a customer's steps that tell of what no status shows: a setting, a place, a room."""
SUBSCRIBER: Final = 3
"""Kind of a subscriber's steps."""
DELETED: Final = "deleted"
"""The status of what is gone for readers."""
CUSTOMER_STATUSES: Final = STATUSES
"""Every status a customer can have for readers (contract, section 2)."""

REVIEW_LIMIT: Final = 72 * HOUR
"""The most that a review of a denied-party match takes (RPL-3), in milliseconds."""


class Step(NamedTuple):
    """From `due_ms` on the subject has this status; `seq` orders steps of the same moment."""

    due_ms: int
    seq: int
    status: str


def latest_due(steps: Iterable[Step], now: int) -> Step | None:
    """The step that gives the status at `now`, or None before the first."""
    return max((s for s in steps if s.due_ms <= now), default=None)


def next_due(steps: Iterable[Step], now: int) -> int | None:
    """When the next step falls due after `now`, or None if nothing is to come."""
    return min((s.due_ms for s in steps if s.due_ms > now), default=None)


def review_deadline(status: str, since_ms: int) -> int | None:
    """When a pending review runs out (RPL-3, RPL-5), or None where none is pending."""
    return since_ms + REVIEW_LIMIT if status == "pending_rpl_review" else None
