"""The emulated platform over one database file: the application, tokens, the end."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from data.emulation.store.schema import SCHEMA
from data.sqlite.database import Database

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp


class Platform:
    """An emulation that is open.

    Attributes:
        database: what everything is in; services run on its threads.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, path: Path, *, create: bool = False, synchronous: str = "FULL") -> Self:
        """Open the platform in a file. Blocks for some milliseconds.

        Args:
            path: the database.
            create: make an empty one where nothing is.
            synchronous: SQLite's setting; `NORMAL` is for tests.

        Raises:
            DatabaseProblem: it cannot be used; nothing was changed then.
        """
        return cls(Database.open(path, schema=SCHEMA, create=create, synchronous=synchronous))

    @cached_property
    def app(self) -> ASGIApp:
        """The application; importing it takes some milliseconds, the first time."""
        from data.emulation.http.application import application

        return application(self.database)

    def token(self, email: str | None = None) -> str:
        """A token of a staff account. Nothing is stored: it is signed with the database's secret.

        Args:
            email: whose; None is the first partner's first full and wholesale administrator.

        Raises:
            LookupError: there is no such account.
            DatabaseProblem: the database cannot be read.
        """
        from data.emulation.services.callers import token_for

        return self.database.read_blocking(lambda connection: token_for(connection, email))

    def close(self) -> None:
        """Stop its threads; what was answered is on the disk."""
        self.database.close()
