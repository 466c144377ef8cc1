"""Call queues and virtual lines through the routes (contract, section 7; QUE-1, PKG-8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.emulation.rules import codes, ids
from tests.data.emulation.builder import DAY
from tests.data.emulation.http.ground import SUBSCRIBERS, Ground, codes_of, fields_of
from tests.data.emulation.http.queueing import LINES, QUEUES, Desk, descriptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = Ground(tmp_path / "platform.db")
    yield ground
    ground.close()


@pytest.fixture
def desk(ground: Ground) -> Desk:
    return Desk(ground)


def test_a_queue_is_made_shown_changed_and_removed(desk: Desk, ground: Ground) -> None:
    ann, bob = desk.user("ann@acme.example"), desk.user("bob@acme.example", "webex_voice")
    policies = {"policy": "UNIFORM", "callBounce": {"callBounceEnabled": True}}
    queue = desk.queue(
        ann, bob, callPolicies=policies, phoneNumber="+15035550100", languageCode="en_us"
    )
    url = f"{desk.url}/{queue}"
    body = ground.get(url)
    assert body == {
        "id": queue,
        "name": "Appointments",
        "hasCxEssentials": False,
        "enabled": True,
        "languageCode": "en_us",
        "firstName": ".",
        "lastName": "+15035550100",
        "timeZone": "America/New_York",
        "phoneNumber": "+15035550100",
        "extension": "500",
        "callPolicies": {"routingType": "PRIORITY_BASED", **policies},
        "queueSettings": {"queueSize": 25},
        "agents": [
            {"id": ann, "type": "PEOPLE", "firstName": "Ann", "lastName": "Other"}
            | {"extension": "301"},
            {"id": bob, "type": "PEOPLE", "firstName": "Ann", "lastName": "Other"}
            | {"extension": "302"},
        ],
    }
    (listed,) = ground.get(f"{QUEUES}?orgId={desk.org}")["queues"]
    assert listed == {
        "id": queue,
        "name": "Appointments",
        "hasCxEssentials": False,
        "locationName": "Place 0",
        "locationId": desk.place,
        "phoneNumber": "+15035550100",
        "extension": "500",
        "enabled": True,
    }
    changed = desk.put(
        queue,
        name="Billing",
        phoneNumber="",
        enabled=False,
        agents=[{"id": bob}],
        callPolicies={"callBounce": {"callBounceMaxRings": 5}},
    )
    assert (changed.status, changed.body) == (204, b"")
    after = ground.get(url)
    assert "phoneNumber" not in after
    assert (after["name"], after["enabled"], len(after["agents"])) == ("Billing", False, 1)
    # What a change does not name stays.
    assert after["callPolicies"]["policy"] == "UNIFORM"
    bounce = {"callBounceEnabled": True, "callBounceMaxRings": 5}
    assert after["callPolicies"]["callBounce"] == bounce
    assert after["queueSettings"] == {"queueSize": 25}
    assert ground.send("DELETE", url).status == 204
    assert ground.send("GET", url).status == 404
    assert ground.send("DELETE", url).status == 404
    assert ground.get(f"{QUEUES}?orgId={desk.org}")["queues"] == []


def test_lists_are_searched_and_paged(desk: Desk, ground: Ground) -> None:
    made = [
        desk.queue(name=f"Line {n}", extension=str(500 + n), phoneNumber=f"+1503555010{n}")
        for n in range(3)
    ]
    url = f"{QUEUES}?orgId={desk.org}"

    def listed(query: str) -> list[str]:
        return [row["id"] for row in ground.get(f"{url}&{query}")["queues"]]

    assert listed("") == made[::-1]
    assert listed("name=LINE%201") == [made[1]]
    assert listed("phoneNumber=502") == [made[2]]
    assert listed("phoneNumber=%2B15035550100") == [made[0]]
    assert listed("phoneNumber=5035550100") == []
    assert listed(f"locationId={desk.other}") == []
    assert listed("max=1&start=1") == [made[1]]
    assert listed("max=1&offset=2") == [made[0]]
    seen: list[str] = []
    after: str | None = f"{url}&max=1"
    while after is not None:
        reply = ground.send("GET", after)
        seen += [row["id"] for row in reply.json["queues"]]
        after = reply.links.get("next")
    assert seen == made[::-1]
    assert "start=1&" in ground.send("GET", f"{url}&max=1").headers["link"]
    assert ground.get(QUEUES)["queues"] == []


@pytest.mark.rule("QUE-1")
@pytest.mark.rule("PKG-12")
def test_agents_of_customer_assist_have_its_package(desk: Desk, ground: Ground) -> None:
    ann = desk.user("ann@acme.example", "cx_essentials")
    bob = desk.user("bob@acme.example")
    room, line = desk.room(), desk.line().json["id"]
    reply = desk.make(ann, bob, room, line, assist=True)
    assert reply.status == 400
    assert codes_of(reply) == [codes.NOT_AN_AGENT.number] * 3
    assert fields_of(reply) == [f"agents[{n}].id" for n in (1, 2, 3)]
    assert "needs one of cx_essentials" in descriptions(reply)[0]
    queue = desk.queue(ann, assist=True)
    wrong = desk.put(queue, agents=[{"id": ann}, {"id": bob}])
    assert codes_of(wrong) == [codes.NOT_AN_AGENT.number]
    # The platform keeps the two kinds apart in lists, and shows this one when it is asked to.
    url = f"{desk.url}/{queue}"
    assert ground.send("GET", url).status == 404
    assert ground.get(f"{url}?hasCxEssentials=true")["hasCxEssentials"] is True
    assert ground.get(f"{QUEUES}?orgId={desk.org}")["queues"] == []
    (listed,) = ground.get(f"{QUEUES}?orgId={desk.org}&hasCxEssentials=true")["queues"]
    assert (listed["id"], listed["hasCxEssentials"]) == (queue, True)


@pytest.mark.rule("PKG-8")
def test_who_has_standard_calling_or_none_is_no_agent(desk: Desk) -> None:
    wrong = [
        desk.user("s@acme.example", "webex_calling_standard"),
        desk.user("m@acme.example", "webex_meetings"),
    ]
    right = [desk.user("v@acme.example", "webex_voice"), desk.user("c@acme.example")]
    reply = desk.make(*right, *wrong)
    assert (reply.status, codes_of(reply)) == (400, [codes.NOT_AN_AGENT.number] * 2)
    assert fields_of(reply) == ["agents[2].id", "agents[3].id"]
    assert desk.make(*right, desk.room(), desk.line().json["id"]).status == 201


@pytest.mark.rule("PKG-8")
def test_a_customer_needs_a_package_with_queues(ground: Ground) -> None:
    small = Desk(ground, packages=("webex_calling_standard", "common_area_calling"))
    assert codes_of(small.make()) == [codes.NOT_OF_CUSTOMER.number]
    assert codes_of(small.line()) == [codes.NOT_OF_CUSTOMER.number]
    voice = Desk(ground, name="Voice", packages=("webex_voice",))
    assert voice.make().status == 201
    assert voice.line().status == 201
    reply = voice.make(assist=True, name="B", extension="501")
    assert codes_of(reply) == [codes.NOT_OF_CUSTOMER.number]


def test_all_that_is_wrong_with_a_queue_is_told(desk: Desk, ground: Ground) -> None:
    ann = desk.user("ann@acme.example")
    stranger = Desk(ground, 2, "Harbour")
    theirs = ground.id(ids.PERSON, "people", 1)
    assert theirs == ann
    reply = desk.make(
        *(ann, ann, "nobody", ground.id(ids.CUSTOMER, "customers", 1)),
        *(ids.encode(ids.PERSON, bytes(16)), stranger.line("471").json["id"], stranger.room("472")),
        name="",
        extension="5",
        phoneNumber="555",
        timeZone="Mars/Olympus",
        languageCode="english",
        queueSettings={"queueSize": 251, "overflow": {"action": "NONE"}},
        callPolicies={"policy": "RANDOM", "routingType": "SKILL_BASED"},
    )
    assert reply.status == 400
    assert set(fields_of(reply)) == {
        *("name", "extension", "phoneNumber", "timeZone", "languageCode"),
        *("queueSettings.queueSize", "queueSettings.overflow.action"),
        *("callPolicies.policy", "callPolicies.routingType"),
        *(f"agents[{n}].id" for n in range(1, 7)),
    }
    assert set(fields_of(desk.make(extension="", name="A" * 31))) == {"name", "extension"}
    reply = desk.make(name=5, agents="all", queueSettings={"queueSize": "many"})
    assert sorted(fields_of(reply)) == ["agents", "name", "queueSettings.queueSize"]
    queue = desk.queue(ann)
    reply = desk.put(queue, extension="")
    assert fields_of(reply) == ["extension"]
    assert "a queue needs an extension" in descriptions(reply)[0]
    assert fields_of(desk.put(queue, name="")) == ["name"]
    assert fields_of(desk.put(queue, hasCxEssentials=True)) == ["hasCxEssentials"]


def test_weights_add_up(desk: Desk) -> None:
    people = [desk.user(f"u{n}@acme.example") for n in range(3)]
    weighted = {"policy": "WEIGHTED"}

    def agents(*weights: str) -> list[dict[str, str]]:
        return [{"id": p, "weight": w} for p, w in zip(people, weights, strict=False)]

    for weights, code in (
        (("50", "40"), codes.BAD_WEIGHTS),
        (("50", "50", ""), None),
        (("100", "x"), codes.BAD_CHOICE),
        (("101",), codes.BAD_CHOICE),
        ((), None),
    ):
        name = f"Queue {len(weights)}"
        reply = desk.make(
            agents=agents(*weights), callPolicies=weighted, name=name, extension=f"55{len(weights)}"
        )
        assert reply.status == (400 if code else 201)
        if code:
            assert codes_of(reply) == [code.number]
    queue = desk.queue(agents=agents("30", "70"))
    # Elsewhere nobody looks at them.
    assert "weight" not in desk.get(queue)["agents"][0]
    assert codes_of(desk.put(queue, callPolicies=weighted)) == [codes.BAD_WEIGHTS.number]
    reply = desk.put(queue, callPolicies=weighted, agents=agents("30", "70"))
    assert reply.status == 204
    assert [one["weight"] for one in desk.get(queue)["agents"]] == ["30", "70"]


def test_the_weight_of_who_leaves_is_shared_out(desk: Desk, ground: Ground) -> None:
    _, ann, bob = (desk.user(f"{name}@acme.example") for name in ("z", "a", "b"))
    room = desk.room()
    weights = {ann: "40", bob: "20", room: "40"}
    queue = desk.queue(
        agents=[{"id": one, "weight": weight} for one, weight in weights.items()],
        callPolicies={"policy": "WEIGHTED"},
    )

    def shown() -> dict[str, str]:
        url = f"{desk.url}/{queue}"
        body = ground.get(url)
        # What was read may be written as it is.
        assert ground.send("PUT", url, body).status == 204
        assert ground.get(url) == body
        return {one["id"]: one["weight"] for one in body["agents"]}

    assert shown() == weights
    assert ground.send("DELETE", f"/v1/workspaces/{room}").status == 204
    assert shown() == {ann: "67", bob: "33"}
    assert ground.send("DELETE", desk.subscriber(ann)).status == 204
    assert desk.put(queue, callPolicies={"policy": "WEIGHTED"}).status == 204
    assert shown() == {bob: "100"}


@pytest.mark.rule("SBR-1")
def test_numbers_are_one_holders_in_both_directions(desk: Desk, ground: Ground) -> None:
    desk.user("ann@acme.example")
    taken, number = codes.EXTENSION_TAKEN.number, codes.NUMBER_TAKEN.number
    assert codes_of(desk.make(extension="301")) == [taken]
    queue = desk.queue(phoneNumber="+15035550100")
    assert desk.line(phoneNumber="+15035550101").status == 201
    for extension, phone in (("500", "+15035550100"), ("470", "+15035550101")):
        wanted = ground.wanted(desk.customer, "bob@acme.example", "webex_calling")
        wanted["provisioningParameters"] |= {
            "extension": extension,
            "primaryPhoneNumber": phone,
            "locationId": desk.place,
        }
        for reply in (
            ground.send("POST", SUBSCRIBERS, wanted),
            desk.make(name="Other", extension=extension, phoneNumber=phone),
            desk.line(extension, phoneNumber=phone),
        ):
            assert (reply.status, codes_of(reply)) == (409, [number, taken])
    # A queue keeps its own, and an extension is free at another place.
    assert desk.put(queue, extension="500", phoneNumber="+15035550100").status == 204
    assert codes_of(desk.put(queue, extension="470")) == [taken]
    assert desk.line("500", locationId=desk.other).status == 201
    assert ground.send("DELETE", f"{desk.url}/{queue}").status == 204
    assert desk.line("500", phoneNumber="+15035550100").status == 201


def test_a_name_is_one_of_its_location(desk: Desk, ground: Ground) -> None:
    queue = desk.queue()
    assert codes_of(desk.make(name="APPOINTMENTS ", extension="501")) == [codes.NAME_TAKEN.number]
    assert desk.put(queue, name="appointments").status == 204
    other = desk.queue(name="Billing", extension="501")
    assert codes_of(desk.put(other, name="Appointments")) == [codes.NAME_TAKEN.number]
    url = f"/v1/telephony/config/locations/{desk.other}/queues"
    assert ground.send("POST", url, desk.wanted()).status == 201


@pytest.mark.parametrize("change", ["package", "end", "customer"])
def test_whoever_loses_the_package_leaves_for_good(desk: Desk, ground: Ground, change: str) -> None:
    # The first one is an administrator, who cannot have less (PRV-6).
    _, ann, bob = (desk.user(f"{name}@acme.example", "cx_essentials") for name in ("z", "a", "b"))
    assist, plain = desk.queue(ann, bob, assist=True), desk.queue(ann, extension="501", name="B")
    url = f"/hub/v1/queues/{plain}/supervisors"
    assert ground.send("PUT", url, {"personIds": [ann]}).status == 200
    address = desk.subscriber(ann)
    if change == "package":
        assert ground.send("PUT", address, {"package": "webex_calling"}).status == 200
        assert (desk.agents(assist), desk.agents(plain)) == ([bob], [ann])
        assert ground.send("PUT", address, {"package": "webex_calling_standard"}).status == 200
    elif change == "end":
        assert ground.send("DELETE", address).status == 204
    else:
        number = ground.id(ids.CUSTOMER, "customers", desk.customer)
        left = ["webex_calling", "webex_calling_standard", "webex_voice"]
        reply = ground.send("PUT", f"/v1/wholesale/customers/{number}", {"packages": left})
        assert reply.status == 202
    gone = change == "customer"
    if gone:
        # The queue of Customer Assist ended with its package.
        assert ground.send("GET", f"/hub/v1/queues/{assist}").status == 404
    assert ([] if gone else desk.agents(assist), desk.agents(plain)) == ([] if gone else [bob], [])
    assert desk.get(plain)["supervisors"] == []
    # Nobody comes back by having it again.
    if change == "package":
        assert ground.send("PUT", address, {"package": "cx_essentials"}).status == 200
    else:
        package = "webex_calling" if gone else "cx_essentials"
        wanted = ground.wanted(desk.customer, "a@acme.example", package, extension="399")
        wanted["provisioningParameters"]["locationId"] = desk.place
        assert ground.send("POST", SUBSCRIBERS, wanted).status in (200, 202)
    assert ([] if gone else desk.agents(assist), desk.agents(plain)) == ([] if gone else [bob], [])


@pytest.mark.rule("PKG-8")
@pytest.mark.rule("QUE-1")
def test_queues_and_lines_end_with_the_last_package_that_allows_them(
    desk: Desk, ground: Ground
) -> None:
    desk.user("z@acme.example", "webex_meetings")
    plain, assist = desk.queue(), desk.queue(assist=True, name="B", extension="501")
    line = desk.line().json["id"]
    url = f"/v1/wholesale/customers/{ground.id(ids.CUSTOMER, 'customers', desk.customer)}"

    def keep(*packages: str) -> list[str]:
        assert ground.send("PUT", url, {"packages": packages}).status == 202
        ground.move(DAY)
        there = [
            one
            for one in (plain, assist)
            if ground.send("GET", f"/hub/v1/queues/{one}").status == 200
        ]
        lines = ground.get(f"{LINES}?orgId={desk.org}")["virtualLines"]
        return [*there, *(one["id"] for one in lines)]

    small = ("webex_calling_standard", "webex_meetings", "common_area_calling")
    assert keep(*small, "cx_essentials") == [plain, assist, line]
    assert keep(*small, "webex_voice") == [plain, line]
    assert keep(*small) == []
    assert desk.put(plain, name="C").status == 404
    # Nothing of it comes back.
    assert keep(*small, "cx_essentials", "webex_calling") == []


def test_a_queue_is_not_changed_without_a_package_for_it(desk: Desk, ground: Ground) -> None:
    queue = desk.queue()
    ground.run("UPDATE customer_packages SET status = 'error'")
    url = f"/hub/v1/queues/{queue}/supervisors"
    for reply in (desk.put(queue, name="B"), ground.send("PUT", url, {"personIds": []})):
        assert (reply.status, codes_of(reply)) == (400, [codes.NOT_OF_CUSTOMER.number])


def test_rooms_and_lines_leave_when_they_go(desk: Desk, ground: Ground) -> None:
    room, line = desk.room(), desk.line().json["id"]
    queue = desk.queue(room, line)
    kinds = [one["type"] for one in desk.get(queue)["agents"]]
    assert kinds == ["PLACE", "VIRTUAL_LINE"]
    assert ground.send("DELETE", f"/v1/workspaces/{room}").status == 204
    assert desk.agents(queue) == [line]
    assert ground.send("DELETE", f"{LINES}/{line}").status == 204
    assert ground.send("DELETE", f"{LINES}/{line}").status == 404
    assert desk.agents(queue) == []


def test_a_virtual_line_is_made_and_listed(desk: Desk, ground: Ground) -> None:
    made = desk.line(phoneNumber="+15035550101")
    assert made.status == 201
    assert ground.get(f"{LINES}?orgId={desk.org}")["virtualLines"] == [
        {
            "id": made.json["id"],
            "firstName": "Front",
            "lastName": "Desk",
            "externalCallerIdNamePolicy": "DIRECT_LINE",
            "number": {"external": "+15035550101", "extension": "470", "primary": True},
            "location": {"id": desk.place, "name": "Place 0"},
            "numberOfDevicesAssigned": 0,
        }
    ]
    url = f"{LINES}?orgId={desk.org}&locationId={desk.other}"
    assert ground.get(url)["virtualLines"] == []
    reply = ground.send("POST", LINES, {"extension": "471"})
    assert fields_of(reply) == ["locationId", "firstName", "lastName"]
    reply = desk.line("", firstName="")
    assert fields_of(reply) == ["extension", "firstName"]
    assert fields_of(desk.line("472", locationId="here")) == ["locationId"]


@pytest.mark.rule("RPL-6")
def test_nothing_is_made_while_a_review_is_pending(desk: Desk, ground: Ground) -> None:
    queue = desk.queue()
    ground.run("UPDATE customers SET status = 'pending_rpl_review' WHERE id = ?", desk.customer)
    for reply in (
        desk.make(extension="501", name="B"),
        desk.line(),
        desk.put(queue, name="B"),
        desk.upgrade(queue),
        ground.send("PUT", f"/hub/v1/queues/{queue}/supervisors", {"personIds": []}),
    ):
        assert reply.status == 409
        assert codes.UNDER_REVIEW.number in codes_of(reply)


@pytest.mark.rule("SUB-11")
def test_a_suspended_sub_partner_makes_none(ground: Ground) -> None:
    theirs = Desk(ground, 2)
    queue = theirs.queue()
    ground.run("UPDATE partners SET state = 'suspended' WHERE id = 2")
    for reply in (theirs.make(name="B", extension="501"), theirs.line(), theirs.put(queue)):
        assert reply.status == 403
    assert theirs.upgrade(queue).status == 403
    assert ground.send("DELETE", f"{theirs.url}/{queue}").status == 204


@pytest.mark.rule("SUB-3")
def test_queues_are_walled(desk: Desk, ground: Ground) -> None:
    queue, line = desk.queue(), desk.line().json["id"]
    other = Desk(ground, name="Other")
    for partner in (2, 4):
        for url in (f"{QUEUES}?orgId={desk.org}", f"{LINES}?orgId={desk.org}"):
            assert ground.send("GET", url, partner=partner).status == 404
        for method in ("GET", "DELETE"):
            assert ground.send(method, f"{desk.url}/{queue}", partner=partner).status == 404
        assert ground.send("GET", f"/hub/v1/queues/{queue}", partner=partner).status == 404
        assert ground.send("DELETE", f"{LINES}/{line}", partner=partner).status == 404
        for method, url in (
            ("POST", desk.url),
            ("PUT", f"{desk.url}/{queue}"),
            ("POST", f"/hub/v1/queues/{queue}/upgrade"),
            ("PUT", f"/hub/v1/queues/{queue}/supervisors"),
        ):
            assert ground.send(method, url, desk.wanted(), partner=partner).status == 404
    # Nor is it where it is not.
    for url in (f"{other.url}/{queue}", f"{desk.url}/{queue}?orgId={other.org}"):
        assert ground.send("GET", url).status == 404
    assert ground.send("POST", f"{desk.url}?orgId={other.org}", desk.wanted()).status == 404


@pytest.mark.rule("CMG-3")
def test_queues_end_with_the_service(desk: Desk, ground: Ground) -> None:
    queue, line = desk.queue(desk.user("ann@acme.example")), desk.line()
    number = ground.id(ids.CUSTOMER, "customers", desk.customer)
    assert ground.send("DELETE", f"/v1/wholesale/customers/{number}").status == 202
    assert codes_of(desk.put(queue, name="B")) == [codes.IN_PROGRESS.number]
    assert ground.get(f"{LINES}?orgId={desk.org}")["virtualLines"][0]["id"] == line.json["id"]
    ends = ground.one("SELECT ended_ms FROM queues")
    high = ground.one("SELECT max(high_ms, platform_ms) FROM clock")
    ground.move(ends - high - 1)
    assert len(desk.agents(queue)) == 1
    ground.move(DAY)
    assert ground.send("GET", f"/hub/v1/queues/{queue}").status == 404
    assert ground.get(f"{LINES}?orgId={desk.org}")["virtualLines"] == []
    assert codes_of(desk.make()) == [codes.NOT_PROVISIONED.number]


def test_an_organizations_end_ends_them(desk: Desk, ground: Ground) -> None:
    desk.queue()
    desk.line()
    ground.run("UPDATE customers SET status = 'deleted', packages = 0, users = 0")
    ground.run("UPDATE customer_packages SET status = 'deleted'")
    assert ground.send("DELETE", f"/v1/organizations/{desk.org}").status == 204
    for table in ("queues", "virtual_lines"):
        assert ground.one(f"SELECT count(*) FROM {table} WHERE ended_ms IS NULL") == 0


def test_changes_name_the_customer(desk: Desk, ground: Ground) -> None:
    number = ground.id(ids.CUSTOMER, "customers", desk.customer)
    queue, line = desk.queue(), desk.line().json["id"]
    url = f"/hub/v1/queues/{queue}/supervisors"
    for method, address, body in (
        ("POST", desk.url, desk.wanted(name="B", extension="501")),
        ("PUT", f"{desk.url}/{queue}", {"name": "C"}),
        ("PUT", url, {"personIds": []}),
        ("POST", f"/hub/v1/queues/{queue}/upgrade", {}),
        ("DELETE", f"{desk.url}/{queue}", None),
        ("DELETE", f"{LINES}/{line}", None),
    ):
        since = ground.one("SELECT max(high_ms, platform_ms) FROM clock")
        ground.move(10)
        assert ground.send(method, address, body).status < 300
        assert number in ground.get(f"/hub/v1/changes?owner=all&since={since + 5}")["items"]
        ground.move(5_000)


def test_supervisors_have_a_package_with_queues(desk: Desk, ground: Ground) -> None:
    ann, sam = (
        desk.user("ann@acme.example"),
        desk.user("sam@acme.example", "webex_calling_standard"),
    )
    queue = desk.queue()
    url = f"/hub/v1/queues/{queue}/supervisors"
    reply = ground.send("PUT", url, {"personIds": [ann]})
    assert reply.json["supervisors"] == [{"id": ann, "firstName": "Ann", "lastName": "Other"}]
    assert desk.get(queue) == reply.json
    nobody = ids.encode(ids.PERSON, bytes(16))
    reply = ground.send("PUT", url, {"personIds": [ann, sam, ann, nobody, "x"]})
    assert (reply.status, fields_of(reply)) == (400, [f"personIds[{n}]" for n in (1, 2, 3, 4)])
    assert codes_of(reply)[0] == codes.NOT_AN_AGENT.number
