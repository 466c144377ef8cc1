"""When a customer is looked at again, which ones, and what comes of it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest

from data.client.errors import Forbidden, NotFound, Throttled, TimedOut
from data.models.customers import Customer, CustomerChanges, HubCustomer, Owner
from screens.customers.follow import (
    EACH_LONGEST,
    EACH_SHORTEST,
    LONGEST,
    MOST,
    SHORTEST,
    follow,
    follow_each,
    merge,
    wait_until,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from data.client.hub import HubClient
    from screens.context import Console

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "rate", "pause", "expected"),
    [
        (None, 1.0, 4.0, 4.0),
        (NOW + timedelta(seconds=2), 1.0, 30.0, 2.05),
        (NOW + timedelta(hours=2), 1.0, 30.0, 30.0),
        (NOW + timedelta(minutes=2), 60.0, 30.0, 2.05),
        (NOW - timedelta(hours=1), 1.0, 30.0, 0.05),
        (NOW + timedelta(seconds=2), 0.0, 30.0, 30.0),
    ],
)
def test_it_waits_for_the_next_step_or_the_pause(
    due: datetime | None, rate: float, pause: float, expected: float
) -> None:
    assert wait_until(due, NOW, rate, pause) == pytest.approx(expected)


@dataclass
class Platform:
    """A hub and a console in one, for which no time passes.

    Attributes:
        rounds: after so many waits everything is cancelled.
        waits: how long each wait was to last.
        asked: what was asked: the ids, or the moment since when.
        behalf: on whose behalf a customer was asked for.
        get_answer: gives or raises a customer's answer.
        changes_answer: gives or raises the answer about changes.
    """

    rounds: int
    waits: list[float] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)
    behalf: list[str | None] = field(default_factory=list)
    resynced: list[datetime] = field(default_factory=list)
    get_answer: Callable[[str], Customer] = lambda cid: Customer(id=cid, status="provisioning")
    changes_answer: Callable[[int], CustomerChanges] = lambda _n: CustomerChanges(now=NOW)
    clock_rate: float = 1.0

    async def wait(self, seconds: float) -> None:
        if len(self.waits) == self.rounds:
            raise asyncio.CancelledError
        self.waits.append(seconds)

    @property
    def customers(self) -> Platform:
        return self

    def now(self) -> datetime:
        return NOW

    async def resync(self, now: datetime) -> None:
        self.resynced.append(now)

    async def get(self, customer_id: str, *, on_behalf_of: str | None = None) -> Customer:
        self.asked.append(customer_id)
        self.behalf.append(on_behalf_of)
        return self.get_answer(customer_id)

    async def changes(self, since: datetime, *, owner: str) -> CustomerChanges:
        assert owner == "all"
        self.asked.append(since)
        return self.changes_answer(len(self.asked))

    async def each(
        self,
        rows: Sequence[HubCustomer],
        changed: Any = None,
        first: str = "",
    ) -> None:
        """Follow rows for as many rounds."""

        async def nothing(_rows: object, _gone: object) -> None:
            return

        with pytest.raises(asyncio.CancelledError):
            await follow_each(
                cast("HubClient", self),
                lambda: rows,
                changed or nothing,
                first=lambda: first,
                wait=self.wait,
            )

    async def all(self, changed: Any) -> None:
        """Follow changes for as many rounds."""
        with pytest.raises(asyncio.CancelledError):
            await follow(
                cast("Console", self),
                cast("HubClient", self),
                lambda: "all",
                changed,
                wait=self.wait,
            )


def moving(n: int, **more: Any) -> HubCustomer:
    return HubCustomer.model_validate({"id": f"C{n}", "status": "provisioning", **more})


async def test_looks_become_rarer_while_nothing_changes() -> None:
    platform = Platform(12)
    await platform.each([moving(1)])
    assert platform.waits[:3] == [EACH_SHORTEST, EACH_SHORTEST * 1.5, EACH_SHORTEST * 2.25]
    assert platform.waits[-1] == EACH_LONGEST
    assert len(platform.asked) == 12


async def test_each_row_has_its_turn_and_the_first_one_in_every_round() -> None:
    rows = [moving(n) for n in range(3 * MOST)]
    still = HubCustomer(id="still", status="provisioned")
    platform = Platform(4)
    await platform.each([still, *rows], first=f"C{2 * MOST}")
    rounds = [platform.asked[at : at + MOST] for at in range(0, 4 * MOST, MOST)]
    assert all(ids[0] == f"C{2 * MOST}" for ids in rounds)
    assert rounds[0][1:] == [f"C{n}" for n in range(MOST - 1)]
    assert {row.id for row in rows} == set(platform.asked)
    assert "still" not in platform.asked


async def test_changed_rows_are_told_with_what_only_the_list_knows() -> None:
    told: list[Any] = []

    async def changed(rows: Sequence[HubCustomer], gone: Sequence[str]) -> None:
        told.append((rows, gone))

    row = moving(1, name="Acme", status_since=NOW, packages=["webex_calling"])
    now = Customer(id="C1", status="provisioned", packages=("webex_calling",), org_id="O1")
    platform = Platform(3, get_answer=lambda _id: now)
    await platform.each([row], changed)
    expected = row.model_copy(
        update={"status": "provisioned", "org_id": "O1", "status_since": None}
    )
    assert told[0] == ([expected], [])
    assert platform.waits == [EACH_SHORTEST] * 3
    assert merge(expected, now) is expected


@pytest.mark.rule("SUB-9")
async def test_a_providers_customer_is_looked_at_on_its_behalf() -> None:
    platform = Platform(1)
    owner = Owner(org_id="S1")
    await platform.each([moving(1, own=False, owner=owner), moving(2, own=True, owner=owner)])
    assert platform.behalf == ["S1", None]


async def test_a_customer_that_is_gone_is_told_and_the_others_looked_at() -> None:
    told: list[Any] = []

    async def changed(rows: Sequence[HubCustomer], gone: Sequence[str]) -> None:
        told.append(([row.id for row in rows], gone))

    def answer(customer_id: str) -> Customer:
        if customer_id == "C1":
            raise NotFound("gone")
        return Customer(id=customer_id, status="provisioned")

    await Platform(1, get_answer=answer).each([moving(1), moving(2)], changed)
    assert told == [(["C2"], ["C1"])]


async def test_errors_slow_looks_down_and_lose_nothing() -> None:
    told: list[Any] = []

    async def changed(rows: Sequence[HubCustomer], gone: Sequence[str]) -> None:
        told.append([row.id for row in rows])

    def answer(customer_id: str) -> Customer:
        if customer_id == "C2":
            raise Throttled("slowly", retry_after=240)
        return Customer(id=customer_id, status="provisioned")

    platform = Platform(2, get_answer=answer)
    await platform.each([moving(1), moving(2), moving(3)], changed)
    assert told[0] == ["C1"]
    assert platform.waits == [EACH_SHORTEST, 240]
    assert "C3" not in platform.asked[:2]


async def test_a_change_that_could_not_be_shown_is_looked_at_again() -> None:
    async def changed(_rows: object, _gone: object) -> None:
        raise TimedOut("slow")

    platform = Platform(3, get_answer=lambda cid: Customer(id=cid, status="provisioned"))
    await platform.each([moving(1)], changed)
    assert platform.asked == ["C1"] * 3
    assert platform.waits[1] > EACH_SHORTEST * 2


@pytest.mark.parametrize("where", ["look", "changed"])
async def test_a_defect_ends_the_looks(where: str) -> None:
    def answer(customer_id: str) -> Customer:
        if where == "look":
            raise TypeError
        return Customer(id=customer_id, status="provisioned")

    async def changed(_rows: object, _gone: object) -> None:
        raise TypeError

    platform = Platform(2, get_answer=answer)
    with pytest.raises(TypeError):
        await follow_each(
            cast("HubClient", platform), lambda: [moving(1)], changed, wait=platform.wait
        )


async def test_changes_are_told_from_where_the_last_answer_ended() -> None:
    later = NOW + timedelta(seconds=9)
    told: list[Any] = []

    async def changed(ids: frozenset[str] | None) -> None:
        told.append(ids)

    def answer(n: int) -> CustomerChanges:
        ids, more = {1: (("C1",), False), 2: (("C1", "C2"), True)}.get(n, ((), False))
        return CustomerChanges(now=later, items=ids, more=more)

    platform = Platform(5, changes_answer=answer)
    await platform.all(changed)
    assert told == [frozenset({"C1"}), None]
    assert platform.asked == [NOW, later, later, later, later]
    assert platform.resynced == [later] * 5
    assert platform.waits == [SHORTEST] * 3 + [SHORTEST * 1.5, SHORTEST * 2.25]


async def test_after_an_error_changes_are_asked_for_again_but_later() -> None:
    told: list[Any] = []

    async def changed(ids: frozenset[str] | None) -> None:
        told.append(ids)
        if len(told) == 1:
            raise Forbidden("not yet")

    def answer(n: int) -> CustomerChanges:
        if n == 1:
            raise TimedOut("slow")
        at = NOW + timedelta(seconds=n)
        return CustomerChanges(now=at, items=("C1",), next=NOW - timedelta(seconds=1))

    platform = Platform(4, changes_answer=answer)
    await platform.all(changed)
    assert told == [frozenset({"C1"})] * 3
    assert platform.asked[:3] == [NOW] * 3
    assert platform.waits == [SHORTEST, SHORTEST * 2, SHORTEST * 4, 0.05]


async def test_errors_never_make_the_pause_longer_than_the_longest() -> None:
    def answer(_n: int) -> CustomerChanges:
        raise TimedOut("slow")

    async def changed(_ids: object) -> None:
        return

    platform = Platform(9, changes_answer=answer)
    await platform.all(changed)
    assert platform.waits[-1] == LONGEST


async def test_a_defect_ends_the_questions() -> None:
    def answer(_n: int) -> CustomerChanges:
        raise TypeError

    async def changed(_ids: object) -> None:
        return

    platform = Platform(9, changes_answer=answer)
    with pytest.raises(TypeError):
        await follow(
            cast("Console", platform),
            cast("HubClient", platform),
            lambda: "all",
            changed,
            wait=platform.wait,
        )


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (CustomerChanges(now=NOW, world="a"), []),
        (CustomerChanges(now=NOW + timedelta(hours=1), world="a"), []),
        (CustomerChanges(now=NOW, world="b"), [None]),
        (CustomerChanges(now=NOW - timedelta(seconds=1), world="a"), [None]),
        (CustomerChanges(now=NOW, world="b", items=("C1",)), [None]),
        (CustomerChanges(now=NOW, world="a", items=("C1",)), [frozenset({"C1"})]),
    ],
)
async def test_all_is_different_where_the_sandbox_is_another(
    after: CustomerChanges, told: list[Any]
) -> None:
    heard: list[Any] = []

    async def changed(ids: frozenset[str] | None) -> None:
        heard.append(ids)

    answers = [CustomerChanges(now=NOW, world="a"), after]
    platform = Platform(2, changes_answer=lambda n: answers[n - 1])
    await platform.all(changed)
    assert heard == told
