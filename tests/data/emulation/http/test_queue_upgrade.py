"""The upgrade of a call queue to Customer Assist (QUE-2 to QUE-5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.rules import codes
from tests.data.emulation.http.ground import Ground, codes_of, fields_of
from tests.data.emulation.http.queueing import QUEUES, Desk, descriptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ASSIST = "cx_essentials"


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = Ground(tmp_path / "platform.db")
    yield ground
    ground.close()


@pytest.fixture
def desk(ground: Ground) -> Desk:
    return Desk(ground)


@pytest.mark.rule("QUE-2")
def test_agents_supervisors_and_settings_are_kept(desk: Desk, ground: Ground) -> None:
    people = [desk.user(f"u{n}@acme.example", ASSIST) for n in range(2)]
    chief = desk.user("chief@acme.example")
    policies = {"policy": "UNIFORM", "callBounce": {"callBounceMaxRings": 4}}
    queue = desk.queue(*people, callPolicies=policies, phoneNumber="+15035550100")
    url = f"/hub/v1/queues/{queue}/supervisors"
    assert ground.send("PUT", url, {"personIds": [chief]}).status == 200
    before = desk.get(queue)
    reply = desk.upgrade(queue)
    assert (reply.status, reply.json) == (200, before | {"hasCxEssentials": True})
    assert desk.get(queue) == reply.json
    assert ground.get(f"{QUEUES}?orgId={desk.org}")["queues"] == []
    assert len(ground.get(f"{QUEUES}?orgId={desk.org}&hasCxEssentials=true")["queues"]) == 1


@pytest.mark.rule("QUE-2")
def test_there_is_no_way_back(desk: Desk) -> None:
    queue = desk.queue()
    assert desk.upgrade(queue).status == 200
    for reply in (desk.upgrade(queue), desk.put(queue, name="B", hasCxEssentials=False)):
        assert (reply.status, codes_of(reply)) == (409, [codes.UPGRADED.number])
    assert desk.put(queue, name="B", hasCxEssentials=True).status == 204
    after = desk.get(queue)
    assert (after["name"], after["hasCxEssentials"]) == ("B", True)


@pytest.mark.rule("QUE-3")
def test_rooms_and_lines_are_in_the_way(desk: Desk) -> None:
    ann = desk.user("ann@acme.example", ASSIST)
    room, line = desk.room(), desk.line().json["id"]
    queue = desk.queue(ann, room, line)
    # Going on without those who lack the package does not help.
    for body in ({}, {"withoutAgents": True}):
        reply = desk.upgrade(queue, **body)
        assert (reply.status, codes_of(reply)) == (409, [codes.UNSUPPORTED_AGENTS.number] * 2)
        assert fields_of(reply) == ["agents[1]", "agents[2]"]
        first, second = descriptions(reply)
        assert f"the workspace Lobby ({room})" in first
        assert f"the virtual line Front Desk ({line})" in second
        assert "take it out of the queue" in first
    assert desk.get(queue)["hasCxEssentials"] is False
    assert desk.agents(queue) == [ann, room, line]
    assert desk.put(queue, agents=[{"id": ann}]).status == 204
    assert desk.upgrade(queue).status == 200


@pytest.mark.rule("QUE-4")
def test_weighted_becomes_top_down_and_never_weighted_again(desk: Desk) -> None:
    people = [desk.user(f"u{n}@acme.example", ASSIST) for n in range(2)]
    agents = [{"id": one, "weight": "50"} for one in people]
    queue = desk.queue(agents=agents, callPolicies={"policy": "WEIGHTED"})
    reply = desk.upgrade(queue)
    assert reply.json["callPolicies"]["policy"] == "REGULAR"
    assert [one["id"] for one in reply.json["agents"]] == people
    assert not any("weight" in one for one in reply.json["agents"])
    for policy in ("CIRCULAR", "SIMULTANEOUS", "UNIFORM", "REGULAR"):
        assert desk.put(queue, callPolicies={"policy": policy}).status == 204
        assert desk.get(queue)["callPolicies"]["policy"] == policy
    for more in ({"agents": agents}, {}, {"agents": [{"id": people[0]}]}):
        wrong = desk.put(queue, callPolicies={"policy": "WEIGHTED"}, **more)
        assert (wrong.status, codes_of(wrong)) == (400, [codes.NO_WEIGHTED.number])
    made = desk.make(assist=True, callPolicies={"policy": "WEIGHTED"}, name="B", extension="501")
    assert codes_of(made) == [codes.NO_WEIGHTED.number]


@pytest.mark.rule("QUE-5")
def test_going_on_without_agents_that_lack_the_package(desk: Desk) -> None:
    ann = desk.user("ann@acme.example", ASSIST)
    others = [desk.user("bob@acme.example"), desk.user("cy@acme.example", "webex_voice")]
    queue = desk.queue(ann, *others)
    for body in ({}, {"withoutAgents": False}):
        reply = desk.upgrade(queue, **body)
        assert (reply.status, codes_of(reply)) == (409, [codes.AGENTS_LACK_PACKAGE.number] * 2)
        for told, one in zip(descriptions(reply), others, strict=True):
            assert one in told
    assert desk.agents(queue) == [ann, *others]
    reply = desk.upgrade(queue, withoutAgents=True)
    assert reply.status == 200
    assert desk.agents(queue) == [ann]


@pytest.mark.rule("QUE-5")
def test_changing_packages_and_trying_again(desk: Desk, ground: Ground) -> None:
    bob = desk.user("bob@acme.example")
    queue = desk.queue(bob)
    assert codes_of(desk.upgrade(queue)) == [codes.AGENTS_LACK_PACKAGE.number]
    assert ground.send("PUT", desk.subscriber(bob), {"package": ASSIST}).status == 200
    assert desk.upgrade(queue).status == 200
    assert desk.agents(queue) == [bob]


def test_a_customer_without_the_package_upgrades_nothing(ground: Ground) -> None:
    voice = Desk(ground, packages=("webex_voice",))
    reply = voice.upgrade(voice.queue(), withoutAgents=True)
    assert (reply.status, codes_of(reply)) == (409, [codes.NOT_OF_CUSTOMER.number])


def test_a_wrong_body_is_told(desk: Desk) -> None:
    queue = desk.queue()
    assert fields_of(desk.upgrade(queue, withoutAgents="some")) == ["withoutAgents"]
