"""The emulation's schema: its mark, its migrations, and a way to load much at once.

Migration 1 is `m0001_core.sql`, two full-text tables, `m0001_triggers.sql` and the rows that every
database has; migration 2 writes search keys anew; migration 3 adds what changing needs; migration 4
adds reports, neighbours and faults. A migration is never changed once released: an older database
has to become what a new one is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.sqlite.migrate import Migration, Schema, run_script

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID: Final = int.from_bytes(b"RTMc", "big")
"""The mark of the emulation's databases in SQLite's header."""

SEARCHED: Final = ("name_key", "external_key", "email_key")
"""The columns of `customers` that `customers_fts` finds any three characters of."""


def drop_for_load(connection: sqlite3.Connection) -> None:
    """Take triggers and secondary indexes away, so that rows can be poured in.

    Unique indexes go too: their rule is checked when they come back, which is much quicker than
    one random place in a B-tree for each row. Constraints within the tables stay. What was
    dropped is remembered by this connection until `restore_after_load`.

    Args:
        connection: the one that loads; in a transaction or not, as the caller likes.
    """
    connection.execute("CREATE TEMP TABLE dropped (kind TEXT, subject TEXT, sql TEXT) STRICT")
    connection.execute(
        "INSERT INTO dropped SELECT type, tbl_name, sql FROM main.sqlite_schema"
        " WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid"
    )
    for kind, name in connection.execute(
        "SELECT type, name FROM main.sqlite_schema"
        " WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    ).fetchall():
        connection.execute(f'DROP {kind} main."{name}"')


def restore_after_load(connection: sqlite3.Connection, *, recount: bool = True) -> None:
    """Bring back what `drop_for_load` took and fill what the triggers would have filled.

    Afterwards the schema is that of an empty migrated database, the full-text tables hold the
    customers, `customer_counts` and the templates' customers are counted and ANALYZE has run.

    Args:
        connection: the one that `drop_for_load` had.
        recount: also set `customers.packages` and `customers.users` from `customer_packages` and
            `subscribers`; a loader that wrote them itself says False.

    Raises:
        sqlite3.IntegrityError: the rows break a unique index.
    """
    dropped = connection.execute("SELECT kind, subject, sql FROM temp.dropped").fetchall()
    # Customers come last: an update of each row would rewrite their indexes.
    _create(connection, [s for k, t, s in dropped if k == "index" and t != "customers"])
    if recount:
        recount_customers(connection)
    _create(connection, [s for k, t, s in dropped if k == "index" and t == "customers"])
    recount_statuses(connection)
    recount_templates(connection)
    fill_search(connection)
    _create(connection, [s for k, _t, s in dropped if k == "trigger"])
    connection.execute("DROP TABLE temp.dropped")
    connection.execute("ANALYZE main")


def recount_customers(connection: sqlite3.Connection) -> None:
    """Set each customer's `packages` and `users` from the rows they stand for."""
    connection.execute(
        "UPDATE customers SET packages = 0, users = 0 WHERE packages <> 0 OR users <> 0"
    )
    connection.execute(
        "UPDATE customers SET packages = p.mask FROM (SELECT customer_id,"
        " sum(1 << (package - 1)) AS mask FROM customer_packages WHERE status <> 'deleted'"
        " GROUP BY customer_id) AS p WHERE customers.id = p.customer_id"
    )
    connection.execute(
        "UPDATE customers SET users = s.n FROM (SELECT customer_id, count(*) AS n"
        " FROM subscribers WHERE status <> 'deleted' GROUP BY customer_id) AS s"
        " WHERE customers.id = s.customer_id"
    )


def recount_statuses(connection: sqlite3.Connection) -> None:
    """Fill `customer_counts` anew."""
    connection.execute("DELETE FROM customer_counts")
    connection.execute(
        "INSERT INTO customer_counts (owner_id, status, packages, n)"
        " SELECT owner_id, status, packages, count(*) FROM customers"
        " GROUP BY owner_id, status, packages"
    )


def recount_templates(connection: sqlite3.Connection) -> None:
    """Set each template's `customers` from those that were made with it."""
    connection.execute(
        "UPDATE templates SET customers = (SELECT count(*) FROM customers"
        " WHERE template_id = templates.id AND status <> 'deleted')"
    )


def fill_search(connection: sqlite3.Connection) -> None:
    """Fill the full-text tables anew, as the triggers would."""
    connection.execute("INSERT INTO customers_fts (customers_fts) VALUES ('delete-all')")
    # In their order: each step back would begin a new segment.
    columns = ", ".join(SEARCHED)
    connection.execute(
        f"INSERT INTO customers_fts (rowid, {columns})"
        f" SELECT place, {columns} FROM customers_places ORDER BY place"
    )
    connection.execute("INSERT INTO customers_grams (customers_grams) VALUES ('delete-all')")
    connection.execute(
        "INSERT INTO customers_grams (rowid, grams)"
        " SELECT id, grams FROM customers WHERE grams <> ''"
    )


def _create(connection: sqlite3.Connection, statements: list[str]) -> None:
    for statement in statements:
        connection.execute(statement)


def _script(name: str) -> str:
    from importlib.resources import files

    return files("data.emulation.store.migrations").joinpath(name).read_text(encoding="utf-8")


def _core(connection: sqlite3.Connection) -> None:
    import secrets

    run_script(connection, _script("m0001_core.sql"))
    _search_tables(connection)
    run_script(connection, _script("m0001_triggers.sql"))
    # The wall's time until somebody changes it.
    connection.execute("INSERT INTO clock VALUES (1, 'real', 0, 0, 1.0, 0)")
    connection.execute(
        "INSERT INTO settings (key, value) VALUES ('secret', ?)", (secrets.token_hex(32),)
    )
    # A load ends with ANALYZE, which adds its tables to the schema: have them from the start. What
    # they say of empty tables would mislead the full-text merges as these grow.
    connection.execute("ANALYZE main")
    connection.execute("DELETE FROM sqlite_stat1")


def _search_tables(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    database = Database(connection, recursive_triggers=False, execute_plugins=False)
    # enable_fts knows tables only, one index each: these stand over a view and over grams.
    database.execute(
        f"CREATE VIRTUAL TABLE customers_fts USING fts5 ({', '.join(SEARCHED)},"
        " tokenize = 'trigram case_sensitive 1', columnsize = 0,"
        " content = 'customers_places', content_rowid = 'place')"
    )
    # `ascii` takes every sign beyond ASCII as part of a word,
    # so a gram stays whole; ranking, and with it the sizes, is not needed.
    database.execute(
        "CREATE VIRTUAL TABLE customers_grams USING fts5 ("
        "grams, tokenize = 'ascii', columnsize = 0, content = 'customers', content_rowid = 'id')"
    )


def _letters(connection: sqlite3.Connection) -> None:
    from data.emulation.store.migrations import m0002_letters

    m0002_letters.apply(connection)


def _platform(connection: sqlite3.Connection) -> None:
    from data.emulation.store.migrations import m0003_platform

    m0003_platform.apply(connection, _script("m0003_platform.sql"))


def _neighbours(connection: sqlite3.Connection) -> None:
    run_script(connection, _script("m0004_neighbours.sql"))


SCHEMA: Final = Schema(
    APPLICATION_ID,
    (
        Migration(1, "core", _core),
        Migration(2, "letters", _letters),
        Migration(3, "platform", _platform),
        Migration(4, "neighbours", _neighbours),
    ),
)
"""What a database of the emulation is, for `Database.open`."""
