"""Gives the terminal back without Textual, where that does not come to it."""

from __future__ import annotations

import os
import signal
import sys
import termios
from contextlib import suppress
from typing import Any

BACK = "\x1b[0m" + "".join(
    [
        "\x1b[?2026l",  # pictures are shown at once
        "\x1b[?2004l",  # pasting has no brackets
        "\x1b[?7h",  # long lines go on in the next
        "\x1b[?2048l",  # sizes are not told
        *(f"\x1b[?{mouse}l" for mouse in (1000, 1003, 1015, 1006, 1016)),
        "\x1b[?1004l",  # nor who has the focus
        "\x1b[<u",  # keys are told as ever; to be said before the other screen is left
        "\x1b[?1049l",  # the screen that was there before
        "\x1b[?25h",  # with its cursor
    ]
)
"""Takes back everything that Textual asks of a terminal."""


def give_back(attributes: list[Any] | None) -> None:
    """Leave the terminal as it was found, unless it is so already; this waits for nothing.

    Args:
        attributes: what `termios.tcgetattr` gave before; None where there is no terminal.
    """
    if attributes is None:
        return
    # A program in the background would be stopped here.
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    with suppress(termios.error):
        if termios.tcgetattr(0) == attributes:
            return
        termios.tcsetattr(0, termios.TCSANOW, attributes)
    with suppress(OSError, AttributeError):
        # Opened anew, since a terminal that takes nothing more must not hold this up, while for
        # the shell behind it everything stays as it is.
        name = os.ttyname(sys.__stderr__.fileno())  # type: ignore[union-attr] # suppressed
        terminal = os.open(name, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        os.write(terminal, BACK.encode())
