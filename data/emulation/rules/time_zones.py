"""Time zones (TZN-1): the zones of the tz database, and the names that it lists by country."""

from __future__ import annotations

from functools import cache

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, shown
from data.emulation.rules.tables import rows


@cache
def zones() -> dict[str, str]:
    """Every time zone that is accepted, with its country's code; empty for those of none."""
    return {row["name"]: row["country"] for row in rows("time_zones.csv")}


def check(name: str, field: str) -> list[Fault]:
    """What is wrong with a time zone; empty is none.

    Args:
        name: such as `America/Chicago`, spelled exactly so.
        field: its place in the request.
    """
    if not name or name in zones():
        return []
    words = f"{shown(name)} is not supported; it must be a zone of IANA, such as America/Chicago"
    return [Fault(field, codes.BAD_TIME_ZONE, words)]
