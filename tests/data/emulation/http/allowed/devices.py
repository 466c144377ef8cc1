"""Devices, and names of organizations."""

from __future__ import annotations

VIEW = {
    "GET /v1/devices",
    "GET /v1/devices/{deviceId}",
    "GET /v1/telephony/config/supportedDevices",
    "GET /hub/v1/deviceModels",
}
"""Whoever may look at customers."""
MANAGE = {
    "POST /v1/devices",
    "DELETE /v1/devices/{deviceId}",
    "GET /hub/v1/devices/{deviceId}/credentials",
}
"""Whoever may change customers, beside VIEW."""
OF_FULL = {"PATCH /identity/organizations/{organizationUuid}"}
"""Full administrators only."""
BOTH = set[str]()
"""Full and wholesale administrators only."""
