"""Asking every operation something, for tests that go through the whole table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from data.emulation.http.operations import OPERATIONS, Operation
from data.emulation.rules import ids
from tests.data.emulation.http.asking import Reply, ask
from tests.data.emulation.http.parts import FIRST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.data.emulation.builder import World
    from tests.data.emulation.http.conftest import Site

READS = [operation for operation in OPERATIONS if operation.method == "GET"]
CHANGES = [operation for operation in OPERATIONS if operation.method != "GET"]
WITH_TOKEN = [operation for operation in OPERATIONS if not operation.anonymous]
NEVER_WRONG = {"faults.reset"}
"""Names of changes that need nothing and are done whatever is there."""
FORM = "application/x-www-form-urlencoded"

# Whatever stands in a path: the kind of its id, and a row that has one.
_FIRST = {
    "customerId": (ids.CUSTOMER, "customers"),
    "subscriberId": (ids.SUBSCRIBER, "subscribers"),
    "personId": (ids.PERSON, "people"),
    "locationId": (ids.LOCATION, "locations"),
    "workspaceId": (ids.WORKSPACE, "workspaces"),
    "orgId": (ids.ORGANIZATION, "organizations"),
    **FIRST,
}
_PROVIDERS = "identity_providers"


def names(operations: list[Operation]) -> list[str]:
    """Ids of parametrised tests."""
    return [operation.name for operation in operations]


def key(operation: Operation) -> str:
    """An operation as the contract writes it."""
    return f"{operation.method} {operation.path}"


def first_ids(world: World) -> dict[str, str]:
    """What stands in paths for the first row of each kind, which partner 1 has."""
    found: dict[str, str] = {}
    for name, (kind, table) in _FIRST.items():
        row = world.connection.execute(f"SELECT uuid FROM {table} ORDER BY id LIMIT 1").fetchone()
        if row is not None:
            found[name] = ids.encode(kind, row[0])
    for name, table in (("provisioningId", "templates"), ("identityProviderId", _PROVIDERS)):
        row = world.connection.execute(f"SELECT uuid FROM {table} ORDER BY id LIMIT 1").fetchone()
        if row is not None:
            found[name] = ids.uuid_text(row[0])
    return found


def nobodys_ids() -> dict[str, str]:
    """What stands in paths for things that are not there."""
    return {name: ids.encode(kind, bytes(16)) for name, (kind, _) in _FIRST.items()}


def entries(operation: Operation, body: Any) -> list[Any]:
    """The entries of a list's answer, wherever they stand; the answer itself of another."""
    if not operation.many:
        return [body]
    if not operation.items:
        assert isinstance(body, list)
        return body
    assert list(body) == [operation.items]
    found: list[Any] = body[operation.items]
    return found


def path_of(operation: Operation, parts: Mapping[str, str]) -> str:
    """The path with its parts; one that is not named is nobody's."""
    nobody = ids.uuid_text(bytes(16))
    return re.sub(r"\{(\w+)\}", lambda found: parts.get(found[1], nobody), operation.path)


def probe(
    site: Site,
    operation: Operation,
    token: str | None,
    parts: Mapping[str, str] | None = None,
    *,
    query: str = "",
    body: Any = None,
) -> Reply:
    """Ask an operation, with an empty body if it takes one: it is never right, nothing changes.

    Args:
        site: where.
        operation: what.
        token: whose.
        parts: of the path; nobody's ids without it.
        query: with its question mark.
        body: another body.
    """
    url = path_of(operation, nobodys_ids() if parts is None else parts) + query
    app = site.platform.app
    if operation.form:
        headers = [("content-type", FORM)]
        return ask(app, url, token, method=operation.method, headers=headers)
    sent = {} if body is None else body
    return ask(app, url, token, method=operation.method, body=sent if operation.body else None)
