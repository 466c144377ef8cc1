"""What a customer of a seed is to be, before it is written as rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.emulation.seed.past import settled

if TYPE_CHECKING:
    from data.emulation.seed.moments import Story


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A customer to be.

    Attributes:
        name: as it stands in the organization, hostile signs and all.
        external: external id, unique for the owner.
        age: days before the day of the seed that it was ordered.
        domain: the Latin label of its email domain; from the name where empty.
        owner: the partner's number, 1 for the partner itself.
        country: ISO 3166 code.
        city: a city of the country; drawn where empty.
        packages: names, those that are removed or in error too.
        users: live subscribers at the moment of seeding.
        workspaces: live workspaces.
        places: locations, the first in the billing city.
        story: what became of it.
        kind: of its organization (UHB-2).
        attached: it was attached to an organization that had been there (ATT-7).
        others: persons of the organization without a wholesale package.
        limits: the most it may use of a package; -1 for exactly what it uses.
        waiting: how many subscribers wait for their consent to a move (SBR-3).
        consents_ms: when the first of these consents, after the moment of seeding.
        faulty: how many subscribers have an error.
        billing_days: days from the order to the start of billing (CAP-5), or None.
    """

    name: str
    external: str
    age: float
    domain: str = ""
    owner: int = 1
    country: str = "US"
    city: str = ""
    packages: tuple[str, ...] = ("webex_calling",)
    users: int = 0
    workspaces: int = 0
    places: int = 1
    story: Story = field(default_factory=settled)
    kind: str = "wholesale"
    attached: bool = False
    others: int = 0
    limits: dict[str, int] = field(default_factory=dict)
    waiting: int = 0
    consents_ms: int | None = None
    faulty: int = 0
    billing_days: int | None = None
