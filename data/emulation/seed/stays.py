"""Which packages a user of a customer can have, and how long each stays with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.package_sets import CONSOLE, CONSOLE_BASES, PLAN, PLAN_BASES
from data.emulation.rules.packages import CODES, bit
from data.emulation.rules.times import DAY, HOUR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from data.emulation.seed.moments import Moment, Timeline

_WEIGHTS: Final = {
    CODES["webex_suite"]: 4,
    CODES["cx_essentials"]: 1,
    CODES["webex_calling"]: 6,
    CODES["webex_voice"]: 3,
    CODES["webex_calling_standard"]: 3,
    CODES["webex_meetings"]: 1,
}
BASES: Final = tuple(_WEIGHTS)
"""Base packages of users, highest first: an administrator has the organization's (PRV-6)."""
_CHANGES: Final = 0.2
_SETTLED: Final = 60 * DAY


class Stay(NamedTuple):
    """A time with a package, open where `end_ms` is None."""

    package: int
    start_ms: int
    end_ms: int | None


class Supply:
    """The packages of a customer that people can hold, each from when it was there.

    Attributes:
        since: when each package became usable, by code; those in error or on their way out are not
            in it.
    """

    def __init__(self, line: Timeline, now: int, random: Random) -> None:
        """Read a timeline as it stands now, or stood before the whole service was taken off."""
        if line.ends_ms is not None:
            now = min(m.due_ms for m in line.customer if m.status == "deleting") - 1
        self.until = now
        self.since: dict[int, int] = {}
        for code, moments in sorted(line.packages.items()):
            since = _since([moment for moment in moments if moment.due_ms <= now])
            if since is not None:
                self.since[code] = since
        self._random = random
        self._bases = [code for code in _WEIGHTS if code in self.since]
        self._weights = [_WEIGHTS[code] for code in self._bases]

    def __bool__(self) -> bool:
        """Whether there is any base package for a user."""
        return bool(self._bases)

    def stays(self, start: int, end: int | None, *, highest: bool = False) -> list[Stay]:
        """The base packages of a user from joining to leaving, one after the other (PKG-3).

        Args:
            start: joins.
            end: leaves, or None.
            highest: an administrator, who keeps the highest package.
        """
        there = [code for code in self._bases if self.since[code] <= start]
        if not there:
            code = min(self._bases, key=self.since.__getitem__)
            return [Stay(code, self.since[code], end)]
        if highest:
            return [Stay(there[0], start, end)]
        wanted = self._random.choices(self._bases, self._weights)[0]
        if wanted in there and not self._changes(start, end):
            return [Stay(wanted, start, end)]
        before = self._random.choice(there)
        change = self._change(start, end, wanted)
        if before == wanted or (end is not None and change >= end):
            return [Stay(before, start, end)]
        return [Stay(before, start, change), Stay(wanted, change, end)]

    def add_ons(self, base: Stay, *, desk: bool) -> list[Stay]:
        """The add-ons beside a base package (PKG-4, PKG-5).

        Args:
            base: the package that they sit beside.
            desk: whether the user answers the main number.
        """
        wanted = []
        if desk and bit(base.package) & CONSOLE_BASES:
            wanted.append(CONSOLE)
        if bit(base.package) & PLAN_BASES and self._random.random() < 0.7:
            wanted.append(PLAN)
        stays = [
            Stay(code, max(base.start_ms, self.since[code]), base.end_ms)
            for code in wanted
            if code in self.since
        ]
        return [stay for stay in stays if stay.end_ms is None or stay.start_ms < stay.end_ms]

    def _changes(self, start: int, end: int | None) -> bool:
        long = (self.until if end is None else end) - start > _SETTLED
        return long and self._random.random() < _CHANGES

    def _change(self, start: int, end: int | None, wanted: int) -> int:
        """When the user moves to a package: soon after it is there, or in mid-life."""
        since = self.since[wanted]
        if since > start:
            return since + int(self._random.random() * HOUR)
        last = self.until if end is None else end
        return start + int((0.1 + 0.8 * self._random.random()) * (last - start))


def _since(moments: Sequence[Moment]) -> int | None:
    """From when on a package has been there without a break, or None if it is not there."""
    since = None
    for moment in moments:
        if moment.status != "provisioned":
            since = None
        elif since is None:
            since = moment.due_ms
    return since
