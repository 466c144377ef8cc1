"""A database that an earlier release wrote opens, and is then what this release would have made."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from data.emulation.maintenance import check
from data.emulation.platform import Platform
from data.emulation.services.callers import token_for
from data.emulation.store.schema import SCHEMA
from data.sqlite.connect import connect
from data.sqlite.migrate import version_of
from tests.data.emulation.http.asking import ask

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = Path(__file__).with_name("v1.db.gz")
"""Version 1 with ten customers, written by the code of that time; its secret is seed 1's."""

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
