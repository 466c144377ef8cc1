"""What a backend says of the faults that it plays: a header of every answer while there are any."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HEADER = "rtm-faults"
_DIGITS = 6


class FaultNotice:
    """How many faults the newest answer told of, and whoever wants to hear when that changes.

    Attributes:
        on: how many; 0 for none, and before the first answer.
    """

    def __init__(self) -> None:
        self.on = 0
        self._subscribers: list[Callable[[int], None]] = []

    def hear(self, text: str | None) -> None:
        """Take over what an answer says; what is no number counts as nothing.

        Args:
            text: the header; None if the answer has none.
        """
        if text is None and not self.on:
            return
        plain = text is not None and text.isascii() and text.isdigit() and len(text) <= _DIGITS
        found = int(text) if plain and text is not None else 0
        if found == self.on:
            return
        self.on = found
        if self._subscribers:
            loop = asyncio.get_running_loop()
            for callback in tuple(self._subscribers):
                loop.call_soon(callback, found)

    def subscribe(self, callback: Callable[[int], None]) -> Callable[[], None]:
        """Hear of each change, on the event loop, after the call that brought it has moved on.

        What a callback raises goes to the event loop's exception handler, never to the call.

        Args:
            callback: told how many faults are on.

        Returns:
            A function that ends it; calling it twice does no harm.
        """
        self._subscribers.append(callback)

        def unsubscribe() -> None:
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return unsubscribe
