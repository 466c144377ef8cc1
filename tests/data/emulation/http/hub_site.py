"""A platform of its own for tests that change what the hub alone offers."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.data.emulation.http.asking import Reply, ask
from tests.data.emulation.http.conftest import open_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.data.emulation.http.conftest import Site


class Hub:
    """A site, and short ways to ask it as the staff of a partner."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.world = site.world

    def send(self, call: str, body: Any = None, *, partner: int = 1) -> Reply:
        """Ask `METHOD /path` below `/hub/v1`."""
        method, _, path = call.partition(" ")
        token = self.site.tokens[partner]
        return ask(self.site.platform.app, f"/hub/v1{path}", token, method=method, body=body)

    def get(self, path: str, *, partner: int = 1) -> Any:
        """The body of a good answer."""
        reply = self.send(f"GET {path}", partner=partner)
        assert reply.status == 200
        return reply.json

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of the database."""
        return self.world.connection.execute(query, values).fetchall()


@contextmanager
def opened(folder: Path) -> Iterator[Hub]:
    """A hub over a world that nobody else has."""
    site = open_site(folder / "platform.db")
    try:
        yield Hub(site)
    finally:
        site.platform.close()
        site.world.connection.close()


def fields(reply: Reply, status: int = 400) -> list[str]:
    """The fields that a refusal names, in its order."""
    assert reply.status == status, reply.body
    return [error["description"].partition(":")[0] for error in reply.json["errors"]]


def codes(reply: Reply) -> list[int]:
    """The codes of a refusal."""
    return [error["errorCode"] for error in reply.json["errors"]]
