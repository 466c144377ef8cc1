"""The partner's world: as big as it says, believable in its figures."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from data.emulation.seed.owners import FIRST_PROVIDERS, MORE_PROVIDERS
from data.emulation.seed.words import words
from tests.data.emulation.seed.support import AT, DAY, DAY_START

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def value(world: sqlite3.Connection, query: str, *values: Any) -> Any:
    return world.execute(query, values).fetchone()[0]


def test_how_many_there_are(business: sqlite3.Connection) -> None:
    live = "SELECT count(*) FROM customers WHERE status <> 'deleted' AND owner_id"
    assert value(business, f"{live} = 1") == 2_703
    assert value(business, f"{live} > 1") == 297
    users = value(business, "SELECT count(*) FROM subscribers WHERE status <> 'deleted'")
    rooms = value(business, "SELECT count(*) FROM workspaces WHERE ended_ms IS NULL")
    assert 28_000 < users + rooms < 32_000
    small = value(business, f"{live} AND users < 20")
    assert small > 0.85 * 3_000


def test_twelve_providers_with_customers(business: sqlite3.Connection) -> None:
    found = business.execute(
        "SELECT p.name, count(c.id) FROM partners AS p LEFT JOIN customers AS c"
        " ON c.owner_id = p.id WHERE p.parent_id = 1 GROUP BY p.id"
    ).fetchall()
    assert {name for name, _ in found} == {p.name for p in (*FIRST_PROVIDERS, *MORE_PROVIDERS)}
    assert len(found) == 12
    assert min(count for _, count in found) >= 3


def test_the_small_world_is_in_it(business: sqlite3.Connection, small: Path) -> None:
    business.execute("ATTACH ? AS small", (f"file:{small}?mode=ro",))
    columns = "uuid, name, external_id, status, status_ms, packages, users, address1, created_ms"
    missing = business.execute(
        f"SELECT {columns} FROM small.customers EXCEPT SELECT {columns} FROM main.customers"
    ).fetchall()
    assert missing == []


def test_twelve_acmes(business: sqlite3.Connection) -> None:
    query = (
        "SELECT count(*) FROM customers WHERE owner_id = 1 AND status <> 'deleted'"
        " AND name_key || '|' || external_key || '|' || email_key LIKE '%acme%'"
    )
    assert value(business, query) == 12
    first = business.execute(
        "SELECT name FROM customers WHERE owner_id = 1 AND name_key LIKE '%acme%'"
        " ORDER BY name_key LIMIT 2"
    ).fetchall()
    assert first == [("Acme Dental",), ("Acme Freight",)]


def test_no_word_makes_an_acme() -> None:
    kinds = {
        "given": "en north de fr es pt it nl pl tr ja ko zh ar he",
        "family": "en north de fr es pt it nl pl tr ja ko zh ar he",
        "trade": "en de fr es pt it nl sv pl tr ja ko zh ar he",
        "place": "en",
        "room": "en de fr ja",
    }
    for kind, languages in kinds.items():
        for language in languages.split():
            for word in words(kind, language):
                assert word.text
                assert word.latin.isascii()
                assert word.latin
                assert "acme" not in (word.text + word.latin).lower()


def test_months_of_use_with_comings_and_goings(business: sqlite3.Connection) -> None:
    first = value(business, "SELECT min(start_ms) FROM usage_intervals")
    assert 700 * DAY < DAY_START - first < 800 * DAY
    months = value(
        business,
        "SELECT count(DISTINCT strftime('%Y-%m', start_ms / 1000, 'unixepoch'))"
        " FROM usage_intervals",
    )
    assert months >= 24
    ended = value(business, "SELECT count(*) FROM usage_intervals WHERE end_ms <= ?", AT)
    assert ended > 3_000
    changed = value(
        business,
        "SELECT count(*) FROM (SELECT subscriber_id FROM usage_intervals WHERE package IN"
        " (2, 3, 4, 5, 6, 7) GROUP BY 1 HAVING count(*) > 1)",
    )
    assert changed > 400
    assert value(business, "SELECT count(DISTINCT package) FROM usage_intervals") == 9


def test_a_few_dozen_are_in_trouble_or_under_way(business: sqlite3.Connection) -> None:
    counts = dict(business.execute("SELECT status, count(*) FROM customers GROUP BY 1"))
    assert 10 <= counts["error"] <= 60
    assert 10 <= counts["provisioned_with_errors"] <= 60
    for status in ("provisioning", "updating", "deleting", "pending_rpl_review"):
        assert 5 <= counts[status] <= 40, status
    assert counts["provisioned"] > 2_700


def test_names_are_varied(business: sqlite3.Connection) -> None:
    distinct, total = business.execute(
        "SELECT count(DISTINCT name), count(*) FROM customers"
    ).fetchone()
    assert distinct > 0.9 * total
    assert value(business, "SELECT count(DISTINCT country) FROM customers") > 20
    assert value(business, "SELECT count(*) FROM customers WHERE grams <> ''") > 50


def test_external_ids_rise_with_time(business: sqlite3.Connection) -> None:
    created = [
        at
        for (at,) in business.execute(
            "SELECT created_ms FROM customers WHERE external_id > 'NC-010000' AND next_at IS NULL"
            " AND owner_id = 1 ORDER BY external_id"
        )
    ]
    assert len(created) > 2_500
    assert all(later > earlier - DAY for earlier, later in pairwise(created))
