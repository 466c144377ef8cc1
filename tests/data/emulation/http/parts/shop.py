"""Branding, prices and Setup Assist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

    from tests.data.emulation.builder import World

FIRST: dict[str, tuple[str, str]] = {}
"""What stands in a path: the kind of its id, and the table that has it."""


def fill(world: World) -> None:
    """Rows of the rich world, which has "Done Ltd" with all packages and two locations."""
    del world


def pools(world: World) -> dict[str, list[Any]]:
    """Values by the name of the field or parameter that they suit."""
    del world
    return {}


def bodies(
    found: dict[str, list[Any]], chance: random.Random, number: int
) -> dict[str, dict[str, Any]]:
    """Bodies that may well be right, by the name of their model."""
    package = chance.choice([name for name in found["package"] if name])
    return {
        "PurchaseOrderInput": {"without": chance.choice([[], ["cx_voice_ports"]])},
        "SetupAssistInput": {
            "locationId": found["locationId"][0],
            "onboardingEndDate": chance.choice(["2026-12-01", "2026-07-27"]),
            "contactName": f"Ann {number}",
            "contactEmail": "ann@acme.example",
        },
        "PriceListInput": {"prices": [{"package": package, "price": f"{number}.5"}]},
        "BrandingInput": {
            "companyName": f"Brand {number}",
            "light": {"button": f"#{number:06}"},
            "supportUrl": chance.choice(["https://help.example", ""]),
        },
    }
