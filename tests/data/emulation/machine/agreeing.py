"""What a sight of the platform must be, for the book and for the sight before it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from data.emulation.invariants import check_content, check_search
from data.emulation.store.service_invariants import IDLE
from tests.data.emulation.machine.book import BY_CALL, reachable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.data.emulation.machine.book import Book
    from tests.data.emulation.machine.play import Play, Row, Sight


def check_store(play: Play) -> None:
    """Nothing in the database contradicts itself."""
    connection = play.lab.connection
    assert check_content(connection) == []
    assert connection.execute(IDLE).fetchone() == (0,)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert check_search(connection) == []


def check_book(book: Book, sight: Sight) -> None:
    """The platform shows what the book knows, and nothing else."""
    assert set(sight.rows) == set(book.customers)
    for name, known in book.customers.items():
        row, detail = sight.rows[name], sight.customers[name]
        assert {**row, "key": ""} == {key: detail[key] for key in row}
        shown = set(row["packages"])
        assert known.packages <= shown <= known.packages | known.leaving, (known, row)
        if row["status"] == "provisioned":
            assert shown == known.packages
            assert all(p["status"] == "provisioned" for p in row["resourceDetails"]["packages"])
        assert row["externalId"] == known.external_id
        assert row["owner"]["orgId"] == book.play.partners[known.owner - 1]
        users = [user for user in book.subscribers.values() if user.customer == name]
        rooms = [room for room in book.rooms.values() if room.customer == name]
        assert row["users"] == len(users)
        assert sum(detail["userCounts"].values()) == len(users)
        assert detail["workspaces"] == len(rooms)
        uses = {package: n for package in known.packages if (n := book.uses(name, package))}
        assert detail["packageUsers"] == uses
        limits = {p: n for p, n in detail["packageLimits"].items() if p in known.packages}
        assert limits == known.limits
    _check_subscribers(book, sight)
    _check_people(book, sight)


def _check_subscribers(book: Book, sight: Sight) -> None:
    assert set(sight.subscribers) == set(book.subscribers)
    for name, known in book.subscribers.items():
        row = sight.subscribers[name]
        assert (row["customerId"], row["email"]) == (known.customer, known.email)
        assert (row["package"], row["packages"]) == (known.package, known.packages)
        assert row["externalCustomerId"] == book.customers[known.customer].external_id
        assert row["status"] == ("pending_user_migration" if known.waits else "provisioned")
        assert ("personId" in row) is not known.waits
    taken = Counter(seat for seat in book.seats() if seat[1])
    assert set(taken.values()) <= {1}


def _check_people(book: Book, sight: Sight) -> None:
    seen = [email for people in sight.people.values() for one in people for email in one["emails"]]
    assert len(seen) == len(set(seen)), "an email in two organizations"
    for email, org in book.people.items():
        if org in sight.people:
            assert email in seen
    for org, rooms in sight.workspaces.items():
        ours = {n for n, room in book.rooms.items() if book.customers[room.customer].org_id == org}
        assert {room["id"] for room in rooms} == ours


def check_step(before: Sight, after: Sight, called: Mapping[str, str]) -> None:
    """From one sight to the next, everything went ways that there are.

    Args:
        before: the one sight.
        after: the next one.
        called: which customers were changed meanwhile, by what (a key of `BY_CALL`).
    """
    assert after.now >= before.now
    for name, row in before.rows.items():
        now = after.rows[name]["status"] if name in after.rows else "gone"
        call = called.get(name)
        ways = reachable(row["status"])
        if call is not None:
            ways = {end for first in BY_CALL[call] for end in reachable(first)}
        assert now in ways, (row["status"], call, now)
        if name in after.customers:
            _check_history(before.customers[name], after.customers[name])
    assert {org for org in before.locations if org not in after.locations} <= _left(before, after)
    for org, places in before.locations.items():
        ids = [place["id"] for place in after.locations.get(org, places)]
        assert [place["id"] for place in places] == ids[: len(places)]
    _check_named(before, after)


def _left(before: Sight, after: Sight) -> set[str]:
    """Organizations of customers that are gone: who only might provision sees them no more."""
    gone = (row for name, row in before.rows.items() if name not in after.rows)
    return {row["orgId"] for row in gone if "orgId" in row}


def _check_history(before: Row, after: Row) -> None:
    """What happened has happened: the past stays, and grows at its end."""
    past, longer = before["history"][::-1], after["history"][::-1]
    if len(longer) < 50:
        assert longer[: len(past)] == past
    moments = [step["at"] for step in longer]
    assert moments == sorted(moments)
    assert after["statusSince"] >= before["statusSince"]


def _check_named(before: Sight, after: Sight) -> None:
    """Whoever looks different is named by the changes, so that consoles look again."""
    different = {
        name
        for name in {*before.customers, *after.customers}
        if before.customers.get(name) != after.customers.get(name)
        or before.rows.get(name) != after.rows.get(name)
    }
    for name in {*before.subscribers, *after.subscribers}:
        old, new = before.subscribers.get(name), after.subscribers.get(name)
        if old != new:
            different.add((new or old or {})["customerId"])
    assert different <= after.named, [
        {
            key: (value, after.customers[name].get(key))
            for key, value in before.customers.get(name, {}).items()
            if name in after.customers and value != after.customers[name].get(key)
        }
        for name in different - after.named
    ]
