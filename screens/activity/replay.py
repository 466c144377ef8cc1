"""Asking a request once more, from the list or from its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.text import _

if TYPE_CHECKING:
    from data.local.requests import KeptRequest
    from screens.area import AreaScreen
    from screens.context import Console


def why_not(console: Console, request: KeptRequest) -> str:
    """Why a request cannot be asked once more, in a sentence; empty where it can."""
    from data.operations.history.replaying import why_not as reason

    return reason(request, console.place)


def begin_replay(screen: AreaScreen, request: KeptRequest) -> None:
    """Ask a request once more and show the new one; where that cannot be, say why."""
    reason = why_not(screen.console, request)
    if reason:
        screen.console.say(reason, "warning")
        return

    async def work() -> None:
        await _replay(screen, request)

    # A second press while the first is under way would only ask twice.
    if not any(one.group == "replay" and one.is_running for one in screen.workers):
        screen.run_guarded(work, group="replay")


async def _replay(screen: AreaScreen, request: KeptRequest) -> None:
    from data.local.requests import Filter
    from data.operations.history.replaying import OPERATION, difference

    hub, history = screen.console.hub, screen.console.history
    if hub is None or history is None:
        screen.console.say(_("Not connected yet."), "warning")
        return
    # It may be gone when it was asked: its number is the oldest then.
    before = request if request.texts is not None else await history.get(request.n)
    await hub.replays.send(request.method, request.target, request.host)
    after = await history.newest(Filter(f"{OPERATION} {request.target}"))
    if before is None or after is None:
        screen.console.say(_("This request is kept no longer."), "warning")
        return
    from screens.activity.detail_screen import RequestScreen

    if screen.is_current:
        screen.app.push_screen(RequestScreen(after, before))
        screen.console.say(difference(before, after))
