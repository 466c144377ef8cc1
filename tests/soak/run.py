"""Runs eight programs on one database for a while: servers, their clients, and others beside."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.wiring import open_sandbox
from data.client import HubError
from data.models.faults import FaultInput
from data.models.settings import ClockInput
from tests.serving import ROOT, Served
from tests.soak.journal import Entry, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from data.client import HubClient

SERVERS = 2
WAYS = (0, 1, 1, "here", "here", "rtm")
"""How each guest gets there: by the number of a server, in its own process, by commands."""
PATIENCE = 60
"""Seconds that a guest has to come to an end."""
OPERATIONS = ("customers.*", "subscribers.*", "*.create", "*.update", "*.remove", "*")
TURNED_AWAY = (423, 429)
BROKEN = (502, 503, 504)
"""What faults answer; a 500 is the platform's own."""


class Server:
    """A server that keeps its port over its lives."""

    def __init__(self, db: Path) -> None:
        with contextlib.closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self._db = db
        self.said = ""
        self.served = self._start()

    def _start(self) -> Served:
        return Served(self._db, "--rate", "0", "--port", str(self._port))

    def restart(self) -> None:
        """Kill it, as a power cut would, and begin anew."""
        self.kill()
        self.served = self._start()

    def kill(self) -> None:
        """End it without warning."""
        self.served.kill()
        self.said += self.served.said

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        code = self.served.stop()
        self.kill()
        return code


@dataclass
class Life:
    """A guest's lives: a process and a journal for each."""

    number: int
    db: Path
    way: str
    end: float
    journals: list[Path] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin a life that lasts until the end of the run."""
        name = f"{self.number}-{len(self.journals)}"
        journal = self.db.with_name(f"{name}.journal")
        journal.touch()
        self.journals.append(journal)
        left = max(0.0, self.end - time.monotonic())
        seed = self.number * 1_000 + len(self.journals)
        argv = [sys.executable, "-m", "tests.soak.guest", self.db, journal, self.way, left, seed]
        with journal.with_suffix(".err").open("wb") as errors:
            self.process = subprocess.Popen([*map(str, argv)], cwd=ROOT, stderr=errors)

    def kill(self) -> None:
        """End it without warning."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(PATIENCE)

    @property
    def said(self) -> str:
        """What its lives have said on standard error."""
        return "".join(one.with_suffix(".err").read_text("utf-8") for one in self.journals)


class Run:
    """One run.

    Attributes:
        kills: programs that were killed.
        faults: faults that were added.
        moves: times that the clock was moved.
        wrong: what went wrong with the programs themselves.
    """

    def __init__(self, db: Path, seconds: float, seed: int) -> None:
        self.db = db
        self.chance = random.Random(seed)
        self.kills = self.faults = self.moves = 0
        self.wrong: list[str] = []
        self._end = time.monotonic() + seconds
        self._servers: list[Server] = []
        self._guests: list[Life] = []

    def run(self) -> list[Entry]:
        """Let it go on until its time is up; what the guests have noted."""
        try:
            self._servers = [Server(self.db) for _ in range(SERVERS)]
            for number, way in enumerate(WAYS):
                address = self._servers[way].served.url if isinstance(way, int) else str(way)
                self._guests.append(Life(number, self.db, address, self._end))
                self._guests[-1].start()
            asyncio.run(self._disturb())
            self._finish()
        finally:
            for guest in self._guests:
                guest.kill()
            for server in self._servers:
                server.kill()
        return [*self._entries()]

    async def _disturb(self) -> None:
        """Change the faults, move the clock and kill somebody, now and then."""
        backend = await open_sandbox(self.db)
        try:
            while time.monotonic() < self._end:
                await asyncio.sleep(self.chance.uniform(0.2, 1.2))
                await self._once(backend.hub)
            # What the guests have begun may come to its end undisturbed.
            await backend.hub.faults.reset()
        finally:
            await backend.aclose()

    async def _once(self, hub: HubClient) -> None:
        what = self.chance.random()
        # The faults hit this one, too.
        with contextlib.suppress(HubError):
            if what < 0.4:
                await self._play(hub)
            elif what < 0.65:
                await hub.set_clock(self._move())
                self.moves += 1
            elif self._end - time.monotonic() > 5:
                self.kills += 1
                if self.chance.random() < 0.4:
                    await asyncio.to_thread(self.chance.choice(self._servers).restart)
                else:
                    guest = self.chance.choice(self._guests)
                    guest.kill()
                    guest.start()

    async def _play(self, hub: HubClient) -> None:
        """Other faults, or none."""
        await hub.faults.reset()
        for _ in range(self.chance.randrange(1, 5)):
            given: dict[str, Any] = {
                "operations": self.chance.choice(OPERATIONS),
                "kind": self.chance.choice(["status", "status", "cut", "garble", "drop", "delay"]),
                "moment": self.chance.choice(["before", "after", "after"]),
                "share": round(self.chance.uniform(0.05, 0.4), 2),
                "seed": self.chance.randrange(1_000),
            }
            if given["kind"] == "delay":
                given["delay_ms"] = self.chance.randrange(50, 800)
            if given["kind"] == "status":
                after = given["moment"] == "after"
                given["status"] = self.chance.choice(BROKEN if after else BROKEN + TURNED_AWAY)
            await hub.faults.add(FaultInput.model_validate(given))
            self.faults += 1

    def _move(self) -> ClockInput:
        """Later, or faster; real pauses would outlast the run."""
        if self.chance.random() < 0.5:
            return ClockInput(forward=self.chance.randrange(10_000, 3_600_000))
        return ClockInput(mode="scaled", rate=float(self.chance.choice([10, 60, 300])))

    def _finish(self) -> None:
        """Everybody ends what they have begun."""
        for guest in self._guests:
            assert guest.process is not None
            code = guest.process.wait(PATIENCE)
            if code or guest.said:
                self.wrong.append(f"guest {guest.number} ended with {code}: {guest.said}")
        for server in self._servers:
            code = server.stop()
            if code or re.search(r"Traceback|is locked| 500 \d+\.\d ms", server.said):
                self.wrong.append(f"a server ended with {code}: {server.said[-3000:]}")

    def _entries(self) -> Iterator[Entry]:
        for guest in self._guests:
            for journal in guest.journals:
                yield from read(journal)
