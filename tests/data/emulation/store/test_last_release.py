"""A database that an earlier release wrote opens, and is then what this release would have made."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.maintenance import check
from data.emulation.platform import Platform
from data.emulation.rules import dial_in, locales, reviews, sip
from data.emulation.services.callers import token_for
from data.emulation.store.schema import SCHEMA
from data.sqlite.connect import connect
from data.sqlite.migrate import version_of
from tests.data.emulation.http.asking import ask

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

FIRST = Path(__file__).with_name("v1.db.gz")
"""Version 1 with ten customers, written by the code of that time; its secret is seed 1's."""
LAST = Path(__file__).with_name("v3.db.gz")
"""Version 3 with eight customers and one row of most kinds, written by the code of that time."""

FOUND = {
    "sonderborg": "Sønderborg Tandlæge",
    "SØNDERBORG tandlaege": "Sønderborg Tandlæge",
    "aeo-1": "Sønderborg Tandlæge",
    "post@sonder": "Sønderborg Tandlæge",
    "lodz": "Łódź Dental",
    "dorde": "Đorđe Šoferi",
    "Thorr": "Þórr ehf",
    "coeur": "Cœur de Ville",
    "isik": "Işık Ltd",
    "strasse": "Straße GmbH",
    "straße": "Straße GmbH",
    "東京": "東京歯科",
    "angstrom": "Ångström AB",
    "so": "Sønderborg Tandlæge",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "world.db"
    path.write_bytes(gzip.decompress(FIRST.read_bytes()))
    return path


@pytest.fixture
def platform(path: Path) -> Iterator[Platform]:
    platform = Platform.open(path, synchronous="NORMAL")
    yield platform
    platform.close()


def names(platform: Platform, query: str) -> list[str]:
    reply = ask(platform.app, f"/hub/v1/customers?owner=all&{query}", platform.token())
    return [item["name"] for item in reply.json["items"]]


def test_it_is_backed_up_and_becomes_what_this_release_makes(path: Path) -> None:
    before = path.read_bytes()
    platform = Platform.open(path, synchronous="NORMAL")
    backup = platform.database.backup
    platform.close()
    assert backup is not None
    connection = connect(backup, read_only=True)
    assert version_of(connection, backup, SCHEMA) == 1
    connection.close()
    assert path.read_bytes() != before
    assert check(path) == []
    again = Platform.open(path, synchronous="NORMAL")
    assert again.database.backup is None
    again.close()


def test_names_are_found_by_the_letters_that_people_type(platform: Platform) -> None:
    for text, name in FOUND.items():
        assert names(platform, f"q={text}") == [name]
    assert names(platform, "sort=name") == [
        "Acme Dental",
        "Ångström AB",
        "Cœur de Ville",
        "Đorđe Šoferi",
        "Işık Ltd",
        "Łódź Dental",
        "Sønderborg Tandlæge",
        "Straße GmbH",
        "Þórr ehf",
        "東京歯科",
    ]
    keys = platform.database.read_blocking(
        lambda c: c.execute("SELECT name_key FROM partners ORDER BY id").fetchall()
    )
    assert keys == [("norrebro tele",), ("oeuvre voix",)]


def test_a_secret_that_a_seed_tells_ends(path: Path) -> None:
    connection = connect(path, read_only=True)
    told = token_for(connection)
    secret = hashlib.blake2b(b"1/secret", digest_size=32).hexdigest()
    query = "SELECT value FROM settings WHERE key = 'secret'"
    assert connection.execute(query).fetchone() == (secret,)
    connection.close()
    platform = Platform.open(path, synchronous="NORMAL")
    assert ask(platform.app, "/v1/people/me", told).status == 401
    assert ask(platform.app, "/v1/people/me", platform.token()).status == 200
    platform.close()


def test_a_secret_of_its_own_stays(path: Path) -> None:
    connection = connect(path)
    connection.execute("UPDATE settings SET value = ? WHERE key = 'secret'", ("ab" * 32,))
    told = token_for(connection)
    connection.close()
    platform = Platform.open(path, synchronous="NORMAL")
    assert platform.token() == told
    platform.close()


def test_what_changing_needs_is_filled(platform: Platform) -> None:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return platform.database.read_blocking(lambda c: c.execute(query).fetchall())

    organizations = rows(
        "SELECT uuid, kind, country, language, sip_domain, dial_in, site_language, licences"
        " FROM organizations"
    )
    assert len(organizations) == 10
    for uuid, kind, country, language, *given in organizations:
        assert kind == "wholesale"
        assert given == [
            sip.sip_domain(uuid),
            dial_in.default(country or ""),
            locales.site_language(language or ""),
            "active",
        ]
    assert rows("SELECT count(*) FROM customers WHERE created_packages <> packages") == [(0,)]
    # The owner's right in each, and the parent's.
    rights = rows(
        "SELECT c.owner_id <> c.root_id, level, count(*) FROM customers AS c"
        " JOIN organization_rights AS r USING (organization_id) GROUP BY 1, 2 ORDER BY 1"
    )
    counts = rows("SELECT owner_id <> root_id, count(*) FROM customers GROUP BY 1 ORDER BY 1")
    assert rights == [(below, "full", n * (2 if below else 1)) for below, n in counts]


def test_reviews_of_an_earlier_release_are_explained_by_the_list(path: Path) -> None:
    connection = connect(path)
    (number, name) = connection.execute("SELECT id, name FROM customers ORDER BY id").fetchone()
    connection.execute(
        "INSERT INTO steps (kind, subject, seq, due_ms, status) VALUES (1, ?, 0, 5, ?)",
        (number, "pending_rpl_review"),
    )
    connection.close()
    platform = Platform.open(path, synchronous="NORMAL")
    parties = platform.database.read_blocking(
        lambda c: c.execute("SELECT name, name_key, address_key FROM denied_parties").fetchall()
    )
    assert parties == [(name, reviews.party_key(name), "")]
    decisions = platform.database.read_blocking(
        lambda c: c.execute("SELECT customer_id, kind, opened_ms FROM decisions").fetchall()
    )
    platform.close()
    assert decisions == [(number, "review", 5)]


@pytest.fixture
def last(tmp_path: Path) -> Path:
    path = tmp_path / "last.db"
    path.write_bytes(gzip.decompress(LAST.read_bytes()))
    return path


def test_the_last_version_opens_with_all_that_it_had(last: Path) -> None:
    connection = connect(last, read_only=True)
    assert version_of(connection, last, SCHEMA) == SCHEMA.version - 1
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%'"
            " AND name NOT LIKE '%grams%' AND name NOT LIKE 'sqlite%'"
        )
    ]

    def counted(database: sqlite3.Connection) -> dict[str, int]:
        return {
            name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables
        }

    had = counted(connection)
    connection.close()
    platform = Platform.open(last, synchronous="NORMAL")
    assert platform.database.read_blocking(counted) == had
    token = platform.token()
    for path in ("/v1/wholesale/customers", "/v1/wholesale/subscribers", "/hub/v1/templates"):
        assert ask(platform.app, path, token).json["items"]
    platform.close()
    assert check(last) == []
