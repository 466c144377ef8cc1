"""Run the console on a terminal, and give the terminal back whatever happens."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.options import ConsoleOptions
    from app.shell import Shell

GRACE = 2
"""Seconds that leaving may take after a signal, before the process ends without ceremony."""


def prepare(options: ConsoleOptions) -> None:
    """Settle what Textual reads when it is imported: colours, animation, signs."""
    os.environ["TEXTUAL_COLOR_SYSTEM"] = (
        "standard" if options.low_bandwidth else options.terminal.color_system
    )
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    os.environ["TEXTUAL_SMOOTH_SCROLL"] = "0"
    # What comes 8 ms after another picture need not wait 16; on a slow line two pictures cost more.
    os.environ["TEXTUAL_FPS"] = "60" if options.low_bandwidth else "120"
    if options.terminal.colors == "none":
        os.environ["NO_COLOR"] = "1"
    elif "NO_COLOR" in os.environ:
        del os.environ["NO_COLOR"]
    from widgets import signs

    signs.use(signs.ASCII if options.ascii else signs.UNICODE)


def run(options: ConsoleOptions) -> int:
    """Open the console and stay until it is left.

    Returns:
        The exit code: 0, 1 after a crash (a report was written), 128 + n after signal n.
    """
    # A collection finds nothing while modules are loaded, and costs a tenth of the way to the first
    # rows; `Shell` switches it on again when they are there.
    gc.disable()
    prepare(options)
    from app.shell import Shell

    shell = Shell(options)
    shell.run(mouse=not options.low_bandwidth)
    if shell.crashed:
        from data.text import _

        report = shell.crash_report
        words = _("RTM stopped because of a defect. A report for its makers is in {path}")
        if report is None:
            words = _("RTM stopped because of a defect, and there was no room for a report.")
        sys.stderr.write(words.format(path=report) + "\n")
    if shell.ended_by is not None:
        return 128 + shell.ended_by
    return shell.return_code or 0


def leave_on_signals(shell: Shell) -> None:
    """End in good order when told to, or when the line is dropped.

    Nothing is saved here: what was typed is on disk already. Should leaving take too long, the
    process ends all the same; SQLite is sound at every moment.
    """
    import asyncio
    from contextlib import suppress

    loop = asyncio.get_running_loop()

    def end(number: int, _frame: object) -> None:
        if shell.ended_by is None:
            signal.signal(signal.SIGALRM, lambda *_: _end_at_once(shell, 128 + number))
            signal.alarm(GRACE)
        shell.ended_by = number
        with suppress(RuntimeError):
            # It raises where the loop has ended: then there is nothing to leave.
            loop.call_soon_threadsafe(shell.exit, None, 128 + number)

    # Not with the loop's own handlers: they would wait for a loop that is held up.
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, end)


def _end_at_once(shell: Shell, code: int) -> None:
    """End the process now, and give the terminal back."""
    from app.giving_back import give_back

    driver = shell._driver  # noqa: SLF001 -- no public way
    give_back(getattr(driver, "attrs_before", None))
    os._exit(code)
