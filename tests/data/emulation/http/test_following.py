"""Who follows Link sees each row that matched all the time exactly once, whatever comes and goes.

Rows are added, changed and removed between any two pages (contract, section 1). In a list by the
last change of status a row that changes moves, and counts as one that came.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.data.client.support import client
from tests.data.emulation.builder import NOW, World
from tests.data.emulation.http.asking import Reply, ask_at_once, org_id
from tests.data.emulation.http.lab import Lab

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROWS: Final = 9
ACME, HARBOUR = 1, 2

Change = tuple[str, int]


class Course(NamedTuple):
    """A list that is followed.

    Attributes:
        url: path and query, to which the size of a page is added; `{org}` and `{sub}` stand for
            the organizations of the first customer and of a sub-partner.
        kind: whose rows change: customers, subscribers, people, workspaces, locations, partners
            or emails.
        moves: what a row is in the order by, if that changes with it.
    """

    url: str
    kind: str
    moves: str = ""


_CUSTOMERS: Final = "/v1/wholesale/customers"
_SUBSCRIBERS: Final = "/v1/wholesale/subscribers"
COURSES: Final = {
    "customers": Course(f"{_CUSTOMERS}?x=1", "customers"),
    "customers by status": Course(f"{_CUSTOMERS}?status=provisioned,updating", "customers"),
    "a provider's": Course(f"{_CUSTOMERS}?onBehalfOfSubPartnerOrgId={{sub}}", "customers"),
    "customers by external id": Course(f"{_CUSTOMERS}?externalId=NC-000001", "customers"),
    "hub's": Course("/hub/v1/customers?owner=all", "customers"),
    "hub's, newest": Course("/hub/v1/customers?owner=all&sort=created&order=desc", "customers"),
    "hub's, found": Course("/hub/v1/customers?owner=all&q=acme&status=provisioned", "customers"),
    "subscribers": Course(f"{_SUBSCRIBERS}?x=1", "subscribers"),
    "subscribers, oldest": Course(f"{_SUBSCRIBERS}?sortOrder=ASC", "subscribers"),
    "subscribers by change": Course(
        f"{_SUBSCRIBERS}?sortBy=lastStatusChange", "subscribers", "lastStatusChange"
    ),
    "subscribers by change, oldest": Course(
        f"{_SUBSCRIBERS}?sortBy=lastStatusChange&sortOrder=ASC", "subscribers", "lastStatusChange"
    ),
    "subscribers who wait": Course(f"{_SUBSCRIBERS}?status=pending_user_migration", "subscribers"),
    "people": Course("/v1/people?orgId={org}", "people"),
    "workspaces": Course("/v1/workspaces?orgId={org}", "workspaces"),
    "locations": Course("/v1/locations?orgId={org}", "locations"),
    "sub-partners": Course("/v1/wholesale/subPartners?x=1", "partners"),
    "active sub-partners": Course("/v1/wholesale/subPartners?provisioningState=active", "partners"),
    "emails": Course("/hub/v1/emails?x=1", "emails"),
}


def _world() -> World:
    """Some rows of every kind, of which a few have the same moment."""
    world = World()
    top = world.partner()
    for number in range(5):
        world.partner(f"Provider {number}", top, state="suspended" if number == 2 else "active")
    for partner in range(1, 5):
        world.staff(partner, f"s{partner}@example.com")
    for number in range(ROWS):
        for kind in ("customers", "subscribers", "people", "workspaces", "locations", "emails"):
            add(world, kind, number)
    return world


def add(world: World, kind: str, number: int) -> None:
    """Put a row of a kind in, the way a change of the platform would."""
    moment = world.now - (number % 4) * 1_000
    customer = {"customer_id": ACME}
    if kind == "customers":
        owner = HARBOUR if number % 3 == 2 else 1
        status = ("provisioned", "updating", "error")[number % 3]
        world.customer(owner, f"Acme {number % 5}", status, created_ms=moment)
    elif kind == "subscribers":
        status = "pending_user_migration" if number % 2 else "provisioned"
        # Who waits becomes one by itself while others read.
        steps = [(world.now + 5_000, "provisioned")] if number % 4 == 1 else []
        world.subscriber(ACME, status, created_ms=moment, steps=steps)
    elif kind == "people":
        world.insert(
            "people",
            uuid=world.uuid(),
            organization_id=ACME,
            email=f"{world.uuid().hex()}@acme.example",
            first_name="Ann",
            last_name="Other",
            created_ms=moment,
            active_ms=moment + (number % 2) * 7_000,
        )
    elif kind == "workspaces":
        ends = {"ended_ms": world.now + 6_000} if number % 3 == 0 else {}
        world.insert(
            "workspaces", uuid=world.uuid(), name="Lobby", created_ms=moment, **customer, **ends
        )
    elif kind == "locations":
        world.location(ACME, f"Place {world.uuid().hex()}")
    elif kind == "partners":
        world.partner("Another", 1)
    else:
        address = f"{world.uuid().hex()}@acme.example"
        row = {"owner_id": 1, "at_ms": moment, "kind": "consent", "address": address}
        world.insert("emails", **row, **customer)


_REMOVALS: Final = {
    "customers": "UPDATE customers SET status = 'deleted', next_at = NULL WHERE id = ?",
    "subscribers": "UPDATE subscribers SET status = 'deleted', next_at = NULL WHERE id = ?",
    "people": f"UPDATE people SET ended_ms = {NOW} WHERE id = ?",
    "workspaces": f"UPDATE workspaces SET ended_ms = {NOW} WHERE id = ?",
    "locations": "DELETE FROM locations WHERE id = ?",
    "partners": "UPDATE partners SET state = 'suspended' WHERE id = ? AND parent_id = 1",
    "emails": "DELETE FROM emails WHERE id = ?",
}
_CHANGES: Final = {
    "customers": "UPDATE customers SET status = 'provisioned', status_ms = status_ms + 1"
    " WHERE id = ? AND status <> 'deleted'",
    "subscribers": "UPDATE subscribers SET status = 'provisioned', status_ms = {now},"
    " next_at = NULL WHERE id = ? AND status <> 'deleted'",
    "partners": "UPDATE partners SET state = 'active' WHERE id = ?",
}


class Grown(World):
    """A world whose new rows have uuids that none of the old ones has."""

    _count = 0

    def uuid(self) -> bytes:
        """A new uuid."""
        self._count += 1
        return self._count.to_bytes(4, "big") * 4


def change(lab: Lab, world: World, kind: str, what: Change) -> None:
    """Add, change or remove a row, or let time pass."""
    name, number = what
    world.now = lab.now
    if name == "wait":
        lab.wait(number * 1_500)
        return
    if name == "add":
        add(world, kind, number)
        return
    query = (_REMOVALS if name == "remove" else _CHANGES).get(kind)
    (most,) = lab.connection.execute(f"SELECT max(id) FROM {kind}").fetchone()
    # The first customer has all the rest.
    rowid = max(number % most + 1, 2 if kind == "customers" else 1)
    if query is not None:
        lab.connection.execute(query.format(now=lab.now), (rowid,))


_changes: Final = st.tuples(
    st.sampled_from(("add", "add", "remove", "change", "wait")), st.integers(0, 30)
)
_between: Final = st.lists(st.lists(_changes, max_size=3), max_size=6)
_times: Final = pytest.mark.parametrize(
    "examples", [8, pytest.param(400, marks=pytest.mark.soak, id="soak")]
)


def _often(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    lab = Lab(_world())
    yield lab
    lab.close()


class Walk:
    """A list that somebody follows while it changes."""

    def __init__(self, lab: Lab, course: Course, size: int) -> None:
        self.lab = lab
        lab.reset()
        self.world = Grown(lab.connection, NOW)
        self.course = course
        self._moves = course.moves
        url = course.url.format(org=org_id_of(lab), sub=org_id(lab.world, HARBOUR))
        self.url = f"{url}&max={size}"
        self._whole = f"{url}&max=100"
        self.seen: list[str] = []
        self.kept, self.ever = self._there(), self._there()

    def _there(self) -> set[tuple[str, Any]]:
        """All that match now: ids, and where in the order if that can change."""
        items = self.get(self._whole).json["items"]
        assert len(items) < 100
        return {(name_of(row), row.get(self._moves)) for row in items}

    def get(self, url: str) -> Reply:
        """Ask for a page."""
        reply = ask_at_once(self.lab.app, url, self.lab.tokens[1])
        assert reply.status == 200, reply.body
        return reply

    def note(self) -> None:
        """Look who matches now, between two pages."""
        there = self._there()
        self.kept &= there
        self.ever |= there

    def change(self, changes: list[Change]) -> None:
        """Let rows come and go."""
        for one in changes:
            change(self.lab, self.world, self.course.kind, one)
            self.note()

    def follow(self, url: str, link: str, between: list[list[Change]]) -> str:
        """Follow a link to the end; the last page's address."""
        todo = list(between)
        while True:
            reply = self.get(url)
            self.seen += [name_of(row) for row in reply.json["items"]]
            if link not in reply.links:
                return url
            url = reply.links[link]
            if todo:
                self.change(todo.pop(0))

    def check(self, among: set[str] | None = None) -> None:
        """Each row that matched all the time was seen once.

        Args:
            among: the only ones that count; None for all.
        """
        kept = {name for name, _ in self.kept}
        once = kept if among is None else kept & among
        assert [name for name in once if self.seen.count(name) != 1] == []
        assert set(self.seen) <= {name for name, _ in self.ever}


def name_of(row: dict[str, Any]) -> str:
    """What tells one row from the others; emails have no id, so their address does."""
    found: str = row.get("id") or row.get("orgId") or row["address"]
    return found


def org_id_of(lab: Lab) -> str:
    """The organization id of the first customer."""
    reply = ask_at_once(lab.app, f"{_CUSTOMERS}?externalId=NC-000001", lab.tokens[1])
    (row,) = reply.json["items"]
    found: str = row["orgId"]
    return found


@_times
@pytest.mark.parametrize("course", COURSES)
def test_forward(lab: Lab, course: str, examples: int) -> None:
    @_often(examples)
    @given(st.integers(1, 4), _between)
    def walk(size: int, between: list[list[Change]]) -> None:
        found = Walk(lab, COURSES[course], size)
        found.follow(found.url, "next", between)
        found.check()

    walk()


@_times
@pytest.mark.parametrize("course", COURSES)
def test_backward(lab: Lab, course: str, examples: int) -> None:
    @_often(examples)
    @given(st.integers(1, 4), _between)
    def walk(size: int, between: list[list[Change]]) -> None:
        found = Walk(lab, COURSES[course], size)
        last = found.follow(found.url, "next", [])
        there, found.seen = set(found.seen), []
        found.follow(last, "prev", between)
        found.check(there)

    walk()


@_times
@pytest.mark.parametrize("what", ["customers", "subscribers", "partners"])
def test_with_the_client(lab: Lab, what: str, examples: int) -> None:
    names = {"customers": "customers", "subscribers": "subscribers", "partners": "sub-partners"}

    @_often(examples)
    @given(st.integers(1, 4), _between)
    def walk(size: int, between: list[list[Change]]) -> None:
        found = Walk(lab, COURSES[names[what]], size)
        found.seen = asyncio.run(_read(found, what, size, list(between)))
        found.check()

    walk()


async def _read(walk: Walk, what: str, size: int, between: list[list[Change]]) -> list[str]:
    def handler(request: httpx.Request) -> httpx.Response:
        if "key=" in str(request.url) and between:
            walk.change(between.pop(0))
        token = walk.lab.tokens[1]
        reply = ask_at_once(walk.lab.app, str(request.url), token)
        return httpx.Response(reply.status, headers=reply.headers, content=reply.body)

    async with client(handler, token=walk.lab.tokens[1]) as hub:
        pages: dict[str, Callable[[], Any]] = {
            "customers": lambda: hub.customers.pages(size=size),
            "subscribers": lambda: hub.subscribers.pages(size=size),
            "partners": lambda: hub.sub_partners.pages(size=size),
        }
        listed = pages[what]()
        found = [row.org_id if what == "partners" else row.id async for row in listed.each()]
        assert not listed.shifted
        return found
