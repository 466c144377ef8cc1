"""The upgrade of a call queue to one of Customer Assist (QUE-2 to QUE-5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.rules import codes, ids, packages
from data.emulation.rules import queues as rules
from data.emulation.rules.faults import Fault
from data.emulation.services import queue_sites, queues
from data.emulation.services.problems import require_free, require_valid
from data.emulation.store import queues as store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.emulation.services.queues import Address, Queue
    from data.emulation.services.writing import Write
    from data.emulation.store.queues import MemberRow, QueueRow

_KINDS = {rules.PLACE: ids.WORKSPACE, rules.LINE: ids.VIRTUAL_LINE}
_WORDS = {rules.PLACE: "workspace", rules.LINE: "virtual line"}


def upgrade(
    write: Write, address: Address, wrong: Sequence[Fault], *, without_agents: bool
) -> Queue:
    """Upgrade a queue: settings and supervisors stay, and agents with the package (QUE-2).

    Args:
        write: the change.
        address: which queue.
        wrong: what is wrong with the request's shape.
        without_agents: whether to go on without the agents that lack the package (QUE-5).

    Raises:
        Refusal: 403, its sub-partner is suspended; 404, there is no such queue; 409 with all that
            is in the way, agent by agent.
    """
    row = queues.one(write.connection, write.caller, address, write.now)
    there = queue_sites.site(write, row.location_uuid)
    require_valid(wrong)
    customer = there.provisioned()
    agents = store.agents(write.connection, row.id, write.now)
    require_free(
        [
            *there.blockers,
            *_kind_faults(row),
            *queue_sites.package_faults(customer, rules.ASSIST, "queueId"),
            *_agent_faults(agents, without_agents=without_agents),
        ]
    )
    kept = [
        store.Agent(one.type, one.id, None)
        for one in agents
        if one.package in rules.FITTING[rules.ASSIST]
    ]
    # Weighted routing ends, top-down takes its place (QUE-4).
    policy = rules.TOP_DOWN if row.policy == rules.WEIGHTED else row.policy
    store.change(write.connection, row.id, kind=rules.ASSIST, policy=policy)
    store.set_agents(write.connection, row.id, kept)
    queues.note(write, row)
    changed = row._replace(kind=rules.ASSIST, policy=policy)
    return queues.whole(write.connection, changed, write.now)


def _kind_faults(row: QueueRow) -> list[Fault]:
    if row.kind != rules.ASSIST:
        return []
    return [Fault("queueId", codes.UPGRADED, "the queue is one of Customer Assist already")]


def _agent_faults(agents: Sequence[MemberRow], *, without_agents: bool) -> list[Fault]:
    """Agents that are not upgraded (QUE-3), and those that lack the package (QUE-5), each by id."""
    faults = []
    for number, one in enumerate(agents):
        name = f"{one.first_name} {one.last_name}"
        if one.type != rules.PEOPLE:
            what = f"the {_WORDS[one.type]} {one.first_name}"
            if one.type == rules.LINE:
                what = f"the virtual line {name}"
            text = (
                f"{what} ({ids.encode(_KINDS[one.type], one.uuid)}) is an agent; only queues whose"
                " agents are all users can be upgraded, so take it out of the queue first"
            )
            faults.append(Fault(f"agents[{number}]", codes.UNSUPPORTED_AGENTS, text))
        elif not without_agents and one.package not in rules.FITTING[rules.ASSIST]:
            (wanted,) = rules.FITTING[rules.ASSIST]
            text = (
                f"{name} ({ids.encode(ids.PERSON, one.uuid)}) does not have"
                f" {packages.NAMES[wanted]}; go on without such agents, or change their packages"
            )
            faults.append(Fault(f"agents[{number}]", codes.AGENTS_LACK_PACKAGE, text))
    return faults
