"""PSTN, numbers and extensions."""

from __future__ import annotations

_PSTN = "/v1/telephony/pstn/locations/{locationId}"
_PLACE = "/v1/telephony/config/locations/{locationId}"

VIEW = {
    f"GET {_PSTN}/connectionOptions",
    f"GET {_PSTN}/connection",
    "GET /v1/telephony/config/numbers",
    f"GET {_PLACE}",
}
"""Whoever may look at customers."""
MANAGE = {
    f"PUT {_PSTN}/connection",
    f"POST {_PLACE}/numbers",
    f"DELETE {_PLACE}/numbers",
    f"POST {_PLACE}/actions/validateExtensions/invoke",
    f"PUT {_PLACE}",
}
"""Whoever may change customers, beside VIEW."""
OF_FULL = set[str]()
"""Full administrators only."""
BOTH = set[str]()
"""Full and wholesale administrators only."""
