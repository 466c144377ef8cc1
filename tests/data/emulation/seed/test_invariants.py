"""What must hold in every world, whatever its size."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from data.emulation.rules.packages import CODES, bit
from data.emulation.rules.search import grams
from data.emulation.rules.timeline import Step, latest_due, next_due, review_deadline
from data.search_key import search_key
from tests.data.emulation.seed.support import AT, DAY, DAY_START

if TYPE_CHECKING:
    import sqlite3

LANGUAGES = (
    "en_US en_AU en_GB en_CA fr_FR fr_CA cs_CZ da_DK de_DE hu_HU id_ID it_IT ja_JP ko_KR es_ES"
    " es_CO es_MX nl_NL nb_NO pl_PL pt_PT pt_BR ru_RU ro_RO zh_CN zh_TW sv_SE ar_SA tr_TR"
)
"""LOC-1."""
WITH_STATE = ["US", "CA", "AU", "BR", "IN", "MX", "JP"]
"""ADR-3."""
WITHOUT_POSTAL_CODES = ["AE", "HK"]
AREA, MEETINGS = CODES["common_area_calling"], CODES["webex_meetings"]
CALLING = [CODES[n] for n in CODES if n.startswith(("webex_calling", "webex_suite", "webex_voice"))]
SEATS = [*CALLING, CODES["cx_essentials"]]
DESK, PLAN = bit(CODES["attendant_console"]), bit(CODES["cisco_calling_plan"])
DESK_BASES = [CODES[n] for n in ("webex_calling", "webex_suite", "cx_essentials", "webex_voice")]


def nothing(world: sqlite3.Connection, query: str, *values: Any) -> None:
    """Assert that no row is wrong in the way that the query looks for."""
    assert world.execute(query, values).fetchmany(3) == []


def test_references_hold_and_indexes_agree(world: sqlite3.Connection) -> None:
    nothing(world, "PRAGMA foreign_key_check")
    assert world.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_masks_users_and_counters_are_what_the_rows_say(world: sqlite3.Connection) -> None:
    nothing(
        world,
        "SELECT id FROM customers AS c WHERE packages <> (SELECT coalesce(sum(1 << (package - 1)),"
        " 0) FROM customer_packages WHERE customer_id = c.id AND status <> 'deleted')",
    )
    nothing(
        world,
        "SELECT id FROM customers AS c WHERE users <> (SELECT count(*) FROM subscribers"
        " WHERE customer_id = c.id AND status <> 'deleted')",
    )
    counted = world.execute(
        "SELECT owner_id, status, packages, count(*) FROM customers GROUP BY 1, 2, 3"
        " ORDER BY 1, 2, 3"
    )
    kept = world.execute("SELECT * FROM customer_counts ORDER BY 1, 2, 3")
    assert kept.fetchall() == counted.fetchall()


def test_every_status_is_the_latest_step_that_is_due(world: sqlite3.Connection) -> None:
    steps: dict[tuple[int, int, int], list[Step]] = defaultdict(list)
    for kind, subject, part, *step in world.execute(
        "SELECT kind, subject, part, due_ms, seq, status FROM steps"
    ):
        steps[kind, subject, part].append(Step(*step))
    soonest: dict[int, list[int]] = defaultdict(list)
    for customer, package, status, next_at in world.execute(
        "SELECT customer_id, package, status, next_at FROM customer_packages"
    ):
        found = steps[2, customer, package]
        latest = latest_due(found, AT)
        assert latest is None or latest.status == status
        assert next_due(found, AT) == next_at
        soonest[customer] += [] if next_at is None else [next_at]
    for customer, status, status_ms, next_at, created in world.execute(
        "SELECT id, status, status_ms, next_at, created_ms FROM customers"
    ):
        found = steps[1, customer, 0]
        latest = latest_due(found, AT)
        assert latest is None or (latest.status, latest.due_ms) == (status, status_ms)
        assert not found or min(found).due_ms == created
        nexts = [at for at in (next_due(found, AT), *soonest[customer]) if at is not None]
        assert min(nexts, default=None) == next_at
        deadline = review_deadline(status, status_ms)
        assert deadline is None or any(s[0] == deadline and s[2] == "error" for s in found)
    for subscriber, status, next_at in world.execute("SELECT id, status, next_at FROM subscribers"):
        latest = latest_due(steps[3, subscriber, 0], AT)
        assert latest is None or latest.status == status
        assert next_due(steps[3, subscriber, 0], AT) == next_at


def test_what_a_step_brings_is_what_its_subject_has(world: sqlite3.Connection) -> None:
    latest = (
        "SELECT detail FROM steps WHERE kind = ? AND subject = ? AND part = ? AND due_ms <= ?"
        " ORDER BY due_ms DESC, seq DESC LIMIT 1"
    )
    rows = world.execute(
        "SELECT 1, id, 0, errors, NULL FROM customers WHERE errors IS NOT NULL UNION ALL"
        " SELECT 2, customer_id, package, errors, warnings FROM customer_packages"
        " WHERE errors IS NOT NULL OR warnings IS NOT NULL"
    ).fetchall()
    assert rows
    for kind, subject, part, errors, warnings in rows:
        detail = json.loads(world.execute(latest, (kind, subject, part, AT)).fetchone()[0])
        assert json.loads(errors or "null") == detail.get("errors")
        assert json.loads(warnings or "null") == detail.get("warnings")
        for problem in (*detail.get("errors", ()), *detail.get("warnings", ())):
            assert problem.keys() == {"errorCode", "description"}


def test_problems_stand_where_they_belong(world: sqlite3.Connection) -> None:
    nothing(world, "SELECT id FROM customers WHERE (status = 'error') <> (errors IS NOT NULL)")
    nothing(
        world, "SELECT * FROM customer_packages WHERE (status = 'error') <> (errors IS NOT NULL)"
    )
    nothing(
        world,
        "SELECT id FROM customers AS c WHERE (status = 'provisioned_with_errors') <>"
        " (status <> 'error' AND EXISTS (SELECT 1 FROM customer_packages"
        " WHERE customer_id = c.id AND status = 'error'))",
    )


def test_packages_go_together(world: sqlite3.Connection) -> None:
    nothing(
        world,
        "SELECT s.id FROM subscribers AS s JOIN customers AS c ON c.id = s.customer_id"
        " WHERE s.status <> 'deleted' AND ((1 << (s.package - 1)) | s.add_ons) & ~c.packages",
    )
    nothing(world, "SELECT id FROM subscribers WHERE package = ?", AREA)
    bases = ", ".join(map(str, (*SEATS, MEETINGS)))
    nothing(world, f"SELECT id FROM subscribers WHERE package NOT IN ({bases})")
    nothing(world, "SELECT id FROM subscribers WHERE add_ons & ~?", DESK | PLAN)
    desks = ", ".join(map(str, DESK_BASES))
    nothing(
        world,
        f"SELECT id FROM subscribers WHERE add_ons & ? AND package NOT IN ({desks})",
        DESK,
    )
    nothing(world, "SELECT id FROM subscribers WHERE add_ons & ? AND package = ?", PLAN, MEETINGS)
    seats = sum(bit(code) for code in (*SEATS, AREA))
    nothing(world, "SELECT id FROM customers WHERE packages & ? AND NOT packages & ?", PLAN, seats)
    desk = sum(bit(code) for code in DESK_BASES)
    nothing(world, "SELECT id FROM customers WHERE packages & ? AND NOT packages & ?", DESK, desk)
    nothing(world, "SELECT id FROM workspaces WHERE package <> ?", AREA)


def test_users_leave_before_their_packages_and_these_before_the_customer(
    world: sqlite3.Connection,
) -> None:
    gone = "SELECT due_ms FROM steps WHERE status = 'deleted' AND kind"
    nothing(
        world,
        f"SELECT s.id FROM subscribers AS s WHERE s.next_at IS NOT NULL AND ({gone} = 3 AND"
        f" subject = s.id) >= ({gone} = 2 AND subject = s.customer_id AND part = s.package)",
    )
    nothing(
        world,
        "SELECT c.id FROM customers AS c JOIN steps AS p ON p.kind = 2 AND p.subject = c.id"
        " WHERE p.status = 'deleted' AND p.due_ms >="
        f" ({gone} = 1 AND subject = c.id)",
    )


def test_limits_are_kept(world: sqlite3.Connection) -> None:
    nothing(
        world,
        "SELECT p.customer_id FROM customer_packages AS p WHERE limit_n < (SELECT count(*)"
        " FROM subscribers AS s WHERE s.customer_id = p.customer_id AND s.status <> 'deleted'"
        " AND (s.package = p.package OR s.add_ons & (1 << (p.package - 1)))) + (SELECT count(*)"
        " FROM workspaces AS w WHERE w.customer_id = p.customer_id AND w.package = p.package"
        " AND w.ended_ms IS NULL)",
    )


def test_extensions_and_numbers_are_nobody_elses(world: sqlite3.Connection) -> None:
    both = (
        "WITH seats AS (SELECT location_id, extension, phone FROM subscribers UNION ALL"
        " SELECT location_id, extension, phone FROM workspaces)"
    )
    nothing(
        world,
        f"{both} SELECT location_id, extension FROM seats WHERE extension <> ''"
        " GROUP BY 1, 2 HAVING count(*) > 1",
    )
    nothing(
        world, f"{both} SELECT phone FROM seats WHERE phone <> '' GROUP BY 1 HAVING count(*) > 1"
    )
    seats = ", ".join(map(str, SEATS))
    nothing(
        world,
        f"SELECT id FROM subscribers WHERE (package IN ({seats}))"
        " <> (location_id IS NOT NULL AND extension <> '')",
    )
    nothing(
        world,
        "SELECT s.id FROM subscribers AS s JOIN locations AS l ON l.id = s.location_id"
        " JOIN customers AS c ON c.id = s.customer_id WHERE l.organization_id <> c.organization_id",
    )


def test_phone_numbers_are_kept_for_fiction(world: sqlite3.Connection) -> None:
    free = re.compile(
        r"\+(1\d{3}55501\d\d"
        r"|44(2079460|1134960|1144960|1154960|1174960|1214960)\d{3}"
        r"|44(1314960|1414960|1514960|1614960|2920180|2896496)\d{3}"
        r"|3532091\d{5}|61[2378](5550|7010)\d{4}"
        r"|49(3023125|4066969|8999998|2214710|6990009)\d{3}"
        r"|33(19900|26191|35301|46571|53649)\d{4}"
        r"|46(8465004|3139006|4062804)\d\d"
        r"|81\d{1,2}000\d{4})"
    )
    for (phone,) in world.execute("SELECT phone FROM subscribers WHERE phone <> '' LIMIT 5000"):
        assert free.fullmatch(phone), phone
        assert len(phone) <= 16


def test_emails_lead_nowhere(world: sqlite3.Connection) -> None:
    for table in ("people", "staff"):
        nothing(world, f"SELECT email FROM {table} WHERE email NOT LIKE '%_@_%.example'")
    nothing(world, "SELECT email FROM customers WHERE email NOT LIKE '%_@_%.example'")
    address = re.compile(r"[a-z0-9.-]+@[a-z0-9-]+\.example")
    for (email,) in world.execute("SELECT email FROM people LIMIT 20000"):
        assert address.fullmatch(email), email


def test_addresses_have_what_their_country_asks_for(world: sqlite3.Connection) -> None:
    for table in ("customers", "locations"):
        rows = world.execute(
            f"SELECT address1, address2, city, state, zip, country FROM {table} LIMIT 20000"
        )
        for first, second, city, state, postal, country in rows:
            assert 0 < len(first) <= 50
            assert len(second) <= 50
            assert city
            assert bool(state) == (country in WITH_STATE)
            assert bool(postal) == (country not in WITHOUT_POSTAL_CODES)
            assert not set("#@{}") & set(first + second + postal)


def test_zones_and_languages_exist(world: sqlite3.Connection) -> None:
    zones = available_timezones()
    for (zone,) in world.execute("SELECT DISTINCT time_zone FROM locations"):
        assert not zones or zone in zones
    for table in ("customers", "locations", "templates"):
        for (language,) in world.execute(f"SELECT DISTINCT language FROM {table}"):
            assert language in LANGUAGES


def test_keys_are_those_of_the_search(world: sqlite3.Connection) -> None:
    rows = world.execute(
        "SELECT name, name_key, external_id, external_key, email, email_key, grams FROM customers"
    )
    for name, name_key, external, external_key, email, email_key, found in rows:
        assert (name_key, external_key, email_key, found) == (
            search_key(name),
            search_key(external),
            search_key(email),
            grams(name),
        )
        assert "%" not in name
    for table in ("customers_fts", "customers_grams"):
        world.execute(f"SELECT count(*) FROM {table}").fetchone()


def test_search_finds_the_acmes(world: sqlite3.Connection) -> None:
    found = world.execute(
        "SELECT name FROM customers WHERE owner_id = 1 AND id IN"
        " (SELECT rowid & 0x7fffffff FROM customers_fts WHERE customers_fts MATCH '\"acme\"')"
    ).fetchall()
    assert ("Acme Dental",) in found
    assert all(name.startswith("Acme ") for (name,) in found)


def test_people_have_one_package_at_a_time(world: sqlite3.Connection) -> None:
    last: dict[int, tuple[int, int | None]] = {}
    bases = ", ".join(map(str, (*SEATS, MEETINGS)))
    for subscriber, package, start, end in world.execute(
        "SELECT subscriber_id, package, start_ms, end_ms FROM usage_intervals"
        f" WHERE subscriber_id IS NOT NULL AND package IN ({bases}) ORDER BY 1, 3"
    ):
        if subscriber in last:
            # One ends in the moment that the next begins.
            assert last[subscriber][1] == start
            assert last[subscriber][0] != package
        assert end is None or start < end
        last[subscriber] = package, end
    for subscriber, package, status, next_at, status_ms in world.execute(
        "SELECT id, package, status, next_at, status_ms FROM subscribers"
    ):
        if subscriber in last:
            assert last[subscriber] == (
                package,
                status_ms if status == "deleted" else next_at if status == "provisioned" else None,
            )


def test_use_lies_within_the_service(world: sqlite3.Connection) -> None:
    nothing(
        world,
        "SELECT u.id FROM usage_intervals AS u JOIN subscribers AS s ON s.id = u.subscriber_id"
        " WHERE u.start_ms < s.created_ms OR u.owner_id <> (SELECT owner_id FROM customers"
        " WHERE id = u.customer_id) OR s.customer_id <> u.customer_id"
        " OR s.location_id IS NOT u.location_id",
    )
    nothing(
        world,
        "SELECT u.id FROM usage_intervals AS u JOIN workspaces AS w ON w.id = u.workspace_id"
        " WHERE u.start_ms <> w.created_ms OR u.end_ms IS NOT w.ended_ms OR u.package <> w.package",
    )
    # Whoever left, or waits for consent, uses nothing now.
    nothing(
        world,
        "SELECT u.id FROM usage_intervals AS u JOIN subscribers AS s ON s.id = u.subscriber_id"
        " WHERE s.status <> 'provisioned' AND u.start_ms <= ?1 AND coalesce(u.end_ms, ?1 + 1) > ?1",
        AT,
    )


def test_nobody_is_there_before_the_customer_is_ready(world: sqlite3.Connection) -> None:
    nothing(
        world,
        "SELECT s.id FROM subscribers AS s JOIN customers AS c ON c.id = s.customer_id"
        " JOIN organizations AS o ON o.id = c.organization_id"
        " WHERE s.created_ms < o.active_ms OR s.created_ms < c.created_ms",
    )
    nothing(
        world,
        "SELECT c.id FROM customers AS c JOIN organizations AS o ON o.id = c.organization_id"
        " WHERE status IN ('provisioning', 'pending_rpl_review', 'error') AND (users > 0"
        " OR (o.active_ms <= ? AND NOT c.attached))",
        AT,
    )
    nothing(
        world,
        "SELECT c.id FROM customers AS c JOIN organizations AS o ON o.id = c.organization_id"
        " WHERE status LIKE 'provisioned%' AND o.active_ms > ?",
        AT,
    )


def test_the_first_subscriber_administers_a_new_organization(world: sqlite3.Connection) -> None:
    nothing(
        world,
        "SELECT c.id FROM customers AS c WHERE users > 0 AND 1 <> (SELECT sum(administrator)"
        " FROM people WHERE organization_id = c.organization_id)",
    )
    nothing(
        world,
        "SELECT c.id FROM customers AS c JOIN subscribers AS s ON s.customer_id = c.id"
        " JOIN people AS p ON p.id = s.person_id WHERE c.attached AND p.administrator",
    )


def test_the_past_lies_before_the_day(world: sqlite3.Connection) -> None:
    # Between the start of the day and the moment of seeding happens only what is under way.
    nothing(
        world,
        "SELECT * FROM steps AS s JOIN customers AS c ON c.id = s.subject AND s.kind IN (1, 2)"
        " WHERE s.due_ms >= ? AND c.next_at IS NULL",
        DAY_START,
    )
    oldest = "SELECT min(start_ms) FROM usage_intervals"
    (first,) = world.execute(oldest).fetchone()
    assert first > DAY_START - 800 * DAY
    nothing(world, "SELECT id FROM usage_intervals WHERE start_ms > ?", AT + DAY)


def test_providers_keep_to_themselves(world: sqlite3.Connection) -> None:
    nothing(
        world,
        "SELECT c.id FROM customers AS c JOIN templates AS t ON t.id = c.template_id"
        " JOIN partners AS p ON p.id = c.owner_id WHERE t.owner_id <> c.owner_id"
        " OR p.root_id <> c.root_id OR c.created_ms < p.created_ms",
    )
    first = "SELECT roles FROM staff WHERE partner_id <> 1 GROUP BY partner_id HAVING id = min(id)"
    for (roles,) in world.execute(first):
        assert json.loads(roles) == ["Partner full admin", "Wholesale admin"]


def test_ids_are_uuids_of_version_four(world: sqlite3.Connection) -> None:
    for table in ("customers", "organizations", "people", "subscribers", "locations"):
        for (uuid,) in world.execute(f"SELECT uuid FROM {table} LIMIT 3000"):
            assert len(uuid) == 16
            assert uuid[6] >> 4 == 4
            assert uuid[8] >> 6 == 2
