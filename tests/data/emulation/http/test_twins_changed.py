"""Two platforms, the same changes: one read all the time, one never. Both tell the same."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.emulation.http.operations import OPERATIONS
from tests.data.emulation.http.lab import Lab
from tests.data.emulation.http.samples import good_body, mixed, pools, rich_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.emulation.http.operations import Operation
    from tests.data.emulation.http.asking import Reply

# A clock that the wall drives would part the twins, not the reads.
CHANGES = [
    operation
    for operation in OPERATIONS
    if operation.writes and not operation.form and operation.name != "clock.change"
]
LISTS = [
    operation for operation in OPERATIONS if operation.method == "GET" and "{" not in operation.path
]
WAITS = (0, 1, 5_000, 100_000, 3_600_000, 73 * 3_600_000, 40 * 86_400_000)
ONES = [
    operation for operation in OPERATIONS if operation.method == "GET" and "{" in operation.path
]
OF_ONE = [operation for operation in LISTS if "orgId" in operation.parameters]
"""Lists of one organization."""

Step = tuple[int, int, int, int]
_steps: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(
        st.integers(0, 10_000),
        st.integers(0, 10_000),
        st.sampled_from(WAITS),
        st.sampled_from([1, 1, 1, 2]),
    ),
    min_size=1,
    max_size=6,
)


class Twins:
    """Two labs over the same world."""

    def __init__(self) -> None:
        template = rich_world()
        self.read, self.unread = Lab(template), Lab(template)

    def close(self) -> None:
        self.read.close()
        self.unread.close()


@pytest.fixture(scope="module")
def twins() -> Iterator[Twins]:
    found = Twins()
    yield found
    found.close()


def change(lab: Lab, step: Step) -> Reply:
    """One change, right or wrong; the same for both twins."""
    which, luck, _, partner = step
    # Customers and subscribers more often than the rest.
    often = [o for o in CHANGES if o.path.startswith("/v1/wholesale/")]
    operation = (CHANGES + often * 3)[which % (len(CHANGES) + len(often) * 3)]
    chance = random.Random(luck)
    found = pools(lab.world)
    path = operation.path
    for name, values in found.items():
        path = path.replace("{" + name + "}", str(chance.choice(values or ["x"])))
    return lab.ask(path, partner, method=operation.method, body=_body(operation, found, chance))


def _body(operation: Operation, found: dict[str, list[Any]], chance: random.Random) -> Any:
    if not operation.body:
        return None
    body = good_body(operation.body, found, chance)
    return body if chance.random() < 0.8 else mixed(body, found, chance)


def lists(lab: Lab, partner: int = 1) -> list[Any]:
    """Every list and count, as it was answered."""
    queries = {o.path: "?since=0&owner=all" if o.path.startswith("/hub/") else "" for o in LISTS}
    return [_told(lab, path + query, partner) for path, query in queries.items()]


def everything(lab: Lab) -> list[Any]:
    """All that can be asked, as it was answered."""
    told, found = lists(lab) + lists(lab, 2), pools(lab.world)
    for path in sorted({operation.path for operation in ONES}):
        name = re.findall(r"\{(\w+)\}", path)[-1]
        told += [_told(lab, _at(path, name, one, found), 1) for one in found[name]]
    told += [
        _told(lab, f"{operation.path}?orgId={one}", 1)
        for operation in OF_ONE
        for one in found["orgId"]
    ]
    return told


def _at(path: str, name: str, one: Any, found: dict[str, list[Any]]) -> str:
    """The path of one thing; where it lies within another, of the first that there is."""
    path = path.replace("{" + name + "}", str(one))
    return re.sub(r"\{(\w+)\}", lambda within: str(found[within[1]][0]), path)


def _told(lab: Lab, url: str, partner: int) -> tuple[str, int, str, str | None]:
    reply = lab.ask(url, partner)
    return url, reply.status, _plain(reply), reply.headers.get("link")


def _plain(reply: Reply) -> str:
    """A body without the name of its request, which is another one each time."""
    return reply.body.decode().partition('"trackingId"')[0]


def play(twins: Twins, steps: list[Step]) -> set[int]:
    """Change both, read one, compare; the statuses of the changes."""
    statuses: set[int] = set()
    twins.read.reset()
    twins.unread.reset()
    for step in steps:
        lists(twins.read)
        one, other = change(twins.read, step), change(twins.unread, step)
        assert one.status == other.status < 500
        assert one.headers.get("location") == other.headers.get("location")
        assert _plain(one) == _plain(other)
        statuses.add(one.status)
        for lab in (twins.read, twins.unread):
            lab.wait(step[2])
    told = everything(twins.read)
    assert everything(twins.unread) == told
    twins.unread.fold()
    assert everything(twins.unread) == told
    return statuses


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(_steps)
def test_reading_changes_nothing(twins: Twins, steps: list[Step]) -> None:
    play(twins, steps)


@pytest.mark.soak
@settings(max_examples=1_500, deadline=None, suppress_health_check=list(HealthCheck))
@given(_steps)
def test_reading_changes_nothing_at_length(twins: Twins, steps: list[Step]) -> None:
    play(twins, steps)


def test_the_changes_get_somewhere(twins: Twins) -> None:
    chance = random.Random(3)
    statuses: set[int] = set()
    for _ in range(3):
        steps = [(chance.randrange(9_999), chance.randrange(9_999), 9_000, 1) for _ in range(10)]
        statuses |= play(twins, steps)
    assert {200, 202, 204, 400, 404, 409} <= statuses
