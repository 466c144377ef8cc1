"""The time zone of a country whose clocks all agree."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def only_zone(country: str) -> str:
    """The zone of a country that has one time; empty where it has several, or is not known.

    Args:
        country: ISO 3166, two letters.
    """
    return _zones().get(country.strip().upper(), "")


@cache
def _zones() -> dict[str, str]:
    text = (files("data.operations") / "zones.csv").read_text(encoding="utf-8")
    return dict(line.split(",") for line in text.splitlines()[1:])
