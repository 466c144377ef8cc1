"""Devices through the routes (DEV-1 to DEV-4, PKG-7, PKG-8, PKG-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.rules import codes, ids
from tests.data.emulation.http.asking import Reply, org_id
from tests.data.emulation.http.ground import SUBSCRIBERS, Ground, codes_of, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEVICES = "/v1/devices"
PASSWORD = "Hush-4711-hush"
MAC = "112233AABBCC"
CISCO, YEALINK, OWN = "DMS Cisco 8811", "DMS Yealink T46U", "Customer Managed IP Phone"
STANDARD = "webex_calling_standard"


class Site(Ground):
    """A ground with short ways to whom devices are for."""

    def user(self, customer: int, email: str, package: str = "webex_calling") -> str:
        """A new user; its person's id."""
        found: str = self.get(f"{SUBSCRIBERS}/{self.provision(customer, email, package)}")[
            "personId"
        ]
        return found

    def room(self, customer: int, extension: str = "700") -> str:
        """A new workspace with Common Area; its id."""
        calling = {"type": "webexCalling", "webexCalling": {"extension": extension}}
        body = {"displayName": "Lobby", "orgId": self.org(customer), "calling": calling}
        reply = self.send("POST", "/v1/workspaces", body)
        assert reply.status == 200, reply.body
        found: str = reply.json["id"]
        return found

    def add(self, partner: int = 1, **body: Any) -> Reply:
        """Ask for a device."""
        return self.send("POST", DEVICES, {"mac": MAC, "model": CISCO} | body, partner=partner)

    def device(self, mac: str = MAC, **body: Any) -> Any:
        """A new device."""
        reply = self.add(mac=mac, **body)
        assert reply.status == 200, reply.body
        return reply.json

    def devices(self, customer: int, query: str = "") -> list[str]:
        """The MAC addresses of a customer's devices, newest first."""
        listed = self.get(f"{DEVICES}?orgId={self.org(customer)}{query}")["items"]
        return [one["mac"] for one in listed]

    def settle(self, customer: int, body: dict[str, Any]) -> Reply:
        """Change a customer's settings."""
        path = f"/hub/v1/customers/{self.id(ids.CUSTOMER, 'customers', customer)}/settings"
        return self.send("PUT", path, body)


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Site]:
    found = Site(tmp_path / "platform.db")
    yield found
    found.close()


@pytest.mark.rule("DEV-1")
def test_a_phone_is_added_by_its_address_and_taken_away(ground: Site) -> None:
    acme = ground.customer()
    ann = ground.user(acme, "ann@acme.example")
    made = ground.device("11:22:33-aa.bb cc", personId=ann)
    assert made == {
        "id": made["id"],
        "displayName": "Ann Other",
        "personId": ann,
        "orgId": ground.org(acme),
        "mac": MAC,
        "product": "Cisco 8811",
        "type": "phone",
        "managedBy": "CISCO",
        "connectionStatus": "unknown",
        "created": made["created"],
    } | {name: [] for name in ("capabilities", "permissions", "tags", "sipUrls", "errorCodes")}
    path = f"{DEVICES}/{made['id']}"
    assert ground.get(path) == made
    assert ground.get(f"{DEVICES}?orgId={ground.org(acme)}")["items"] == [made]
    # A room device is added likewise; the title does for the model.
    room = ground.device("223344AABBCC", personId=ann, model="cisco desk pro")
    assert (room["type"], room["product"]) == ("roomdesk", "Cisco Desk Pro")
    assert ground.send("DELETE", path).status == 204
    assert [ground.send(how, path).status for how in ("GET", "DELETE")] == [404, 404]
    assert ground.devices(acme) == [room["mac"]]
    # Its address is free again.
    ground.device(personId=ann)


def test_a_workspaces_phone_says_where_it_is(ground: Site) -> None:
    acme = ground.customer()
    lobby = ground.room(acme)
    made = ground.device(workspaceId=lobby)
    place = ground.id(ids.LOCATION, "locations", 1)
    shown = {name: made[name] for name in ("displayName", "workspaceId", "workspaceLocationId")}
    assert shown == {
        "displayName": "Lobby",
        "workspaceId": lobby,
        "workspaceLocationId": place,
    }
    assert "personId" not in made


def test_lists_are_paged_and_filtered(ground: Site) -> None:
    acme = ground.customer()
    ann, bob = (ground.user(acme, f"{name}@acme.example") for name in ("ann", "bob"))
    lobby = ground.room(acme)
    for n, holder in enumerate([{"personId": ann}, {"personId": bob}, {"workspaceId": lobby}]):
        ground.device(f"00000000000{n}", **holder)
    ground.device("000000000003", personId=ann, model="Cisco Desk")
    macs = [f"00000000000{n}" for n in (3, 2, 1, 0)]
    assert ground.devices(acme) == macs
    assert ground.devices(acme, f"&personId={ann}") == [macs[0], macs[3]]
    assert ground.devices(acme, f"&workspaceId={lobby}") == [macs[1]]
    assert ground.devices(acme, "&type=roomdesk") == [macs[0]]
    assert ground.devices(acme, "&type=phone&product=CISCO%208811") == macs[1:]
    assert ground.devices(acme, "&product=nothing") == []
    assert ground.devices(acme, "&start=3") == [macs[3]]
    first = ground.send("GET", f"{DEVICES}?orgId={ground.org(acme)}&max=3")
    link = first.links["next"]
    assert "start=3" in link
    assert [one["mac"] for one in ground.get(link)["items"]] == macs[3:]
    # One's own organization, where none is named, has none.
    assert ground.get(DEVICES)["items"] == []


@pytest.mark.rule("DEV-2")
def test_other_makers_phones_are_offered_once_they_were_asked_for(ground: Site) -> None:
    acme = ground.customer()
    ann = ground.user(acme, "ann@acme.example")
    supported = f"/v1/telephony/config/supportedDevices?orgId={ground.org(acme)}"

    def makers() -> set[str]:
        return {one["familyDisplayName"] for one in ground.get(supported)["devices"]}

    assert not makers() & {"Poly", "Yealink"}
    reply = ground.add(personId=ann, model=YEALINK)
    assert (reply.status, codes_of(reply)) == (409, [codes.NOT_OFFERED_YET.number])
    assert fields_of(reply) == ["model"]
    before = ground.one("SELECT count(*) FROM steps WHERE status = 'changed'")
    answer = ground.settle(acme, {"thirdPartyDevices": True}).json
    assert answer["thirdPartyDevices"] is True
    assert ground.one("SELECT count(*) FROM steps WHERE status = 'changed'") == before + 1
    # What is not named stays.
    assert ground.settle(acme, {"restrictedByPartner": False}).json["thirdPartyDevices"] is True
    assert makers() >= {"Poly", "Yealink"}
    made = ground.device(personId=ann, model=YEALINK)
    assert made["managedBy"] == "CISCO"
    # Taken back, it concerns new ones only.
    assert ground.settle(acme, {"thirdPartyDevices": False}).status == 200
    assert ground.devices(acme) == [MAC]
    assert ground.add(mac="AA" * 6, personId=ann, model="Poly VVX 450").status == 409


@pytest.mark.rule("DEV-2")
def test_a_new_wholesale_organization_is_without_them(ground: Site) -> None:
    for customer in (ground.customer(), ground.customer(2, name="Harbour")):
        path = f"/hub/v1/customers/{ground.id(ids.CUSTOMER, 'customers', customer)}/settings"
        assert ground.get(path)["thirdPartyDevices"] is False


@pytest.mark.rule("DEV-3")
@pytest.mark.parametrize("model", [OWN, "Partner Managed Gateway"])
def test_what_is_managed_elsewhere_has_credentials_and_a_password_of_its_own(
    ground: Site, model: str
) -> None:
    acme = ground.customer()
    ann = ground.user(acme, "ann@acme.example")
    reply = ground.add(personId=ann, model=model)
    assert (codes_of(reply), fields_of(reply)) == ([codes.PASSWORD_REQUIRED.number], ["password"])
    for weak in ("short1A", "no-capital-4711", "NO-SMALL-4711", "No-digit-hush", "Blank 4711 hush"):
        reply = ground.add(personId=ann, model=model, password=weak)
        assert (reply.status, fields_of(reply)) == (400, ["password"])
        assert weak not in reply.body.decode()
    made = ground.device(personId=ann, model=model, password=PASSWORD)
    assert made["managedBy"] == model.partition(" ")[0].upper()
    path = f"/hub/v1/devices/{made['id']}/credentials"
    told = ground.get(path)
    assert set(told) == {"userName", "domain", "outboundProxy"}
    assert (told["domain"], told["outboundProxy"]) == ("c.example", "proxy.c.example")
    assert ground.get(path) == told
    # The password is told to nobody and kept nowhere.
    for shown in (path, f"{DEVICES}/{made['id']}", f"{DEVICES}?orgId={ground.org(acme)}"):
        assert PASSWORD not in ground.send("GET", shown).body.decode()
    tables = ground.world.connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%'"
        " AND name NOT LIKE '%grams%'"
    ).fetchall()
    for (table,) in tables:
        rows = ground.world.connection.execute(f"SELECT * FROM {table}").fetchall()
        assert not any(PASSWORD in str(value) for row in rows for value in row)
    assert ground.one("SELECT has_secret FROM devices") == 1
    assert ground.one("SELECT count(*) FROM requests WHERE body LIKE '%\"mac\"%'") > 0


@pytest.mark.rule("DEV-3")
def test_what_the_platform_manages_has_none(ground: Site) -> None:
    acme = ground.customer()
    ann = ground.user(acme, "ann@acme.example")
    made = ground.device(personId=ann, password=PASSWORD)
    reply = ground.send("GET", f"/hub/v1/devices/{made['id']}/credentials")
    assert (reply.status, codes_of(reply)) == (404, [codes.NO_DEVICE.number])
    assert ground.one("SELECT has_secret FROM devices") == 0
    # Nor can one register where there is no domain.
    ground.run("UPDATE organizations SET sip_domain = ''")
    reply = ground.add(mac="AA" * 6, personId=ann, model=OWN, password=PASSWORD)
    assert (reply.status, codes_of(reply)) == (409, [codes.NO_SIP_DOMAIN.number])


@pytest.mark.rule("DEV-4")
def test_what_each_kind_brings(ground: Site) -> None:
    acme = ground.customer()
    items = ground.get(f"/hub/v1/deviceModels?orgId={ground.org(acme)}")["items"]
    features = {one["kind"]: set(one["features"]) for one in items}
    assert features["mpp"] == {
        *("enhanced_serviceability", "unified_call_history", "directory_sync", "presence"),
        *("one_button_join", "hot_desking"),
    }
    assert features["roomos"] == {"pstn_calls"}
    assert features["third_party"] == set()
    assert "sip_credentials" in features["customer_managed"] & features["partner_managed"]
    assert "gateways" in features["partner_managed"] - features["customer_managed"]
    assert {one["kind"] for one in items if not one["offered"]} == {"third_party"}
    elsewhere = {"customer_managed", "partner_managed"}
    assert {one["kind"] for one in items if one["needsPassword"]} == elsewhere
    desks = ground.get(f"/v1/telephony/config/supportedDevices?orgId={ground.org(acme)}")
    assert {one["type"] for one in desks["devices"] if one["allowHotelingHostEnabled"]} == {"MPP"}


@pytest.mark.rule("PKG-8")
def test_standard_is_for_one_device(ground: Site) -> None:
    acme = ground.customer()
    bob = ground.user(acme, "bob@acme.example", STANDARD)
    ground.device(personId=bob)
    reply = ground.add(mac="AA" * 6, personId=bob)
    assert (reply.status, codes_of(reply)) == (409, [codes.ONE_DEVICE.number])
    assert fields_of(reply) == ["personId"]
    # Nor does one with two devices come to it.
    ann = ground.provision(acme, "ann@acme.example")
    person = ground.get(f"{SUBSCRIBERS}/{ann}")["personId"]
    two = [ground.device(mac * 6, personId=person)["id"] for mac in ("BB", "CC")]
    reply = ground.send("PUT", f"{SUBSCRIBERS}/{ann}", {"package": STANDARD})
    assert (reply.status, codes_of(reply)) == (409, [codes.ONE_DEVICE.number])
    assert ground.send("DELETE", f"{DEVICES}/{two[0]}").status == 204
    assert ground.send("PUT", f"{SUBSCRIBERS}/{ann}", {"package": STANDARD}).status == 200
    assert "CC" * 6 in ground.devices(acme)


@pytest.mark.rule("PKG-7")
def test_common_area_is_for_simple_endpoints(ground: Site) -> None:
    lobby = ground.room(ground.customer())
    reply = ground.add(workspaceId=lobby, model="Cisco Room Bar")
    assert (reply.status, fields_of(reply)) == (400, ["model"])
    ground.device(workspaceId=lobby, model="2N Customer Managed", password=PASSWORD)


@pytest.mark.rule("PKG-13")
def test_without_a_calling_package_there_is_no_device(ground: Site) -> None:
    acme = ground.customer()
    cat = ground.provision(acme, "cat@acme.example", "webex_meetings")
    person = ground.get(f"{SUBSCRIBERS}/{cat}")["personId"]
    for holder in ({"personId": person}, {"personId": ground.get("/v1/people/me")["id"]}):
        reply = ground.add(**holder)
        assert (reply.status, codes_of(reply)) == (409, [codes.NO_SEAT.number])
        assert fields_of(reply) == ["personId"]
    assert ground.send("DELETE", f"{SUBSCRIBERS}/{cat}").status == 204
    assert codes_of(ground.add(personId=person)) == [codes.NO_SEAT.number]


@pytest.mark.rule("PKG-13")
def test_a_device_goes_with_the_calling_package(ground: Site) -> None:
    acme = ground.customer()
    # The first one is an administrator, whom PRV-6 keeps in a calling package.
    _, ann, bob = (ground.provision(acme, f"{who}@acme.example") for who in ("al", "ann", "bob"))
    for mac, one in (("AA", ann), ("BB", bob)):
        ground.device(mac * 6, personId=ground.get(f"{SUBSCRIBERS}/{one}")["personId"])
    # Another calling package leaves it; meetings and the end of the service take it.
    assert ground.send("PUT", f"{SUBSCRIBERS}/{ann}", {"package": "webex_suite"}).status == 200
    assert ground.devices(acme) == ["BB" * 6, "AA" * 6]
    assert ground.send("PUT", f"{SUBSCRIBERS}/{ann}", {"package": "webex_meetings"}).status == 200
    assert ground.devices(acme) == ["BB" * 6]
    assert ground.send("DELETE", f"{SUBSCRIBERS}/{bob}").status == 204
    assert ground.devices(acme) == []
    # It does not come back with the package.
    wanted = ground.wanted(acme, "bob@acme.example", extension="333")
    assert ground.send("POST", SUBSCRIBERS, wanted).status == 200
    assert ground.devices(acme) == []


def test_a_device_goes_with_its_workspace_and_with_a_package_of_the_customer(
    ground: Site,
) -> None:
    acme = ground.customer()
    lobby, hall = ground.room(acme), ground.room(acme, "701")
    ann = ground.user(acme, "ann@acme.example", "webex_suite")
    for mac, holder in (("A", {"workspaceId": lobby}), ("B", {"workspaceId": hall})):
        ground.device(mac * 12, **holder)
    ground.device("C" * 12, personId=ann)
    assert ground.send("DELETE", f"/v1/workspaces/{lobby}").status == 204
    assert ground.devices(acme) == ["C" * 12, "B" * 12]
    path = f"/v1/wholesale/customers/{ground.id(ids.CUSTOMER, 'customers', acme)}"
    for gone, left in (("common_area_calling", ["C" * 12]), ("webex_suite", [])):
        kept = [name for name in ground.get(path)["packages"] if name != gone]
        assert ground.send("PUT", path, {"packages": kept}).status == 202
        assert ground.devices(acme) == left
        ground.move(10**9)


@pytest.mark.rule("CMG-3")
def test_a_device_goes_in_the_moment_in_which_the_customer_does(ground: Site) -> None:
    acme = ground.customer()
    ann = ground.user(acme, "ann@acme.example")
    made = ground.device(personId=ann)
    path = f"/v1/wholesale/customers/{ground.id(ids.CUSTOMER, 'customers', acme)}"
    assert ground.send("DELETE", path).status == 202
    assert ground.devices(acme) == [MAC]
    # Until then nobody else has its address, and nothing is added.
    other = ground.customer(name="Other")
    bob = ground.user(other, "bob@other.example")
    assert codes_of(ground.add(personId=bob)) == [codes.MAC_TAKEN.number]
    assert ground.add(personId=ann, mac="DD" * 6).status == 409
    ended = ground.one("SELECT max(due_ms) FROM steps")
    ground.world.set_now(ended - 1)
    assert ground.get(f"{DEVICES}/{made['id']}") == made
    ground.world.set_now(ended)
    assert ground.send("GET", f"{DEVICES}/{made['id']}").status == 404
    assert ground.devices(acme) == []
    ground.device(personId=bob)


def test_an_address_is_one_devices_whosever_it_is(ground: Site) -> None:
    acme, strange = ground.customer(), ground.customer(4, name="Stranger")
    ann = ground.user(acme, "ann@acme.example")
    ground.device(personId=ann)
    body = ground.wanted(strange, "sam@stranger.example", extension="900")
    sam = ground.send("POST", SUBSCRIBERS, body, partner=4).json["personId"]
    reply = ground.add(4, personId=sam, mac=MAC.lower())
    assert (codes_of(reply), fields_of(reply)) == ([codes.MAC_TAKEN.number], ["mac"])
    # It says nothing of whose it is.
    assert "acme" not in reply.body.decode().lower()


@pytest.mark.rule("SUB-3")
def test_neighbours_are_walled(ground: Site) -> None:
    acme, other = ground.customer(), ground.customer(name="Other")
    ann, lobby = ground.user(acme, "ann@acme.example"), ground.room(acme)
    made = ground.device(personId=ann)
    acmes = ground.org(acme)
    for path in (
        f"{DEVICES}?orgId={acmes}",
        f"{DEVICES}/{made['id']}",
        f"/v1/telephony/config/supportedDevices?orgId={acmes}",
        f"/hub/v1/deviceModels?orgId={acmes}",
        f"/hub/v1/devices/{made['id']}/credentials",
    ):
        assert ground.send("GET", path, partner=4).status == 404
    assert ground.send("DELETE", f"{DEVICES}/{made['id']}", partner=4).status == 404
    for holder in ({"personId": ann}, {"workspaceId": lobby}):
        assert ground.add(4, mac="EE" * 6, **holder).status == 404
        # Nor are they in another organization of the caller's.
        path = f"{DEVICES}?orgId={ground.org(other)}"
        body = {"mac": "EE" * 6, "model": CISCO, **holder}
        assert ground.send("POST", path, body).status == 404
        assert ground.send("POST", f"{DEVICES}?orgId={acmes}", body | {"model": ""}).status == 400


@pytest.mark.rule("SUB-11")
def test_a_suspended_providers_customers_get_no_devices(ground: Site) -> None:
    other = ground.customer(2, name="Harbour")
    bea = ground.user(other, "bea@harbour.example")
    ground.run("UPDATE partners SET state = 'suspended' WHERE id = 2")
    for partner in (1, 2):
        assert ground.add(partner, personId=bea).status == 403


def test_all_that_is_wrong_is_told(ground: Site) -> None:
    reply = ground.send("POST", f"{DEVICES}?orgId=x", {})
    assert (reply.status, fields_of(reply)) == (400, ["orgId", "personId", "model", "mac"])
    ann = ground.user(ground.customer(), "ann@acme.example")
    reply = ground.add(personId=ann, workspaceId=ann, mac="12345", model="Telex")
    assert codes_of(reply) == [
        code.number for code in (codes.ONE_HOLDER, codes.UNKNOWN_MODEL, codes.BAD_MAC)
    ]
    for name in ("personId", "workspaceId"):
        reply = ground.send("POST", DEVICES, {"mac": MAC, "model": CISCO, name: "x"})
        assert (fields_of(reply), codes_of(reply)) == ([name], [codes.BAD_ID.number])
    reply = ground.send("POST", DEVICES, {"mac": 5, "model": [], "personId": ann})
    assert sorted(fields_of(reply)) == ["mac", "model"]
    assert ground.one("SELECT count(*) FROM devices") == 0


def test_changes_name_the_customer(ground: Site) -> None:
    acme = ground.customer()
    ann = ground.user(acme, "ann@acme.example")
    customer = ground.id(ids.CUSTOMER, "customers", acme)

    def changed(since: int) -> Any:
        return ground.get(f"/hub/v1/changes?since={since}")["items"]

    since = ground.one("SELECT high_ms FROM clock")
    ground.move(1_000)
    made = ground.device(personId=ann)
    assert customer in changed(since)
    since = ground.one("SELECT high_ms FROM clock")
    ground.move(1_000)
    assert customer not in changed(since)
    assert ground.send("DELETE", f"{DEVICES}/{made['id']}").status == 204
    assert customer in changed(since)


def test_a_partners_own_organization_has_a_list_of_models(ground: Site) -> None:
    path = "/v1/telephony/config/supportedDevices"
    listed = ground.get(path)
    assert listed == ground.get(f"{path}?orgId={org_id(ground.world, 1)}")
    assert listed["devices"]
