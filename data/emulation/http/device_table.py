"""Devices of persons and workspaces (contract, section 7; DEV)."""

from __future__ import annotations

from typing import Final

from data.emulation.http.later import Later
from data.emulation.http.operation import Operation, read
from data.emulation.rules.roles import DEVICES_READ, DEVICES_WRITE, TELEPHONY_READ

handlers: Final = Later("data.emulation.http.device_handlers")

TABLE: Final[tuple[Operation, ...]] = (
    read(
        "/v1/devices", "devices.list", DEVICES_READ, handlers.list_devices, "Device", many=True
    ).taking(
        *("orgId", "personId", "workspaceId", "type", "product"),
        *("offset", "start", "key", "max"),
    ),
    Operation(
        "POST",
        "/v1/devices",
        "devices.create",
        DEVICES_WRITE,
        documented=True,
        handler=handlers.create_device,
        model="Device",
        statuses=(200, 400, 401, 403, 404, 409, 415, 500),
        body="CreateDevice",
        writes=True,
        parameters=("orgId",),
    ),
    read("/v1/devices/{deviceId}", "devices.get", DEVICES_READ, handlers.get_device, "Device"),
    Operation(
        "DELETE",
        "/v1/devices/{deviceId}",
        "devices.remove",
        DEVICES_WRITE,
        documented=True,
        handler=handlers.remove_device,
        model="",
        statuses=(204, 400, 401, 403, 404, 500),
        writes=True,
    ),
    read(
        "/v1/telephony/config/supportedDevices",
        "devices.supported",
        TELEPHONY_READ,
        handlers.supported_devices,
        "SupportedDevices",
    ).taking("orgId"),
    read(
        "/hub/v1/deviceModels",
        "devices.models",
        DEVICES_READ,
        handlers.list_models,
        "DeviceModel",
        many=True,
    ).taking("orgId"),
    # Decided here: whoever may add a device may set it up; looking at customers is not enough.
    read(
        "/hub/v1/devices/{deviceId}/credentials",
        "devices.credentials",
        DEVICES_WRITE,
        handlers.get_credentials,
        "DeviceCredentials",
    ),
)
"""In the order in which paths are matched."""
