"""`rtm db accounts`: who can sign in at the sandbox's platform, for `rtm serve --as`."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from app.cli.output import Column
from app.sandbox import check, prepare
from data.emulation.store import partners
from data.emulation.store.schema import SCHEMA
from data.sqlite.connect import connect, translate
from data.text import _

if TYPE_CHECKING:
    from pathlib import Path

    from app.cli.context import Context
    from data.emulation.store.partners import Account


def run(context: Context) -> int:
    """List the accounts of the partners' staff."""
    context.database()  # a live profile is refused here, with the words for it
    path = prepare(context.profile(), context.say)
    check(path)
    columns: list[Column[Account]] = [
        Column("email", lambda row: row.email, _("Email")),
        Column("displayName", lambda row: row.display_name, _("Name")),
        Column("roles", lambda row: ", ".join(row.roles), _("Roles")),
        Column("partner", lambda row: row.partner, _("Partner")),
    ]
    records = context.output.records(columns, _as_object)
    records.write(_read(path))
    records.end()
    return 0


def _as_object(row: Account) -> dict[str, Any]:
    return {
        "email": row.email,
        "displayName": row.display_name,
        "roles": list(row.roles),
        "partner": row.partner,
    }


def _read(path: Path) -> list[Account]:
    connection = connect(path, application_id=SCHEMA.application_id)
    try:
        return partners.accounts(connection)
    except sqlite3.Error as error:
        raise translate(error, path) from error
    finally:
        connection.close()
