"""The partner, its indirect providers, their staff and templates."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import roles
from data.emulation.rules.times import DAY, HOUR
from data.emulation.seed.places import countries
from data.emulation.seed.rows import PartnerRow, StaffRow, TemplateRow
from data.emulation.seed.words import latin, words
from data.emulation.seed.world import Template
from data.search_key import search_key

if TYPE_CHECKING:
    from data.emulation.seed.world import World

PARTNER: Final = "North Coast Telecom"
"""The partner of every seed; its number is 1."""
PARTNER_DOMAIN: Final = "northcoast.example"
STARTED_DAYS: Final = 790
"""Days before the seed that the partner was set up; usage reaches back nearly as far."""
SUBSCRIPTION: Final = "Sub-WR-204417"
"""The partner's subscription, shared with its providers (SUB-4)."""

STAFF: Final = (
    ("rosa.lindqvist", "Rosa Lindqvist", (roles.FULL, roles.WHOLESALE)),
    ("desmond.okafor", "Desmond Okafor", (roles.FULL,)),
    ("hal.whitaker", "Hal Whitaker", (roles.PARTNER,)),
    ("mei.tanaka", "Mei Tanaka", (roles.READ_ONLY,)),
    ("jonah.pike", "Jonah Pike", (roles.HELP_DESK,)),
    ("birgit.sommer", "Birgit Sommer", (roles.HELP_DESK_ADVANCED,)),
    ("paulo.ferreira", "Paulo Ferreira", (roles.PROVISIONING,)),
)
"""The partner's accounts: one for each role; the first may do everything (contract, section 8)."""

SAML_ENTITY: Final = "https://login.northcoast.example/saml/metadata"
"""The entity id of the partner's SAML provider."""
OIDC_NAME: Final = "north-coast-openid"
"""The name of the partner's OpenID provider."""


class TemplatePlan(NamedTuple):
    """A template to be.

    Attributes:
        authentication: webex, saml or oidc (TPL-3).
        vendor: of PSTN, which is possible and not advised (TPL-5).
        invites: whether an attach may ask administrators by email (TPL-4a).
    """

    name: str
    country: str
    authentication: str = "webex"
    vendor: str = ""
    invites: bool = True


_TEMPLATES: Final = (
    TemplatePlan("Standard US", "US"),
    TemplatePlan("Canada", "CA"),
    TemplatePlan("United Kingdom", "GB", authentication="saml"),
    TemplatePlan("Australia", "AU", vendor="Billabong Trunks"),
    TemplatePlan("Deutschland", "DE", authentication="oidc"),
    TemplatePlan("France", "FR", invites=False),
    TemplatePlan("日本", "JP"),
    TemplatePlan("México", "MX"),
)


class Provider(NamedTuple):
    """An indirect provider; age is in days before the seed."""

    name: str
    prefix: str
    country: str = "US"
    state: str = "active"
    age: int = 500


FIRST_PROVIDERS: Final = (
    Provider("Harbour Light Communications", "HL", age=610),
    Provider("Prairie Voice", "PV", age=420),
    Provider("Lakeside Dial Tone", "LD", state="suspended", age=700),
)
"""The indirect providers of every seed; their numbers are 2, 3 and 4."""

MORE_PROVIDERS: Final = (
    Provider("Granite State Phone", "GS", age=560),
    Provider("Maple Exchange", "MX", "CA", age=520),
    Provider("Réseau Laurentien", "RL", "CA", age=480),
    Provider("Thames Valley Telephony", "TV", "GB", age=455),
    Provider("Southern Cross Hosted Voice", "SC", "AU", age=390),
    Provider("Hanse Sprachdienste", "HS", "DE", age=330),
    Provider("みなと通信", "MT", "JP", age=270),
    Provider("Copper & Glass Networks", "CG", age=150, state="suspended"),
    Provider("Firefly Business Phones", "FF", age=45),
)
"""Those that the partner's size adds, to make twelve."""

_FORMS: Final = ("Telecom", "Voice", "Telephone", "Communications", "Networks", "Hosted Voice")


def write_partner(world: World) -> None:
    """Write the partner itself with its staff and templates."""
    created = world.day_ms - STARTED_DAYS * DAY + 15 * HOUR
    world.sink.add(
        PartnerRow(
            1,
            world.uuid(),
            None,
            1,
            PARTNER,
            search_key(PARTNER),
            SUBSCRIPTION,
            "active",
            "AMER",
            1,
            None,
            created,
        )
    )
    for local, name, held in STAFF:
        add_account(world, 1, f"{local}@{PARTNER_DOMAIN}", name, held, created)
    first = f"{STAFF[0][0]}@{PARTNER_DOMAIN}"
    for number, plan in enumerate(_TEMPLATES):
        _template(world, 1, plan, (PARTNER, first), created + number * HOUR)


def write_provider(world: World, provider: Provider) -> int:
    """Write an indirect provider with an administrator and a template; its number."""
    number = world.sink.next_id(PartnerRow)
    created = world.day_ms - provider.age * DAY + world.between(13, 21) * HOUR
    # Charging starts on the day of the set-up unless agreed otherwise (BIL-7).
    billing = created - created % DAY + world.random.choice((0, 0, 30, 60)) * DAY
    world.sink.add(
        PartnerRow(
            number,
            world.uuid(),
            1,
            1,
            provider.name,
            search_key(provider.name),
            SUBSCRIPTION,
            provider.state,
            "AMER",
            int(world.chance(0.5)),
            billing,
            created,
        )
    )
    person = world.names.person(countries()[provider.country])
    domain = world.domain(latin(provider.name) or f"provider-{number}")
    held = (roles.FULL, roles.WHOLESALE)
    name = f"{person.first} {person.last}"
    email = f"{person.local}@{domain}"
    add_account(world, number, email, name, held, created)
    plan = TemplatePlan("Standard", provider.country)
    _template(world, number, plan, (provider.name, email), created + HOUR)
    return number


def made_up_provider(world: World, number: int) -> Provider:
    """A provider for worlds that need very many."""
    place = world.random.choice(words("place", "en")).text
    name = f"{place} {world.random.choice(_FORMS)}"
    return Provider(name, f"P{number}", age=world.between(30, 700))


def add_account(
    world: World, partner: int, email: str, name: str, held: tuple[str, ...], created: int
) -> None:
    """Write a staff account; `created` is the moment of its partner's set-up."""
    number = world.sink.next_id(StaffRow)
    world.staff.setdefault(partner, number)
    world.sink.add(
        StaffRow(number, world.uuid(), partner, email, name, json.dumps(held), created + 5 * 60_000)
    )


def _template(
    world: World, owner: int, plan: TemplatePlan, who: tuple[str, str], created: int
) -> None:
    """Write a template; `who` is the owner's name and its first administrator's email."""
    brand, administrator = who
    number = world.sink.next_id(TemplateRow)
    world.templates.setdefault(owner, []).append(Template(number, plan.name, plan.country))
    named = {"saml": SAML_ENTITY, "oidc": OIDC_NAME}
    world.sink.add(
        TemplateRow(
            number,
            world.uuid(),
            owner,
            plan.name,
            plan.country,
            countries()[plan.country].language,
            plan.authentication,
            named.get(plan.authentication, ""),
            administrator,
            plan.vendor,
            brand,
            int(plan.invites),
            created,
            created,
        )
    )
