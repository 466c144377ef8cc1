"""Organizations that are no wholesale customers: what an attach meets (ATT)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.times import DAY, HOUR
from data.emulation.seed.places import countries
from data.emulation.seed.rows import OrganizationRow, PersonRow

if TYPE_CHECKING:
    from data.emulation.seed.world import World


class Outsider(NamedTuple):
    """An organization without wholesale.

    Attributes:
        managed: whether the partner manages it already.
        people: persons in it; from 100 on its administrator must approve an attach (ATT-1).
        verified: whether its email domain is verified (ATT-1).
    """

    name: str
    kind: str
    label: str
    people: int
    managed: bool = False
    verified: bool = False


OUTSIDERS: Final = (
    Outsider("Cedar Creek Hospital", "none", "cedar-creek-hospital", 118, verified=True),
    Outsider("Driftwood Books", "none", "driftwood-books", 6),
    Outsider("Moonlight Trial Theatre", "trial", "moonlight-theatre", 4, managed=True),
    Outsider("Flexwell Fitness", "flex", "flexwell-fitness", 12, managed=True),
    Outsider("Old Broadway Works", "broadworks", "old-broadway-works", 9, managed=True),
)
"""One that asks its administrator, one that attaches by itself, a trial (ATT-6), a Flex-only one
(UHB-1), one on BroadWorks (PRV-3)."""


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
                0,
                country.code,
                country.language,
                created,
                created,
            )
        )
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
