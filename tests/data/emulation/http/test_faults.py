"""Faults: added, played, counted, seen in every answer, taken back (decision 11)."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from app.serving.faults import played
from app.transport import InProcessTransport
from data.emulation.http.application import application
from data.emulation.http.faulting import AGE, Faulting
from tests.data.emulation.http.asking import Reply, ask, customer_id
from tests.data.emulation.http.conftest import open_site
from tests.data.emulation.http.test_operations import assert_dialect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.types import ASGIApp

    from tests.data.emulation.http.conftest import Site

FAULTS = "/hub/v1/faults"
ME = "/v1/people/me"
PARTIES = "/hub/v1/deniedParties"
MARK = "rtm-faults"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Site]:
    """A site that tests change."""
    site = open_site(tmp_path / "platform.db")
    ask(site.platform.app, FAULTS, site.tokens[1], method="DELETE")
    yield site
    site.platform.close()
    site.world.connection.close()


def send(site: Site, url: str, method: str = "GET", body: Any = None) -> Reply:
    return ask(site.platform.app, url, site.tokens[1], method=method, body=body)


def add(site: Site, operations: str = "people.me", **more: Any) -> dict[str, Any]:
    reply = send(site, FAULTS, "POST", {"operations": operations, **more})
    assert reply.status == 201, reply.body
    found: dict[str, Any] = reply.json
    return found


def counted(site: Site) -> list[tuple[int, int]]:
    return [(one["seen"], one["fired"]) for one in send(site, FAULTS).json["items"]]


async def over(site: Site, url: str, method: str = "GET", body: Any = None) -> Any:
    """The answer as a client sees it, over the transport in this process."""
    import httpx

    transport = InProcessTransport(site.platform.app)
    headers = {"authorization": f"Bearer {site.tokens[1]}"}
    async with httpx.AsyncClient(transport=transport, headers=headers) as client:
        return await client.request(method, f"http://test{url}", json=body)


def test_a_fault_is_added_listed_and_taken_back(own: Site) -> None:
    made = add(own, "customers.*", kind="status", status=503, share=0.5, most=2, seed=7)
    assert made == {
        "id": made["id"],
        "operations": "customers.*",
        "kind": "status",
        "moment": "before",
        "status": 503,
        "delayMs": 0,
        "share": 0.5,
        "most": 2,
        "seed": 7,
        "seen": 0,
        "fired": 0,
        "created": made["created"],
    }
    other = add(own, "*", kind="delay", delayMs=1)
    assert send(own, FAULTS).json == {"items": [made, other]}
    assert send(own, f"{FAULTS}/{made['id']}", "DELETE").status == 204
    assert send(own, FAULTS).json == {"items": [other]}
    assert_dialect(send(own, f"{FAULTS}/{made['id']}", "DELETE"), 404)
    assert send(own, FAULTS, "DELETE").status == 204
    assert send(own, FAULTS).json == {"items": []}
    assert send(own, FAULTS, "DELETE").status == 204


def test_an_id_is_never_given_again(own: Site) -> None:
    """Else taking a fault back twice, or late, would take somebody else's."""
    first = add(own, "customers.get", kind="drop")["id"]
    assert send(own, f"{FAULTS}/{first}", "DELETE").status == 204
    second = add(own, "customers.list", kind="drop")["id"]
    assert_dialect(send(own, f"{FAULTS}/{first}", "DELETE"), 404)
    assert send(own, FAULTS, "DELETE").status == 204
    third = add(own, "customers.list", kind="drop")["id"]
    assert len({first, second, third}) == 3
    assert [one["id"] for one in send(own, FAULTS).json["items"]] == [third]


def test_a_server_takes_back_its_own_faults_only(own: Site) -> None:
    with played(own.platform, [{"operations": "customers.get", "kind": "drop"}]) as on:
        assert len(on) == 1
        assert send(own, FAULTS, "DELETE").status == 204
        other = add(own, "customers.list", kind="drop")
    assert send(own, FAULTS).json == {"items": [other]}


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["kind", "operations"]),
        ({"operations": "nobody", "kind": "drop"}, ["operations"]),
        ({"operations": "faults.*", "kind": "drop"}, ["operations"]),
        ({"operations": "*(", "kind": "drop"}, ["operations"]),
        ({"operations": "*", "kind": "flood"}, ["kind"]),
        ({"operations": "*", "kind": "drop", "moment": "during"}, ["moment"]),
        ({"operations": "*", "kind": "status"}, ["status"]),
        ({"operations": "*", "kind": "status", "status": 404}, ["status"]),
        ({"operations": "*", "kind": "status", "status": 429, "moment": "after"}, ["moment"]),
        ({"operations": "*", "kind": "drop", "status": 500}, ["status"]),
        ({"operations": "*", "kind": "delay"}, ["delayMs"]),
        ({"operations": "*", "kind": "delay", "delayMs": 120_001}, ["delayMs"]),
        ({"operations": "*", "kind": "drop", "share": 0, "most": 0}, ["share", "most"]),
        ({"operations": "*", "kind": "drop", "share": 1.01, "seed": -1}, ["share", "seed"]),
        ({"operations": "*", "kind": "drop", "share": "much"}, ["share"]),
        ({"kind": "maintenance", "operations": "customers.*", "most": 3}, ["operations", "most"]),
    ],
)
def test_all_that_is_wrong_is_told_at_once(
    own: Site, body: dict[str, Any], fields: list[str]
) -> None:
    reply = send(own, FAULTS, "POST", body)
    assert_dialect(reply, 400)
    found = [one["description"].partition(":")[0] for one in reply.json["errors"]]
    assert found == fields
    assert counted(own) == []


def test_there_is_room_for_so_many(own: Site) -> None:
    for _ in range(100):
        add(own, "customers.get", kind="drop")
    reply = send(own, FAULTS, "POST", {"operations": "*", "kind": "drop"})
    assert_dialect(reply, 400)
    assert "there are 100 faults already" in reply.json["errors"][0]["description"]


def test_what_is_used_up_makes_room(own: Site) -> None:
    used = [add(own, kind="delay", delayMs=1, most=1)["id"] for _ in range(2)]
    for _ in range(98):
        add(own, "customers.get", kind="drop")
    assert send(own, ME).status == 200
    assert counted(own)[:2] == [(1, 1), (1, 1)]
    add(own, "customers.list", kind="drop")
    left = [one["id"] for one in send(own, FAULTS).json["items"]]
    assert (len(left), used[0] in left, used[1] in left) == (100, False, True)
    add(own, "customers.list", kind="drop")
    assert send(own, FAULTS, "POST", {"operations": "*", "kind": "drop"}).status == 400


@pytest.mark.parametrize("status", [423, 429, 500, 502, 503, 504])
def test_a_status_is_answered_in_the_platforms_form(own: Site, status: int) -> None:
    add(own, kind="status", status=status)
    reply = send(own, ME)
    assert_dialect(reply, status)
    assert reply.headers.get("retry-after") == ("1" if status in (423, 429, 503) else None)
    assert reply.headers[MARK] == "1"
    assert send(own, f"{PARTIES}").status == 200


def test_every_answer_tells_while_faults_are_on(own: Site) -> None:
    assert MARK not in send(own, ME).headers
    made = send(own, FAULTS, "POST", {"operations": "people.me", "kind": "drop", "most": 1})
    assert made.headers[MARK] == "1"
    add(own, kind="delay", delayMs=1)
    app = own.platform.app
    for reply in (
        send(own, "/v1/nothing"),
        send(own, ME, "PATCH"),
        send(own, "/openapi.json"),
        ask(app, ME),
        ask(app, ME, method="OPTIONS"),
        send(own, FAULTS),
    ):
        assert reply.headers[MARK] == "2", reply
    gone = send(own, FAULTS, "DELETE")
    assert MARK not in gone.headers
    assert MARK not in send(own, ME).headers


def test_what_is_used_up_is_over_but_listed(own: Site) -> None:
    add(own, kind="status", status=500, most=2)
    statuses = [send(own, ME).status for _ in range(4)]
    assert statuses == [500, 500, 200, 200]
    assert counted(own) == [(2, 2)]
    time.sleep(AGE)
    assert MARK not in send(own, ME).headers


def test_others_see_it_a_moment_later(own: Site) -> None:
    """Another process has an application of its own over the same file."""
    now = [100.0]
    database = own.platform.database
    faulting = Faulting(database, clock=lambda: now[0])
    asyncio.run(faulting.look())
    add(own, kind="drop")
    now[0] += 0.2
    asyncio.run(faulting.look())
    assert not faulting.concerns("people.me")
    now[0] += 0.1
    asyncio.run(faulting.look())
    assert faulting.concerns("people.me")
    assert not faulting.concerns("faults.list")
    assert [value for _, value in faulting.marks] == [b"1"]


def test_without_faults_nothing_waits_for_the_database(own: Site) -> None:
    reads = 0

    class Counting:
        async def read(self, query: Any) -> Any:
            nonlocal reads
            reads += 1
            return await own.platform.database.read(query)

    faulting = Faulting(Counting(), clock=lambda: 100.0)  # type: ignore[arg-type] # all it needs
    for _ in range(50):
        asyncio.run(faulting.look())
    assert reads == 1


def test_the_same_requests_fail_alike(own: Site) -> None:
    def run() -> list[int]:
        add(own, kind="status", status=503, share=0.3, seed=5)
        statuses = [send(own, ME).status for _ in range(60)]
        send(own, FAULTS, "DELETE")
        return statuses

    first = run()
    assert 8 <= first.count(503) <= 28
    assert run() == first


def test_processes_share_the_sequence(own: Site) -> None:
    add(own, kind="status", status=503, share=0.5, seed=3)
    alone = [send(own, ME).status for _ in range(20)]
    send(own, FAULTS, "DELETE")
    add(own, kind="status", status=503, share=0.5, seed=3)
    apps: list[ASGIApp] = [own.platform.app, application(own.platform.database)]
    both = [ask(apps[n % 2], ME, own.tokens[1]).status for n in range(20)]
    assert both == alone
    assert counted(own)[0][0] == 20


def test_the_first_that_ends_a_request_is_the_last_that_sees_it(own: Site) -> None:
    add(own, kind="delay", delayMs=1)
    add(own, kind="status", status=502)
    add(own, kind="status", status=503)
    assert send(own, ME).status == 502
    assert counted(own) == [(1, 1), (1, 1), (0, 0)]


def test_who_may_not_ask_learns_only_that(own: Site) -> None:
    add(own, "*", kind="status", status=500)
    assert ask(own.platform.app, ME).status == 401
    assert ask(own.platform.app, FAULTS, own.tokens[2]).status == 403
    assert counted(own) == [(0, 0)]


def test_faults_touch_neither_their_own_operations_nor_what_is_no_operation(own: Site) -> None:
    add(own, "*", kind="status", status=500)
    assert send(own, FAULTS).status == 200
    assert send(own, "/openapi.json").status == 200
    assert send(own, ME, "OPTIONS").status == 200
    assert send(own, FAULTS, "DELETE").status == 204
    assert send(own, ME).status == 200


@pytest.mark.parametrize(("moment", "there"), [("before", 0), ("after", 1)])
@pytest.mark.parametrize("kind", ["status", "cut", "garble", "drop"])
async def test_before_nothing_is_done_and_after_all_of_it(
    own: Site, kind: str, moment: str, there: int
) -> None:
    import httpx

    more = {"status": 503} if kind == "status" else {}
    body = {"operations": "denied_parties.add", "kind": kind, "moment": moment, "most": 1, **more}
    assert (await over(own, FAULTS, "POST", body)).status_code == 201
    party = {"name": "Lost And Found"}
    if kind in ("cut", "drop"):
        with pytest.raises(httpx.RemoteProtocolError):
            await over(own, PARTIES, "POST", party)
    else:
        reply = await over(own, PARTIES, "POST", party)
        assert reply.status_code == (503 if kind == "status" else 201)
        if kind == "garble":
            assert int(reply.headers["content-length"]) == len(reply.content)
            with pytest.raises(json.JSONDecodeError):
                reply.json()
    found = (await over(own, f"{PARTIES}?q=lost")).json()["items"]
    assert len(found) == there


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_cut_answer_of_a_look_is_the_beginning_of_the_real_one(own: Site, moment: str) -> None:
    real = send(own, ME)
    add(own, kind="cut", moment=moment)
    reply = send(own, ME)
    assert reply.body == real.body[: len(real.body) // 2]
    assert reply.headers["content-length"] == str(len(real.body))
    assert reply.headers[MARK] == "1"


async def test_an_answer_without_a_body_is_dropped(own: Site) -> None:
    import httpx

    body = {"operations": "denied_parties.remove", "kind": "garble", "moment": "after"}
    assert (await over(own, FAULTS, "POST", body)).status_code == 201
    party = (await over(own, PARTIES)).json()["items"][0]["id"]
    with pytest.raises(httpx.RemoteProtocolError):
        await over(own, f"{PARTIES}/{party}", "DELETE")
    assert (await over(own, PARTIES)).json()["items"] == []


@pytest.mark.parametrize("kind", ["drop", "cut"])
async def test_a_look_without_an_answer(own: Site, kind: str) -> None:
    import httpx

    await over(own, FAULTS, "POST", {"operations": "people.me", "kind": kind})
    for method in ("GET", "HEAD"):
        with pytest.raises(httpx.RemoteProtocolError):
            await over(own, ME, method)


def test_a_refusal_is_lost_like_another_answer(own: Site) -> None:
    add(own, "denied_parties.add", kind="status", status=500, moment="after")
    assert send(own, PARTIES, "POST", {}).status == 500
    add(own, "customers.get", kind="delay", delayMs=1, moment="after")
    assert_dialect(send(own, f"/v1/wholesale/customers/{'x' * 20}"), 404)


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_an_answer_is_held_back(own: Site, moment: str) -> None:
    await over(
        own, FAULTS, "POST", {"operations": "*", "kind": "delay", "delayMs": 60, "moment": moment}
    )
    loop = asyncio.get_running_loop()
    began = loop.time()
    customer = customer_id(own.world, 1)
    assert (await over(own, f"/v1/wholesale/customers/{customer}")).status_code == 200
    assert loop.time() - began >= 0.06


async def test_any_fault_can_come_late(own: Site) -> None:
    body = {"operations": "*", "kind": "status", "status": 504, "delayMs": 60}
    await over(own, FAULTS, "POST", body)
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert (await over(own, ME)).status_code == 504
    assert loop.time() - began >= 0.06
