"""What the partner shows and sells beside packages: branding, prices, Setup Assist (BRD, SUA).

Written when all else is there, from the rows, so that nothing else of a seed hangs on it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import branding, prices, setup_assist
from data.emulation.rules.packages import CALLING as SEATS
from data.emulation.rules.packages import CODES
from data.emulation.rules.skus import skus
from data.emulation.rules.times import DAY, HOUR, MINUTE
from data.emulation.seed import cast
from data.emulation.seed.neighbours import PROVIDER, PROVIDER_DOMAIN
from data.emulation.seed.outsiders import OUTSIDERS
from data.emulation.seed.owners import PARTNER_DOMAIN
from data.emulation.seed.rows import BrandingRow, RetailPriceRow, SetupAssistRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.emulation.seed.world import World


class Brand(NamedTuple):
    """A branding to be; colours go by the order of the rules' roles.

    Attributes:
        owner: the number of a partner.
        days: before the seed that it was set.
    """

    owner: int
    days: int
    kind: str
    name: str
    domain: str
    light: tuple[str, ...] = ()
    dark: tuple[str, ...] = ()


OWN: Final = Brand(
    1,
    655,
    branding.ADVANCED,
    "North Coast Voice",
    PARTNER_DOMAIN,
    ("#0B3C5D", "#1D7A8C", "#1D5FA8"),
    ("#071E2E", "#2FA4B8", "#7FB8F0"),
)
BRANDS: Final = (
    Brand(
        PROVIDER,
        540,
        branding.ADVANCED,
        "Harbour Light",
        PROVIDER_DOMAIN,
        ("#7A1F2B", "#A33B3B", "#8A2BE2"),
        ("#2B0B10", "#D96B5F", "#C9A0FF"),
    ),
    Brand(
        4,
        480,
        branding.ADVANCED,
        "Lakeside Hello",
        "lakeside-dial-tone.example",
        ("#1F5132", "#2E7D4F", "#1B6E8A"),
        ("#0C2416", "#58B37E", "#76C5DE"),
    ),
    Brand(5, 505, branding.BASIC, "Granite State Phone", "granite-state-phone.example"),
)
"""Of providers; Prairie Voice has none. The last one, of the partner's size alone, has the kind
that is being withdrawn (BRD-1)."""

MARGIN: Final = 65
"""What the partner adds to what it pays, in percent, before it rounds up to a price."""
PROVIDER_MARGIN: Final = 80
PROVIDER_SELLS: Final = (cast.AREA, cast.STANDARD, cast.CALLING, cast.SUITE)
"""What the provider has prices for; the others it has not set yet."""

KEEPS: Final = "NC-001803"
"""The attached customer that came with basic branding and keeps it (BRD-2)."""
TAKES: Final = "NC-002119"
"""The one that came with basic branding too and shows the partner's."""


class Wanted(NamedTuple):
    """A request for Setup Assist to be.

    Attributes:
        external: of a customer of the cast; it is for its first location.
        days: before the seed that it was asked.
        spare: days between the earliest end of onboarding and the one that was asked for.
    """

    external: str
    days: int
    spare: int


ASSISTS: Final = (Wanted("HL-000103", 12, 0), Wanted("NC-003022", 8, 5), Wanted("NC-005077", 2, 2))
"""Express, Standard, Express: the first of them a provider's."""

_SITE: Final = (
    "SELECT c.owner_id, c.id, l.id FROM customers AS c"
    " JOIN locations AS l ON l.organization_id = c.organization_id"
    " WHERE c.external_id = ? AND c.status <> 'deleted' ORDER BY l.id LIMIT 1"
)
# Whoever was there at a moment: those who left since are counted.
_USERS: Final = (
    "SELECT p.first_name || ' ' || p.last_name, p.email FROM subscribers AS u"
    " JOIN people AS p ON p.id = u.person_id WHERE u.location_id = :location"
    " AND u.created_ms <= :at AND (u.status <> 'deleted' OR u.status_ms > :at)"
    " AND u.package IN (SELECT value FROM json_each(:seats)) ORDER BY u.id"
)
_ROOMS: Final = (
    "SELECT count(*) FROM workspaces WHERE location_id = :location AND package IS NOT NULL"
    " AND created_ms <= :at AND (ended_ms IS NULL OR ended_ms > :at)"
)
_BRANDED: Final = (
    "UPDATE organizations SET own_branding = 'basic', keeps_branding = ?"
    " WHERE id = (SELECT organization_id FROM customers WHERE external_id = ?)"
)
_OUTSIDE: Final = (
    "UPDATE organizations SET own_branding = 'basic' WHERE name = ?"
    " AND id NOT IN (SELECT organization_id FROM customers)"
)


def write_own(world: World) -> None:
    """Write the partner's own branding and its price of everything that stands on its order."""
    world.part("shop")
    _brand(world, OWN)
    _prices(world, OWN.owner, skus(), MARGIN)


def write_shop(world: World) -> None:
    """Write these, those of providers, own branding of organizations, and Setup Assist.

    Args:
        world: where to, with the cast, the providers and the outsiders in it.
    """
    write_own(world)
    world.part("shop of providers")
    _prices(world, PROVIDER, map(CODES.__getitem__, PROVIDER_SELLS), PROVIDER_MARGIN)
    for brand in BRANDS:
        if brand.owner in world.staff:
            _brand(world, brand)
    world.part("setup assist")
    world.sink.write_all()
    connection = world.sink.connection
    connection.executemany(_BRANDED, ((1, KEEPS), (0, TAKES)))
    connection.executemany(_OUTSIDE, [(one.name,) for one in OUTSIDERS if one.branded])
    for wanted in ASSISTS:
        _assist(world, wanted)


def _morning(world: World, days: int) -> int:
    """A moment in working hours of a day so many days before the seed."""
    return world.day_ms - days * DAY + 14 * HOUR + world.between(0, 420) * MINUTE


def _brand(world: World, brand: Brand) -> None:
    site = f"https://www.{brand.domain}"
    content: dict[str, object] = {"companyName": brand.name, "logo": f"{site}/brand/logo.png"}
    if brand.kind == branding.ADVANCED:
        content["supportUrl"] = f"https://help.{brand.domain}/phones"
    for mode, colours in zip(branding.MODES, (brand.light, brand.dark), strict=True):
        content[mode] = dict(zip(branding.ROLES, colours, strict=False))
    text = json.dumps(content, ensure_ascii=False)
    world.sink.add(BrandingRow(brand.owner, brand.kind, text, _morning(world, brand.days)))


def _prices(world: World, owner: int, codes: Iterable[int], margin: int) -> None:
    """Write an owner's prices: just below a full amount, and above what the partner pays."""
    changed = _morning(world, world.between(60, 200))
    for code in sorted(codes):
        cost = prices.cents(skus()[code].price) or 0
        world.sink.add(
            RetailPriceRow(owner, code, -(-cost * (100 + margin) // 10_000) * 100 - 5, changed)
        )


def _assist(world: World, wanted: Wanted) -> None:
    connection, at = world.sink.connection, _morning(world, wanted.days)
    owner, customer, location = connection.execute(_SITE, (wanted.external,)).fetchone()
    values = {"location": location, "at": at, "seats": json.dumps(sorted(SEATS))}
    users = connection.execute(_USERS, values).fetchall()
    if not users:
        # Nobody can ask for a location where nobody makes calls (SUA-9).
        return
    contact, email = users[0]
    seats = len(users) + connection.execute(_ROOMS, values).fetchone()[0]
    offer = setup_assist.offer(seats)
    end = setup_assist.earliest(at // DAY) + wanted.spare
    while not setup_assist.is_business_day(end):
        end += 1
    world.sink.add(
        SetupAssistRow(
            world.sink.next_id(SetupAssistRow),
            world.uuid(),
            owner,
            customer,
            location,
            offer.sku.sku,
            seats,
            offer.cents,
            end,
            contact,
            email,
            at,
            world.staff[owner],
        )
    )
