"""What handlers read is what the table of parameters tells, and the other way round."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from data.emulation.http import application, parameters
from data.emulation.http.operations import OPERATIONS, Operation
from data.emulation.http.query import Query
from tests.data.emulation.http.lab import Lab
from tests.data.emulation.http.probing import first_ids, names, path_of
from tests.data.emulation.http.samples import good_body, pools, rich_world

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_Read = dict[str, set[tuple[Any, ...]]]
TAKING = [operation for operation in OPERATIONS if operation.parameters]


class Recording(Query):
    """A query that notes what is asked of it."""

    read: ClassVar[_Read] = defaultdict(set)

    def text(self, name: str, most: int = 500) -> str | None:
        self.read[name].add((parameters.TEXT, most))
        return super().text(name, most)

    def choice(self, name: str, allowed: Collection[str]) -> str | None:
        self.read[name].add((parameters.CHOICE, tuple(allowed)))
        return super().choice(name, allowed)

    def choices(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        self.read[name].add((parameters.CHOICES, tuple(allowed)))
        return super().choices(name, allowed)

    def integer(self, name: str, default: int, least: int, most: int) -> int:
        self.read[name].add((parameters.INTEGER, default, least, most))
        return super().integer(name, default, least, most)

    def flag(self, name: str) -> bool:
        self.read[name].add((parameters.FLAG,))
        return super().flag(name)

    def moment(self, name: str) -> int | None:
        self.read[name].add((parameters.MOMENT,))
        return super().moment(name)

    def day(self, name: str) -> int | None:
        self.read[name].add((parameters.DATE,))
        return super().day(name)

    def uuid(self, name: str, kind: str) -> bytes | None:
        self.read[name].add((parameters.ID, (kind,)))
        return super().uuid(name, kind)


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    found = Lab(rich_world())
    yield found
    found.close()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> _Read:
    monkeypatch.setattr(application, "Query", Recording)
    found: _Read = defaultdict(set)
    monkeypatch.setattr(Recording, "read", found)
    return found


def told(operation: Operation, name: str) -> tuple[Any, ...]:
    """How the table says that a parameter is read."""
    found = parameters.parameter(operation, name)
    if found.kind == parameters.INTEGER:
        return (found.kind, found.default, found.least, found.most)
    if found.kind == parameters.TEXT:
        return (found.kind, found.most)
    if found.kind in {parameters.FLAG, parameters.MOMENT, parameters.DATE}:
        return (found.kind,)
    return (found.kind, found.allowed)


def ask(lab: Lab, operation: Operation, chance: random.Random) -> None:
    """Let a handler get as far as it can."""
    lab.reset()
    found = pools(lab.world)
    query = "?since=0" if "since" in operation.parameters else ""
    body = good_body(operation.body, found, chance) if operation.body else None
    path = path_of(operation, first_ids(lab.world))
    lab.ask(path + query, method=operation.method, body=body)


@pytest.mark.parametrize("operation", OPERATIONS, ids=names(list(OPERATIONS)))
def test_handlers_read_what_is_told(lab: Lab, read: _Read, operation: Operation) -> None:
    if operation.form:
        assert not operation.parameters
        return
    ask(lab, operation, random.Random(1))
    assert set(read) == set(operation.parameters)
    for name, ways in read.items():
        way = told(operation, name)
        # A choice, a flag and the like are read as text in the end.
        assert way in ways
        if way[0] not in {parameters.TEXT, parameters.ID}:
            assert {other for other in ways if other[0] == way[0]} == {way}


@pytest.mark.parametrize("operation", TAKING, ids=names(TAKING))
def test_what_is_told_as_wrong_is_refused(lab: Lab, operation: Operation) -> None:
    """A value outside of what the table tells is a 400 that names the parameter."""
    lab.reset()
    values = pools(lab.world)
    body = good_body(operation.body, values, random.Random(1)) if operation.body else None
    first = path_of(operation, first_ids(lab.world))
    for name in operation.parameters:
        found = parameters.parameter(operation, name)
        wrong = "no such value"
        if found.kind == parameters.TEXT:
            wrong = "x" * (found.most + 1)
        elif found.kind == parameters.INTEGER:
            wrong = str(found.most + 1)
        more = "&since=0" if "since" in operation.parameters and name != "since" else ""
        reply = lab.ask(f"{first}?{name}={wrong}{more}", method=operation.method, body=body)
        assert reply.status == 400
        assert name in reply.json["errors"][0]["description"]


def test_every_line_of_the_table_is_used() -> None:
    used = {
        f"{operation.name}:{name}" if f"{operation.name}:{name}" in parameters.TABLE else name
        for operation in OPERATIONS
        for name in operation.parameters
    }
    assert used == set(parameters.TABLE)
