"""PSTN connections, numbers and extensions of locations (contract, section 7)."""

from __future__ import annotations

from typing import Final

from data.emulation.http.later import Later
from data.emulation.http.operation import Operation, read
from data.emulation.rules.roles import TELEPHONY_READ, TELEPHONY_WRITE

handlers: Final = Later("data.emulation.http.pstn_handlers")

_REFUSED: Final = (400, 401, 403, 404, 409, 415, 500)
_PSTN: Final = "/v1/telephony/pstn/locations/{locationId}"
_CONFIG: Final = "/v1/telephony/config"
_ONE: Final = f"{_CONFIG}/locations/{{locationId}}"

TABLE: Final[tuple[Operation, ...]] = (
    read(
        f"{_PSTN}/connectionOptions",
        "pstn.options",
        TELEPHONY_READ,
        handlers.list_options,
        "PstnOption",
        many=True,
    ),
    read(f"{_PSTN}/connection", "pstn.get", TELEPHONY_READ, handlers.get, "PstnConnection"),
    Operation(
        "PUT",
        f"{_PSTN}/connection",
        "pstn.put",
        TELEPHONY_WRITE,
        documented=True,
        handler=handlers.put,
        model="",
        statuses=(204, *_REFUSED),
        body="PstnInput",
        writes=True,
    ),
    read(
        f"{_CONFIG}/numbers",
        "numbers.list",
        TELEPHONY_READ,
        handlers.list_numbers,
        "PhoneNumber",
        many=True,
    )
    .taking(
        "orgId",
        "locationId",
        "phoneNumber",
        "available",
        "state",
        "offset",
        "start",
        "key",
        "max",
    )
    ._replace(items="phoneNumbers"),
    Operation(
        "POST",
        f"{_ONE}/numbers",
        "numbers.add",
        TELEPHONY_WRITE,
        documented=True,
        handler=handlers.add_numbers,
        model="",
        statuses=(201, *_REFUSED),
        body="AddNumbers",
        writes=True,
    ),
    Operation(
        "DELETE",
        f"{_ONE}/numbers",
        "numbers.remove",
        TELEPHONY_WRITE,
        documented=True,
        handler=handlers.remove_numbers,
        model="",
        statuses=(204, *_REFUSED),
        body="RemoveNumbers",
        writes=True,
    ),
    Operation(
        "POST",
        f"{_ONE}/actions/validateExtensions/invoke",
        "numbers.validate_extensions",
        TELEPHONY_WRITE,
        documented=True,
        handler=handlers.validate_extensions,
        model="ExtensionCheck",
        statuses=(200, 400, 401, 403, 404, 415, 500),
        body="ValidateExtensions",
    ),
    read(
        _ONE,
        "numbers.settings",
        TELEPHONY_READ,
        handlers.get_settings,
        "LocationCalling",
    ),
    Operation(
        "PUT",
        _ONE,
        "numbers.set_main",
        TELEPHONY_WRITE,
        documented=True,
        handler=handlers.set_main,
        model="",
        statuses=(204, *_REFUSED),
        body="LocationCallingInput",
        writes=True,
    ),
)
"""In the order in which paths are matched."""
