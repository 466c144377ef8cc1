"""Waiting until nothing has happened for a while."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Rest:
    """Calls back when a delay has passed without a disturbance.

    A key costs a look at the clock and not a new timer: the one that runs looks again when it
    goes off.

    Attributes:
        delay: seconds; None to never call.
        over: whether the delay passed since it last began.
    """

    def __init__(self, delay: float | None, call: Callable[[], None]) -> None:
        self.delay = delay
        self._call = call
        self._due: float | None = None
        self._handle: asyncio.TimerHandle | None = None
        self.over = False

    @property
    def pending(self) -> bool:
        """Whether there is something to tell."""
        return self._due is not None

    def begin(self) -> None:
        """Something is to be told after a rest."""
        if self.delay is None:
            return
        loop = asyncio.get_running_loop()
        self.over = False
        self._due = loop.time() + self.delay
        if self._handle is None:
            self._handle = loop.call_later(self.delay, self._look)

    def disturb(self) -> None:
        """Something happened: what is to be told waits for another delay."""
        if self._due is not None:
            self.begin()

    def stop(self) -> None:
        """Tell nothing any more."""
        self.over = False
        self._due = None
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _look(self) -> None:
        self._handle = None
        if self._due is None:
            return
        loop = asyncio.get_running_loop()
        if (left := self._due - loop.time()) > 0:
            self._handle = loop.call_later(left, self._look)
        else:
            self._due = None
            self.over = True
            self._call()
