"""Call queues: read, made, changed, removed (QUE-1, QUE-4, PKG-8)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from data.emulation.rules import codes, texts
from data.emulation.rules import queues as rules
from data.emulation.rules.faults import Fault
from data.emulation.services import organizations, queue_members, queue_sites, seating
from data.emulation.services import subscriber_checks as checks
from data.emulation.services.problems import Refusal, require_free, require_valid
from data.emulation.services.queue_members import Home
from data.emulation.services.seating import Seat, Wish
from data.emulation.store import queues as store
from data.emulation.store import workspaces
from data.emulation.store.planning import note_change
from data.search_key import search_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.callers import Caller
    from data.emulation.services.queue_sites import Site
    from data.emulation.services.writing import Write
    from data.emulation.store.positions import Key, Place
    from data.emulation.store.queues import Agent, MemberRow, QueueRow, SupervisorRow, Which
    from data.models.queues import CallPolicies, CreateQueue, QueueInput, UpdateQueue


class Page(NamedTuple):
    """Queues that stand together in a list, and whether there are more around."""

    queues: Sequence[QueueRow]
    keys: Sequence[Key]
    has_previous: bool
    has_next: bool


class Queue(NamedTuple):
    """A queue with who belongs to it."""

    row: QueueRow
    agents: Sequence[MemberRow]
    supervisors: Sequence[SupervisorRow]


class Address(NamedTuple):
    """How a request names a queue: uuids, and what else it says of where and which.

    Attributes:
        location: None where the request does not tell.
        organization: likewise.
    """

    queue: bytes | None
    location: bytes | None = None
    organization: bytes | None = None


def page(
    connection: sqlite3.Connection,
    caller: Caller,
    uuid: bytes,
    which: Which,
    place: Place,
    size: int,
    now: int,
) -> Page:
    """A page of the queues of an organization, newest first.

    Raises:
        Refusal: 404, there is no such organization in the caller's world.
    """
    organization = organizations.one(connection, caller, uuid, now)
    if organization.id is None:
        return Page([], [], has_previous=False, has_next=False)
    found, window = store.page(connection, organization.id, which, place, size, now)
    return Page(found, *window)


def one(connection: sqlite3.Connection, caller: Caller, address: Address, now: int) -> QueueRow:
    """The queue with a uuid.

    Raises:
        Refusal: 404, there is none in the caller's world, or not where the request says.
    """
    found = store.by_uuid(connection, address.queue, now) if address.queue else None
    if found is None:
        raise no_queue()
    told = (address.location, address.organization)
    if any(
        uuid not in (None, theirs)
        for uuid, theirs in zip(told, (found.location_uuid, found.organization_uuid), strict=True)
    ):
        raise no_queue()
    try:
        organizations.one(connection, caller, found.organization_uuid, now)
    except Refusal as refusal:
        raise no_queue() from refusal
    return found


def whole(connection: sqlite3.Connection, row: QueueRow, now: int) -> Queue:
    """A queue with its agents and supervisors at `now`."""
    agents = store.agents(connection, row.id, now)
    return Queue(row, agents, store.supervisors(connection, row.id, now))


def create(
    write: Write, there: Site, kind: str, wanted: CreateQueue, wrong: Sequence[Fault]
) -> bytes:
    """Make a queue; its uuid.

    Args:
        write: the change.
        there: where.
        kind: of which kind (QUE-1).
        wanted: the request.
        wrong: what is wrong with its shape.

    Raises:
        Refusal: 400 with all that is wrong; 409 with all that is in the way.
    """
    policy = _policy(wanted.call_policies) or rules.TOP_DOWN
    wish = Wish(wanted.phone_number or "", wanted.extension or "", there.id, queue_sites.FIELDS)
    seat, found = queue_sites.seat(write, there.organization_id, wish, "queue")
    home = Home(there.organization_id, kind)
    agents, agent_faults = queue_members.agents(
        write.connection, home, policy, wanted.agents or (), write.now
    )
    found += [
        *texts.check(wanted.name or "", "name", most=rules.NAME_MOST),
        *_rules(kind, policy, wanted),
        *queue_sites.package_faults(there.customer, kind, _kind_field(kind)),
        *agent_faults,
    ]
    require_valid(checks.merged(wrong, found))
    customer = there.provisioned()
    name = texts.normal(wanted.name or "")
    require_free([*there.blockers, *_conflicts(write, there.organization_id, seat, wish, name)])
    uuid = write.uuid()
    number = store.add(
        write.connection,
        uuid,
        location_id=there.location.id,
        name=name,
        name_key=search_key(name),
        phone=seat.phone,
        extension=seat.extension,
        kind=kind,
        policy=policy,
        settings=json.dumps(rules.merged({}, wanted.settings())),
        created_ms=write.now,
    )
    store.set_agents(write.connection, number, agents)
    note_change(write.connection, customer.row.id, now=write.now, request=write.request)
    return uuid


def update(write: Write, address: Address, wanted: UpdateQueue, wrong: Sequence[Fault]) -> None:
    """Change what a request names of a queue; agents as a whole.

    Raises:
        Refusal: 400 with all that is wrong; 403, its sub-partner is suspended; 404, there is no
            such queue; 409 with all that is in the way, a way back from Customer Assist among it
            (QUE-2).
    """
    row = one(write.connection, write.caller, address, write.now)
    there = queue_sites.site(write, row.location_uuid)
    policy = _policy(wanted.call_policies) or row.policy
    seat, wish, found = _new_seat(write, row, there, wanted)
    agents, agent_faults = _new_agents(write, row, policy, wanted)
    if wanted.name is not None:
        found += texts.check(wanted.name, "name", most=rules.NAME_MOST)
    found += [*_rules(row.kind, policy, wanted), *_kind_faults(row, wanted)]
    found += [*queue_sites.package_faults(there.customer, row.kind, _kind_field(row.kind))]
    found += agent_faults
    require_valid(checks.merged(wrong, found))
    customer = there.provisioned()
    name = row.name if wanted.name is None else texts.normal(wanted.name)
    renamed = "" if search_key(name) == search_key(row.name) else name
    blockers = [*there.blockers, *_way_back(row, wanted)]
    require_free([*blockers, *_conflicts(write, row.organization_id, seat, wish, renamed)])
    columns: dict[str, Any] = {
        "name": name,
        "name_key": search_key(name),
        "phone": row.phone if wanted.phone_number is None else wanted.phone_number.strip(),
        "extension": row.extension if wanted.extension is None else wanted.extension.strip(),
        "policy": policy,
        "enabled": row.enabled if wanted.enabled is None else int(wanted.enabled),
        "settings": json.dumps(rules.merged(json.loads(row.settings), wanted.settings())),
    }
    store.change(write.connection, row.id, **columns)
    if agents is not None:
        store.set_agents(write.connection, row.id, agents)
    note_change(write.connection, customer.row.id, now=write.now, request=write.request)


def remove(write: Write, address: Address) -> None:
    """End a queue, whatever goes on with its customer.

    Raises:
        Refusal: 404, there is none in the caller's world.
    """
    row = one(write.connection, write.caller, address, write.now)
    store.change(write.connection, row.id, ended_ms=write.now)
    note(write, row)


def set_supervisors(
    write: Write, address: Address, persons: Sequence[str], wrong: Sequence[Fault]
) -> QueueRow:
    """Let a queue have exactly these supervisors.

    Raises:
        Refusal: 400 with all that is wrong; 403, 404, 409 as for other changes.
    """
    row = one(write.connection, write.caller, address, write.now)
    there = queue_sites.site(write, row.location_uuid)
    found, faults = queue_members.supervisors(
        write.connection, row.organization_id, persons, write.now
    )
    faults += queue_sites.package_faults(there.customer, row.kind, "")
    require_valid(checks.merged(wrong, faults))
    there.provisioned()
    require_free(there.blockers)
    store.set_supervisors(write.connection, row.id, found)
    note(write, row)
    return row


def note(write: Write, row: QueueRow) -> None:
    """Let those who follow changes know that something of a queue's customer is another one."""
    customer = workspaces.customer_of(write.connection, row.organization_id, write.now)
    if customer is not None:
        note_change(write.connection, customer, now=write.now, request=write.request)


def no_queue(description: str = "") -> Refusal:
    """404 for a queue; the same whether it is someone else's or nobody's."""
    return Refusal(404, "The call queue could not be found.", codes.NO_QUEUE, description)


def _policy(given: CallPolicies | None) -> str:
    return "" if given is None else given.policy


def _kind_field(kind: str) -> str:
    return "hasCxEssentials" if kind == rules.ASSIST else ""


def _rules(kind: str, policy: str, wanted: QueueInput) -> list[Fault]:
    faults = rules.policy_faults(kind, policy, "callPolicies.policy")
    return [*faults, *rules.setting_faults(wanted.settings())]


def _new_seat(
    write: Write, row: QueueRow, there: Site, wanted: UpdateQueue
) -> tuple[Seat, Wish, list[Fault]]:
    """What changes of the numbers of a queue, and what is wrong with those that it is to have."""
    phone = row.phone if wanted.phone_number is None else wanted.phone_number
    extension = row.extension if wanted.extension is None else wanted.extension
    wish = Wish(phone, extension, there.id, queue_sites.FIELDS)
    seat, faults = queue_sites.seat(write, row.organization_id, wish, "queue")
    new = seat._replace(
        phone="" if seat.phone == row.phone else seat.phone,
        extension="" if seat.extension == row.extension else seat.extension,
    )
    return new, wish, faults


def _new_agents(
    write: Write, row: QueueRow, policy: str, wanted: UpdateQueue
) -> tuple[list[Agent] | None, list[Fault]]:
    """The agents that a request asks for, None for those that are there; what is wrong with it."""
    if wanted.agents is not None:
        home = Home(row.organization_id, row.kind)
        return queue_members.agents(write.connection, home, policy, wanted.agents, write.now)
    if policy == row.policy or row.kind == rules.ASSIST:
        return None, []
    there = store.agents(write.connection, row.id, write.now)
    texts_of = ["" if one.weight is None else str(one.weight) for one in there]
    return None, rules.weights(texts_of, policy, "agents")[1]


def _kind_faults(row: QueueRow, wanted: UpdateQueue) -> list[Fault]:
    if not wanted.has_cx_essentials or row.kind == rules.ASSIST:
        return []
    text = "a queue becomes one of Customer Assist by its upgrade only"
    return [Fault("hasCxEssentials", codes.BAD_CHOICE, text, "QUE-2")]


def _way_back(row: QueueRow, wanted: UpdateQueue) -> list[Fault]:
    if wanted.has_cx_essentials is not False or row.kind != rules.ASSIST:
        return []
    text = "the queue is one of Customer Assist, and there is no way back"
    return [Fault("hasCxEssentials", codes.UPGRADED, text)]


def _conflicts(
    write: Write, organization_id: int, seat: Seat, wish: Wish, name: str
) -> list[Fault]:
    """What others have already: numbers, and the name at the location; empty for no new one.

    Decided here: a queue's name is one of its location.
    """
    faults = seating.conflicts(write.connection, organization_id, seat, wish, write.now)
    location = seat.location_id
    if not name or location is None:
        return faults
    if store.name_taken(write.connection, location, search_key(name), write.now):
        text = "the location has a queue of this name"
        faults.append(Fault("name", codes.NAME_TAKEN, text))
    return faults
