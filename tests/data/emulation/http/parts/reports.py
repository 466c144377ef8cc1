"""Billing reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.emulation.rules import ids
from data.emulation.rules.reports import CATEGORIES, SORTS, TYPES, date_of, day
from tests.data.emulation.builder import DAY, NOW

if TYPE_CHECKING:
    import random

    from tests.data.emulation.builder import World

FIRST: dict[str, tuple[str, str]] = {"reportId": (ids.BILLING_REPORT, "billing_reports")}
"""What stands in a path: the kind of its id, and the table that has it."""

_MONTHS = (("2026-06-01", "2026-06-30"), ("2026-05-01", "2026-05-31"), ("2026-01-01", "2026-03-31"))


def fill(world: World) -> None:
    """Rows of the rich world: reports of the partner, of a sub-partner and of a stranger."""
    kinds = (
        (1, "CUSTOMER", "COMPLETED", 0),
        (1, "USER", "FAILED", 0),
        (1, "PARTNER", "COMPLETED", 8_000),
        (2, "USER", "COMPLETED", 0),
        (4, "PARTNER", "COMPLETED", 0),
    )
    for owner, level, outcome, lasts in kinds:
        start, end = (day(text) or 0 for text in _MONTHS[0])
        failure = '[{"code": 50001, "description": "Not made."}]'
        world.insert(
            "billing_reports",
            uuid=world.uuid(),
            owner_id=owner,
            type=level,
            start_day=start,
            end_day=end,
            outcome=outcome,
            errors=failure if outcome == "FAILED" else None,
            staff_id=owner,
            created_ms=world.now - 1_000,
            due_ms=world.now - 1_000 + lasts,
        )


def pools(world: World) -> dict[str, list[Any]]:
    """Values by the name of the field or parameter that they suit."""
    yesterday = date_of(NOW // DAY - 1)
    return {
        "billingEndDate": [*(end for _, end in _MONTHS), yesterday, "2026-06-31"],
        "subPartnerOrgId": [
            ids.encode(ids.ORGANIZATION, uuid)
            for (uuid,) in world.connection.execute("SELECT uuid FROM partners ORDER BY id")
        ],
        "category": [*CATEGORIES, ""],
        "sortBy": [*SORTS, "created"],
    }


def bodies(
    found: dict[str, list[Any]], chance: random.Random, number: int
) -> dict[str, dict[str, Any]]:
    """Bodies that may well be right, by the name of their model."""
    del number
    start, end = chance.choice(_MONTHS)
    body = {"billingStartDate": start, "billingEndDate": end, "type": chance.choice(TYPES)}
    if chance.random() < 0.3:
        body |= {"category": CATEGORIES[1], "type": chance.choice(TYPES[1:])}
    if chance.random() < 0.3:
        body["subPartnerOrgId"] = chance.choice(found["subPartnerOrgId"][:3])
    return {"CreateReport": body}
