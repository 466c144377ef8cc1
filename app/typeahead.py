"""Keys in the order they were typed, each to what has the focus when its turn comes.

Textual hands a key to the focused widget, and only when it has climbed back to the app unused does
a binding act. A key typed meanwhile has gone to the old focus by then: `/acme` typed at speed, or
over a slow line that delivers it in one piece, would start a filter and then press `a`, `c`, `m`,
`e` in the list. Here each key waits until the one before it has been dealt with, and until the
screen that it opened is ready.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.events import Key, Paste
    from textual.message_pump import MessagePump

PATIENCE = 0.5
"""Seconds after which a key is given up as lost with the widget it went to."""

LAPS = 3
"""News of news that a key may bring: a field tells its bar, the bar its screen."""

LOOK = 0.01
"""Seconds between two looks at a screen that is being made."""


class KeyDone(Message, bubble=True):
    """Follows a key up the tree: where it arrives, the key has been dealt with.

    What a key has a widget say (`Input.Submitted`) climbs the same way behind it, and what that has
    another say climbs behind that. So it is sent up again until such news has arrived too.

    Args:
        number: which key.
        start: where the key went.
        laps: how often it is sent up again.
    """

    def __init__(self, number: int, start: MessagePump, laps: int) -> None:
        super().__init__()
        self.number = number
        self.start = start
        self.laps = laps


class TypeAhead:
    """The keys that wait for their turn.

    Args:
        deliver: hands a key on; tells whether it is under way (else it is done already).
        ready: whether the screen in front can take a key.
        failed: told of a defect in `deliver` where nobody waits for it.
    """

    def __init__(
        self,
        deliver: Callable[[Key | Paste, int], Awaitable[bool]],
        ready: Callable[[], bool],
        failed: Callable[[Exception], None],
    ) -> None:
        self._deliver = deliver
        self._ready = ready
        self._failed = failed
        self._waiting: deque[Key | Paste] = deque()
        self._number = 0
        self._looks = 0
        self._under_way = False
        self._lost: asyncio.TimerHandle | None = None

    async def take(self, event: Key | Paste) -> None:
        """Hand a key on, now or in its turn."""
        self._waiting.append(event)
        if not self._under_way:
            await self._next()

    async def arrived(self, token: KeyDone) -> None:
        """A key has been dealt with, or its news are still to be waited for."""
        if token.laps and token.start.is_running:
            token.start.post_message(KeyDone(token.number, token.start, token.laps - 1))
        else:
            await self.done(token.number)

    def settle(self, number: int) -> bool:
        """A key has been dealt with; False if more is to be done, since others wait behind it."""
        if self._waiting or number != self._number:
            return False
        self._under_way = False
        return True

    async def done(self, number: int) -> None:
        """A key has been dealt with."""
        if number == self._number and self._under_way:
            self._under_way = False
            await self._next()

    async def _next(self) -> None:
        while self._waiting and not self._under_way:
            if not self._ready() and self._looks < PATIENCE / LOOK:
                self._looks += 1
                self._under_way = True
                self._number += 1
                self._watch(self._number, LOOK)
                return
            self._looks = 0
            self._number += 1
            self._under_way = True
            number = self._number
            climbing = False
            try:
                climbing = await self._deliver(self._waiting.popleft(), number)
            finally:
                # A key that fails is done with too, so that those behind it are not dead.
                self._under_way = self._under_way and climbing
            if climbing:
                self._watch(number, PATIENCE)

    def _watch(self, number: int, seconds: float) -> None:
        if self._lost is not None:
            self._lost.cancel()
        loop = asyncio.get_running_loop()
        self._lost = loop.call_later(seconds, self._give_up, number)

    def _give_up(self, number: int) -> None:
        self._lost = None
        if number == self._number and self._under_way:
            loop = asyncio.get_running_loop()
            self._task = loop.create_task(self._done_late(number))

    async def _done_late(self, number: int) -> None:
        try:
            await self.done(number)
        except Exception as error:  # noqa: BLE001 -- nobody awaits this task
            self._failed(error)
