"""The call queues of a seed: one of each case that the upgrade meets (QUE)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from data.emulation.rules.packages import CODES

if TYPE_CHECKING:
    from pathlib import Path

_ALL = (
    "SELECT c.external_id || '/' || q.name, q.kind, q.policy, (SELECT group_concat(coalesce("
    "(SELECT package FROM subscribers WHERE person_id = a.person_id AND status = 'provisioned'),"
    " iif(a.workspace_id, 'room', 'line'))) FROM queue_agents AS a WHERE a.queue_id = q.id),"
    " (SELECT sum(weight) FROM queue_agents WHERE queue_id = q.id),"
    " (SELECT count(*) FROM queue_supervisors WHERE queue_id = q.id)"
    " FROM queues AS q JOIN locations AS l ON l.id = q.location_id"
    " JOIN customers AS c ON c.organization_id = l.organization_id"
)


def joined(package: int, many: int) -> str:
    return ",".join([str(package)] * many)


@pytest.mark.parametrize("size", ["small", "partner"])
def test_every_case_is_there(request: pytest.FixtureRequest, size: str) -> None:
    path: Path = request.getfixturevalue(size)
    with closing(sqlite3.connect(path)) as connection:
        found = {name: rest for name, *rest in connection.execute(_ALL)}
        created = "SELECT count(*) FROM queues AS q JOIN locations AS l ON l.id = q.location_id"
        early = connection.execute(f"{created} WHERE q.created_ms < l.created_ms").fetchone()
    agent, suite, call = (CODES[n] for n in ("cx_essentials", "webex_suite", "webex_calling"))
    assert found == {
        "NC-003104/Helpline": ["calling", "UNIFORM", joined(agent, 4), None, 1],
        "NC-003104/Night shift": ["calling", "WEIGHTED", joined(agent, 3), 100, 1],
        "NC-003104/Training": ["customer_assist", "CIRCULAR", joined(agent, 2), None, 0],
        "NC-002450/Claims": ["calling", "REGULAR", f"{agent},{suite},{suite}", None, 0],
        "NC-002119/Disputes": ["calling", "REGULAR", f"{agent},{call},line", None, 0],
        "NC-001001/Appointments": ["calling", "CIRCULAR", f"{joined(call, 3)},{suite}", None, 0],
        "NC-001001/Pharmacy": ["calling", "SIMULTANEOUS", f"{call},{call},room", None, 0],
        "HL-000101/Orders": ["calling", "UNIFORM", f"{call},{call}", None, 0],
    }
    assert early == (0,)


def test_the_large_world_has_none(large: Path) -> None:
    with closing(sqlite3.connect(large)) as connection:
        assert connection.execute("SELECT count(*) FROM queues").fetchone() == (0,)
