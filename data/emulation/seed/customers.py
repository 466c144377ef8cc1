"""Writes a planned customer with all that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.rules.attaching import FULL, PROVISIONING
from data.emulation.rules.dial_in import default
from data.emulation.rules.locales import site_language
from data.emulation.rules.packages import CALLING, CODES, NAMES, bit
from data.emulation.rules.search import grams
from data.emulation.rules.sip import sip_domain
from data.emulation.rules.timeline import DELETED
from data.emulation.rules.times import DAY, HOUR, LATEST
from data.emulation.seed.history import write_history
from data.emulation.seed.lives import Ground, Lives
from data.emulation.seed.moments import Scene, fold
from data.emulation.seed.places import countries
from data.emulation.seed.premises import address, write_places
from data.emulation.seed.problems import as_json
from data.emulation.seed.reviews import write_review
from data.emulation.seed.rooms import write_rooms
from data.emulation.seed.rows import (
    CustomerPackageRow,
    CustomerRow,
    OrganizationRow,
    RightRow,
)
from data.emulation.seed.words import latin
from data.search_key import search_key

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from data.emulation.seed.moments import Moment, Timeline
    from data.emulation.seed.plan import Plan
    from data.emulation.seed.premises import Address, Place
    from data.emulation.seed.world import World

_MAILBOXES = ("office", "info", "hello", "admin")
_LICENCES = ("active", "none", "suspended")


def write_customer(world: World, plan: Plan) -> None:
    """Write a customer: organization, packages, locations, users, usage, history."""
    country = countries()[plan.country]
    city = country.city(plan.city) if plan.city else world.random.choice(country.cities)
    template = world.template(plan.owner, plan.country)
    codes = tuple(sorted(CODES[name] for name in plan.packages))
    # Ordered at some time of the working day.
    age_ms = int(plan.age * DAY) - world.between(8 * HOUR, 22 * HOUR)
    scene = Scene(world.at_ms, world.day_ms, age_ms, codes, template.name, world.random)
    line = plan.story(scene)
    domain = world.domain(plan.domain or latin(plan.name))
    home = address(world, country, city)
    organization_id = _organization(world, plan, line, domain, city.language)
    places: tuple[Place, ...] = ()
    if line.ready_ms < LATEST and not CALLING.isdisjoint(codes):
        places = write_places(world, plan, organization_id, (home, city), line.ready_ms)
    ground = Ground(
        world.sink.next_id(CustomerRow), organization_id, domain, country, city, places, line
    )
    lives = Lives(world, plan, ground)
    lives.write()
    write_rooms(world, plan, ground, lives)
    _customer(world, plan, ground, home, lives.used)
    write_history(world, plan, ground.customer_id, line)
    write_review(world, plan, ground.customer_id, line, home)


def _organization(world: World, plan: Plan, line: Timeline, domain: str, language: str) -> int:
    created = line.customer[0].due_ms
    active = line.ready_ms
    if plan.attached:
        # It had been there before; only the wholesale service is new.
        created = active = created - world.between(200, 2000) * DAY
    number, uuid = world.sink.next_id(OrganizationRow), world.uuid()
    # What an organization had of licences before the attach decides on the right (ATT-2).
    licences = _LICENCES[number % len(_LICENCES)] if plan.attached else "active"
    world.sink.add(
        OrganizationRow(
            number,
            uuid,
            plan.name,
            plan.owner,
            plan.kind,
            domain,
            int(world.chance(0.3)),
            int(plan.attached and world.chance(0.5)),
            plan.country,
            language,
            created,
            active,
            sip_domain(uuid),
            default(plan.country),
            site_language(language),
            licences,
        )
    )
    if line.ready_ms < LATEST:
        full = not plan.attached or licences != "active"
        # The parent manages its sub-partners' customers too (SUB-7).
        for partner in sorted({1, plan.owner}):
            right = RightRow(number, partner, FULL if full else PROVISIONING, line.ready_ms)
            world.sink.add(right)
    return number


def _customer(world: World, plan: Plan, ground: Ground, home: Address, used: Counter[int]) -> None:
    mask, soonest = _packages(world, plan, ground, used)
    now = fold(ground.line.customer, world.at_ms)
    if now.next_at is not None:
        soonest.append(now.next_at)
    created = ground.line.customer[0].due_ms
    billing = None
    if plan.billing_days is not None:
        billing = created - created % DAY + plan.billing_days * DAY
    email = f"{world.random.choice(_MAILBOXES)}@{ground.domain}"
    world.sink.add(
        CustomerRow(
            ground.customer_id,
            world.uuid(),
            1,
            plan.owner,
            ground.organization_id,
            world.template(plan.owner, plan.country).id,
            plan.name,
            search_key(plan.name),
            plan.external,
            search_key(plan.external),
            email,
            search_key(email),
            grams(plan.name),
            now.moment.status,
            now.moment.due_ms,
            min(soonest, default=None),
            mask,
            used[0],
            int(plan.attached),
            int(not plan.attached),
            *home,
            ground.city.language,
            billing,
            as_json(now.moment.errors),
            created,
            sum(bit(c) for c, moments in ground.line.packages.items() if _at(moments) == created),
            # With the rights (ATT-2); an attach that came to nothing has no such moment.
            ground.line.ready_ms if plan.attached and ground.line.ready_ms < LATEST else None,
        )
    )


def _at(moments: Sequence[Moment]) -> int:
    return moments[0].due_ms


def _packages(
    world: World, plan: Plan, ground: Ground, used: Counter[int]
) -> tuple[int, list[int]]:
    """Write the customer's packages; their mask and when each of them changes next."""
    mask, soonest = 0, []
    for code, moments in sorted(ground.line.packages.items()):
        now = fold(moments, world.at_ms)
        if now.moment.status != DELETED:
            mask |= bit(code)
        if now.next_at is not None:
            soonest.append(now.next_at)
        limit = plan.limits.get(NAMES[code])
        world.sink.add(
            CustomerPackageRow(
                ground.customer_id,
                code,
                now.moment.status,
                now.next_at,
                used[code] if limit == -1 else limit,
                as_json(now.moment.warnings),
                as_json(now.moment.errors),
                moments[0].due_ms,
            )
        )
    return mask, soonest
