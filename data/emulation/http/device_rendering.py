"""Devices and their models as JSON objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules import devices as rules
from data.emulation.rules import ids
from data.emulation.rules.times import iso

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.emulation.http.rendering import Object
    from data.emulation.rules.devices import Model
    from data.emulation.store.devices import DeviceRow

UNKNOWN: Final = "unknown"
"""Whether a device is connected. Decided here: the emulation plays no networks."""
CHANNELS: Final = ("STABLE", "STABLE_DELAY", "PREVIEW", "BETA", "TESTING")
"""Where devices that the platform manages can get their software from."""
_MANAGERS: Final = {rules.CUSTOMER_MANAGED: "CUSTOMER", rules.PARTNER_MANAGED: "PARTNER"}
# The public list has these types. Decided here: room devices are desk phones there.
_TYPES: Final = {rules.MPP: "MPP", rules.ROOM_OS: "DESK_PHONE"}
_OWN: Final = frozenset({rules.MPP, rules.ROOM_OS})


def device(row: DeviceRow) -> Object:
    """A device of the inventory; of its password it says nothing (DEV-3)."""
    model = rules.models()[row.model]
    body: Object = {
        "id": ids.encode(ids.DEVICE, row.uuid),
        "displayName": row.holder,
        "orgId": ids.encode(ids.ORGANIZATION, row.organization_uuid),
        "capabilities": [],
        "permissions": [],
        "connectionStatus": UNKNOWN,
        "product": model.title,
        "type": model.type,
        "tags": [],
        "mac": row.mac,
        "sipUrls": [],
        "errorCodes": [],
        "managedBy": _manager(model),
        "created": iso(row.created_ms),
    }
    if row.person_uuid is not None:
        body["personId"] = ids.encode(ids.PERSON, row.person_uuid)
    if row.workspace_uuid is not None:
        body["workspaceId"] = ids.encode(ids.WORKSPACE, row.workspace_uuid)
    if row.location_uuid is not None:
        body["workspaceLocationId"] = ids.encode(ids.LOCATION, row.location_uuid)
    return body


def supported(models: Iterable[Model]) -> Object:
    """The answer of the list of supported devices."""
    return {"upgradeChannelList": list(CHANNELS), "devices": list(map(_supported, models))}


def model(found: Model, *, asked: bool) -> Object:
    """A model of the emulation's own list; `asked`: whether other makers' are offered (DEV-2)."""
    return {
        "model": found.model,
        "title": found.title,
        "maker": found.maker,
        "kind": found.kind,
        "people": found.people,
        "place": found.place,
        "features": list(rules.features(found.kind)),
        "offered": asked or found.kind != rules.THIRD_PARTY,
        "needsPassword": found.kind in rules.EXTERNAL,
        "source": found.source,
    }


def _supported(found: Model) -> Object:
    managed, own = found.kind not in rules.EXTERNAL, found.kind in _OWN
    desks = "hot_desking" in rules.features(found.kind)
    holders = (("PEOPLE", found.people), ("PLACE", found.place))
    settings = "WEBEX_CALLING_DEVICE_CONFIGURATION" if managed else "NONE"
    return {
        "model": found.model,
        "displayName": found.title,
        "familyDisplayName": found.maker,
        "type": _TYPES.get(found.kind, "GENERIC_SIP"),
        "manufacturer": "CISCO" if own else "THIRD_PARTY",
        "managedBy": _manager(found),
        "supportedFor": [name for name, suits in holders if suits],
        "onboardingMethod": ["MAC_ADDRESS"],
        "allowConfigureLayoutEnabled": False,
        "numberOfLinePorts": found.lines,
        "kemSupportEnabled": False,
        "kemLinesSupportEnabled": False,
        "upgradeChannelEnabled": own,
        "additionalPrimaryLineAppearancesEnabled": False,
        "basicEmergencyNomadicEnabled": False,
        "customizedBehaviorsEnabled": False,
        "allowConfigurePortsEnabled": False,
        "customizableLineLabelEnabled": False,
        "supportsLinePortReorderingEnabled": False,
        "portNumberSupportEnabled": False,
        "t38Enabled": False,
        "callDeclinedEnabled": managed,
        "touchScreenPhone": False,
        "numberOfLineKeyButtons": found.lines if managed else 0,
        "deviceSettingsConfiguration": settings,
        "allowHotelingHostEnabled": desks,
        "supportsLogCollection": "CISCO_PRT" if desks else "NONE",
        "supportsApplyChangesEnabled": managed,
        "allowConfigureLinesEnabled": True,
        "allowConfigurePhoneSettingsEnabled": managed,
        "supportsHotlineEnabled": managed,
    }


def _manager(model: Model) -> str:
    return _MANAGERS.get(model.kind, "CISCO")
