"""What became of a customer: stories that are told as the steps of a timeline.

A story gives the moments of a customer and of each of its packages, past and future; the folded
status, its time and the next change follow from them by the rules of the timeline, so the seed
cannot contradict itself. The past hangs on the start of the day, what is under way on the moment of
seeding.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from data.emulation.rules.packages import PACKAGES
from data.emulation.rules.timeline import DELETED, Step, latest_due, next_due
from data.emulation.rules.times import LATEST, SECOND
from data.emulation.seed import problems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from data.emulation.seed.problems import Problem

TITLES: Final = {p.code: p.title for p in PACKAGES}
"""A package's title by its code."""


class Moment(NamedTuple):
    """From `due_ms` on the status holds, with what there is to say about it."""

    due_ms: int
    status: str
    text: str = ""
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


class Scene(NamedTuple):
    """What a story is told from.

    Attributes:
        at_ms: the moment of seeding.
        day_ms: the start of its day, UTC.
        age_ms: how long before `day_ms` the customer was ordered.
        packages: codes of its packages.
        origin: the name of the onboarding template, for the words of the first step.
        random: jitter.
    """

    at_ms: int
    day_ms: int
    age_ms: int
    packages: tuple[int, ...]
    origin: str
    random: Random

    def jitter(self, low_ms: int, high_ms: int) -> int:
        """A duration between two."""
        return low_ms + int(self.random.random() * (high_ms - low_ms))


@dataclass(slots=True)
class Timeline:
    """The moments of a customer and its packages.

    Attributes:
        customer: moments of the customer, oldest first.
        packages: moments of each package by code.
        ready_ms: when the organization and its first users can be there; LATEST for never.
        ends_ms: when the service of its users ends, or None.
        decided_ms: when a review ended with approval, or None.
    """

    customer: list[Moment]
    packages: dict[int, list[Moment]] = field(default_factory=dict)
    ready_ms: int = LATEST
    ends_ms: int | None = None
    decided_ms: int | None = None


class Fold(NamedTuple):
    """What a list of moments comes to: the one that holds, and when the next one does."""

    moment: Moment
    next_at: int | None


def fold(moments: Sequence[Moment], now: int) -> Fold:
    """The moment that holds now, by the rules of the timeline.

    Raises:
        ValueError: all moments are in the future, which the seed never makes.
    """
    steps = [Step(moment.due_ms, seq, moment.status) for seq, moment in enumerate(moments)]
    latest = latest_due(steps, now)
    if latest is None:
        raise ValueError("the timeline begins in the future")
    return Fold(moments[latest.seq], next_due(steps, now))


Story: TypeAlias = "Callable[[Scene], Timeline]"
"""Tells what became of a customer."""


def accepted(at: int, scene: Scene) -> Moment:
    """The order was accepted (PRV-1)."""
    return Moment(at, "provisioning", problems.ACCEPTED.format(template=scene.origin))


def held(at: int) -> Moment:
    """The denied-party check held it (RPL-3)."""
    return Moment(at, "pending_rpl_review", problems.HELD)


def package_end(at: int, failure: Problem | None = None) -> Moment:
    """A package came to its end: in error, or provisioned (PRV-9)."""
    if failure is not None:
        return Moment(at, "error", failure.description, (failure,))
    return Moment(at, "provisioned")


def taken_off(line: Timeline, scene: Scene, start: int, end: int) -> Timeline:
    """The timeline with the wholesale service taken off (CMG-3): users, packages, customer."""
    kinds = len(scene.packages)
    gap = min(10 * SECOND, (end - start) // (kinds + 2))
    line.customer.append(Moment(start, "deleting", problems.REMOVAL))
    for number, code in enumerate(reversed(scene.packages), 1):
        line.packages[code] += [Moment(start, "deleting"), Moment(end - number * gap, DELETED)]
    line.customer.append(Moment(end, DELETED, problems.REMOVED))
    line.ends_ms = end - (kinds + 1) * gap
    return line


def change(added: Sequence[int], gone: Sequence[int]) -> str:
    """What an accepted change of packages is, in words."""
    signs = [f"+{TITLES[code]}" for code in added] + [f"-{TITLES[code]}" for code in gone]
    return problems.CHANGE.format(change=", ".join(signs))
