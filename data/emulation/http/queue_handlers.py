"""Routes of call queues and virtual lines (contract, section 7; QUE)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http import bodies
from data.emulation.http import queue_rendering as rendering
from data.emulation.http.answers import NO_CONTENT, Answer
from data.emulation.http.paging import public_links, public_place
from data.emulation.rules import ids
from data.emulation.rules import queues as rules
from data.emulation.services import queue_sites, queue_upgrade, queues, virtual_lines, workspaces
from data.emulation.services.queues import Address
from data.emulation.store.queues import Which
from data.models.queues import (
    CreateQueue,
    CreateVirtualLine,
    SupervisorsInput,
    UpdateQueue,
    UpgradeQueue,
)
from data.search_key import search_key

if TYPE_CHECKING:
    from data.emulation.http.answers import Call

MOST = 2_000
"""Rows of a page at most, as for all lists of telephony."""
SIZE = 100
CREATED = 201
START = "start"
"""What lists of telephony call `offset`."""


def list_queues(call: Call) -> Answer:
    """GET /v1/telephony/config/queues: those of Webex Calling, or those of Customer Assist."""
    query = call.query
    organization = query.uuid("orgId", ids.ORGANIZATION) or call.caller.partner.uuid
    which = Which(
        rules.ASSIST if query.flag("hasCxEssentials") else rules.CALLING,
        query.uuid("locationId", ids.LOCATION),
        search_key(query.text("name") or ""),
        (query.text("phoneNumber") or "").replace(" ", "+"),
    )
    size, place = query.integer("max", SIZE, 1, MOST), public_place(query, START)
    page = queues.page(call.connection, call.caller, organization, which, place, size, call.now)
    links = public_links(
        call,
        size,
        page.keys,
        has_previous=page.has_previous,
        has_next=page.has_next,
        also=START,
    )
    return Answer({"queues": list(map(rendering.listed, page.queues))}, headers=links)


def create_queue(call: Call) -> Answer:
    """POST of a queue at a location, of Customer Assist where the query says so."""
    kind = rules.ASSIST if call.query.flag("hasCxEssentials") else rules.CALLING
    organization = call.query.uuid("orgId", ids.ORGANIZATION)
    wanted, wrong = bodies.read(CreateQueue, call.content)
    location = ids.decode(ids.LOCATION, call.path["locationId"])
    there = queue_sites.site(call.write, location, organization)
    uuid = queues.create(call.write, there, kind, wanted, wrong)
    return Answer({"id": ids.encode(ids.QUEUE, uuid)}, CREATED)


def get_queue(call: Call) -> Answer:
    """GET of a queue; one of Customer Assist only where the query says so, as the platform does."""
    shown = call.query.flag("hasCxEssentials")
    row = queues.one(call.connection, call.caller, _address(call), call.now)
    if row.kind == rules.ASSIST and not shown:
        raise queues.no_queue("hasCxEssentials has to be true for a queue of Customer Assist.")
    return Answer(rendering.queue(queues.whole(call.connection, row, call.now)))


def update_queue(call: Call) -> Answer:
    """PUT of a queue."""
    wanted, wrong = bodies.read(UpdateQueue, call.content)
    queues.update(call.write, _address(call), wanted, wrong)
    return Answer(None, NO_CONTENT)


def remove_queue(call: Call) -> Answer:
    """DELETE of a queue."""
    queues.remove(call.write, _address(call))
    return Answer(None, NO_CONTENT)


def get_whole(call: Call) -> Answer:
    """GET /hub/v1/queues/{queueId}, of either kind, with its supervisors."""
    row = queues.one(call.connection, call.caller, _bare(call), call.now)
    return Answer(rendering.whole(queues.whole(call.connection, row, call.now)))


def upgrade(call: Call) -> Answer:
    """POST /hub/v1/queues/{queueId}/upgrade (QUE-2)."""
    wanted, wrong = bodies.read(UpgradeQueue, call.content)
    found = queue_upgrade.upgrade(
        call.write, _bare(call), wrong, without_agents=wanted.without_agents
    )
    return Answer(rendering.whole(found))


def set_supervisors(call: Call) -> Answer:
    """PUT /hub/v1/queues/{queueId}/supervisors: all that it is to have."""
    wanted, wrong = bodies.read(SupervisorsInput, call.content)
    row = queues.set_supervisors(call.write, _bare(call), wanted.person_ids, wrong)
    return Answer(rendering.whole(queues.whole(call.connection, row, call.write.now)))


def list_lines(call: Call) -> Answer:
    """GET /v1/telephony/config/virtualLines of one organization."""
    query = call.query
    organization = query.uuid("orgId", ids.ORGANIZATION) or call.caller.partner.uuid
    which = workspaces.Which(organization, query.uuid("locationId", ids.LOCATION))
    size, place = query.integer("max", SIZE, 1, MOST), public_place(query, START)
    page = virtual_lines.page(call.connection, call.caller, which, place, size, call.now)
    links = public_links(
        call,
        size,
        page.keys,
        has_previous=page.has_previous,
        has_next=page.has_next,
        also=START,
    )
    return Answer({"virtualLines": list(map(rendering.line, page.lines))}, headers=links)


def create_line(call: Call) -> Answer:
    """POST /v1/telephony/config/virtualLines."""
    organization = call.query.uuid("orgId", ids.ORGANIZATION)
    wanted, wrong = bodies.read(CreateVirtualLine, call.content)
    uuid = virtual_lines.create(call.write, organization, wanted, wrong)
    return Answer({"id": ids.encode(ids.VIRTUAL_LINE, uuid)}, CREATED)


def remove_line(call: Call) -> Answer:
    """DELETE /v1/telephony/config/virtualLines/{virtualLineId}."""
    virtual_lines.remove(call.write, ids.decode(ids.VIRTUAL_LINE, call.path["virtualLineId"]))
    return Answer(None, NO_CONTENT)


def _bare(call: Call) -> Address:
    return Address(ids.decode(ids.QUEUE, call.path["queueId"]))


def _address(call: Call) -> Address:
    # What is no id of a location is nobody's.
    location = ids.decode(ids.LOCATION, call.path["locationId"]) or b""
    organization = call.query.uuid("orgId", ids.ORGANIZATION)
    return Address(ids.decode(ids.QUEUE, call.path["queueId"]), location, organization)
