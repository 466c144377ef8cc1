"""What is in a package (PKG-7 to PKG-14): who holds it, calling, devices, app, meetings.

What a person picks a package by; the whole catalogue of features is a chapter of its own.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from data.emulation.rules.packages import CODES
from data.emulation.rules.tables import rows

LEVELS: Final = ("none", "place", "standard", "enhanced", "professional", "agent")
"""Levels of calling: none, a phone of a place (PKG-7), and PKG-8, PKG-9, PKG-10, PKG-12."""


class Facts(NamedTuple):
    """What is in a package.

    Attributes:
        holder: workspace or user; customer for what belongs to all of it.
        calling: one of `LEVELS`.
        devices: none, one or many.
        soft_phone: whether the one who has it can call with the app.
        app: whether the app is there with all it has, beside calling.
        messaging: whether it has that.
        meetings: none, basic or full.
        participants: the most in a meeting; 0 where the platform names no figure.
        has: features named for it.
        lacks: features that it is without while the level above has them.
        source: `documented` or `assumed`.
    """

    holder: str
    calling: str
    devices: str
    soft_phone: bool
    app: bool
    messaging: bool
    meetings: str
    participants: int
    has: frozenset[str]
    lacks: frozenset[str]
    source: str


@cache
def facts() -> dict[int, Facts]:
    """What is in each package and add-on, by code; those of the contact centre are not in it."""
    named = rows("package_features.csv")
    return {
        CODES[row["package"]]: Facts(
            row["holder"],
            row["calling"],
            row["devices"],
            row["soft_phone"] == "yes",
            row["app"] == "yes",
            row["messaging"] == "yes",
            row["meetings"],
            int(row["participants"]),
            _features(named, row["package"], "yes"),
            _features(named, row["package"], "no"),
            row["source"],
        )
        for row in rows("package_facts.csv")
    }


def _features(named: list[dict[str, str]], package: str, has: str) -> frozenset[str]:
    return frozenset(
        row["feature"] for row in named if row["package"] == package and row["has"] == has
    )
