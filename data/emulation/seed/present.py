"""Stories that are under way at the moment of seeding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.rules.packages import CODES, NAMES
from data.emulation.rules.timeline import DELETED
from data.emulation.rules.times import SECOND
from data.emulation.seed import problems
from data.emulation.seed.moments import (
    Moment,
    Timeline,
    accepted,
    change,
    package_end,
    taken_off,
)
from data.emulation.seed.past import settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.emulation.seed.moments import Scene, Story
    from data.emulation.seed.problems import Problem


def provisioning(
    *, ends_ms: int, begun_ms: int = 9 * SECOND, failed: dict[str, Problem] | None = None
) -> Story:
    """Being provisioned now, package by package.

    Args:
        ends_ms: after the moment of seeding.
        begun_ms: before it.
        failed: packages that will fail.
    """
    failed = failed or {}

    def tell(scene: Scene) -> Timeline:
        start = scene.at_ms - begun_ms
        line = Timeline([accepted(start, scene)], ready_ms=scene.at_ms + ends_ms)
        for number, code in enumerate(scene.packages, 1):
            due = scene.at_ms + ends_ms * number // (len(scene.packages) + 1)
            line.packages[code] = [
                Moment(start, "provisioning"),
                package_end(due, failed.get(NAMES[code])),
            ]
        status = "provisioned_with_errors" if failed else "provisioned"
        word = problems.PARTLY if failed else problems.READY
        line.customer.append(Moment(line.ready_ms, status, word))
        return line

    return tell


def updating(
    *,
    ends_ms: int,
    begun_ms: int = 40 * SECOND,
    adds: Sequence[str] = (),
    drops: Sequence[str] = (),
    was: Story | None = None,
) -> Story:
    """Being changed now: packages come and go.

    Args:
        ends_ms: after the moment of seeding.
        begun_ms: before it.
        adds: packages that are being added; they are among the customer's.
        drops: packages that are being removed; it had them before.
        was: the story before; settled without anything special by default.
    """

    def tell(scene: Scene) -> Timeline:
        added, gone = [CODES[n] for n in adds], [CODES[n] for n in drops]
        before = tuple(sorted({*scene.packages, *gone} - set(added)))
        line = (was or settled())(scene._replace(packages=before))
        start, end = scene.at_ms - begun_ms, scene.at_ms + ends_ms
        line.customer.append(Moment(start, "updating", change(added, gone)))
        for code in added:
            line.packages[code] = [Moment(start, "provisioning"), Moment(end, "provisioned")]
        for code in gone:
            line.packages[code] += [Moment(start, "deleting"), Moment(end, DELETED)]
        line.customer.append(Moment(end + SECOND, "provisioned", problems.CHANGED))
        return line

    return tell


def deleting(*, ends_ms: int, begun_ms: int = 30 * SECOND) -> Story:
    """The wholesale service is being taken off now (CMG-3)."""

    def tell(scene: Scene) -> Timeline:
        return taken_off(settled()(scene), scene, scene.at_ms - begun_ms, scene.at_ms + ends_ms)

    return tell
