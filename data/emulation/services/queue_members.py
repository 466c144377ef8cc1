"""Agents and supervisors that a request names (QUE-1, PKG-8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import codes, ids
from data.emulation.rules import queues as rules
from data.emulation.rules.faults import Fault
from data.emulation.store import virtual_lines as store
from data.emulation.store.queues import Agent

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from data.emulation.rules.codes import Code
    from data.emulation.store.virtual_lines import Found
    from data.models.queues import AgentInput

_NO_ID = "is no id of a person, a workspace or a virtual line"


class Home(NamedTuple):
    """Where a queue looks for its members: the organization's rowid, the kind of the queue."""

    organization_id: int
    kind: str


def agents(
    connection: sqlite3.Connection,
    home: Home,
    policy: str,
    given: Sequence[AgentInput],
    now: int,
) -> tuple[list[Agent], list[Fault]]:
    """The agents that a request asks for, in their order, and what is wrong with them.

    Decided here: a workspace or a virtual line can be an agent of a queue of Webex Calling, of one
    of Customer Assist it cannot (QUE-1, QUE-3).

    Args:
        connection: where to read.
        home: the queue's.
        policy: how it routes.
        given: the agents as sent.
        now: the moment.
    """
    # Weighted routing is what is wrong for Customer Assist, not the weights (QUE-4).
    weighed = rules.TOP_DOWN if home.kind == rules.ASSIST else policy
    weights, faults = rules.weights([one.weight for one in given], weighed, "agents")
    found: list[Agent] = []
    seen: set[tuple[str, int]] = set()
    for number, one in enumerate(given):
        field = f"agents[{number}].id"
        member, wrong = _agent(connection, home, one.id, field, now)
        faults += wrong
        if member is None:
            continue
        if member in seen:
            faults.append(Fault(field, codes.BAD_CHOICE, "is named twice"))
        seen.add(member)
        found.append(Agent(*member, weights[number]))
    return found, faults


def supervisors(
    connection: sqlite3.Connection, organization_id: int, given: Sequence[str], now: int
) -> tuple[list[int], list[Fault]]:
    """The rowids of the persons that a request asks for, and what is wrong with them."""
    found: list[int] = []
    faults: list[Fault] = []
    for number, text in enumerate(given):
        field = f"personIds[{number}]"
        uuid = ids.decode(ids.PERSON, text)
        if uuid is None:
            faults.append(Fault(field, codes.BAD_ID, "is no id of a person"))
            continue
        person = store.person(connection, organization_id, uuid, now)
        if person is None:
            faults.append(Fault(field, codes.NO_PERSON, _none("person")))
            continue
        faults += rules.supervisor_fault(person.package, person.name, field)
        if person.id in found:
            faults.append(Fault(field, codes.BAD_CHOICE, "is named twice"))
        found.append(person.id)
    return found, faults


def _agent(
    connection: sqlite3.Connection, home: Home, text: str, field: str, now: int
) -> tuple[tuple[str, int] | None, list[Fault]]:
    """Type and rowid of an agent, and what is wrong with it."""
    kind, uuid = ids.decode_any(text) or ("", b"")
    if kind == ids.PERSON:
        person = store.person(connection, home.organization_id, uuid, now)
        if person is None:
            return None, [Fault(field, codes.NO_PERSON, _none("person"))]
        wrong = rules.agent_fault(home.kind, person.package, person.name, field)
        return (rules.PEOPLE, person.id), wrong
    if kind not in _OTHERS:
        return None, [Fault(field, codes.BAD_ID, _NO_ID)]
    other = _OTHERS[kind]
    found = other.look(connection, home.organization_id, uuid, now)
    if found is None:
        return None, [Fault(field, other.code, _none(other.words))]
    return (other.type, found.id), _users_only(home, field)


class _Other(NamedTuple):
    """An agent that is no person: how it is found, what it is called."""

    look: Callable[[sqlite3.Connection, int, bytes, int], Found | None]
    type: str
    code: Code
    words: str


_OTHERS: Final = {
    ids.WORKSPACE: _Other(
        store.room, rules.PLACE, codes.NO_WORKSPACE, "workspace that makes calls"
    ),
    ids.VIRTUAL_LINE: _Other(store.line, rules.LINE, codes.NO_VIRTUAL_LINE, "virtual line"),
}


def _none(what: str) -> str:
    return f"the organization has no {what} with this id"


def _users_only(home: Home, field: str) -> list[Fault]:
    if home.kind != rules.ASSIST:
        return []
    text = "agents of a queue of Customer Assist are users with its package"
    return [Fault(field, codes.NOT_AN_AGENT, text)]
