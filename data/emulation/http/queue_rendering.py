"""Call queues and virtual lines as answers have them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from data.emulation.rules import ids
from data.emulation.rules import queues as rules

if TYPE_CHECKING:
    from data.emulation.http.rendering import Object
    from data.emulation.services.queues import Queue
    from data.emulation.store.queues import MemberRow, QueueRow
    from data.emulation.store.virtual_lines import LineRow

_KINDS = {rules.PEOPLE: ids.PERSON, rules.PLACE: ids.WORKSPACE, rules.LINE: ids.VIRTUAL_LINE}
POLICY_OF_NAMES = "DIRECT_LINE"
"""Whose name a virtual line's calls show: its own."""


def listed(row: QueueRow) -> Object:
    """A queue as lists have it."""
    body: Object = {
        "id": ids.encode(ids.QUEUE, row.uuid),
        "name": row.name,
        "hasCxEssentials": row.kind == rules.ASSIST,
        "locationName": row.location_name,
        "locationId": ids.encode(ids.LOCATION, row.location_uuid),
        "enabled": bool(row.enabled),
    }
    return body | _numbers(row.phone, row.extension)


def queue(found: Queue) -> Object:
    """A queue with its agents, as the platform's detail has it."""
    row = found.row
    settings = json.loads(row.settings)
    policies, kept = settings.pop("callPolicies", {}), settings.pop("queueSettings", {})
    body: Object = {
        "id": ids.encode(ids.QUEUE, row.uuid),
        "name": row.name,
        "hasCxEssentials": row.kind == rules.ASSIST,
        "enabled": bool(row.enabled),
        "languageCode": row.language.lower(),
        "firstName": ".",
        "lastName": row.phone or row.name,
        "timeZone": row.time_zone,
        # An empty one is the same as none.
        **{name: value for name, value in settings.items() if value != ""},
        "callPolicies": {"routingType": rules.ROUTING, **policies, "policy": row.policy},
        "queueSettings": {"queueSize": rules.QUEUE_SIZE, **kept},
        "agents": [_agent(one, row.policy) for one in found.agents],
    }
    return body | _numbers(row.phone, row.extension)


def whole(found: Queue) -> Object:
    """A queue as the hub shows it: where it is and who supervises, too."""
    row = found.row
    return queue(found) | {
        "orgId": ids.encode(ids.ORGANIZATION, row.organization_uuid),
        "locationId": ids.encode(ids.LOCATION, row.location_uuid),
        "supervisors": [
            {
                "id": ids.encode(ids.PERSON, one.uuid),
                "firstName": one.first_name,
                "lastName": one.last_name,
            }
            for one in found.supervisors
        ],
    }


def line(row: LineRow) -> Object:
    """A virtual line."""
    number: Object = {"primary": True}
    if row.phone:
        number["external"] = row.phone
    if row.extension:
        number["extension"] = row.extension
    return {
        "id": ids.encode(ids.VIRTUAL_LINE, row.uuid),
        "firstName": row.first_name,
        "lastName": row.last_name,
        "externalCallerIdNamePolicy": POLICY_OF_NAMES,
        "number": number,
        "location": {
            "id": ids.encode(ids.LOCATION, row.location_uuid),
            "name": row.location_name,
        },
        "numberOfDevicesAssigned": 0,
    }


def _agent(one: MemberRow, policy: str) -> Object:
    body: Object = {
        "id": ids.encode(_KINDS[one.type], one.uuid),
        "type": one.type,
        "firstName": one.first_name,
        "lastName": one.last_name,
    }
    if policy == rules.WEIGHTED and one.weight is not None:
        body["weight"] = str(one.weight)
    return body | _numbers(one.phone, one.extension)


def _numbers(phone: str, extension: str) -> Object:
    given = {"phoneNumber": phone, "extension": extension}
    return {name: value for name, value in given.items() if value}
