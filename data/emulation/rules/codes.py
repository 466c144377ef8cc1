"""Error codes of the platform: one for each distinct rule, stable once published (contract, 4)."""

from __future__ import annotations

from typing import Final, NamedTuple


class Code(NamedTuple):
    """An error code. source is `documented` (public) or `assumed` (this project's)."""

    number: int
    meaning: str
    source: str = "assumed"


PRECHECK_SUCCESSFUL: Final = Code(100, "the precheck found nothing", "documented")
REPORT_NOT_FOUND: Final = Code(2024, "billing report not found", "documented")
CALLING_MAINTENANCE: Final = Code(2560, "calling service in maintenance", "documented")
EMAIL_IN_USE: Final = Code(10022, "email already belongs to a user", "documented")

BAD_PARAMETER: Final = Code(40000, "a query parameter has a value that is not allowed")
BAD_QUERY: Final = Code(40001, "the query string cannot be read")
UNAUTHORIZED: Final = Code(40100, "no token, or one that is not valid")
FORBIDDEN: Final = Code(40300, "the account's roles do not allow it")
UNKNOWN_PATH: Final = Code(40400, "no operation has this path")
NO_CUSTOMER: Final = Code(40401, "no customer of the caller's has this id")
NO_ORGANIZATION: Final = Code(40402, "no organization of the caller's has this id")
NO_SUBSCRIBER: Final = Code(40403, "no subscriber of the caller's has this id")
NO_PROVIDER: Final = Code(40404, "no sub-partner of the caller's has this organization id")
BAD_METHOD: Final = Code(40500, "the path has no such method")
INTERNAL: Final = Code(50000, "the platform failed")
UNAVAILABLE: Final = Code(50300, "the platform cannot work at the moment; try again")

CODES: Final = tuple(value for value in globals().values() if isinstance(value, Code))
"""Every code of the table."""
