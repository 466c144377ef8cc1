"""Stories that came to their end before the day of the seed, and reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.rules.packages import CODES, NAMES
from data.emulation.rules.timeline import DELETED, REVIEW_LIMIT
from data.emulation.rules.times import DAY, HOUR, MINUTE, SECOND
from data.emulation.seed import problems
from data.emulation.seed.moments import (
    Moment,
    Timeline,
    accepted,
    change,
    held,
    package_end,
    taken_off,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.emulation.seed.moments import Scene, Story
    from data.emulation.seed.problems import Problem


def settled(
    *,
    failed: dict[str, Problem] | None = None,
    warned: dict[str, Problem] | None = None,
    reviewed: bool = False,
    later: Sequence[str] = (),
    dropped: Sequence[str] = (),
) -> Story:
    """Provisioned in the past.

    Args:
        failed: packages that could not be provisioned; the customer has errors then (PRV-9).
        warned: packages that work, lately with a warning.
        reviewed: it was held for a review first and approved (RPL-4).
        later: packages that were added by an update some time after.
        dropped: packages that it had and gave up.
    """
    failed, warned = failed or {}, warned or {}

    def tell(scene: Scene) -> Timeline:
        start = scene.day_ms - scene.age_ms
        late = {CODES[name] for name in later}
        line = Timeline([accepted(start, scene)])
        begun = start
        if reviewed:
            line.customer.append(held(start + 2 * SECOND))
            begun += scene.jitter(15 * MINUTE, 60 * MINUTE)
            line.decided_ms = begun
        first = [code for code in scene.packages if code not in late]
        end = begun
        for code in first + [CODES[name] for name in dropped]:
            name = NAMES[code]
            end += scene.jitter(4 * SECOND, 25 * SECOND)
            line.packages[code] = [
                Moment(start, "provisioning"),
                package_end(end, failed.get(name)),
            ]
            if name in warned:
                line.packages[code].append(_warning(scene, end, warned[name]))
        line.ready_ms = end + SECOND
        status = "provisioned_with_errors" if set(failed) & _names(first) else "provisioned"
        word = problems.READY_AFTER_REVIEW if reviewed else problems.READY
        line.customer.append(Moment(line.ready_ms, status, problems.PARTLY if failed else word))
        for number, code in enumerate(sorted(late)):
            at = start + scene.age_ms * (number + 2) // (len(late) + 4)
            _add_later(line, scene, code, at, failed.get(NAMES[code]))
        for code in sorted(CODES[name] for name in dropped):
            _drop_later(line, scene, code, start + scene.age_ms * 3 // 4)
        line.customer.sort()
        return line

    return tell


def stopped(problem: Problem) -> Story:
    """Onboarding failed in the past: the customer and all its packages are in error."""

    def tell(scene: Scene) -> Timeline:
        start = scene.day_ms - scene.age_ms
        end = start + scene.jitter(20 * SECOND, 90 * SECOND)
        line = Timeline(
            [accepted(start, scene), Moment(end, "error", problem.description, (problem,))]
        )
        for code in scene.packages:
            line.packages[code] = [
                Moment(start, "provisioning"),
                Moment(end, "error", "", (problems.NOT_STARTED,)),
            ]
        return line

    return tell


def review(*, left_ms: int | None = None) -> Story:
    """Held by the denied-party check (RPL-3); at the deadline it fails (RPL-5).

    Args:
        left_ms: what is left of the 72 hours at the moment of seeding; None where they ran out in
            the past, by the customer's age.
    """

    def tell(scene: Scene) -> Timeline:
        if left_ms is None:
            since = scene.day_ms - scene.age_ms + 3 * SECOND
        else:
            since = scene.at_ms + left_ms - REVIEW_LIMIT
        start, deadline = since - 3 * SECOND, since + REVIEW_LIMIT
        unsettled = problems.UNSETTLED
        line = Timeline(
            [
                accepted(start, scene),
                held(since),
                Moment(deadline, "error", unsettled.description, (unsettled,)),
            ]
        )
        for code in scene.packages:
            line.packages[code] = [
                Moment(start, "provisioning"),
                Moment(deadline, "error", "", (problems.NOT_STARTED,)),
            ]
        return line

    return tell


def gone(*, days_ago: int) -> Story:
    """A former customer: the service was taken off so many days ago."""

    def tell(scene: Scene) -> Timeline:
        start = scene.day_ms - days_ago * DAY - scene.jitter(2 * HOUR, 9 * HOUR)
        return taken_off(settled()(scene), scene, start, start + scene.jitter(MINUTE, HOUR))

    return tell


def _add_later(line: Timeline, scene: Scene, code: int, at: int, failure: Problem | None) -> None:
    end = at + scene.jitter(10 * SECOND, 70 * SECOND)
    status = "provisioned_with_errors" if failure else "provisioned"
    line.packages[code] = [Moment(at, "provisioning"), package_end(end, failure)]
    line.customer += [
        Moment(at, "updating", change([code], [])),
        Moment(end + SECOND, status, problems.PARTLY if failure else problems.CHANGED),
    ]


def _warning(scene: Scene, after: int, warning: Problem) -> Moment:
    """Something came up lately: the package works, with a warning."""
    lately = max(after + 1, scene.day_ms - scene.jitter(HOUR, 9 * HOUR))
    return Moment(lately, "provisioned", warning.description, (), (warning,))


def _drop_later(line: Timeline, scene: Scene, code: int, at: int) -> None:
    end = at + scene.jitter(10 * SECOND, 70 * SECOND)
    line.packages[code] += [Moment(at, "deleting"), Moment(end, DELETED)]
    line.customer += [
        Moment(at, "updating", change([], [code])),
        Moment(end + SECOND, "provisioned", problems.CHANGED),
    ]


def _names(codes: Sequence[int]) -> set[str]:
    return {NAMES[code] for code in codes}
