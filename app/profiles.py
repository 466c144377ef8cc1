"""A profile: which platform the program speaks to, as whom, and how it looks there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Kind = Literal["sandbox", "live"]

DEFAULT = "sandbox"
"""The profile that exists without a configuration file."""

LIVE_URL = "https://webexapis.com"
"""Where the live platform answers, without the version's `/v1`."""

TOKEN_VARIABLE = "RTM_TOKEN"  # noqa: S105 -- the name of a variable, not a token
"""Where a live profile looks for its token if it names no other place."""


KEPT_REQUESTS = 2_000
"""Requests that are kept unless the configuration says otherwise."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile, complete: what the file leaves out has its default here.

    A token is never part of it; `app.credentials.read_token` fetches it when it is needed.

    Attributes:
        name: how `--profile` calls it.
        kind: sandbox (an emulation in a database) or live (the platform itself).
        db: the sandbox's database; None for live.
        seeded: whether the database is made and filled where it is missing (only the default one).
        base_url: the live platform's address without `/v1`; empty for sandbox.
        token_env: the environment variable with the token, unless `token_file` is set.
        token_file: a file with the token, readable by its owner only.
        read_only: whether changing actions are absent.
        theme: one of `app.options.THEMES`; None lets the terminal decide.
        language: as in `en` or `ja`; None lets the locale decide.
        ascii: draw with ASCII only; None lets the locale decide.
        low_bandwidth: send as little as possible to the terminal.
        keys: key for each binding id that differs from the built-in one.
        keep_requests: how many requests are kept for later, without secrets; 0 for none.
        local: the console's own database; None is the profile's own one among the program's files.
    """

    name: str
    kind: Kind = "sandbox"
    db: Path | None = None
    seeded: bool = False
    base_url: str = ""
    token_env: str = ""
    token_file: Path | None = None
    read_only: bool = False
    theme: str | None = None
    language: str | None = None
    ascii: bool | None = None
    low_bandwidth: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    keep_requests: int = KEPT_REQUESTS
    local: Path | None = None

    @property
    def database(self) -> Path:
        """The sandbox's database.

        Raises:
            ValueError: a live profile has none.
        """
        if self.db is None:
            raise ValueError(self.name)
        return self.db

    @property
    def own_database(self) -> Path:
        """The console's own database, for what it keeps beside any platform; it need not exist."""
        from app.paths import own_database

        return self.local or own_database(self.name)

    @property
    def place(self) -> str:
        """Whom the profile asks, as kept requests name it: a database or an address."""
        return str(self.db.absolute()) if self.db is not None else self.base_url


def default_profile() -> Profile:
    """The profile `sandbox` of a program without a configuration file."""
    from app.paths import sandbox_database

    return Profile(name=DEFAULT, db=sandbox_database(), seeded=True)
