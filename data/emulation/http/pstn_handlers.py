"""Routes of PSTN connections, numbers and extensions of locations (contract, section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http import bodies
from data.emulation.http import pstn_rendering as rendering
from data.emulation.http.answers import NO_CONTENT, Answer
from data.emulation.http.paging import public_links, public_place
from data.emulation.rules import ids
from data.emulation.rules.pstn import STATES
from data.emulation.services import number_changes, numbers, pstn
from data.models.telephony import (
    AddNumbers,
    LocationCallingInput,
    PstnInput,
    RemoveNumbers,
    ValidateExtensions,
)

if TYPE_CHECKING:
    from data.emulation.http.answers import Call

MOST = 2_000
"""Numbers of a page at most, and where nothing is asked for."""
YES_OR_NO = ("true", "false")
START = "start"
CREATED = 201


def list_options(call: Call) -> Answer:
    """GET .../connectionOptions: those that serve the location's country (PST-2)."""
    found = pstn.options(call.connection, call.caller, _location(call), call.now)
    return Answer({"items": list(map(rendering.option, found))})


def get(call: Call) -> Answer:
    """GET .../connection."""
    found = pstn.get(call.connection, call.caller, _location(call), call.now)
    return Answer(rendering.connection(found))


def put(call: Call) -> Answer:
    """PUT .../connection (PST-1)."""
    wanted, wrong = bodies.read(PstnInput, call.content)
    pstn.put(call.write, _location(call), wanted, wrong)
    return Answer(None, NO_CONTENT)


def list_numbers(call: Call) -> Answer:
    """GET /v1/telephony/config/numbers of one organization, one's own where none is named."""
    query = call.query
    organization = query.uuid("orgId", ids.ORGANIZATION) or call.caller.partner.uuid
    available = query.choice("available", YES_OR_NO)
    which = numbers.Which(
        query.uuid("locationId", ids.LOCATION),
        query.text("phoneNumber") or None,
        None if available is None else available == YES_OR_NO[0],
        query.choice("state", STATES),
    )
    size, place = query.integer("max", MOST, 1, MOST), public_place(query, START)
    page = numbers.page(call.connection, call.caller, organization, which, place, size, call.now)
    links = public_links(
        call,
        size,
        page.keys,
        has_previous=page.has_previous,
        has_next=page.has_next,
        also=START,
    )
    return Answer({numbers.PHONES: list(map(rendering.number, page.numbers))}, headers=links)


def add_numbers(call: Call) -> Answer:
    """POST .../numbers."""
    wanted, wrong = bodies.read(AddNumbers, call.content)
    number_changes.add(call.write, _location(call), wanted, wrong)
    return Answer(None, CREATED)


def remove_numbers(call: Call) -> Answer:
    """DELETE .../numbers, which says in its body which."""
    wanted, wrong = bodies.read(RemoveNumbers, call.content)
    number_changes.remove(call.write, _location(call), wanted, wrong)
    return Answer(None, NO_CONTENT)


def validate_extensions(call: Call) -> Answer:
    """POST .../actions/validateExtensions/invoke."""
    wanted, wrong = bodies.read(ValidateExtensions, call.content)
    found = numbers.validate(call.connection, call.caller, _location(call), wanted, wrong, call.now)
    return Answer(rendering.extensions(found))


def get_settings(call: Call) -> Answer:
    """GET /v1/telephony/config/locations/{locationId}: what calling knows of a location."""
    found = numbers.settings(call.connection, call.caller, _location(call), call.now)
    return Answer(rendering.settings(found))


def set_main(call: Call) -> Answer:
    """PUT /v1/telephony/config/locations/{locationId}: the main number.

    Decided here: nothing else of these settings can be changed, so that what says no number is
    refused.
    """
    wanted, wrong = bodies.read(LocationCallingInput, call.content)
    number_changes.set_main(call.write, _location(call), wanted, wrong)
    return Answer(None, NO_CONTENT)


def _location(call: Call) -> bytes | None:
    return ids.decode(ids.LOCATION, call.path["locationId"])
