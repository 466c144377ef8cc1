"""Blocking work beside the event loop."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


async def in_thread(work: Callable[[], T], name: str = "rtm-work") -> T:
    """Do blocking work in a thread that nothing waits for at exit.

    asyncio's own threads are joined when the loop closes, so that one that hangs in a file system
    would keep the program from ending.

    Args:
        work: what to do; it cannot be stopped once begun, also if the caller is cancelled.
        name: the thread's name.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(settle_future: Callable[[], None]) -> None:
        # The caller may be gone, and with it the loop.
        if not loop.is_closed():
            loop.call_soon_threadsafe(lambda: None if done.done() else settle_future())

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits
            caught = error
            settle(lambda: done.set_exception(caught))
        else:
            settle(lambda: done.set_result(result))

    threading.Thread(target=run, name=name, daemon=True).start()
    return await done
