"""`rtm db accounts`: who can sign in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]


def test_the_accounts_of_a_world(rtm: Rtm, small: Path) -> None:
    before = small.read_bytes()
    rows = json.loads(rtm("db", "accounts", "--db", str(small), "--json").out)
    assert rows[0] == {
        "email": "rosa.lindqvist@northcoast.example",
        "displayName": "Rosa Lindqvist",
        "roles": ["Partner full admin", "Wholesale admin"],
        "partner": "North Coast Telecom",
    }
    names = [row["partner"] for row in rows]
    assert names[:7] == ["North Coast Telecom"] * 7
    assert names[7:] == sorted(names[7:])
    text = rtm("db", "accounts", "--db", str(small)).out
    assert all(row["email"] in text for row in rows)
    lines = rtm("db", "accounts", "--db", str(small), "--csv").out.splitlines()
    assert lines[0] == "email,displayName,roles,partner"
    assert len(lines) == len(rows) + 1
    assert small.read_bytes() == before


def test_no_database(rtm: Rtm, home: Path) -> None:
    code, out, err = rtm("db", "accounts", "--db", str(home / "none.db"))
    assert (code, out) == (2, "")
    assert "rtm db seed" in err
