"""A guest of the platform, in a process of its own: changes things at random and keeps a journal.

    python -m tests.soak.guest DATABASE JOURNAL WAY SECONDS SEED

WAY is the address of a server, `here` for the emulation in this process, or `rtm` for the command
line, a process for each command.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.wiring import open_sandbox
from data.client import HubClient, HubError, Retries, Settings, Timeouts
from data.models.reports import CreateReport
from data.models.requests import UpdateCustomer, UpdateSubscriber
from tests.data.client.changing import PACKAGES, Thing, order, room, user
from tests.ordering import template
from tests.soak.journal import OK, Journal
from tests.soak.typist import Typist

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable

SETTINGS = Settings(
    timeouts=Timeouts(connect=2, read=4, total=9),
    retries=Retries(first=0.1, longest=1.0, patience=3),
    looks=(0.0, 0.3, 1.0, 2.0),
)
SETTLE = 15.0
"""Seconds that a guest waits for a customer."""
HAS = (*PACKAGES, "webex_suite")


@dataclass
class Own:
    """A customer that this guest has made and that is ready.

    Attributes:
        thing: what it is called and its ids.
        users: those that it surely has: ids by email.
        rooms: its workspaces.
    """

    thing: Thing
    users: dict[str, str] = field(default_factory=dict)
    rooms: list[str] = field(default_factory=list)


class Guest:
    """One guest."""

    def __init__(self, hub: HubClient, journal: Journal, db: Path, name: str, seed: int) -> None:
        self.hub = hub
        self.journal = journal
        self.name = name
        self.template = template(db)
        self.chance = random.Random(seed)
        self.own: list[Own] = []
        self.n = 0

    async def act(self) -> None:
        """Do one thing."""
        if not self.own or self.chance.random() < 0.25:
            await self.create_customer()
            return
        often = (self.add_user, self.walk, self.change_user)
        rare = (
            self.drop_user,
            self.rename,
            self.add_room,
            self.drop_room,
            self.report,
            self.remove,
        )
        which = self.chance.choice(often * 2 + rare)
        await which(self.chance.choice(self.own))

    async def create_customer(self) -> None:
        thing = Thing(self._word(), self.template)
        made = await self._do(
            "customers.create", thing.name, self.hub.customers.provision(order(thing))
        )
        if made is None:
            return
        thing.customer_id = made.customer_id
        with contextlib.suppress(HubError):
            customer = await self.hub.customers.wait(made.customer_id, within=SETTLE)
            if customer.status == "provisioned" and customer.org_id:
                thing.org_id = customer.org_id
                self.own.append(Own(thing))

    async def add_user(self, own: Own) -> None:
        email = f"{self._word()}@{own.thing.name}.example"
        body = user(own.thing).model_copy(update={"email": email})
        assert body.provisioning_parameters is not None
        numbers = body.provisioning_parameters.model_copy(update={"extension": f"{2000 + self.n}"})
        body = body.model_copy(update={"provisioning_parameters": numbers})
        call = self.hub.subscribers.provision(body)
        made = await self._do("subscribers.create", email, call, customer=own.thing.customer_id)
        if made is not None:
            own.users[email] = made.id

    async def change_user(self, own: Own) -> None:
        if own.users:
            one = self.chance.choice([*own.users.values()])
            wanted = self.chance.choice(["webex_suite", "webex_calling"])
            call = self.hub.subscribers.update(one, UpdateSubscriber(package=wanted))
            await self._do("subscribers.update", one, call, package=wanted)

    async def drop_user(self, own: Own) -> None:
        if own.users:
            email = self.chance.choice([*own.users])
            one = own.users.pop(email)
            await self._do("subscribers.remove", one, self.hub.subscribers.remove(one))

    async def rename(self, own: Own) -> None:
        body = UpdateCustomer(packages=HAS, external_id=self._word())
        one = own.thing.customer_id
        call = self.hub.customers.update(one, body)
        await self._do("customers.update", one, call, external=body.external_id)
        with contextlib.suppress(HubError):
            await self.hub.customers.wait(one, within=SETTLE)

    async def remove(self, own: Own) -> None:
        self.own.remove(own)
        one = own.thing.customer_id
        await self._do("customers.remove", one, self.hub.customers.remove(one))

    async def add_room(self, own: Own) -> None:
        thing = Thing(self._word(), "", own.thing.customer_id, own.thing.org_id)
        with contextlib.suppress(HubError):
            body = await room(self.hub, thing)
            assert body.calling is not None
            assert body.calling.webex_calling is not None
            numbers = body.calling.webex_calling.model_copy(
                update={"extension": f"{6000 + self.n % 3000}"}
            )
            calling = body.calling.model_copy(update={"webex_calling": numbers})
            body = body.model_copy(update={"calling": calling})
            call = self.hub.workspaces.create(thing.org_id, body)
            made = await self._do("workspaces.create", thing.name, call, org=thing.org_id)
            if made is not None:
                own.rooms.append(made.id)

    async def drop_room(self, own: Own) -> None:
        if own.rooms:
            one = own.rooms.pop()
            await self._do("workspaces.remove", one, self.hub.workspaces.remove(one))

    async def report(self, own: Own) -> None:
        with contextlib.suppress(HubError):
            today = (await self.hub.clock()).now.date()
            day = today.replace(day=1).isoformat()
            body = CreateReport(billing_start_date=day, billing_end_date=day, type="CUSTOMER")
            made = await self._do("reports.create", day, self.hub.reports.create(body))
            if made is not None:
                await self._do("reports.delete", made.id, self.hub.reports.delete(made.id))

    async def walk(self, own: Own) -> None:
        """Follow the Links of the whole list: what is there throughout comes once."""
        mine = [one.thing.customer_id for one in self.own]
        pages = self.hub.customers.pages(size=self.chance.choice([5, 17, 40]))
        rows = await self._do("walk", "customers", pages.all())
        if rows is not None:
            ids = [row.id for row in rows]
            wrong = [one for one in mine if ids.count(one) != 1]
            twice = len(ids) - len(set(ids))
            n = self.journal.intend("walked", f"{len(ids)}")
            self.journal.end(
                n, OK if not wrong and not twice else "Wrong", wrong=wrong, twice=twice
            )

    async def _do(self, do: str, thing: str, call: Awaitable[Any], **given: Any) -> Any:
        """Make a call, with an entry before and after; its result, or None."""
        n = self.journal.intend(do, thing, **given)
        try:
            made = await call
        except HubError as error:
            self.journal.end(n, type(error).__name__, said=str(error), status=error.status)
            return None
        found = getattr(made, "found", False)
        one = (
            getattr(made, "customer_id", "")
            if do == "customers.create"
            else getattr(made, "id", "")
        )
        self.journal.end(n, OK, id=one, found=found)
        return made

    def _word(self) -> str:
        self.n += 1
        return f"soak-{self.name}-{self.n}"


@contextlib.asynccontextmanager
async def _hub(db: Path, way: str) -> AsyncIterator[HubClient]:
    if way == "here":
        backend = await open_sandbox(db)
        backend.hub._caller.settings = SETTINGS
        try:
            yield backend.hub
        finally:
            for failure in backend.hub._caller.http._transport._inner.failures:  # type: ignore[attr-defined] # the product's own transport
                print(failure.traceback, file=sys.stderr)
            await backend.aclose()
    else:
        token = db.with_name(f"{db.name}.token").read_text(encoding="ascii").strip()
        async with HubClient(way, token, settings=SETTINGS) as hub:
            yield hub


async def _main(db: Path, journal: Path, way: str, seconds: float, seed: int) -> None:
    end = time.monotonic() + seconds
    if way == "rtm":
        typist = Typist(db, Journal(journal), journal.stem)
        while time.monotonic() < end:
            await typist.act()
        return
    async with _hub(db, way) as hub:
        guest = Guest(hub, Journal(journal), db, journal.stem, seed)
        while time.monotonic() < end:
            await guest.act()


if __name__ == "__main__":
    _db, _journal, _way, _seconds, _seed = sys.argv[1:]
    asyncio.run(_main(Path(_db), Path(_journal), _way, float(_seconds), int(_seed)))
