"""How far a long command is, in one line on standard error that rewrites itself."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

from app.terminal import is_terminal
from data.text import _

if TYPE_CHECKING:
    from types import TracebackType

EVERY = 0.5
"""Seconds between two repaints; a slow line is not to be filled with them."""


class Progress:
    """Shows progress on a terminal and nothing anywhere else; use it in a `with`."""

    def __init__(self) -> None:
        self._shown = is_terminal(sys.stderr)
        self._next = 0.0
        self._width = 0

    def __call__(self, stage: str, share: float) -> None:
        """Show what is being done and the share that is done, from 0 to 1."""
        now = time.monotonic()
        if self._shown and now >= self._next:
            self._next = now + EVERY
            self._put(f"{stage}: {share:4.0%}")

    def pages(self, done: int, total: int) -> None:
        """Show how much of a copy is done; the unit does not matter."""
        self(_("Copying"), done / max(total, 1))

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the line empty."""
        if self._width:
            self._put("")

    def _put(self, text: str) -> None:
        sys.stderr.write("\r" + text.ljust(self._width) + ("" if text else "\r"))
        sys.stderr.flush()
        self._width = len(text)
