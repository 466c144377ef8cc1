"""Work on the profile's backend from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from data.text import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from app.cli.context import Context
    from data.client import HubClient

T = TypeVar("T")


def with_hub(context: Context, work: Callable[[HubClient], Awaitable[T]]) -> T:
    """Open the profile's backend, work with its client, and close it.

    The requests are kept for `rtm requests` and the console, without secrets, under the profile in
    use; with `--db` that is the plain one, whatever the database.

    Raises:
        HubError: a call failed.
        DatabaseProblem: the sandbox's database cannot be used.
        CredentialProblem: a live profile has no token.
    """
    import asyncio

    profile = context.profile()
    if profile.kind == "sandbox":
        from app.cli.progress import Progress
        from app.sandbox import prepare

        with Progress() as progress:
            prepare(profile, context.say, progress)

    async def run() -> T:
        from app.keeping import close_both, keep
        from app.wiring import open_profile
        from data.client.errors import HubError

        backend = await open_profile(profile)
        recorder = keep(profile, "command", backend.hub.log)
        try:
            return await work(backend.hub)
        except HubError:
            if await _is_failing(backend.hub, ours=profile.kind == "sandbox"):
                context.say(_("Faults are on, so it may be one of them: rtm faults list"))
            raise
        finally:
            await close_both(backend, recorder)

    return asyncio.run(run())


async def _is_failing(hub: HubClient, *, ours: bool) -> bool:
    """Whether the platform fails on purpose; a lost answer could not say so.

    Args:
        hub: the client whose call failed.
        ours: whether the platform is a sandbox of this program, which can be asked: what tells of
            faults is never hit by one.
    """
    from contextlib import suppress

    from data.client.errors import HubError

    if ours:
        with suppress(HubError):
            return any(fault.is_on for fault in await hub.faults.list())
    return bool(hub.faults_on.on)
