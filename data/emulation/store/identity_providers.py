"""Identity providers of partners; of a secret only that there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.store.rows import insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from data.emulation.store.customer_filter import Scope


class IdentityProviderRow(NamedTuple):
    """An identity provider. endpoints is JSON text; times are milliseconds."""

    id: int
    uuid: bytes
    owner_id: int
    kind: str
    name: str
    entity_id: str
    client_id: str
    scopes: str
    endpoints: str
    redirect_uri: str
    state: str
    created_ms: int


_COLUMNS: Final = ", ".join(f"i.{name}" for name in IdentityProviderRow._fields)
_OF: Final = f"SELECT {_COLUMNS} FROM identity_providers AS i WHERE i.owner_id IN {{owners}}"


def of_scope(connection: sqlite3.Connection, scope: Scope) -> list[IdentityProviderRow]:
    """The identity providers of a scope's owners, newest first."""
    rows = connection.execute(
        f"{_OF.format(owners=scope.owners())} ORDER BY i.created_ms DESC, i.id DESC",
        scope.parameters(),
    )
    return list(map(IdentityProviderRow._make, rows))


def by_uuid(
    connection: sqlite3.Connection, scope: Scope, uuid: bytes
) -> IdentityProviderRow | None:
    """The identity provider of a scope with a uuid."""
    row = connection.execute(
        f"{_OF.format(owners=scope.owners())} AND i.uuid = :uuid",
        {**scope.parameters(), "uuid": uuid},
    ).fetchone()
    return None if row is None else IdentityProviderRow._make(row)


def named(connection: sqlite3.Connection, owner_id: int, name_key: str) -> int | None:
    """The rowid of an owner's identity provider with a name's key."""
    row = connection.execute(
        "SELECT id FROM identity_providers WHERE owner_id = ? AND name_key = ?",
        (owner_id, name_key),
    ).fetchone()
    return None if row is None else row[0]


def registered(connection: sqlite3.Connection, owner_id: int, kind: str) -> list[tuple[str, str]]:
    """Name and entity id of an owner's registered providers of a kind."""
    return connection.execute(
        "SELECT name, entity_id FROM identity_providers"
        " WHERE owner_id = ? AND kind = ? AND state = 'registered'",
        (owner_id, kind),
    ).fetchall()


def templates_with(connection: sqlite3.Connection, row: IdentityProviderRow) -> int:
    """How many templates that are offered sign in with it."""
    quoted = row.entity_id if row.kind == "saml" else row.name
    (n,) = connection.execute(
        "SELECT count(*) FROM templates WHERE owner_id = ? AND ended_ms IS NULL"
        " AND authentication = ? AND identity_provider = ?",
        (row.owner_id, row.kind, quoted),
    ).fetchone()
    return int(n)


def add(connection: sqlite3.Connection, columns: Mapping[str, Any]) -> None:
    """Write a new identity provider."""
    insert(connection, "identity_providers", **columns)


def change(connection: sqlite3.Connection, row_id: int, columns: Mapping[str, Any]) -> None:
    """Write some columns anew."""
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    connection.execute(
        f"UPDATE identity_providers SET {sets} WHERE id = :row_id", {**columns, "row_id": row_id}
    )


def remove(connection: sqlite3.Connection, row_id: int) -> None:
    """Strike an identity provider out."""
    connection.execute("DELETE FROM identity_providers WHERE id = ?", (row_id,))
