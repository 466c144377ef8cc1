"""Onboarding templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.store.customer_filter import STATUS_NOW
from data.emulation.store.rows import insert
from data.search_key import search_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from data.emulation.store.customer_filter import Scope


class TemplateRow(NamedTuple):
    """A template that is offered. Times are milliseconds, `uuid` is its provisioning id's.

    Attributes:
        customers: how many were made with it and are not gone, as far as rows say; see `gone`.
        authentication: webex, saml or oidc (TPL-3).
        identity_provider: the entity id for saml, the name for oidc.
        administrator: the email of the service provider's administrator (TPL-2).
        brand: the name in onboarding emails (TPL-4).
        invites_admins: whether an attach may ask administrators by email (TPL-4a, ATT-4).
    """

    id: int
    uuid: bytes
    owner_id: int
    name: str
    country: str
    language: str
    authentication: str
    identity_provider: str
    administrator: str
    pstn_vendor: str
    brand: str
    invites_admins: int
    calling_disabled: int
    customers: int
    created_ms: int
    changed_ms: int


_COLUMNS: Final = ", ".join(f"t.{name}" for name in TemplateRow._fields)
_OF: Final = (
    f"SELECT {_COLUMNS} FROM templates AS t WHERE t.owner_id IN {{owners}} AND t.ended_ms IS NULL"
)
_GONE: Final = (
    "SELECT c.template_id, count(*) FROM customers AS c INDEXED BY customers_next"
    " WHERE c.next_at <= :now AND c.status <> 'deleted' AND c.template_id IS NOT NULL"
    f" AND {STATUS_NOW} = 'deleted' GROUP BY c.template_id"
)


def of_scope(connection: sqlite3.Connection, scope: Scope, text: str = "") -> list[TemplateRow]:
    """The templates of a scope's owners, newest first.

    Args:
        connection: where to read.
        scope: whose.
        text: only those whose name contains it, whatever case and marks.
    """
    rows = connection.execute(
        f"{_OF.format(owners=scope.owners())} ORDER BY t.created_ms DESC, t.id DESC",
        scope.parameters(),
    )
    wanted = search_key(text)
    return [row for row in map(TemplateRow._make, rows) if wanted in search_key(row.name)]


def by_uuid(connection: sqlite3.Connection, scope: Scope, uuid: bytes) -> TemplateRow | None:
    """The template of a scope with a provisioning id's uuid; None for one that was removed."""
    row = connection.execute(
        f"{_OF.format(owners=scope.owners())} AND t.uuid = :uuid",
        {**scope.parameters(), "uuid": uuid},
    ).fetchone()
    return None if row is None else TemplateRow._make(row)


def gone(connection: sqlite3.Connection, now: int) -> dict[int, int]:
    """How many customers that `TemplateRow.customers` counts are gone at `now`, by template."""
    return dict(connection.execute(_GONE, {"now": now}).fetchall())


def add(connection: sqlite3.Connection, columns: Mapping[str, Any]) -> int:
    """Write a new template; its rowid."""
    return insert(connection, "templates", **columns)


def change(connection: sqlite3.Connection, template_id: int, columns: Mapping[str, Any]) -> None:
    """Write some columns of a template anew."""
    sets = ", ".join(f"{name} = :{name}" for name in columns)
    connection.execute(
        f"UPDATE templates SET {sets} WHERE id = :id", {**columns, "id": template_id}
    )
