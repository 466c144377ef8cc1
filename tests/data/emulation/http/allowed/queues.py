"""Call queues and virtual lines."""

from __future__ import annotations

_AT_LOCATION = "/v1/telephony/config/locations/{locationId}/queues"
_LINES = "/v1/telephony/config/virtualLines"

VIEW = {
    "GET /v1/telephony/config/queues",
    f"GET {_AT_LOCATION}/{{queueId}}",
    "GET /hub/v1/queues/{queueId}",
    f"GET {_LINES}",
}
"""Whoever may look at customers."""
MANAGE = {
    f"POST {_AT_LOCATION}",
    f"PUT {_AT_LOCATION}/{{queueId}}",
    f"DELETE {_AT_LOCATION}/{{queueId}}",
    "POST /hub/v1/queues/{queueId}/upgrade",
    "PUT /hub/v1/queues/{queueId}/supervisors",
    f"POST {_LINES}",
    f"DELETE {_LINES}/{{virtualLineId}}",
}
"""Whoever may change customers, beside VIEW."""
OF_FULL = set[str]()
"""Full administrators only."""
BOTH = set[str]()
"""Full and wholesale administrators only."""
