"""PSTN connections, numbers and extensions as JSON objects of the public API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules import ids, pstn
from data.emulation.store import numbers as store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.emulation.http.rendering import Object
    from data.emulation.rules.pstn import Option
    from data.emulation.services.numbers import Number, Settings
    from data.emulation.services.pstn import Connection

_KINDS: Final = {
    store.PEOPLE: ids.PERSON,
    store.PLACE: ids.WORKSPACE,
    store.QUEUE: ids.QUEUE,
    store.LINE: ids.VIRTUAL_LINE,
}
"""The kind of an owner's id by its type."""


def option(found: Option) -> Object:
    """A connection option; its kind is told only of a connection, as the platform does."""
    return {
        "id": ids.encode(ids.PSTN, found.uuid),
        "displayName": found.name,
        "pstnServices": list(pstn.SERVICES),
    }


def connection(found: Connection) -> Object:
    """A connection."""
    body = option(found.option) | {"pstnConnectionType": found.option.kind}
    if found.route is not None:
        body |= {"routeType": found.route[0], "routeId": found.route[1]}
    return body


def number(found: Number) -> Object:
    """A number; nobody's has no owner."""
    body: Object = {
        "phoneNumber": found.phone,
        "state": pstn.STATES[0 if found.active else 1],
        "phoneNumberType": "PRIMARY",
        "mainNumber": found.main,
        "includedTelephonyTypes": "PSTN_NUMBER",
        "tollFreeNumber": False,
        "isServiceNumber": False,
        "isReservedNumber": False,
    }
    if found.location is not None:
        place = found.location
        body["location"] = {"id": ids.encode(ids.LOCATION, place.uuid), "name": place.name}
    if found.holder is not None:
        if found.holder.extension:
            body["extension"] = found.holder.extension
        owner = {
            "id": ids.encode(_KINDS[found.holder.type], found.holder.uuid),
            "type": found.holder.type,
            "firstName": found.holder.first_name,
        }
        if found.holder.last_name:
            owner["lastName"] = found.holder.last_name
        body["owner"] = owner
    return body


def settings(found: Settings) -> Object:
    """The calling settings of a location; the route is there where it is on premises."""
    place = found.spot.location
    line: Object = {"name": place.name}
    if found.main:
        line["phoneNumber"] = found.main
    body: Object = {
        "id": ids.encode(ids.LOCATION, place.uuid),
        "name": place.name,
        "announcementLanguage": place.language,
        "callingLineId": line,
    }
    if found.connection is not None and found.connection.route is not None:
        kind, route = found.connection.route
        body["connection"] = {"type": kind, "id": route}
    return body


def extensions(found: Sequence[tuple[str, str, str]]) -> Object:
    """What is with a list of extensions."""
    entries: list[Object] = []
    for extension, state, words in found:
        entry: Object = {"extension": extension, "state": state}
        if state != pstn.VALID:
            entry |= {"errorCode": pstn.VERDICTS[state], "message": words}
        entries.append(entry)
    good = all(state == pstn.VALID for _, state, _ in found)
    return {"status": "OK" if good else "ERRORS", "extensionStatus": entries}
