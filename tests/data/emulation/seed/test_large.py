"""The large world, made small: the same in kind."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from data.emulation.seed.large import DRAWN_EACH, OF_PROVIDERS_EACH

if TYPE_CHECKING:
    from pathlib import Path

CUSTOMERS = 5_000


def test_as_many_as_were_asked_for(large: Path) -> None:
    with closing(sqlite3.connect(large)) as connection:
        own, of_providers, users = connection.execute(
            "SELECT count(*) FILTER (WHERE owner_id = 1), count(*) FILTER (WHERE owner_id > 1),"
            " sum(users) FROM customers WHERE status <> 'deleted'"
        ).fetchone()
        assert own == CUSTOMERS
        assert of_providers == (CUSTOMERS - 60) // OF_PROVIDERS_EACH + 9
        assert 4.8 < users / (own + of_providers) < 5.6
        moving = connection.execute(
            "SELECT count(*) FROM customers WHERE next_at IS NOT NULL"
        ).fetchone()[0]
        assert CUSTOMERS // (2 * DRAWN_EACH) <= moving <= CUSTOMERS // DRAWN_EACH
        acme = connection.execute("SELECT users FROM customers WHERE external_id = 'NC-004411'")
        assert acme.fetchone() == (14,)
        for table, each in (("locations", 0.95), ("customer_packages", 1.4)):
            rows = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            assert rows > each * CUSTOMERS
