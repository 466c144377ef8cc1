"""Puts a client and what stands behind it together: the emulation in process, or the network.

Heavy modules are imported inside, and the sandbox's in the thread that opens its database, so that
the shell keeps painting meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

from data.threads import in_thread

if TYPE_CHECKING:
    from pathlib import Path

    from app.profiles import Profile
    from data.client import HubClient, RequestLog
    from data.client.address import Token
    from data.emulation.platform import Platform

SETTLE_AFTER = 2.0
"""Seconds that a console has for its first rows before anything is written behind them."""
SANDBOX_URL = "http://localhost/v1"
"""The address of an emulation in this process; nothing listens there, nothing is sent there."""


@dataclass(frozen=True, slots=True)
class Backend:
    """A client and what stands behind it.

    Attributes:
        hub: the client.
        platform: the emulation in this process; None for the live platform.
    """

    hub: HubClient
    platform: Platform | None = None

    async def settle(self, after: float = SETTLE_AFTER) -> None:
        """Let the emulation write down what fell due while nobody wrote; changes no answer.

        For a console, as a worker, when its first rows are there: lists and counts are quicker
        afterwards. It ends by itself, also when the backend is closed.

        Args:
            after: seconds to wait before.
        """
        if self.platform is not None:
            import asyncio

            await asyncio.sleep(after)
            await self.platform.fold_due()

    async def aclose(self) -> None:
        """Close the client's connections, then the database, which may take up to 0.3 s."""
        await self.hub.aclose()
        if self.platform is not None:
            await in_thread(self.platform.close, "rtm-close")


async def open_profile(profile: Profile, *, log: RequestLog | None = None) -> Backend:
    """Open a profile's backend.

    Raises:
        DatabaseProblem: the sandbox's database cannot be opened.
        CredentialProblem: a live profile has no token.
        HubError: the address is none, or its token must not go there.
    """
    if profile.kind == "sandbox":
        return await open_sandbox(profile.database, log=log)
    from app.credentials import read_token

    # Read once, so that a missing token is said at the start; later ones may be newer.
    read_token(profile)
    return await open_live(profile.base_url, lambda: read_token(profile), log=log)


async def open_sandbox(
    path: Path, *, log: RequestLog | None = None, email: str | None = None
) -> Backend:
    """Open the emulation in a database that exists.

    Args:
        path: the database.
        log: where requests are recorded; None makes a new one.
        email: whose token to use; None is the partner's first full administrator.

    Raises:
        DatabaseProblem: it cannot be opened.
        LookupError: nobody has this email.
    """
    opening = _Opening(path, log, email)
    try:
        return await in_thread(opening.work, "rtm-open")
    except BaseException:
        # Closing a database takes its time, and nobody waits for this one.
        Thread(target=opening.abandon, name="rtm-close", daemon=True).start()
        raise


async def open_live(base_url: str, token: Token, *, log: RequestLog | None = None) -> Backend:
    """Make a client of the live platform, or of an emulation on the network; sends nothing yet.

    Args:
        base_url: the platform's address, with or without `/v1`.
        token: a token, or a function that gives the one to use now.
        log: where requests are recorded; None makes a new one.

    Raises:
        HubError: the address is none, or the environment's proxy cannot be used.
    """

    def make() -> HubClient:
        from data.client import HubClient

        return HubClient(base_url, token, log=log)

    # The certificates take tens of milliseconds to load.
    return Backend(await in_thread(make, "rtm-open"))


class _Opening:
    """The opening of a database, which may end after its caller is gone."""

    def __init__(self, path: Path, log: RequestLog | None, email: str | None) -> None:
        self._path = path
        self._log = log
        self._email = email
        self._platform: Platform | None = None
        self._abandoned = False

    def work(self) -> Backend:
        """Import everything, open the database, sign a token; runs in a thread."""
        from app.signing import Signing
        from app.transport import InProcessTransport
        from data.client import HubClient
        from data.emulation.platform import Platform

        platform = Platform.open(self._path)
        self._platform = platform
        try:
            inner = InProcessTransport(platform.app)
            transport = Signing(inner, lambda: platform.token(self._email))
            transport.token()
            hub = HubClient(SANDBOX_URL, transport.token, transport=transport, log=self._log)
        except BaseException:
            self.abandon()
            raise
        if self._abandoned:
            platform.close()
        return Backend(hub, platform)

    def abandon(self) -> None:
        """Close the database, now or as soon as it is open."""
        self._abandoned = True
        platform, self._platform = self._platform, None
        if platform is not None:
            platform.close()
