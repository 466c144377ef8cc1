"""Call queues of some of the cast: one of each case that the upgrade meets (QUE-1 to QUE-5).

They are written after all customers, with chance of their own, so that nothing else hangs on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.packages import CODES
from data.emulation.rules.queues import ASSIST, CALLING, TOP_DOWN, TOTAL, WEIGHTED
from data.emulation.rules.times import DAY
from data.emulation.seed.rows import (
    QueueAgentRow,
    QueueRow,
    QueueSupervisorRow,
    VirtualLineRow,
)
from data.search_key import search_key

if TYPE_CHECKING:
    from data.emulation.seed.world import World

_AGE_DAYS: Final = 3
"""Younger than any customer that has one."""
_SETTINGS: Final = '{"queueSettings": {"queueSize": 25}}'


class Plan(NamedTuple):
    """A queue to be.

    Attributes:
        external: the external id of its customer.
        agents: how many by package; as many as there are.
        supervisors: how many, of the last ones with the first of these packages.
        lines: virtual lines among the agents.
        rooms: workspaces among the agents.
    """

    external: str
    name: str
    extension: str
    agents: dict[str, int]
    kind: str = CALLING
    policy: str = TOP_DOWN
    supervisors: int = 0
    lines: int = 0
    rooms: int = 0


SUITE: Final = "webex_suite"
AGENT: Final = "cx_essentials"
CALL: Final = "webex_calling"
QUEUES: Final = (
    # Ready for its upgrade, one whose weighted routing that ends, and one that has it behind.
    Plan("NC-003104", "Helpline", "901", {AGENT: 4}, policy="UNIFORM", supervisors=1),
    Plan("NC-003104", "Night shift", "902", {AGENT: 3}, policy=WEIGHTED, supervisors=1),
    Plan("NC-003104", "Training", "903", {AGENT: 2}, kind=ASSIST, policy="CIRCULAR"),
    # One some of whose agents lack the package, and one that a virtual line keeps from it.
    Plan("NC-002450", "Claims", "901", {AGENT: 1, SUITE: 2}),
    Plan("NC-002119", "Disputes", "901", {AGENT: 1, CALL: 1}, lines=1),
    # Customers without Customer Assist have queues, too.
    Plan("NC-001001", "Appointments", "901", {CALL: 3, SUITE: 1}, policy="CIRCULAR"),
    Plan("NC-001001", "Pharmacy", "902", {CALL: 2}, policy="SIMULTANEOUS", rooms=1),
    Plan("HL-000101", "Orders", "901", {CALL: 2}, policy="UNIFORM"),
)
_PLACE: Final = (
    "SELECT l.id, c.id FROM customers AS c JOIN locations AS l"
    " ON l.organization_id = c.organization_id WHERE c.external_id = ? ORDER BY l.id LIMIT 1"
)
_PERSONS: Final = (
    "SELECT person_id FROM subscribers WHERE customer_id = ? AND package = ?"
    " AND status = 'provisioned' AND next_at IS NULL ORDER BY id"
)
_ROOMS: Final = (
    "SELECT id FROM workspaces WHERE customer_id = ? AND ended_ms IS NULL ORDER BY id LIMIT ?"
)


def write_queues(world: World) -> None:
    """Write the queues of the cast, all other rows of which were taken before."""
    world.part("queues")
    world.sink.write_all()
    for plan in QUEUES:
        _queue(world, plan)


def _queue(world: World, plan: Plan) -> None:
    connection = world.sink.connection
    place, customer = connection.execute(_PLACE, (plan.external,)).fetchone()
    created = world.day_ms - _AGE_DAYS * DAY
    number = world.sink.next_id(QueueRow)
    world.sink.add(
        QueueRow(
            number,
            world.uuid(),
            place,
            plan.name,
            search_key(plan.name),
            "",
            plan.extension,
            plan.kind,
            plan.policy,
            1,
            _SETTINGS,
            created,
        )
    )
    members: list[tuple[int | None, int | None, int | None]] = []
    for package, many in plan.agents.items():
        members += [(one, None, None) for one in _persons(world, customer, package)[:many]]
    for (room,) in connection.execute(_ROOMS, (customer, plan.rooms)).fetchall():
        members.append((None, room, None))
    for n in range(plan.lines):
        members.append(
            (None, None, _line(world, place, plan.name, f"{plan.extension}{n}", created))
        )
    weights = _weights(len(members)) if plan.policy == WEIGHTED else [None] * len(members)
    for position, (member, weight) in enumerate(zip(members, weights, strict=True)):
        world.sink.add(QueueAgentRow(number, position, *member, weight))
    first = next(iter(plan.agents))
    chiefs = _persons(world, customer, first)[::-1][: plan.supervisors]
    for position, chief in enumerate(chiefs):
        world.sink.add(QueueSupervisorRow(number, position, chief))


def _persons(world: World, customer: int, package: str) -> list[int]:
    rows = world.sink.connection.execute(_PERSONS, (customer, CODES[package]))
    return [person for (person,) in rows]


def _line(world: World, place: int, name: str, extension: str, created: int) -> int:
    number = world.sink.next_id(VirtualLineRow)
    row = VirtualLineRow(number, world.uuid(), place, name, "Overflow", "", extension, created)
    world.sink.add(row)
    return number


def _weights(many: int) -> list[int | None]:
    """Weights that add up, the first one the highest."""
    if not many:
        return []
    each = TOTAL // (many + 1)
    return [TOTAL - each * (many - 1), *[each] * (many - 1)]
