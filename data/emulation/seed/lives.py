"""Users of a customer, and what they used from the day they came.

People join over the months, some leave, some change their package; each stay with a package is an
interval of use.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules.packages import CALLING, bit
from data.emulation.rules.timeline import DELETED, SUBSCRIBER
from data.emulation.rules.times import DAY, LATEST, MINUTE
from data.emulation.seed import problems
from data.emulation.seed.history import write_steps
from data.emulation.seed.moments import Moment
from data.emulation.seed.rows import FreeAccountRow, PersonRow, SubscriberRow, UsageRow
from data.emulation.seed.stays import Stay, Supply

if TYPE_CHECKING:
    from data.emulation.seed.moments import Timeline
    from data.emulation.seed.places import City, Country
    from data.emulation.seed.plan import Plan
    from data.emulation.seed.premises import Place
    from data.emulation.seed.problems import Problem
    from data.emulation.seed.world import World

_EARLY: Final = 3 * DAY
_LEAVE_A_YEAR: Final = 0.12
_FAULTS: Final = (problems.NUMBER_TAKEN, problems.LICENCE_SHORT)


class Ground(NamedTuple):
    """What a customer's users stand on."""

    customer_id: int
    organization_id: int
    domain: str
    country: Country
    city: City
    places: tuple[Place, ...]
    line: Timeline


class Lives:
    """Writes the people and subscribers of one customer.

    Attributes:
        used: live holders by package code; under 0 the number of live subscribers.
        supply: the customer's packages.
        until: what is later than this was not written by the past.
    """

    def __init__(self, world: World, plan: Plan, ground: Ground) -> None:
        self._world = world
        self._plan = plan
        self._ground = ground
        self._locals: Counter[str] = Counter()
        self._extensions = [1001 + 1000 * (n % 8) for n in range(len(ground.places))]
        self.supply = Supply(ground.line, world.at_ms, world.random)
        self.until = min(self.supply.until, world.day_ms)
        self.used: Counter[int] = Counter()

    def write(self) -> None:
        """Write them all; a customer that is not ready yet has nobody."""
        ready, line = self._ground.line.ready_ms, self._ground.line
        others = [] if ready == LATEST and not self._plan.attached else range(self._plan.others)
        for number in others:
            # Whoever was there before an attach keeps the rights (ATT-7, PRV-5).
            administrator = self._plan.attached and number == 0
            came = line.customer[0].due_ms - 100 * DAY if self._plan.attached else ready
            self._person(came, came, administrator=administrator)
        if ready <= self.until and self.supply:
            self._present(ready)
            if line.ends_ms is None:
                self._former(ready)
            for number in range(self._plan.waiting):
                self._waiting(self._plan.consents_ms if number == 0 else None)

    def seat(self, *, phone: bool) -> tuple[int | None, str, str]:
        """A location with a free extension, and perhaps a number: id, phone, extension."""
        places = self._ground.places
        if not places:
            return None, "", ""
        # Half of the people are at the first location, the rest spread over all.
        n = 0 if self._world.chance(0.5) else self._world.between(0, len(places) - 1)
        extension = self._extensions[n]
        self._extensions[n] += self._world.between(1, 3)
        number = self._world.number(places[n].city) if phone else ""
        return places[n].id, number, str(extension)

    def usage(
        self, stay: Stay, location: int | None, subscriber: int | None, workspace: int | None = None
    ) -> None:
        """Write an interval of use."""
        self._world.sink.add(
            UsageRow(
                self._world.sink.next_id(UsageRow),
                self._plan.owner,
                self._ground.customer_id,
                subscriber,
                workspace,
                location,
                *stay,
            )
        )

    def join(self, ready: int) -> int:
        """When somebody joined: most at the start, the others over the customer's life."""
        span = self.until - ready
        if self._world.chance(0.6):
            span = min(span, _EARLY)
        return ready + int(span * self._world.random.random())

    def _present(self, ready: int) -> None:
        settled = self._plan.users - self._plan.waiting
        joins = sorted(self.join(ready) for _ in range(settled))
        joins[:1] = [min(ready + 3 * MINUTE, self.until)] if joins else []
        for number, join in enumerate(joins):
            first = number == 0
            fault = _FAULTS[number % 2] if number >= settled - self._plan.faulty else None
            stays = self.supply.stays(join, self._ground.line.ends_ms, highest=first)
            self._subscriber(join, stays, None, first=first, fault=fault)

    def _former(self, ready: int) -> None:
        years = (self.until - ready) / (365 * DAY)
        for _ in range(int(self._plan.users * years * _LEAVE_A_YEAR + self._world.random.random())):
            join = self.join(ready)
            leave = join + int((self.until - join) * self._world.random.random())
            stays = self.supply.stays(join, leave)
            if stays[0].start_ms < leave:
                self._subscriber(join, stays, leave)

    def _subscriber(
        self,
        join: int,
        stays: list[Stay],
        leave: int | None,
        *,
        first: bool = False,
        fault: Problem | None = None,
    ) -> None:
        world, ends = self._world, self._ground.line.ends_ms
        join = max(join, stays[0].start_ms)
        administrator = first and not self._plan.attached
        person = self._person(join, join, administrator=administrator)
        last = stays[-1]
        location, phone, extension = (
            self.seat(phone=first or world.chance(0.3))
            if last.package in CALLING
            else (None, "", "")
        )
        add_ons = self.supply.add_ons(last, desk=not first and world.chance(0.08))
        end = leave if leave is not None else ends
        live = end is None or end > world.at_ms
        subscriber = world.sink.next_id(SubscriberRow)
        world.sink.add(
            SubscriberRow(
                subscriber,
                world.uuid(),
                person.id,
                self._ground.customer_id,
                location,
                last.package,
                sum(bit(stay.package) for stay in add_ons),
                phone,
                extension,
                "provisioned" if live else DELETED,
                end if live else None,
                problems.as_json((fault,) if fault else ()),
                join,
                join if live or end is None else end,
            )
        )
        for stay in (*stays, *add_ons):
            self.usage(stay, location, subscriber)
        if live:
            self.used.update([0, last.package, *(stay.package for stay in add_ons)])
            if end is not None:
                moments = [Moment(join, "provisioned"), Moment(end, DELETED)]
                write_steps(world, SUBSCRIBER, subscriber, moments)

    def _waiting(self, consents_ms: int | None) -> None:
        """A subscriber who waits for the consent to a move (SBR-3)."""
        world = self._world
        created = self.until - world.between(60, 3000) * MINUTE
        consent = None if consents_ms is None else world.at_ms + consents_ms
        person = self._person(created, LATEST if consent is None else consent)
        world.sink.add(FreeAccountRow(person.email, f"{person.first_name} {person.last_name}", 1))
        base = self.supply.stays(max(created, *self.supply.since.values()), None, highest=True)[0]
        location, _phone, extension = self.seat(phone=False)
        subscriber = world.sink.next_id(SubscriberRow)
        world.sink.add(
            SubscriberRow(
                subscriber,
                world.uuid(),
                person.id,
                self._ground.customer_id,
                location,
                base.package,
                0,
                "",
                extension,
                "pending_user_migration",
                consent,
                None,
                created,
                created,
            )
        )
        self.used.update([0, base.package])
        if consent is not None:
            self.usage(Stay(base.package, consent, None), location, subscriber)
            moments = [Moment(created, "pending_user_migration"), Moment(consent, "provisioned")]
            write_steps(world, SUBSCRIBER, subscriber, moments)

    def _person(self, created: int, active: int, *, administrator: bool = False) -> PersonRow:
        world = self._world
        first, last, local = world.names.person(self._ground.country)
        self._locals[local] += 1
        again = self._locals[local]
        person = PersonRow(
            world.sink.next_id(PersonRow),
            world.uuid(),
            self._ground.organization_id,
            f"{local}{again if again > 1 else ''}@{self._ground.domain}",
            first,
            last,
            int(administrator),
            created,
            active,
        )
        world.sink.add(person)
        return person
