"""Routes of devices: parse, call a service, render (DEV)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.http import bodies
from data.emulation.http import device_rendering as rendering
from data.emulation.http.answers import NO_CONTENT, Answer
from data.emulation.http.paging import public_links, public_place
from data.emulation.rules import devices as rules
from data.emulation.rules import ids
from data.emulation.services import devices
from data.emulation.store.devices import Wanted
from data.models.devices import CreateDevice

if TYPE_CHECKING:
    from data.emulation.http.answers import Call

MOST = 100
"""Rows of a page at most."""
_ALSO = "start"
"""The name that the live list has for `offset`."""


def list_devices(call: Call) -> Answer:
    """GET /v1/devices of one organization, one's own where none is named."""
    query = call.query
    organization = _organization(call)
    kind, product = query.choice("type", rules.TYPES), query.text("product")
    wanted = Wanted(query.uuid("personId", ids.PERSON), query.uuid("workspaceId", ids.WORKSPACE))
    if kind or product:
        named = [
            one.model
            for one in rules.models().values()
            if kind in (None, one.type)
            and (not product or product.casefold() in one.title.casefold())
        ]
        wanted = wanted._replace(models=tuple(named))
    size, place = query.integer("max", 100, 1, MOST), public_place(query, _ALSO)
    page = devices.page(call.connection, call.caller, organization, wanted, place, size, call.now)
    links = public_links(
        call,
        size,
        page.keys,
        has_previous=page.has_previous,
        has_next=page.has_next,
        also=_ALSO,
    )
    return Answer({"items": list(map(rendering.device, page.devices))}, headers=links)


def create_device(call: Call) -> Answer:
    """POST /v1/devices, by MAC address, for a person or a workspace (DEV-1)."""
    wanted, wrong = bodies.read(CreateDevice, call.content)
    org_id = call.query.text("orgId") or ""
    return Answer(rendering.device(devices.create(call.write, org_id, wanted, wrong)))


def get_device(call: Call) -> Answer:
    """GET /v1/devices/{deviceId}."""
    found = devices.one(call.connection, call.caller, _device(call), call.now)
    return Answer(rendering.device(found))


def remove_device(call: Call) -> Answer:
    """DELETE /v1/devices/{deviceId}."""
    devices.remove(call.write, _device(call))
    return Answer(None, NO_CONTENT)


def supported_devices(call: Call) -> Answer:
    """GET /v1/telephony/config/supportedDevices: what an organization may add (DEV-2)."""
    asked = devices.asked(call.connection, call.caller, _organization(call), call.now)
    return Answer(rendering.supported(rules.offered(third_party=asked)))


def list_models(call: Call) -> Answer:
    """GET /hub/v1/deviceModels: all models, with what their kind brings (DEV-4)."""
    asked = devices.asked(call.connection, call.caller, _organization(call), call.now)
    found = [rendering.model(one, asked=asked) for one in rules.models().values()]
    return Answer({"items": found})


def get_credentials(call: Call) -> Answer:
    """GET /hub/v1/devices/{deviceId}/credentials (DEV-3)."""
    found = devices.credentials(call.connection, call.caller, _device(call), call.now)
    return Answer(
        {
            "userName": found.user_name,
            "domain": found.domain,
            "outboundProxy": found.outbound_proxy,
        }
    )


def _device(call: Call) -> bytes | None:
    return ids.decode(ids.DEVICE, call.path["deviceId"])


def _organization(call: Call) -> bytes:
    return call.query.uuid("orgId", ids.ORGANIZATION) or call.caller.partner.uuid
