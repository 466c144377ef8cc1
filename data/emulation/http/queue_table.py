"""Call queues, and the virtual lines that they need (contract, section 7)."""

from __future__ import annotations

from typing import Final

from data.emulation.http.later import Later
from data.emulation.http.operation import Operation, read
from data.emulation.rules.roles import TELEPHONY_READ, TELEPHONY_WRITE

handlers: Final = Later("data.emulation.http.queue_handlers")

_CHANGED: Final = (400, 401, 403, 404, 409, 415, 500)
_GONE: Final = (204, 400, 401, 403, 404, 500)
_PAGE: Final = ("offset", "start", "key", "max")
_AT_LOCATION: Final = "/v1/telephony/config/locations/{locationId}/queues"
_LINES: Final = "/v1/telephony/config/virtualLines"

TABLE: Final[tuple[Operation, ...]] = (
    read(
        "/v1/telephony/config/queues",
        "queues.list",
        TELEPHONY_READ,
        handlers.list_queues,
        "QueueRow",
        many=True,
    )
    .taking("orgId", "locationId", "name", "phoneNumber", "hasCxEssentials", *_PAGE)
    ._replace(items="queues"),
    Operation(
        "POST",
        _AT_LOCATION,
        "queues.create",
        TELEPHONY_WRITE,
        documented=True,
        handler=handlers.create_queue,
        model="NewResource",
        statuses=(201, *_CHANGED),
        body="CreateQueue",
        writes=True,
        parameters=("orgId", "hasCxEssentials"),
    ),
    read(
        f"{_AT_LOCATION}/{{queueId}}",
        "queues.get",
        TELEPHONY_READ,
        handlers.get_queue,
        "CallQueue",
    ).taking("orgId", "hasCxEssentials"),
    Operation(
        "PUT",
        f"{_AT_LOCATION}/{{queueId}}",
        "queues.update",
        TELEPHONY_WRITE,
        documented=True,
        handler=handlers.update_queue,
        model="",
        statuses=(204, *_CHANGED),
        body="UpdateQueue",
        writes=True,
        parameters=("orgId",),
    ),
    Operation(
        "DELETE",
        f"{_AT_LOCATION}/{{queueId}}",
        "queues.delete",
        TELEPHONY_WRITE,
        documented=True,
        handler=handlers.remove_queue,
        model="",
        statuses=_GONE,
        writes=True,
        parameters=("orgId",),
    ),
    read(
        _LINES,
        "virtual_lines.list",
        TELEPHONY_READ,
        handlers.list_lines,
        "VirtualLine",
        many=True,
    )
    .taking("orgId", "locationId", *_PAGE)
    ._replace(items="virtualLines"),
    Operation(
        "POST",
        _LINES,
        "virtual_lines.create",
        TELEPHONY_WRITE,
        documented=True,
        handler=handlers.create_line,
        model="NewResource",
        statuses=(201, *_CHANGED),
        body="CreateVirtualLine",
        writes=True,
        parameters=("orgId",),
    ),
    Operation(
        "DELETE",
        f"{_LINES}/{{virtualLineId}}",
        "virtual_lines.delete",
        TELEPHONY_WRITE,
        documented=True,
        handler=handlers.remove_line,
        model="",
        statuses=_GONE,
        writes=True,
    ),
    read(
        "/hub/v1/queues/{queueId}", "queues.whole", TELEPHONY_READ, handlers.get_whole, "WholeQueue"
    ),
    Operation(
        "POST",
        "/hub/v1/queues/{queueId}/upgrade",
        "queues.upgrade",
        TELEPHONY_WRITE,
        documented=False,
        handler=handlers.upgrade,
        model="WholeQueue",
        statuses=(200, *_CHANGED),
        body="UpgradeQueue",
        writes=True,
    ),
    Operation(
        "PUT",
        "/hub/v1/queues/{queueId}/supervisors",
        "queues.supervisors",
        TELEPHONY_WRITE,
        documented=False,
        handler=handlers.set_supervisors,
        model="WholeQueue",
        statuses=(200, *_CHANGED),
        body="SupervisorsInput",
        writes=True,
    ),
)
"""In the order in which paths are matched."""
