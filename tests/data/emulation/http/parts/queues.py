"""Call queues and virtual lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.emulation.rules import ids

if TYPE_CHECKING:
    import random

    from tests.data.emulation.builder import World

FIRST: dict[str, tuple[str, str]] = {
    "queueId": (ids.QUEUE, "queues"),
    "virtualLineId": (ids.VIRTUAL_LINE, "virtual_lines"),
}
"""What stands in a path: the kind of its id, and the table that has it."""


def fill(world: World) -> None:
    """A queue of each kind at the first location of the world, and at the last of "Done Ltd".

    What a path without a choice names goes together; the others can be upgraded.
    """
    place, customer = world.connection.execute(
        "SELECT l.id, c.id FROM locations AS l JOIN customers AS c"
        " ON c.organization_id = l.organization_id ORDER BY l.id LIMIT 1"
    ).fetchone()
    user = world.subscriber(customer, package="webex_suite", location_id=place, extension="701")
    (person,) = world.connection.execute(
        "SELECT person_id FROM subscribers WHERE id = ?", (user,)
    ).fetchone()
    line = world.insert(
        "virtual_lines",
        uuid=world.uuid(),
        location_id=place,
        first_name="Front",
        last_name="Desk",
        extension="702",
        created_ms=world.now - 1_000,
    )
    first, second = _queues(world, place, "At")
    for queue in (first, second):
        world.insert("queue_supervisors", queue_id=queue, position=0, person_id=person)
    world.insert("queue_agents", queue_id=first, position=0, person_id=person)
    world.insert("queue_agents", queue_id=first, position=1, virtual_line_id=line)
    (done,) = world.connection.execute(
        "SELECT max(l.id) FROM locations AS l JOIN organizations AS o"
        " ON o.id = l.organization_id WHERE o.name = 'Done Ltd'"
    ).fetchone()
    _queues(world, done, "Of")


def _queues(world: World, place: int, name: str) -> list[int]:
    return [
        world.insert(
            "queues",
            uuid=world.uuid(),
            location_id=place,
            name=f"{name} {number}",
            name_key=f"{name.lower()} {number}",
            extension=str(710 + number),
            kind=kind,
            created_ms=world.now - 1_000,
        )
        for number, kind in enumerate(("calling", "customer_assist"))
    ]


def pools(world: World) -> dict[str, list[Any]]:
    """Values by the name of the field or parameter that they suit."""
    people = world.connection.execute(
        "SELECT p.uuid FROM people AS p JOIN subscribers AS u ON u.person_id = p.id"
        " WHERE u.status = 'provisioned' ORDER BY p.id"
    ).fetchall()
    persons = [ids.encode(ids.PERSON, uuid) for (uuid,) in people]
    agents = [[], [{"id": persons[0]}], [{"id": one, "weight": "50"} for one in persons[-2:]]]
    return {
        "agents": [*agents, [{"id": "nobody"}]],
        "policy": ["CIRCULAR", "REGULAR", "SIMULTANEOUS", "UNIFORM", "WEIGHTED", "NONE"],
        "personIds": [[], persons[-1:], persons],
        "queueSize": [0, 25, 251],
        "weight": ["50", "100", "x"],
        "withoutAgents": [True, False],
    }


def bodies(
    found: dict[str, list[Any]], chance: random.Random, number: int
) -> dict[str, dict[str, Any]]:
    """Bodies that may well be right, by the name of their model."""
    queue = {
        "name": f"Queue {number}",
        "extension": str(number),
        "callPolicies": {"policy": chance.choice(["CIRCULAR", "REGULAR"])},
        "queueSettings": {"queueSize": 25, "overflow": {"action": "PERFORM_BUSY_TREATMENT"}},
        "agents": [],
    }
    return {
        "CreateQueue": queue,
        "UpdateQueue": {**queue, "enabled": chance.choice([True, False])},
        "UpgradeQueue": {"withoutAgents": chance.choice([True, False])},
        "SupervisorsInput": {"personIds": []},
        "CreateVirtualLine": {
            "firstName": "Front",
            "lastName": f"Desk {number}",
            "extension": str(number),
            "locationId": found["_done"][2],
        },
    }
