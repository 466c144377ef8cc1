"""What the console is connected to, with everything heavy imported off the event loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from app.platform_time import PlatformTime
from data.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from app.options import ConsoleOptions
    from app.profiles import Profile
    from app.wiring import Backend
    from data.client import HubClient, RequestLog, RequestRecord
    from data.client.directory import Directory
    from data.local.recorder import Recorder
    from data.models.customers import HubCustomer
    from data.models.hub import Capabilities, PartnerInfo
    from data.operations.history.history import History
    from screens.context import CustomerList


MODULES = ("app.keeping", "data.client.hub", "data.operations.history.history")
"""What is imported before anything is opened, so that the loop need not wait for it."""


def _import() -> None:
    from importlib import import_module

    for name in MODULES:
        import_module(name)


class Connection:
    """A backend and what is known of it; nothing until it is opened.

    Attributes:
        log: every request; None before the first.
        history: the same, with those that are kept of earlier programs; None before the first.
        capabilities: what the backend can do beyond the public API.
        directory: the list of customers of a platform that cannot search; None where it can.
        partner: whose business is run; None until it is asked.
        time: the platform's clock, carried on.
    """

    def __init__(self) -> None:
        self.log: RequestLog | None = None
        self.capabilities: Capabilities | None = None
        self.directory: Directory | None = None
        self.partner: PartnerInfo | None = None
        self.time = PlatformTime()
        self.history: History | None = None
        self._recorder: Recorder[RequestRecord] | None = None
        self._backend: Backend | None = None
        self._rereading = False

    @property
    def hub(self) -> HubClient | None:
        """The client; None while it is being connected."""
        return self._backend.hub if self._backend else None

    @property
    def customer_list(self) -> CustomerList | None:
        """Where the list of customers comes from; None while it was never read."""
        if self.directory is not None:
            return self.directory if self.directory.at else None
        return self._backend.hub.customers if self._backend else None

    @property
    def fails(self) -> bool:
        """Whether the platform fails on purpose, as its newest answer told."""
        return bool(self._backend and self._backend.hub.faults_on.on)

    async def open(
        self, options: ConsoleOptions, faults_changed: Callable[[int], None] | None = None
    ) -> None:
        """Open the profile's backend, and ask what it can and what time it is there.

        Args:
            options: whose profile.
            faults_changed: told whenever the platform begins or ceases to fail on purpose.

        Raises:
            HubError, DatabaseProblem, CredentialProblem: it cannot be reached or opened; each says
                what to do.
        """
        await in_thread(_import)
        from app.wiring import open_profile
        from data.client import RequestLog

        self._remember(options.profile, RequestLog())
        backend = await open_profile(options.profile, log=self.log)
        hub = backend.hub
        if faults_changed is not None:
            hub.faults_on.subscribe(faults_changed)
        try:
            capabilities, clock = await asyncio.gather(hub.capabilities(), hub.clock())
        except BaseException:
            await backend.aclose()
            raise
        if not capabilities.search:
            from data.client.directory import SORTS, Directory

            capabilities = capabilities.model_copy(update={"sorts": SORTS})
            self.directory = Directory()
        self._backend, self.capabilities = backend, capabilities
        self.time.set(clock.now, clock.rate)

    def _remember(self, profile: Profile, log: RequestLog) -> None:
        """Keep a log's requests; of an attempt to connect that failed, those stay, too."""
        from functools import partial

        from app.keeping import keep
        from data.operations.history.history import History
        from data.operations.history.keeping import kept

        if self._recorder is None:
            self._recorder = keep(profile, "console", log)
        elif self.log is not None:
            log.keeper = self.log.keeper
        self.log = log
        as_kept = partial(kept, program="console", place=profile.place)
        self.history = History(log, as_kept, self._recorder)

    async def know_partner(self) -> None:
        """Ask whose business is run.

        Raises:
            HubError: it could not be asked.
        """
        if self.hub is not None:
            self.partner = await self.hub.partner()

    async def reread(self, progress: Callable[[int], None]) -> bool | None:
        """Read the list of a platform that cannot search anew; two readings never run at once.

        Args:
            progress: told how many customers are read so far.

        Returns:
            Whether it is whole: False where it moved meanwhile, None where nothing was read.

        Raises:
            HubError: it could not be read; the old one stays.
        """
        hub, directory = self.hub, self.directory
        if directory is None or hub is None or self._rereading:
            return None
        self._rereading = True
        try:
            await directory.refresh(hub, progress=progress)
        finally:
            self._rereading = False
        return not directory.shifted

    def learn(self, rows: Sequence[HubCustomer], gone: Sequence[str] = ()) -> None:
        """Take over into such a list what was learned of customers since it was read."""
        if self.directory is not None:
            self.directory.update(rows, gone)

    async def resync(self, now: datetime) -> bool:
        """Take over the platform's time where it has moved otherwise than expected; whether so."""
        hub = self.hub
        if hub is None or not self.time.differs(now):
            return False
        clock = await hub.clock()
        self.time.set(clock.now, clock.rate)
        return True

    async def settle(self) -> None:
        """Let the emulation write down what fell due, a while behind the first rows."""
        if self._backend is not None:
            await self._backend.settle()

    async def close(self) -> None:
        """Let go of the client and the platform behind it."""
        backend, self._backend = self._backend, None
        recorder, self._recorder = self._recorder, None
        if backend is not None or recorder is not None:
            from app.keeping import close_both

            await close_both(backend, recorder)
