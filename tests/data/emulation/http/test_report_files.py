"""What stands in the files of billing reports (REP-8 to REP-10, BIL-6, BIL-7)."""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import ids, skus
from data.emulation.rules.packages import CODES
from data.emulation.rules.reports import day
from tests.data.emulation.builder import DAY, NOW, World
from tests.data.emulation.http.asking import ask, org_id
from tests.data.emulation.http.conftest import open_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.data.emulation.http.conftest import Site

REPORTS = "/v1/wholesale/billing/reports"
OWNER = ["PARTNER_NAME", "PARTNER_ORG_ID", "SUBSCRIPTION_ID"]
CUSTOMER = ["CUSTOMER_ORG_ID", "CUSTOMER_EXTERNAL_ID"]
HOLDER = ["SUBSCRIBER_ID", "USER_ID", "WORKSPACE_ID"]
USE = ["SERVICE_NAME", "SKU", "DESCRIPTION", "CONSUMPTION_START_DATE", "CONSUMPTION_END_DATE"]
LEVELS = ("PARTNER", "CUSTOMER", "USER")
JUNE = (day("2026-06-01") or 0) * DAY
HOUR = DAY // 24
CALLING, SUITE, AREA = (
    CODES[name] for name in ("webex_calling", "webex_suite", "common_area_calling")
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    found = open_site(tmp_path / "platform.db")
    found.world.connection.execute("UPDATE settings SET value = 'instant' WHERE key = 'pace'")
    yield found
    found.platform.close()
    found.world.connection.close()


def customer(world: World, owner: int = 1, **more: Any) -> int:
    """A customer that was made long ago."""
    return world.customer(owner, "Pine", created_ms=JUNE - 100 * DAY, **more)


def use(
    world: World, holder: dict[str, int], package: int, start: int, end: int | None, **more: Any
) -> None:
    """An interval of a subscriber or workspace."""
    table = "subscribers" if "subscriber_id" in holder else "workspaces"
    (number,) = holder.values()
    (customer_id,) = world.connection.execute(
        f"SELECT customer_id FROM {table} WHERE id = ?", (number,)
    ).fetchone()
    (owner,) = world.connection.execute(
        "SELECT owner_id FROM customers WHERE id = ?", (customer_id,)
    ).fetchone()
    world.insert(
        "usage_intervals",
        owner_id=owner,
        customer_id=customer_id,
        package=package,
        start_ms=start,
        end_ms=end,
        **holder,
        **more,
    )


def subscriber(world: World, customer_id: int) -> dict[str, int]:
    return {"subscriber_id": world.subscriber(customer_id)}


def file(site: Site, level: str, **more: str) -> list[dict[str, str]]:
    """The rows of a report over June; the report is deleted again."""
    body = {"billingStartDate": "2026-06-01", "billingEndDate": "2026-06-30", "type": level}
    app, token = site.platform.app, site.tokens[1]
    made = ask(app, REPORTS, token, method="POST", body=body | more)
    assert made.status == 200, made.body
    path = f"{REPORTS}/{made.json['id']}"
    content = ask(app, site.get(path).json["tempDownloadURL"]).body.decode()
    assert ask(app, path, token, method="DELETE").status == 204
    return list(csv.DictReader(io.StringIO(content, newline=""), strict=True))


def quantities(rows: list[dict[str, str]]) -> dict[str, Fraction]:
    """The sums of each service."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    for row in rows:
        found[row["SERVICE_NAME"]] += Fraction(row["QUANTITY"])
    return dict(found)


@pytest.mark.rule("REP-2")
@pytest.mark.rule("REP-8")
@pytest.mark.rule("REP-9")
@pytest.mark.rule("REP-9a")
def test_the_columns_of_each_level(site: Site) -> None:
    world = site.world
    number = customer(world, external_id="NC-7")
    place = world.location(number)
    holder = subscriber(world, number)
    use(world, holder, SUITE, JUNE + 12 * HOUR, JUNE + 3 * DAY, location_id=place)
    room = world.insert(
        "workspaces", uuid=world.uuid(), customer_id=number, name="Hall", created_ms=JUNE
    )
    use(world, {"workspace_id": room}, AREA, JUNE - DAY, None)
    partner, by_customer, by_user = (file(site, level) for level in LEVELS)
    assert list(partner[0]) == [*OWNER, *USE, "QUANTITY"]
    assert list(by_customer[0]) == [*OWNER, *CUSTOMER, *USE, "QUANTITY", "LOCATION_ID"]
    assert list(by_customer[0]).index("QUANTITY") == 10
    assert list(by_user[0]) == [*OWNER, *CUSTOMER, *HOLDER, *USE, "QUANTITY", "LOCATION_ID"]
    sku = skus.skus()[SUITE]
    row = next(one for one in by_user if one["SERVICE_NAME"] == "WEBEX_SUITE")
    assert (row["PARTNER_NAME"], row["PARTNER_ORG_ID"]) == ("North Coast", org_id(world, 1))
    assert (row["SKU"], row["DESCRIPTION"]) == (sku.sku, sku.description)
    assert (row["CUSTOMER_EXTERNAL_ID"], row["QUANTITY"]) == ("NC-7", "2.5")
    assert (row["CONSUMPTION_START_DATE"], row["CONSUMPTION_END_DATE"]) == (
        "2026-06-01",
        "2026-06-03",
    )
    kinds = {"SUBSCRIBER_ID": ids.SUBSCRIBER, "USER_ID": ids.PERSON, "LOCATION_ID": ids.LOCATION}
    assert all(ids.decode(kind, row[name]) for name, kind in kinds.items())
    assert ids.decode(ids.ORGANIZATION, row["CUSTOMER_ORG_ID"])
    assert row["WORKSPACE_ID"] == ""
    hall = next(one for one in by_user if one["SERVICE_NAME"] == "COMMON_AREA_CALLING")
    assert ids.decode(ids.WORKSPACE, hall["WORKSPACE_ID"])
    assert (hall["SUBSCRIBER_ID"], hall["USER_ID"], hall["LOCATION_ID"]) == ("", "", "")
    # What is open still counts to the end of the period.
    assert (hall["QUANTITY"], hall["CONSUMPTION_END_DATE"]) == ("30", "2026-06-30")


@pytest.mark.rule("BIL-6")
def test_use_is_counted_in_the_period_only(site: Site) -> None:
    holder = subscriber(site.world, customer(site.world))
    for start, end in (
        (JUNE - 10 * DAY, JUNE),
        (JUNE - 10 * DAY + 1, JUNE + DAY // 2),
        (JUNE + 5 * DAY, JUNE + 5 * DAY + 8_640),
        (JUNE + 6 * DAY, JUNE + 6 * DAY + 100),
        (JUNE + 29 * DAY, JUNE + 50 * DAY),
        (JUNE + 30 * DAY, None),
    ):
        use(site.world, holder, CALLING, start, end)
    assert quantities(file(site, "USER")) == {"WEBEX_CALLING": Fraction("1.5001")}


def test_what_comes_to_nothing_has_no_row(site: Site) -> None:
    holder = subscriber(site.world, customer(site.world))
    use(site.world, holder, CALLING, JUNE + 100, JUNE + 8_000)
    assert [file(site, level) for level in LEVELS] == [[], [], []]


@pytest.mark.rule("BIL-6")
@pytest.mark.rule("REP-2")
@pytest.mark.parametrize("seed", range(3))
def test_all_levels_add_up_to_the_same(site: Site, seed: int) -> None:
    world, chance = site.world, random.Random(seed)
    for _ in range(6):
        starts = chance.choice([None, None, JUNE + chance.randrange(30) * DAY])
        number = customer(world, billing_start_ms=starts)
        for _ in range(4):
            at, holder = JUNE - 20 * DAY + chance.randrange(40 * DAY), subscriber(world, number)
            for _ in range(5):
                end = at + chance.randrange(10 * DAY)
                use(world, holder, chance.choice([CALLING, SUITE]), at, end)
                at = end
    sums = [quantities(file(site, level)) for level in LEVELS]
    assert sums[0] == sums[1] == sums[2]
    assert sum(sums[0].values()) > 0


@pytest.mark.rule("BIL-7")
def test_charging_starts_when_it_was_agreed(site: Site) -> None:
    world = site.world
    holder = subscriber(world, customer(world, billing_start_ms=JUNE + 20 * DAY))
    use(world, holder, CALLING, JUNE, None)
    (row,) = file(site, "USER")
    assert (row["QUANTITY"], row["CONSUMPTION_START_DATE"]) == ("10", "2026-06-21")
    # A sub-partner's start holds for all of its customers.
    world.connection.execute(
        "UPDATE partners SET billing_start_ms = ? WHERE id = 2", (JUNE + 28 * DAY,)
    )
    use(world, subscriber(world, customer(world, 2)), SUITE, JUNE, None)
    (theirs,) = file(site, "USER", subPartnerOrgId=org_id(world, 2))
    assert (theirs["QUANTITY"], theirs["PARTNER_NAME"]) == ("2", "Harbour Voice")


@pytest.mark.rule("SUB-2")
@pytest.mark.rule("SUB-5")
def test_each_owner_has_its_own_customers_only(site: Site) -> None:
    world = site.world
    for owner, days in ((1, 1), (2, 2), (4, 4)):
        use(world, subscriber(world, customer(world, owner)), CALLING, JUNE, JUNE + days * DAY)
    world.connection.execute("UPDATE partners SET billing_start_ms = NULL")
    own, theirs = file(site, "PARTNER"), file(site, "PARTNER", subPartnerOrgId=org_id(world, 2))
    assert quantities(own) == {"WEBEX_CALLING": 1}
    assert quantities(theirs) == {"WEBEX_CALLING": 2}


@pytest.mark.rule("REP-10")
def test_a_point_in_time_counts_what_is_assigned_when_it_is_made(site: Site) -> None:
    world = site.world
    number = customer(world, billing_start_ms=NOW + 10 * DAY)
    first, second = subscriber(world, number), subscriber(world, number)
    use(world, first, CALLING, JUNE, NOW - DAY)
    use(world, first, SUITE, NOW - DAY, None)
    use(world, second, SUITE, NOW - DAY, NOW + DAY)
    use(world, second, CALLING, NOW + DAY, None)
    point = {"category": "POINT_IN_TIME"}
    (row,) = file(site, "CUSTOMER", **point)
    # Who is charged later has the package all the same.
    assert (row["SERVICE_NAME"], row["QUANTITY"]) == ("WEBEX_SUITE", "2")
    assert row["CONSUMPTION_START_DATE"] == row["CONSUMPTION_END_DATE"] == "2026-07-25"
    assert [one["QUANTITY"] for one in file(site, "USER", **point)] == ["1", "1"]
    world.set_now(NOW + 2 * DAY)
    assert quantities(file(site, "CUSTOMER", **point)) == {"WEBEX_SUITE": 1, "WEBEX_CALLING": 1}


def test_a_row_has_a_place_where_all_of_it_was(site: Site) -> None:
    world = site.world
    number = customer(world)
    first, second = world.location(number), world.location(number, "Annex")
    for place, package in ((first, CALLING), (first, SUITE), (second, SUITE)):
        use(world, subscriber(world, number), package, JUNE, None, location_id=place)
    places = {row["SERVICE_NAME"]: row["LOCATION_ID"] for row in file(site, "CUSTOMER")}
    assert ids.decode(ids.LOCATION, places["WEBEX_CALLING"])
    assert places["WEBEX_SUITE"] == ""
    assert all(row["LOCATION_ID"] for row in file(site, "USER"))


HOSTILE = ('=1+1,"x"', "@SUM(A1)", "a\nb\r\nc", "\u202eevil", '"', "é; , \t")


@pytest.mark.rule("REP-8")
def test_hostile_text_stays_in_its_cell(site: Site) -> None:
    """As it was given, quoted: programs look customers up by it."""
    for text in HOSTILE:
        number = customer(site.world, external_id=text)
        use(site.world, subscriber(site.world, number), CALLING, JUNE, JUNE + DAY)
    rows = file(site, "CUSTOMER")
    assert [row["CUSTOMER_EXTERNAL_ID"] for row in rows] == [*HOSTILE]
    assert {row["QUANTITY"] for row in rows} == {"1"}
