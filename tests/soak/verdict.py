"""What a long run has to show at its end: the journals against what the platform has."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.wiring import open_sandbox
from data.emulation.maintenance import check
from data.models.settings import ClockInput
from tests.soak.guest import HAS
from tests.soak.journal import OK, UNKNOWN, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from data.client import HubClient
    from data.models.customers import Customer
    from data.models.resources import Subscriber

REMOVED = 3 * 86_400_000
"""Milliseconds after which whatever the platform works on is done."""


@dataclass
class There:
    """What the platform has at the end."""

    customers: dict[str, Customer]
    users: dict[str, Subscriber]
    rooms: Counter[str] = field(default_factory=Counter)

    @property
    def external_ids(self) -> Counter[str]:
        return Counter(one.external_id for one in self.customers.values())

    @property
    def emails(self) -> Counter[str]:
        return Counter(one.email for one in self.users.values())


@dataclass
class Expected:
    """What may be so of one thing, by what was told about it.

    Attributes:
        entry: its creation.
        alive: whether it is there; None where nobody can say.
        words: external ids that a customer may have, packages that a user may have.
    """

    entry: Entry
    alive: bool | None = True
    words: set[str] = field(default_factory=set)


def judge(db: Path, entries: Iterable[Entry]) -> tuple[list[str], dict[str, int]]:
    """All that is wrong, in words; and figures of the run.

    Args:
        db: the database, which nobody else uses any more.
        entries: of all guests, each guest's in its order.
    """
    every = list(entries)
    wrong = [f"invariant: {finding}" for finding in check(db)]
    with closing(sqlite3.connect(db)) as connection:
        (integrity,) = connection.execute("PRAGMA integrity_check").fetchone()
    if integrity != "ok":
        wrong.append(f"integrity: {integrity}")
    there = asyncio.run(_read(db, every))
    told = _Told(every)
    wrong += [*_said(every), *_doubled(there), *told.compare(there)]
    ends = Counter(one.end or "killed" for one in every)
    figures = {
        "told": len(every),
        "ok": ends[OK],
        "found": sum(bool(one.told.get("found")) for one in every),
        "unknown": sum(one.end in UNKNOWN for one in every),
        "killed": ends["killed"],
        "walks": sum(one.do == "walked" for one in every),
        "customers": sum(one.alive is True for one in told.customers.values()),
        "users": sum(one.alive is True for one in told.users.values()),
    }
    return wrong, figures


async def _read(db: Path, entries: list[Entry]) -> There:
    """Everything, when nothing fails and nothing moves any more."""
    backend = await open_sandbox(db)
    hub: HubClient = backend.hub
    try:
        await hub.faults.reset()
        await hub.set_clock(ClockInput(forward=REMOVED))
        found = There(
            {row.id: row async for row in hub.customers.iterate()},
            {row.id: row async for row in hub.subscribers.iterate()},
        )
        organizations = {one.given["org"] for one in entries if one.do == "workspaces.create"}
        live = {row.org_id for row in found.customers.values()}
        for org_id in organizations & live:
            found.rooms.update(row.display_name for row in await hub.workspaces.list(org_id))
        return found
    finally:
        await backend.aclose()


class _Told:
    """What was told about each thing."""

    def __init__(self, entries: list[Entry]) -> None:
        self.customers: dict[str, Expected] = {}
        self.users: dict[str, Expected] = {}
        self.failed: list[Entry] = []
        self.doubled: list[str] = []
        self._users_of: defaultdict[str, list[Expected]] = defaultdict(list)
        for one in entries:
            step = getattr(self, "_" + one.do.replace(".", "_"), None)
            if step is not None:
                step(one)

    def compare(self, there: There) -> Iterable[str]:
        """What is not as it was told."""
        yield from self.doubled
        for one, expected in self.customers.items():
            row = there.customers.get(one)
            yield from _presence(expected, found=row is not None)
            if row is not None and row.external_id not in expected.words:
                yield f"{one}: {row.external_id} is none of {expected.words}"
            if row is not None and not set(row.packages) >= set(HAS[:1]):
                yield f"{one}: {row.packages} is not what was ordered"
        for one, expected in self.users.items():
            user = there.users.get(one)
            yield from _presence(expected, found=user is not None)
            if user is not None and user.package not in expected.words:
                yield f"{one}: {user.package} is none of {expected.words}"
        names = there.external_ids + there.emails + there.rooms
        yield from (
            f"told {one.end}, but is there: {one}" for one in self.failed if names[one.thing]
        )

    def _customers_create(self, one: Entry) -> None:
        self._created(one, self.customers, {one.thing})

    def _subscribers_create(self, one: Entry) -> None:
        made = self._created(one, self.users, {"webex_calling"})
        if made is not None:
            self._users_of[one.given["customer"]].append(made)

    def _workspaces_create(self, one: Entry) -> None:
        if one.end != OK and one.end not in UNKNOWN:
            self.failed.append(one)

    def _created(self, one: Entry, things: dict[str, Expected], words: set[str]) -> Expected | None:
        if one.end == OK:
            if one.told["id"] in things:
                self.doubled.append(f"two were told that they made {one.told['id']}: {one}")
            return things.setdefault(one.told["id"], Expected(one, words=words))
        if one.end not in UNKNOWN:
            self.failed.append(one)
        return None

    def _customers_update(self, one: Entry) -> None:
        _changed(one, self.customers.get(one.thing), one.given["external"])

    def _subscribers_update(self, one: Entry) -> None:
        _changed(one, self.users.get(one.thing), one.given["package"])

    def _customers_remove(self, one: Entry) -> None:
        _removed(one, self.customers.get(one.thing))
        for user in self._users_of[one.thing]:
            _removed(one, user)

    def _subscribers_remove(self, one: Entry) -> None:
        _removed(one, self.users.get(one.thing))


def _changed(one: Entry, expected: Expected | None, word: str) -> None:
    if expected is None:
        return
    if one.end == OK:
        expected.words = {word}
    elif one.end in UNKNOWN:
        expected.words.add(word)


def _removed(one: Entry, expected: Expected | None) -> None:
    if expected is None or expected.alive is False:
        return
    if one.end == OK:
        expected.alive = False
    elif one.end in UNKNOWN:
        expected.alive = None


def _presence(expected: Expected, *, found: bool) -> Iterable[str]:
    if expected.alive is True and not found:
        yield f"lost: {expected.entry}"
    if expected.alive is False and found:
        yield f"removed, but is there: {expected.entry}"


def _doubled(there: There) -> Iterable[str]:
    for names in (there.external_ids, there.emails, there.rooms):
        yield from (f"{name} is there {n} times" for name, n in names.items() if n > 1 and name)


def _said(entries: Iterable[Entry]) -> Iterable[str]:
    """Ends that no fault explains."""
    for one in entries:
        odd = one.end in ("Wrong", "Traceback") or one.told.get("status") == 500
        if odd or "database is locked" in str(one.told.get("said", "")):
            yield f"{one}"
