"""Connect the console to its backend, with everything heavy imported off the event loop."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from app.options import ConsoleOptions
    from app.wiring import Backend
    from data.client import RequestLog
    from data.client.directory import Directory
    from data.models.hub import Capabilities, PartnerInfo, PlatformClock


@dataclass(frozen=True, slots=True)
class Connected:
    """A backend that answered.

    Attributes:
        backend: the client and what stands behind it.
        capabilities: what it can do beyond the public API.
        clock: the platform's time at the answer.
        partner: asks whose business is run.
        directory: the list of customers of a platform that cannot search; still empty.
    """

    backend: Backend
    capabilities: Capabilities
    clock: PlatformClock
    partner: Callable[[], Awaitable[PartnerInfo]]
    directory: Directory | None = None


def _import() -> None:
    import data.client.hub  # noqa: F401 -- imported here so that the loop need not wait for it


async def connect(options: ConsoleOptions, keep_log: Callable[[RequestLog], None]) -> Connected:
    """Open the profile's backend and ask what it can.

    Args:
        options: whose profile.
        keep_log: takes the log of requests, before the first is sent.

    Raises:
        HubError, DatabaseProblem: it cannot be reached or opened; both say what to do.
    """
    await in_thread(_import)
    from app.wiring import open_profile
    from data.client import RequestLog

    log = RequestLog()
    keep_log(log)
    backend = await open_profile(options.profile, log=log)
    hub = backend.hub
    try:
        capabilities, clock = await asyncio.gather(hub.capabilities(), hub.clock())
    except BaseException:
        await backend.aclose()
        raise
    if capabilities.search:
        return Connected(backend, capabilities, clock, hub.partner)
    from data.client.directory import SORTS, Directory

    able = capabilities.model_copy(update={"sorts": SORTS})
    return Connected(backend, able, clock, hub.partner, Directory())
