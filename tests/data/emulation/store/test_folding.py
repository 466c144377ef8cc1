from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.emulation import invariants
from data.emulation.store.folding import fold, fold_customers
from tests.data.emulation import model
from tests.data.emulation.builder import NOW, World
from tests.data.emulation.worlds import MINUTE, PROBLEM, worlds

if TYPE_CHECKING:
    import sqlite3

LATER = st.integers(0, 7).map(lambda n: NOW + n * MINUTE)


def broken(connection: sqlite3.Connection) -> list[int]:
    """How many rows break each of the database's invariants."""
    queries = (
        invariants.COUNTERS,
        invariants.PACKAGES,
        invariants.USERS,
        *invariants.STATUSES,
        *invariants.NEXTS,
    )
    return [connection.execute(query).fetchone()[0] for query in queries]


@settings(max_examples=40, deadline=None)
@given(worlds(), LATER, LATER)
def test_a_fold_writes_what_readers_compute(world: World, when: int, then: int) -> None:
    connection = world.connection
    assert not any(broken(connection))
    before = sorted(model.customers(connection, max(when, then)))
    while fold(connection, when, most=2):
        pass
    assert not any(broken(connection))
    rows = connection.execute(
        "SELECT id, status, status_ms, packages, next_at FROM customers"
        " WHERE status <> 'deleted' ORDER BY id"
    ).fetchall()
    expected = [
        (c.id, c.status, c.status_ms, c.packages, c.next_at)
        for c in sorted(model.customers(connection, when))
    ]
    assert rows == expected
    assert sorted(model.customers(connection, max(when, then))) == before
    assert connection.execute(
        "SELECT count(*) FROM customers WHERE next_at <= ?", (when,)
    ).fetchone() == (0,)


@pytest.mark.rule("PRV-9")
def test_errors_and_warnings_come_and_go_with_steps() -> None:
    world = World()
    failed = {"errors": [PROBLEM], "warnings": [PROBLEM]}
    customer = world.customer(
        world.partner(),
        "Acme",
        steps=[
            (NOW + 1, "provisioning"),
            (NOW + 2, "provisioned_with_errors", {"errors": [PROBLEM]}),
            (NOW + 4, "provisioned"),
        ],
        package_steps={"webex_suite": [(NOW + 2, "error", failed), (NOW + 4, "provisioned")]},
    )

    def read() -> list[tuple[str | None, ...]]:
        return world.connection.execute(
            "SELECT status, errors, NULL FROM customers UNION ALL SELECT status, errors, warnings"
            " FROM customer_packages WHERE package = 5"
        ).fetchall()

    fold_customers(world.connection, [customer], NOW + 3)
    text = '[{"errorCode": 4711, "description": "No number is free."}]'
    assert read() == [("provisioned_with_errors", text, None), ("error", text, text)]
    fold_customers(world.connection, [customer], NOW + 9)
    assert read() == [("provisioned", None, None), ("provisioned", None, None)]
    assert fold(world.connection, NOW + 99) == 0
