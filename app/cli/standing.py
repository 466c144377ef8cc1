"""Says that the platform's time stands, to whoever waits for something that it would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.client.errors import HubError
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.client import HubClient


async def standing(hub: HubClient) -> str:
    """What to say where the platform's time stands; empty where it goes on, or is not known."""
    try:
        clock = await hub.clock()
    except HubError:
        # Who waits meets it again, and it is only a hint.
        return ""
    if clock.rate > 0:
        return ""
    if clock.mode == "real":
        words = _(
            "The platform's time stands until {moment}: nothing comes of this before."
            " To let it go on: rtm db clock run"
        )
        return words.format(moment=f"{clock.now:%Y-%m-%dT%H:%M:%SZ}")
    return _("The platform's time stands: nothing comes of this. To let it go on: rtm db clock run")


def once(say: Callable[[str], None], words: str) -> Callable[[], None]:
    """What says these words the first time that it is called, if there are any."""
    left = [words] if words else []

    def hint() -> None:
        if left:
            say(left.pop())

    return hint
