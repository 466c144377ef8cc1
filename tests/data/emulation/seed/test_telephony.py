"""Connections and numbers of a seed, and the vendor's troubles in it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.platform import Platform
from data.emulation.rules import ids, pstn
from data.emulation.seed.telephony import SPARE
from tests.data.emulation.http.asking import ask

if TYPE_CHECKING:
    from pathlib import Path

TROUBLED = "NC-003022"
"""The external id of Stone Arch Architects, whose calling plan failed."""


def rows(path: Path, query: str, *values: Any) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query, values).fetchall()


@pytest.mark.rule("PST-1")
@pytest.mark.parametrize("size", ["small", "partner"])
def test_locations_are_connected_with_what_serves_them(
    request: pytest.FixtureRequest, size: str
) -> None:
    path = request.getfixturevalue(size)
    found = rows(
        path,
        "SELECT l.country, p.option_id, p.premise FROM pstn_connections AS p"
        " JOIN locations AS l ON l.id = p.location_id",
    )
    assert len(found) > 60
    for country, option, premise in found:
        assert pstn.OPTIONS[option].serves(country)
        assert bool(premise) == (option == "premises")
    # Where the vendor failed, the first location has none; all others have one.
    bare = rows(
        path,
        "SELECT c.id FROM locations AS l JOIN customers AS c"
        " ON c.organization_id = l.organization_id"
        " WHERE l.id NOT IN (SELECT location_id FROM pstn_connections)",
    )
    failed = rows(
        path, "SELECT DISTINCT subject FROM steps WHERE kind = 2 AND instr(detail, '90203')"
    )
    assert sorted(bare) == sorted(failed)


def test_the_cast_has_numbers_that_nobody_has(small: Path) -> None:
    many = dict(rows(small, "SELECT location_id, count(*) FROM numbers GROUP BY 1"))
    assert len(many) > 40
    assert set(many.values()) == {SPARE}
    mains = rows(small, "SELECT id, main_number FROM locations WHERE main_number <> ''")
    assert {number for number, _ in mains} == set(many)
    held = "SELECT phone FROM subscribers UNION SELECT phone FROM workspaces"
    assert rows(small, f"SELECT * FROM numbers WHERE phone IN ({held})") == []


def test_a_large_world_has_none(large: Path) -> None:
    assert rows(large, "SELECT count(*) FROM pstn_connections") == [(0,)]
    assert rows(large, "SELECT count(*) FROM numbers") == [(0,)]


@pytest.mark.rule("PST-2")
def test_a_failure_of_the_vendor_can_be_repaired(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    shutil.copy(small, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE settings SET value = 'instant' WHERE key = 'pace'")
        connection.commit()
    (place,) = rows(
        path,
        "SELECT l.uuid FROM locations AS l JOIN customers AS c"
        " ON c.organization_id = l.organization_id WHERE c.external_id = ?",
        TROUBLED,
    )[0]
    url = f"/v1/telephony/pstn/locations/{ids.encode(ids.LOCATION, place)}"
    platform = Platform.open(path, synchronous="NORMAL")
    try:
        token = platform.token()

        def customer() -> Any:
            found = ask(platform.app, f"/v1/wholesale/customers?externalId={TROUBLED}", token)
            return found.json["items"][0]

        before = customer()
        assert before["status"] == "provisioned_with_errors"
        one = f"/v1/wholesale/customers/{before['id']}"
        body = {"packages": before["packages"]}
        # Without a connection it fails again.
        assert ask(platform.app, one, token, method="PUT", body=body).status == 202
        assert customer()["status"] == "provisioned_with_errors"
        option = ask(platform.app, f"{url}/connectionOptions", token).json["items"][1]
        sent = {"id": option["id"]}
        reply = ask(platform.app, f"{url}/connection", token, method="PUT", body=sent)
        assert reply.status == 204
        after = customer()
        assert after["status"] == "provisioned"
        assert all(
            row["status"] == "provisioned" and not row["errors"]
            for row in after["resourceDetails"]["packages"]
        )
    finally:
        platform.close()
