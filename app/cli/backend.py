"""Work on the profile's backend from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from app.cli.context import Context
    from data.client import HubClient

T = TypeVar("T")


def with_hub(context: Context, work: Callable[[HubClient], Awaitable[T]]) -> T:
    """Open the profile's backend, work with its client, and close it.

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
        from app.wiring import open_profile

        backend = await open_profile(profile)
        try:
            return await work(backend.hub)
        finally:
            await backend.aclose()

    return asyncio.run(run())
