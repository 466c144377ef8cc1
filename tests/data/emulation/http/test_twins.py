"""Two platforms with the same rows, one folded: no answer tells them apart (decision 5)."""

from __future__ import annotations

import sqlite3
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from data.emulation.rules import ids
from data.emulation.services.problems import Refusal
from data.emulation.store.folding import fold
from tests.data.emulation.builder import NOW, World
from tests.data.emulation.http.asking import Direct
from tests.data.emulation.worlds import MINUTE, worlds

QUESTIONS = (
    "/v1/wholesale/customers",
    "/v1/wholesale/customers?status=provisioned,error&max=2",
    "/v1/wholesale/customers?externalId=NC-000001",
    "/v1/wholesale/subscribers",
    "/v1/wholesale/subscribers?sortBy=lastStatusChange&max=2",
    "/v1/wholesale/subscribers?status=pending_user_migration",
    "/v1/organizations",
    "/hub/v1/customers?owner=all",
    "/hub/v1/customers?owner=all&status=provisioned&sort=users&order=desc",
    "/hub/v1/customers?owner=all&package=webex_suite&sort=created&end=true&max=2",
    "/hub/v1/customers?owner=all&q=acme&sort=externalId",
    "/hub/v1/customers?owner=all&q=a&offset=1",
    "/hub/v1/customers/count?owner=all",
    "/hub/v1/customers/count?status=error&status=updating",
    "/hub/v1/customers/count?owner=all&package=webex_suite,attendant_console",
    "/hub/v1/customers/count?owner=all&q=acme&status=provisioned",
    "/hub/v1/changes?owner=all&since=0",
    "/hub/v1/clock",
)


def answers(world: World, partner: int) -> list[Any]:
    """Everything that a partner's staff can be told."""
    direct = Direct(world, partner)
    uuids = world.connection.execute("SELECT uuid FROM customers ORDER BY id").fetchall()
    details = [f"/hub/v1/customers/{ids.encode(ids.CUSTOMER, uuid)}" for (uuid,) in uuids]
    uuids = world.connection.execute("SELECT uuid FROM organizations ORDER BY id").fetchall()
    details += [f"/v1/organizations/{ids.encode(ids.ORGANIZATION, uuid)}" for (uuid,) in uuids]
    told: list[Any] = []
    for question in (*QUESTIONS, *details):
        try:
            answer = direct.answer(question)
            told.append((question, direct.body(question), answer.headers))
        except Refusal as refusal:
            told.append((question, refusal.status))
    return told


def compare(world: World, minutes: list[int], partner: int, most: int, unmanaged: set[int]) -> None:
    """Ask both twins at some minutes, before one of them is folded and after."""
    for organization in unmanaged:
        world.connection.execute(
            "UPDATE organizations SET manager_id = NULL WHERE id = ?", (organization,)
        )
    copy = sqlite3.connect(":memory:", isolation_level=None)
    world.connection.backup(copy)
    twin = World(copy)
    for minute in minutes:
        now = NOW + minute * MINUTE
        world.set_now(now)
        twin.set_now(now)
        expected = answers(twin, partner)
        # Folded in part, then wholly.
        fold(world.connection, now, most=most)
        assert answers(world, partner) == expected
        fold(world.connection, now, most=1_000)
        assert answers(world, partner) == expected
    copy.close()


@settings(max_examples=40, deadline=None)
@given(
    worlds(customers=6, subscribers=2),
    st.lists(st.integers(0, 7), min_size=1, max_size=3).map(sorted),
    st.sampled_from([1, 2]),
    st.integers(1, 3),
    st.sets(st.integers(1, 6)),
)
def test_folding_changes_no_answer(
    world: World, minutes: list[int], partner: int, most: int, unmanaged: set[int]
) -> None:
    compare(world, minutes, partner, most, unmanaged)


def test_an_organization_that_nobody_manages_ends_with_its_customer() -> None:
    world = World()
    world.staff(world.partner(), "s1@example.com")
    world.customer(1, "Ending", steps=[(NOW + MINUTE, "deleted")])
    world.customer(1, "Staying")
    compare(world, [0, 1], partner=1, most=1, unmanaged={1, 2})
