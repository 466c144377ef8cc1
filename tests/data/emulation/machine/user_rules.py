"""Users, persons, places and workspaces: made, changed, ended."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st

from data.emulation.rules import ids
from tests.data.emulation.machine.base import RANKS, Machine, move
from tests.data.emulation.machine.book import (
    AREA,
    CONSOLE,
    PROFESSIONAL,
    SHUT,
    KnownRoom,
    KnownSubscriber,
)
from tests.data.emulation.machine.drawing import EMAILS, numbers
from tests.data.emulation.machine.play import ADDRESS

SUBSCRIBERS: Final = "/v1/wholesale/subscribers"
GIVEN: Final = (
    "webex_calling",
    "webex_suite",
    "webex_meetings",
    "webex_voice",
    "webex_calling_standard",
    "cx_essentials",
)
OTHERS: Final = ("attendant_console", "common_area_calling", "cisco_calling_plan", "gold", "")
_emails = st.sampled_from((*EMAILS, "s1@example.com", "nobody"))
# A number: one of those that the customer has, the best first; or whatever there is.
_packages = st.one_of(
    st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.sampled_from((*GIVEN, *OTHERS))
)
_wishes = st.tuples(
    st.sampled_from((None, 0, 0, 1)),
    st.sampled_from((*(str(n) for n in range(100, 110)), "")),
    st.sampled_from(("", "", "", "+15035550100", "+15035550101", "+15035550102")),
)
Wish = tuple[int | None, str, str]
_PLACE: Final = {
    "address1": ADDRESS["addressLine1"],
    "city": ADDRESS["city"],
    "state": ADDRESS["stateOrProvince"],
    "postalCode": ADDRESS["zipOrPostalCode"],
    "country": "US",
}


def _has_customers(machine: Any) -> bool:
    return bool(machine.book.customers)


def _has_users(machine: Any) -> bool:
    return bool(machine.book.subscribers)


def _has_people(machine: Any) -> bool:
    return any(machine.sight.people.values())


def _has_rooms(machine: Any) -> bool:
    return bool(machine.book.rooms)


class UserRules(Machine):
    """What one does with users, and where they are."""

    def _is_usable(self, name: str, package: str) -> bool:
        """Whether a customer can give a package to users now."""
        return (
            package in self.book.customers[name].packages
            and self.status(name) not in SHUT
            and not self.is_asked(name)
            and not self.is_suspended(name)
        )

    def _package(self, customer: str, wish: str | int) -> str:
        """A package by its name, or by its place among those that a customer has."""
        if isinstance(wish, str):
            return wish
        held = self.book.customers[customer].packages & {*GIVEN, CONSOLE}
        found = sorted(held, key=lambda name: (-RANKS.get(name, 0), name))
        return self.one(found, wish) or "webex_calling"

    @move(
        weight=6,
        when=_has_customers,
        number=numbers,
        email=_emails,
        wanted=_packages,
        wish=_wishes,
        listed=st.booleans(),
    )
    def subscribe(
        self, number: int, email: str, wanted: str | int, wish: Wish, listed: bool
    ) -> None:
        """A new user (SBR-1)."""
        names = [n for n in self.book.customers if number < 3 or self.status(n) not in SHUT]
        name = self.one(names, number)
        if name is None:
            return
        known = self.book.customers[name]
        package = self._package(name, wanted)
        places = self.sight.customers[name]["locations"]
        seat, given = self.seat_of(known.org_id, places, wish)
        if not self.is_seated(package):
            seat, given = ("", "", ""), {}
        person = self._person(known.org_id, email)
        first = not known.attached and not known.served and not self._users(name)
        rules = first or (not known.attached and person is not None and bool(person["roles"]))
        good = (
            package in GIVEN
            and self._is_usable(name, package)
            and email != "nobody"
            and self.book.subscriber_of(email) is None
            and self.book.holder(email) in (None, self.book.place(name))
            and self.has_room(name, package)
            and not (rules and self.is_below(package, known.created & known.packages))
        )
        may = good and (None if self.is_unsure(name) else seat is not None)
        body: dict[str, Any] = {
            "customerId": name,
            "email": email,
            "provisioningParameters": {"firstName": "Ann", "lastName": "Other", **given},
        }
        body |= {"packages": [package]} if listed else {"package": package}
        reply = self.send("POST", SUBSCRIBERS, body, may=may, precheck=f"{SUBSCRIBERS}/validate")
        if reply is not None:
            waits = email in self.book.free and self.book.holder(email) is None
            assert reply.status == (202 if waits else 200)
            self.book.subscribers[reply.json["id"]] = KnownSubscriber(
                name,
                email,
                package,
                self.play.seat("subscribers", ids.SUBSCRIBER, reply.json["id"]),
                waits=waits,
                administrator=first or (person is not None and bool(person["roles"])),
            )
        self.finish()

    def _users(self, customer: str) -> int:
        return sum(user.customer == customer for user in self.book.subscribers.values())

    def _person(self, org: str, email: str) -> dict[str, Any] | None:
        people = self.sight.people.get(org, [])
        return next((person for person in people if email in person["emails"]), None)

    @move(
        weight=4,
        when=_has_users,
        number=numbers,
        wanted=_packages,
        wish=_wishes,
        listed=st.booleans(),
    )
    def change(self, number: int, wanted: str | int, wish: Wish, listed: bool) -> None:
        """Another package of a user, or the add-on beside it (PKG-3a)."""
        name = self.one(self.book.subscribers, number)
        if name is None:
            return
        user = self.book.subscribers[name]
        known = self.book.customers[user.customer]
        package = self._package(user.customer, wanted)
        seat: tuple[str, str, str] | None = user.seat
        given: dict[str, Any] = {}
        if self.is_seated(package) and not self.is_seated(user.package):
            places = self.sight.customers[user.customer]["locations"]
            seat, given = self.seat_of(known.org_id, places, wish)
        elif package == "webex_meetings":
            seat = ("", "", "")
        console = user.console and not listed
        created = set() if known.attached else known.created & known.packages
        below = user.administrator and self.is_below(package, created, user.package)
        if package == CONSOLE:
            good, console = user.package in PROFESSIONAL, True
        else:
            good = package in GIVEN and (not console or package in PROFESSIONAL) and not below
        good = (
            good
            and self._is_usable(user.customer, package)
            and not user.waits
            and (package in user.packages or self.has_room(user.customer, package))
        )
        may = good and (None if self.is_unsure(user.customer) else seat is not None)
        body: dict[str, Any] = {"packages": [package]} if listed else {"package": package}
        body |= {"provisioningParameters": given} if given else {}
        if self.send("PUT", f"{SUBSCRIBERS}/{name}", body, may=may) is not None:
            user.console = console
            if package != CONSOLE:
                user.package = package
                user.seat = self.play.seat("subscribers", ids.SUBSCRIBER, name)
        self.finish()

    @move(weight=2, when=_has_users, number=numbers)
    def unsubscribe(self, number: int) -> None:
        """The end of a user's service, whatever is going on."""
        name = self.one(self.book.subscribers, number)
        if name is not None:
            self.send("DELETE", f"{SUBSCRIBERS}/{name}", may=True)
            del self.book.subscribers[name]
            self.finish()

    @move(
        weight=3,
        when=_has_users,
        number=numbers,
        outcome=st.sampled_from(("accepted", "declined", "remind")),
    )
    def consent(self, number: int, outcome: str) -> None:
        """What the user of a free account says, or is asked once more (SBR-3)."""
        waiting = [n for n, user in self.book.subscribers.items() if user.waits]
        name = self.one(waiting or self.book.subscribers, number)
        if name is None:
            return
        user = self.book.subscribers[name]
        if outcome == "remind":
            may = user.waits and not self.is_suspended(user.customer)
            self.send("POST", f"/v1/subscribers/{name}/emails/consentMove", may=may)
        else:
            url, body = f"/hub/v1/subscribers/{name}/consent", {"outcome": outcome}
            if self.send("POST", url, body, may=user.waits) is not None:
                if outcome == "declined":
                    del self.book.subscribers[name]
                else:
                    self.book.free.discard(user.email)
        self.finish()

    @move(weight=2, when=_has_people, number=numbers)
    def remove_person(self, number: int) -> None:
        """Somebody leaves an organization; the email is free (CMG-3)."""
        people = {one["id"]: one for found in self.sight.people.values() for one in found}
        name = self.one(people, number)
        if name is None:
            return
        (email,) = people[name]["emails"]
        staff = email.endswith("@example.com")
        may = not staff and self.book.subscriber_of(email) is None
        if self.send("DELETE", f"/v1/people/{name}", may=may) is not None:
            del self.book.people[email]
            self.book.free.discard(email)
        self.finish()

    def _customer_of(self, org: str) -> str | None:
        names = (name for name, known in self.book.customers.items() if known.org_id == org)
        return next(names, None)

    @move(
        weight=1, number=numbers, name=st.sampled_from(("Annex", "ANNEX", "Depot", "headquarters"))
    )
    def add_place(self, number: int, name: str) -> None:
        """A location of an organization."""
        org = self.one([o for o in self.sight.locations if o not in self.play.partners], number)
        if org is None:
            return
        owner = self._customer_of(org)
        names = {place["name"].lower() for place in self.sight.locations[org]}
        may: bool | None = name.lower() not in names
        if owner is not None:
            held = self.status(owner) == "pending_rpl_review" or self.is_suspended(owner)
            may = may and not held and (None if self.is_unsure(owner) else True)
        body = {
            "orgId": org,
            "name": name,
            "timeZone": "America/Los_Angeles",
            "preferredLanguage": "en_us",
            "address": _PLACE,
        }
        self.send("POST", "/v1/locations", body, may=may)
        self.finish()

    @move(weight=3, number=numbers, wish=_wishes)
    def add_room(self, number: int, wish: Wish) -> None:
        """A workspace with Common Area Calling (PKG-7)."""
        org = self.one([o for o in self.sight.workspaces if o not in self.play.partners], number)
        if org is None:
            return
        owner = self._customer_of(org)
        seat, given = self.seat_of(org, self.sight.locations[org], wish)
        given["phoneNumber"] = given.pop("primaryPhoneNumber")
        good = owner is not None and self._is_usable(owner, AREA) and self.has_room(owner, AREA)
        unsure = owner is not None and self.is_unsure(owner)
        may = good and (None if unsure else seat is not None)
        body = {
            "displayName": "Lobby",
            "orgId": org,
            "calling": {"type": "webexCalling", "webexCalling": given},
        }
        reply = self.send("POST", "/v1/workspaces", body, may=may)
        if reply is not None:
            assert owner is not None
            found = self.play.seat("workspaces", ids.WORKSPACE, reply.json["id"])
            self.book.rooms[reply.json["id"]] = KnownRoom(owner, found)
        self.finish()

    @move(weight=1, when=_has_rooms, number=numbers)
    def remove_room(self, number: int) -> None:
        """The end of a workspace."""
        seen = [room["id"] for rooms in self.sight.workspaces.values() for room in rooms]
        name = self.one(seen, number)
        if name is not None:
            self.send("DELETE", f"/v1/workspaces/{name}", may=True)
            del self.book.rooms[name]
            self.finish()
