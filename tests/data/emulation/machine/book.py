"""What must be so after any calls, kept the plain way: who is there, with what, in which state.

Nothing here asks the emulation's own rules, so that a mistake in them shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tests.data.emulation.machine.play import FREE, RESIDENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.data.emulation.machine.play import Play, Sight

SEATED: Final = {
    "common_area_calling",
    "webex_calling_standard",
    "webex_voice",
    "webex_calling",
    "webex_suite",
    "cx_essentials",
}
"""Packages with a calling seat (PKG-6)."""
PROFESSIONAL: Final = {"webex_voice", "webex_calling", "webex_suite", "cx_essentials"}
"""What Attendant Console stands on (PKG-5)."""
CONSOLE: Final = "attendant_console"
AREA: Final = "common_area_calling"
GONE: Final = "gone"
BY_TIME: Final = {
    "pending_rpl_review": {"error", "provisioning", "updating", "provisioned"},
    "provisioning": {"provisioned"},
    "updating": {"provisioned"},
    "deleting": {GONE},
}
"""What becomes of a customer by itself."""
BY_CALL: Final = {
    "update": {"provisioning", "updating", "provisioned", "pending_rpl_review"},
    "remove": {"deleting", GONE},
    "approved": {"provisioning", "updating", "provisioned"},
    "refused": {"error"},
}
"""What a customer is right after a call that went through."""
BUSY: Final = {"provisioning", "updating", "deleting", "pending_rpl_review"}
SHUT: Final = {"deleting", "pending_rpl_review", "error"}
"""Statuses in which nothing is provisioned for a customer."""


@dataclass
class KnownCustomer:
    """A customer as it was ordered and changed.

    Attributes:
        owner: the rowid of its partner.
        org_id: its organization; empty while that is to come.
        packages: all that it is to have.
        leaving: what it may have still.
        created: what it began with (PRV-6).
        limits: the most that it may use.
        served: whether it has or had a subscriber that came (PRV-5).
        ready: whether it was provisioned at any time.
    """

    owner: int
    external_id: str
    org_id: str
    attached: bool
    packages: set[str]
    created: set[str]
    limits: dict[str, int]
    leaving: set[str] = field(default_factory=set)
    served: bool = False
    ready: bool = False

    def begins_anew(self, packages: set[str]) -> None:
        """It is ordered once more, because it was never ready (PRV-6)."""
        if not self.ready:
            self.created = packages


@dataclass
class KnownSubscriber:
    """A subscriber. `seat` is location, extension and phone; `waits` for consent (SBR-3)."""

    customer: str
    email: str
    package: str
    seat: tuple[str, str, str] = ("", "", "")
    console: bool = False
    waits: bool = False
    administrator: bool = False

    @property
    def packages(self) -> list[str]:
        """Its base package and the add-on."""
        return [self.package, CONSOLE] if self.console else [self.package]


@dataclass
class KnownRoom:
    """A workspace with Common Area Calling."""

    customer: str
    seat: tuple[str, str, str]


class Book:
    """All that is known of a play."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.customers: dict[str, KnownCustomer] = {}
        self.subscribers: dict[str, KnownSubscriber] = {}
        self.rooms: dict[str, KnownRoom] = {}
        self.people = {RESIDENT: play.organizations["small"]}
        """Whose each email is, of persons that were seen."""
        self.free = set(FREE)
        self.agreed: set[str] = set()
        self.suspended = {3}

    def holder(self, email: str) -> str | None:
        """The organization, or the customer whose organization is to come, of an email's owner."""
        for known in self.subscribers.values():
            if known.email == email:
                return self.place(known.customer)
        if email.endswith("@example.com"):
            return self.play.partners[int(email[1]) - 1]
        return self.people.get(email)

    def place(self, customer: str) -> str:
        """What stands for a customer's organization."""
        return self.customers[customer].org_id or customer

    def subscriber_of(self, email: str) -> KnownSubscriber | None:
        """The live subscriber with an email."""
        return next((s for s in self.subscribers.values() if s.email == email), None)

    def seats(self) -> list[tuple[str, str, str]]:
        """All that are taken."""
        users = [user.seat for user in self.subscribers.values()]
        return users + [room.seat for room in self.rooms.values()]

    def uses(self, customer: str, package: str) -> int:
        """How many users and workspaces of a customer have a package."""
        users = [s for s in self.subscribers.values() if s.customer == customer]
        rooms = [r for r in self.rooms.values() if r.customer == customer]
        return sum(package in user.packages for user in users) + len(rooms) * (package == AREA)

    def change_packages(self, customer: str, packages: set[str]) -> None:
        """A customer has other packages: what stood on those that go ends (CMG-1)."""
        known = self.customers[customer]
        gone = known.packages - packages
        known.leaving = (known.leaving | gone) - packages
        known.packages = packages
        known.limits = {name: n for name, n in known.limits.items() if name in packages}
        for name, user in list(self.subscribers.items()):
            if user.customer == customer:
                user.console = user.console and CONSOLE in packages
                if user.package in gone:
                    del self.subscribers[name]
        if AREA in gone:
            self.drop_rooms(customer)

    def end_service(self, customer: str, *, waiting_only: bool = False) -> None:
        """All users of a customer lose their service, or all that wait for consent."""
        for name, user in list(self.subscribers.items()):
            if user.customer == customer and (user.waits or not waiting_only):
                del self.subscribers[name]
        if not waiting_only:
            self.drop_rooms(customer)

    def drop_rooms(self, customer: str) -> None:
        """A customer's workspaces end."""
        self.rooms = {n: room for n, room in self.rooms.items() if room.customer != customer}

    def notice(self, sight: Sight) -> None:
        """Take from a sight what only time decides: who is gone, who came, which organization."""
        for name in set(self.customers) - set(sight.rows):
            self.end_service(name)
            del self.customers[name]
        for name, row in sight.rows.items():
            known = self.customers[name]
            known.org_id = row.get("orgId", known.org_id)
            if row["status"] == "provisioned":
                known.leaving, known.ready = set(), True
        for name, known_user in self.subscribers.items():
            row = sight.subscribers.get(name, {})
            if row.get("status") == "provisioned" and known_user.waits:
                known_user.waits = False
                self.customers[known_user.customer].served = True
        for org, people in sight.people.items():
            self.people.update({email: org for person in people for email in person["emails"]})


def reachable(status: str, steps: Iterable[str] = ()) -> set[str]:
    """The statuses that one can become by itself, itself too, or after some others."""
    found = {status, *steps}
    todo = list(found)
    while todo:
        more = BY_TIME.get(todo.pop(), set()) - found
        found |= more
        todo += more
    return found
