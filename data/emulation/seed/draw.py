"""Draws customers that nobody wrote by hand: where they are, what they buy, what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules.times import HOUR, MINUTE
from data.emulation.seed import problems
from data.emulation.seed.cast import (
    AREA,
    ASSIST,
    CALLING,
    DESK,
    MEETINGS,
    PLAN,
    STANDARD,
    SUITE,
    VOICE,
)
from data.emulation.seed.past import review, settled, stopped
from data.emulation.seed.places import countries
from data.emulation.seed.plan import Plan
from data.emulation.seed.present import deleting, provisioning, updating

if TYPE_CHECKING:
    from data.emulation.seed.moments import Story
    from data.emulation.seed.problems import Problem
    from data.emulation.seed.world import World

_COUNTRIES: Final = (
    "US 720 CA 140 GB 30 AU 22 DE 18 JP 16 FR 12 MX 10 IE 5 NZ 5 ES 3 IT 3 NL 3 SE 3 BR 3 PL 2 TR 1"
    " KR 2 CN 1 TW 1 HK 1 SG 2 IN 1 AE 1 SA 1 IL 1"
)
COMBINATIONS: Final = (
    ((CALLING,), 22),
    ((STANDARD,), 14),
    ((VOICE,), 9),
    ((SUITE,), 8),
    ((AREA, CALLING), 12),
    ((AREA, STANDARD), 8),
    ((AREA, VOICE), 5),
    ((CALLING, SUITE), 7),
    ((AREA, CALLING, SUITE), 5),
    ((AREA, CALLING, SUITE, DESK), 3),
    ((CALLING, PLAN), 3),
    ((STANDARD, VOICE), 2),
    ((CALLING, ASSIST), 2),
    ((SUITE, MEETINGS), 2),
    ((MEETINGS,), 1),
)
"""What customers buy, and how many of them do."""
_FAILURES: Final[dict[str, Problem]] = {
    AREA: problems.DOMAIN_FAILED,
    SUITE: problems.SITE_FAILED,
    MEETINGS: problems.SITE_FAILED,
    DESK: problems.ADD_ON_FAILED,
    PLAN: problems.VENDOR_FAILED,
}
_PAST: Final = ("plain", "failed", "later", "dropped", "stopped", "unsettled", "reviewed", "warned")
_PAST_WEIGHTS: Final = (768, 25, 100, 40, 24, 8, 25, 10)
_MOST_USERS: Final = 140


class Draw:
    """Draws from the chance of the world's present part."""

    def __init__(self, world: World) -> None:
        self._world = world
        pairs = iter(_COUNTRIES.split())
        # Each as often as it weighs, so that a draw is one look.
        self._countries = [
            code for code, weight in zip(pairs, pairs, strict=True) for _ in range(int(weight))
        ]
        self._packages = [packages for packages, weight in COMBINATIONS for _ in range(weight)]

    def country(self) -> str:
        """The country of a customer; most are where the partner is."""
        return self._countries[int(self._world.random.random() * len(self._countries))]

    def weight(self, country: str) -> int:
        """How many of a thousand customers are in a country."""
        return self._countries.count(country)

    def packages(self) -> tuple[str, ...]:
        """What a customer buys."""
        return self._packages[int(self._world.random.random() * len(self._packages))]

    def users(self) -> int:
        """How many users it has: most under 20, few none."""
        if self._world.chance(0.01):
            return 0
        return min(_MOST_USERS, 1 + int(self._world.random.lognormvariate(1.88, 0.8)))

    def customer(
        self,
        external: str,
        age: float,
        *,
        owner: int = 1,
        country: str = "",
        moving: bool = False,
        story: Story | None = None,
    ) -> Plan:
        """A customer.

        Args:
            external: its external id.
            age: days before the day of the seed.
            owner: the partner's number.
            country: drawn where empty.
            moving: something is happening to it at the moment of seeding.
            story: what became of it; drawn where None.
        """
        world = self._world
        country = country or self.country()
        business = world.names.business(countries()[country])
        packages = self.packages()
        attached = world.chance(0.02)
        return Plan(
            name=business.name,
            external=external,
            age=age,
            domain=business.slug,
            owner=owner,
            country=country,
            packages=packages,
            users=self.users(),
            workspaces=1 + int(world.random.expovariate(0.5)) if AREA in packages else 0,
            places=1 if world.chance(0.92) else world.between(2, 4),
            story=story or (self.present(packages) if moving else self.past(packages, age)),
            kind="hybrid" if world.chance(0.02) else "wholesale",
            attached=attached,
            others=world.between(1, 30) if attached else 0,
            limits={packages[0]: world.between(150, 300)} if world.chance(0.05) else {},
            waiting=0,
            faulty=int(world.chance(0.004)),
            billing_days=world.between(1, 90) if world.chance(0.02) else None,
        )

    def past(self, packages: tuple[str, ...], age: float) -> Story:
        """A story that came to its end: nearly always a good one."""
        world = self._world
        lot = world.random.choices(_PAST, _PAST_WEIGHTS)[0]
        failing = [name for name in packages[1:] if name in _FAILURES]
        if lot == "failed" and failing:
            name = world.random.choice(failing)
            return settled(failed={name: _FAILURES[name]})
        if lot == "later" and age > 30 and len(packages) > 1:
            return settled(later=packages[-1:])
        if lot == "dropped" and age > 30 and MEETINGS not in packages:
            return settled(dropped=(MEETINGS,))
        # Who cannot be onboarded is not kept in the list for years.
        if lot == "stopped" and age < 120:
            return stopped(world.random.choice((problems.EMAIL_TAKEN, problems.ADDRESS_REFUSED)))
        if lot == "unsettled" and 5 < age < 120:
            return review()
        warned = {packages[0]: problems.MAINTENANCE} if lot == "warned" else {}
        return settled(reviewed=lot == "reviewed", warned=warned)

    def present(self, packages: tuple[str, ...]) -> Story:
        """A story that is under way."""
        world = self._world
        chance = world.random.random()
        begun = world.between(5, 1500) * MINUTE // 25
        ends = world.between(30, 5400) * MINUTE // 60
        if chance < 0.4:
            failing = [name for name in packages[1:] if name in _FAILURES]
            failed = {failing[0]: _FAILURES[failing[0]]} if failing and world.chance(0.2) else {}
            return provisioning(ends_ms=ends, begun_ms=begun, failed=failed)
        if chance < 0.6:
            return review(left_ms=world.between(2, 70 * 60) * MINUTE)
        if chance < 0.8:
            adds = packages[-1:] if len(packages) > 1 else ()
            drops = () if adds or MEETINGS in packages else (MEETINGS,)
            return updating(ends_ms=ends, begun_ms=begun, adds=adds, drops=drops)
        return deleting(ends_ms=ends * 2 + HOUR // 6, begun_ms=begun)
