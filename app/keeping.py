"""Puts the request log and the console's own database together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.threads import in_thread

if TYPE_CHECKING:
    from app.profiles import Profile
    from app.wiring import Backend
    from data.client import RequestLog, RequestRecord
    from data.local.recorder import Recorder
    from data.local.requests import KeptRequest

WATCHING = frozenset({"customers.changes"})
"""What a console asks by itself every half a minute: kept only where it fails.

It would drive out what people asked, and a console at rest would write.
"""


def keep(profile: Profile, program: str, log: RequestLog) -> Recorder[RequestRecord] | None:
    """Keep the requests of a log from now on; nothing is opened before the first.

    Args:
        profile: whose requests they are.
        program: `console` or `command`.
        log: where they are recorded.

    Returns:
        What keeps them, to be closed; None where the profile keeps none.
    """
    if not profile.keep_requests:
        return None
    from data.local.recorder import Recorder

    place = profile.place

    def kept(record: RequestRecord) -> KeptRequest:
        # In the thread that writes: the first rows of a console need not wait for the import.
        from data.operations.history import keeping

        return keeping.kept(record, program, place)

    recorder = Recorder(profile.own_database, profile.keep_requests, kept)

    def add(record: RequestRecord) -> None:
        if record.operation not in WATCHING or not record.ok:
            recorder.add(record)

    log.keeper = add
    return recorder


async def close_both(backend: Backend | None, recorder: Recorder[RequestRecord] | None) -> None:
    """Close a client with the platform behind it, and what keeps its requests, in 0.3 s."""
    import asyncio

    closing = []
    if backend is not None:
        closing.append(backend.aclose())
    if recorder is not None:
        closing.append(in_thread(recorder.close, "rtm-close"))
    await asyncio.gather(*closing)
