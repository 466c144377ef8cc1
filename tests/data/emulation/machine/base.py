"""How the state machine calls: what is said before is what happens, and nothing else changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from data.emulation.store import gathering
from tests.data.emulation.machine.agreeing import check_book, check_step, check_store
from tests.data.emulation.machine.book import SEATED, Book
from tests.data.emulation.machine.play import Play

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.data.emulation.http.asking import Reply
    from tests.data.emulation.machine.play import Row

F = TypeVar("F", bound=Callable[..., None])
RANKS = {
    "webex_meetings": 1,
    "webex_calling_standard": 2,
    "webex_voice": 3,
    "webex_calling": 4,
    "webex_suite": 5,
    "cx_essentials": 5,
}
"""Which package of an administrator is lower than another (PRV-6)."""


def move(
    *, weight: int = 2, when: Callable[[Any], bool] = lambda _machine: True, **drawn: Any
) -> Callable[[F], F]:
    """Mark something that can happen.

    Rules of hypothesis's own are left out of most runs at random, so that long stories are rare.

    Args:
        weight: how often it is tried, compared with others.
        when: whether it can happen now.
        drawn: strategies by the name of the argument.
    """

    def mark(function: F) -> F:
        _moves[function.__name__] = Move(weight, when, drawn)
        return function

    return mark


class Move(NamedTuple):
    """What `move` was told."""

    weight: int
    when: Callable[[Any], bool]
    drawn: dict[str, Any]


_moves: dict[str, Move] = {}


@cache
def _play() -> Play:
    return Play()


class Machine(RuleBasedStateMachine):
    """One platform, and the book about it; every rule ends with `finish`."""

    def __init__(self) -> None:
        super().__init__()
        self.play = _play()
        self.play.lab.reset()
        # What readers keep from page to page is of the example before.
        gathering._local.kept = None
        self.book = Book(self.play)
        self.sight = self.play.look(0)

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        """Anything that can happen now."""
        names = [
            name
            for name, one in _moves.items()
            if hasattr(self, name) and one.when(self)
            for _ in range(one.weight)
        ]
        name = data.draw(st.sampled_from(names))
        drawn = {key: data.draw(found) for key, found in _moves[name].drawn.items()}
        note(f"{name}: {drawn}")
        getattr(self, name)(**drawn)

    def send(
        self,
        method: str,
        url: str,
        body: Any = None,
        *,
        may: bool | None = None,
        precheck: str = "",
    ) -> Reply | None:
        """Send a change.

        Args:
            method: the HTTP method.
            url: path and query.
            body: what is sent as JSON.
            may: whether it has to go through, or must not; None where nobody can say.
            precheck: where the same body is only checked.

        Returns:
            The answer, or None where it was refused.
        """
        before = self.play.content()
        said = self.play.at_write("POST", precheck, body) if precheck else None
        reply = self.play.ask(method, url, body)
        went = reply.status < 400
        if said is not None:
            assert (said.status < 400) is went, (said.body, reply.body)
            if not went:
                assert said.status == reply.status
                assert said.json["errors"] == reply.json["errors"]
        assert may in (None, went), (method, url, body, reply.status, reply.body)
        if not went:
            assert self.play.content() == before
        return reply if went else None

    def finish(self, called: Mapping[str, str] | None = None) -> None:
        """Look at all that there is, and whether it is right.

        Args:
            called: customers that were changed, and how (a key of `BY_CALL`).
        """
        self._look(called or {})
        # What falls due with the next change is not to be mistaken for its doing.
        while self._is_due_at_once():
            self.play.lab.wait(1)
            self._look({})

    def _look(self, called: Mapping[str, str]) -> None:
        after = self.play.look(self.sight.now)
        self.book.notice(after)
        check_store(self.play)
        check_book(self.book, after)
        check_step(self.sight, after, called)
        self.sight = after

    def _is_due_at_once(self) -> bool:
        query = "SELECT 1 FROM steps WHERE due_ms = ?"
        now = self.play.lab.now
        return self.play.lab.connection.execute(query, (now + 1,)).fetchone() is not None

    def one(self, names: Mapping[str, Any] | Sequence[str], number: int) -> str | None:
        """One of some names, None where there is none."""
        found = list(names)
        return found[number % len(found)] if found else None

    def status(self, customer: str) -> str:
        """A customer's status."""
        found: str = self.sight.rows[customer]["status"]
        return found

    def is_unsure(self, customer: str) -> bool:
        """Whether what is to come may count already: a location, an administrator's word."""
        waits = self.sight.customers[customer]["decision"]
        return self.status(customer) in ("provisioning", "updating") or bool(waits)

    def is_suspended(self, customer: str) -> bool:
        """Whether a customer's owner is (SUB-11)."""
        return self.book.customers[customer].owner in self.book.suspended

    def is_asked(self, customer: str) -> bool:
        """Whether the administrator of a customer's organization has not answered yet (ATT-1)."""
        decision = self.sight.customers[customer]["decision"]
        return bool(decision) and decision["kind"] == "approval"

    def seat_of(
        self, org: str, places: Sequence[Row], wish: tuple[int | None, str, str]
    ) -> tuple[tuple[str, str, str] | None, Row]:
        """The seat that a wish would be, None for none; and the wish as fields of a request.

        Args:
            org: whose; nobody of another one has the extension.
            places: its locations.
            wish: which location, None to leave it out; extension; phone.
        """
        number, extension, phone = wish
        given: Row = {"extension": extension, "primaryPhoneNumber": phone}
        location = places[0]["id"] if len(places) == 1 else ""
        if number is not None and places:
            location = places[number % len(places)]["id"]
            given["locationId"] = location
        ours = [seat for seat in self.book.seats() if seat[0] == location]
        taken = extension in {seat[1] for seat in ours} - {""}
        taken |= phone in {seat[2] for seat in self.book.seats()} - {""}
        good = bool(location and (extension or phone)) and not taken
        return ((location, extension, phone) if good else None), given

    def is_below(self, package: str, created: set[str], present: str = "") -> bool:
        """Whether a package is too low for an administrator (PRV-6)."""
        levels = [RANKS[name] for name in created if name in RANKS]
        return RANKS.get(package, 9) < max(min(levels, default=0), RANKS.get(present, 0))

    def has_room(self, customer: str, package: str) -> bool:
        """Whether a customer may use one more of a package."""
        limit = self.book.customers[customer].limits.get(package)
        return limit is None or self.book.uses(customer, package) < limit

    @staticmethod
    def is_seated(package: str) -> bool:
        """Whether a user with it has a seat."""
        return package in SEATED
