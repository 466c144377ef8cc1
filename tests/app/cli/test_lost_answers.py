"""A change whose answer is lost, from the command line: done once, told as done, exit code 0."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from app.wiring import open_sandbox
from data.models.faults import FaultInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]

PLACE = [
    *("--address", "1 Main St", "--city", "Springfield", "--state", "IL", "--zip", "62701"),
    *("--country", "US", "--time-zone", "America/Chicago"),
]
ORDER = [
    *("customers", "create", "--name", "Lost", "--email", "a@lost.example", *PLACE),
    *("--external-id", "LOST-1", "--package", "webex_calling,webex_suite"),
    *("--template", "Standard US"),
]
USER = [
    *("subscribers", "create", "--customer", "LOST-1", "--email", "jo@lost.example"),
    *("--package", "calling", "--first-name", "Jo", "--last-name", "Ng", "--extension", "101"),
]
STEPS = [
    ("customers.create", [*ORDER, "--wait"], "provisioned"),
    ("subscribers.create", [*USER, "--wait"], "provisioned"),
    ("subscribers.update", ["subscribers", "update", "jo@lost.example", "--package", "suite",
                            "--yes"], "provisioned"),
    ("subscribers.remove", ["subscribers", "delete", "jo@lost.example", "--yes"], "deleted"),
    ("customers.update", ["customers", "update", "LOST-1", "--remove-package", "suite", "--yes",
                          "--wait"], "provisioned"),
    ("customers.remove", ["customers", "delete", "LOST-1", "--yes", "--wait"], "deleted"),
]  # fmt: skip
KINDS: list[dict[str, Any]] = [
    {"kind": "drop"},
    {"kind": "garble"},
    {"kind": "status", "status": 503},
]


@pytest.fixture
def db(small: Path) -> Path:
    """A small world whose orders take no time."""
    with closing(sqlite3.connect(small)) as connection:
        connection.execute("UPDATE settings SET value = 'instant' WHERE key = 'pace'")
        connection.commit()
    return small


@pytest.fixture
def on(rtm: Rtm, db: Path) -> Callable[..., Ran]:
    """`rtm` on that world."""
    return lambda *argv: rtm(*argv, "--db", str(db))


def lose(db: Path, operation: str, **fault: Any) -> None:
    """Hit the next request of an operation."""

    async def add() -> None:
        backend = await open_sandbox(db)
        try:
            await backend.hub.faults.reset()
            given = {"operations": operation, "most": 1, **fault}
            await backend.hub.faults.add(FaultInput.model_validate(given))
        finally:
            await backend.aclose()

    asyncio.run(add())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["kind"])
def test_everything_that_happened_is_told_as_done(on: Rtm, db: Path, kind: dict[str, Any]) -> None:
    for operation, argv, status in STEPS:
        lose(db, operation, moment="after", **kind)
        ran = on(*argv, "--json")
        assert (ran.code, "Traceback" in ran.err) == (0, False), (argv, ran.err)
        told = json.loads(ran.out)
        assert (told["found"], told["status"]) == (True, status)
        assert told["changed"]
    with closing(sqlite3.connect(db)) as connection:
        query = "SELECT id FROM customers WHERE external_id = 'LOST-1'"
        ((customer,),) = connection.execute(query).fetchall()
        query = "SELECT count(*) FROM subscribers WHERE customer_id = ?"
        assert connection.execute(query, [customer]).fetchone() == (1,)


def test_a_person_is_told_that_it_was_looked_for(on: Rtm, db: Path) -> None:
    lose(db, "customers.create", moment="after", kind="drop")
    ran = on(*ORDER)
    assert ran.code == 0
    assert "The answer was lost; it was looked for, and it is done." in ran.out


def test_what_did_not_happen_can_be_sent_again(on: Rtm, db: Path) -> None:
    lose(db, "customers.create", moment="before", kind="status", status=503)
    ran = on(*ORDER, "--json")
    assert ran.code == 1
    error = json.loads(ran.out or ran.err)["error"]
    assert (error["kind"], error["status"]) == ("PlatformError", 503)
    assert "is not there" in error["message"]
    assert json.loads(on(*ORDER, "--json").out)["found"] is False
