"""A clock for `Rest` that goes on when it is told to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(eq=False)
class Alarm:
    """A call that is due at a time; it can be cancelled."""

    due: float
    call: Callable[..., None]
    arguments: tuple[Any, ...]
    clock: FakeClock

    def cancel(self) -> None:
        if self in self.clock.alarms:
            self.clock.alarms.remove(self)


@dataclass
class FakeClock:
    """Stands in for the event loop as far as time goes."""

    now: float = 0.0
    alarms: list[Alarm] = field(default_factory=list)

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, call: Callable[..., None], *arguments: Any) -> Alarm:
        alarm = Alarm(self.now + delay, call, arguments, self)
        self.alarms.append(alarm)
        return alarm

    def advance(self, seconds: float) -> None:
        """Let time pass, and call what becomes due, in order."""
        end = self.now + seconds
        while due := [alarm for alarm in self.alarms if alarm.due <= end + 1e-9]:
            alarm = min(due, key=lambda one: one.due)
            alarm.cancel()
            self.now = max(self.now, alarm.due)
            alarm.call(*alarm.arguments)
        self.now = end
