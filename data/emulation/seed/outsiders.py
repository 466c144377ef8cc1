"""Organizations that are no wholesale customers: what an attach meets (ATT)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.times import DAY, HOUR
from data.emulation.seed.places import countries
from data.emulation.seed.rows import OrganizationRow, PersonRow, RightRow

if TYPE_CHECKING:
    from data.emulation.seed.world import World


class Outsider(NamedTuple):
    """An organization without wholesale.

    Attributes:
        people: persons in it that have rows.
        managed: whether the partner manages it already.
        verified: whether its email domain is verified (ATT-1).
        claimed: whether it is claimed (ATT-1).
        licences: what it has of licences (ATT-2).
        more: users in it beside these; from 100 on its administrator must approve an attach
            (ATT-1).
        right: what the partner may do in it already: full for its external administrator (ATT-4).
        branded: whether it has basic branding of its own (BRD-2); small and partner only.
    """

    name: str
    kind: str
    label: str
    people: int
    managed: bool = False
    verified: bool = False
    claimed: bool = False
    licences: str = "active"
    more: int = 0
    right: str = ""
    branded: bool = False


OUTSIDERS: Final = (
    Outsider(
        "Cedar Creek Hospital", "none", "cedar-creek-hospital", 118, verified=True, branded=True
    ),
    Outsider("Driftwood Books", "none", "driftwood-books", 6, licences="none"),
    Outsider("Moonlight Trial Theatre", "trial", "moonlight-theatre", 4, managed=True),
    Outsider("Flexwell Fitness", "flex", "flexwell-fitness", 12, managed=True),
    Outsider("Old Broadway Works", "broadworks", "old-broadway-works", 9, managed=True),
    Outsider("Larkspur Gardens", "none", "larkspur-gardens", 8, licences="suspended"),
    Outsider("Quarry Road Garage", "none", "quarry-road-garage", 5, licences="cancelled"),
    Outsider("Juniper Ridge Dental", "none", "juniper-ridge-dental", 14, branded=True),
    Outsider("Ninety-Nine Lanes", "none", "ninety-nine-lanes", 4, more=95),
    Outsider("Hundred Oaks Farm", "none", "hundred-oaks-farm", 4, more=96),
    Outsider("Bluewater Schools", "none", "bluewater-schools", 3, more=237),
    Outsider("Tamarack Law", "none", "tamarack-law", 11, verified=True),
    Outsider("Ironwood Foundry", "none", "ironwood-foundry", 13, claimed=True),
    Outsider(
        "Heron Bay Hotel", "none", "heron-bay-hotel", 7, verified=True, more=120, right="full"
    ),
    Outsider("Fairwind Logistics", "hybrid", "fairwind-logistics", 10),
)
"""Every case of an attach: one that asks its administrator (for its users and its domain), one that
attaches by itself, a trial (ATT-6), a Flex-only one (UHB-1), one on BroadWorks (PRV-3); licences
that are suspended, cancelled and active; 99 users, 100, and many; a domain that is verified or
claimed alone; one where the partner is external administrator; a hybrid one of somebody else's."""


def write_outsiders(world: World) -> None:
    """Write these organizations and their people."""
    country = countries()["US"]
    for outsider in OUTSIDERS:
        created = world.day_ms - world.between(300, 1500) * DAY + 16 * HOUR
        number = world.sink.next_id(OrganizationRow)
        domain = world.domain(outsider.label)
        world.sink.add(
            OrganizationRow(
                number,
                world.uuid(),
                outsider.name,
                1 if outsider.managed else None,
                outsider.kind,
                domain,
                int(outsider.verified),
                int(outsider.claimed),
                country.code,
                country.language,
                created,
                created,
                licences=outsider.licences,
                existing_users=outsider.more,
            )
        )
        if outsider.right:
            world.sink.add(RightRow(number, 1, outsider.right, created + 30 * DAY))
        locals_: set[str] = set()
        while len(locals_) < outsider.people:
            first, last, local = world.names.person(country)
            if local in locals_:
                continue
            locals_.add(local)
            world.sink.add(
                PersonRow(
                    world.sink.next_id(PersonRow),
                    world.uuid(),
                    number,
                    f"{local}@{domain}",
                    first,
                    last,
                    int(len(locals_) == 1),
                    created,
                    created,
                )
            )
