"""Work of a screen that may fail: what a person can put right is said, a defect ends the console.

A worker that swallows what it did not expect leaves a page that says "loading" for ever, and
nobody learns why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.advised import advised
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from screens.context import Console


async def guarded(
    console: Console,
    work: Callable[[], Awaitable[object]],
    *,
    files: bool = False,
    failed: Callable[[Exception], None] | None = None,
) -> None:
    """Do work, and say what goes wrong with it.

    Args:
        console: says it.
        work: begins the work; what it gives is dropped.
        files: whether it reads or writes files, so that an OSError is no defect.
        failed: told of an error after it was said, to show it in the place of what is missing.

    Raises:
        Exception: a defect; in a worker it ends the console, with a report.
    """
    try:
        await work()
    except Exception as error:
        if not (advised(error) or (files and isinstance(error, OSError))):
            raise
        console.say_error(error)
        if failed is not None:
            failed(error)


def trouble(error: Exception) -> str:
    """What to say in the place of what could not be had: why, and what to do."""
    advice = getattr(error, "advice", "")
    reason = f"{error} {advice}" if advice else str(error)
    return _("{reason} r tries again.").format(reason=reason)
