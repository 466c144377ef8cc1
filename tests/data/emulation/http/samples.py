"""Values that mean something to a world, for tests that draw requests."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from data.emulation.rules import ids
from data.emulation.rules.packages import CODES
from tests.data.emulation.builder import DAY, World
from tests.data.emulation.http import parts
from tests.data.emulation.http.conftest import fill

if TYPE_CHECKING:
    import random

_PLACES: Final = {"addressLine1": "1 Pine St", "city": "Salem", "country": "US"}
_ADDRESS: Final = {**_PLACES, "stateOrProvince": "OR", "zipOrPostalCode": "97301"}
_TABLES: Final = {
    "customerId": (ids.CUSTOMER, "customers"),
    "subscriberId": (ids.SUBSCRIBER, "subscribers"),
    "personId": (ids.PERSON, "people"),
    "locationId": (ids.LOCATION, "locations"),
    "workspaceId": (ids.WORKSPACE, "workspaces"),
    "orgId": (ids.ORGANIZATION, "organizations"),
    "onBehalfOfSubPartnerOrgId": (ids.ORGANIZATION, "partners"),
}


@cache
def rich_world() -> World:
    """The world of the routes' tests, with more to stumble over; it is only copied."""
    world = fill(World())
    for owner in (2, 4):
        world.insert(
            "templates",
            uuid=world.uuid(),
            owner_id=owner,
            name="Theirs",
            country="DE",
            language="de_DE",
            created_ms=world.now - DAY,
        )
    world.insert("free_accounts", email="free@example.com", display_name="Free One")
    world.insert(
        "denied_parties", name="Black Pine", name_key="black pine", address="", address_key=""
    )
    world.insert(
        "identity_providers",
        uuid=world.uuid(),
        owner_id=1,
        kind="saml",
        name="Sign-in",
        name_key="sign-in",
        entity_id="https://idp.example/saml",
        created_ms=world.now - DAY,
    )
    world.insert(
        "integrations",
        client_id="C0",
        secret_hash=bytes(32),
        name="Billing",
        created_ms=world.now - DAY,
    )
    world.customer(1, "Broken Ltd", "error", packages=["webex_meetings"])
    done = world.customer(1, "Done Ltd", packages=list(CODES)[:8], email="boss@done.example")
    world.connection.execute(
        "UPDATE organizations SET sip_domain = 'c1.sip.rtm.example' WHERE name = 'Done Ltd'"
    )
    world.location(done)
    world.location(done, "Annex")
    world.insert(
        "organizations",
        uuid=world.uuid(),
        name="Loose Leaves",
        kind="none",
        created_ms=world.now - DAY,
        active_ms=world.now - DAY,
    )
    parts.fill(world)
    return world


def pools(world: World) -> dict[str, list[Any]]:
    """Values by the name of the field or parameter that they suit."""
    found: dict[str, list[Any]] = {}
    for name, (kind, table) in {**_TABLES, **parts.FIRST}.items():
        rows = world.connection.execute(f"SELECT uuid FROM {table} ORDER BY id").fetchall()
        found[name] = [ids.encode(kind, uuid) for (uuid,) in rows]
    (done,) = world.connection.execute(
        "SELECT min(c.uuid), min(o.uuid), max(l.uuid) FROM customers AS c JOIN organizations AS o"
        " ON o.id = c.organization_id JOIN locations AS l ON l.organization_id = o.id"
        " WHERE o.name = 'Done Ltd'"
    ).fetchall()
    kinds = (ids.CUSTOMER, ids.ORGANIZATION, ids.LOCATION)
    found["_done"] = [ids.encode(kind, uuid) for kind, uuid in zip(kinds, done, strict=True)]
    rows = world.connection.execute("SELECT uuid FROM templates ORDER BY id").fetchall()
    found["provisioningId"] = [ids.encode_provisioning_id(uuid) for (uuid,) in rows]
    found["templateId"] = [ids.uuid_text(uuid) for (uuid,) in rows]
    rows = world.connection.execute("SELECT uuid FROM identity_providers ORDER BY id").fetchall()
    found["identityProviderId"] = [ids.uuid_text(uuid) for (uuid,) in rows]
    found["partyId"] = ["1", "2"]
    emails = world.connection.execute("SELECT email FROM people ORDER BY id").fetchall()
    taken = [email for (email,) in emails]
    found["email"] = ["new@example.com", "free@example.com", "NEW2@example.com ", *taken]
    found["primaryEmail"] = found["email"]
    singles = [[name] for name in CODES]
    found["packages"] = [*singles, ["webex_calling", "webex_suite"], ["customer_assist"], []]
    found["package"] = [*CODES, ""]
    found["externalId"] = ["A-1", "A-2", "NC-000001", ""]
    found["address"] = [_ADDRESS, {**_ADDRESS, "country": "DE"}, _PLACES, {}]
    found["country"] = ["US", "DE", "us", "XX"]
    found["name"] = ["New Ltd", "Black Pine", "100%", "Headquarters", ""]
    found["language"] = ["en_US", "fr", "zz", ""]
    found["preferredLanguage"] = found["language"]
    found["timezone"] = ["America/New_York", "Europe/Berlin", "Mars/Olympus"]
    found["timeZone"] = found["timezone"]
    found["billingStartDate"] = ["2026-08-20", "2026-08-01", "2026-13-01", ""]
    found["extension"] = ["201", "202", "1", ""]
    found["primaryPhoneNumber"] = ["+15035550101", "+4930555010", "555"]
    found["owner"] = ["own", "all", *found["onBehalfOfSubPartnerOrgId"]]
    found["since"] = ["0", "2026-07-25T00:00:00.000Z"]
    found["mode"] = ["frozen", "offset", "scaled"]
    found["forward"] = [0, 1_000, 3_600_000]
    found["clientId"] = ["C0"]
    return found | parts.pools(world)


def _place(name: str) -> dict[str, Any]:
    zone, language = "America/Los_Angeles", "en_US"
    return {"name": name, "address": _ADDRESS, "timezone": zone, "language": language}


def location(name: str = "Main") -> dict[str, Any]:
    """The calling parameters of a customer."""
    return {"calling": {"location": _place(name)}}


def good_body(model: str, found: dict[str, list[Any]], chance: random.Random) -> dict[str, Any]:
    """A body that may well be right, for a model of the contract; empty for another one."""

    def one(name: str) -> Any:
        return chance.choice(found[name])

    number = chance.randrange(100, 1_000)
    customer_id, org_id, location_id = found["_done"]
    if chance.random() < 0.2:
        customer_id, org_id, location_id = one("customerId"), one("orgId"), one("locationId")
    customer = {
        "provisioningId": found["provisioningId"][0],
        "packages": chance.choice([["webex_meetings"], ["webex_calling"], ["webex_suite"]]),
        "externalId": f"N-{number}",
        "address": _ADDRESS,
        "customerInfo": {"name": f"New {number}", "primaryEmail": f"n{number}@new.example"},
        "provisioningParameters": location(),
    }
    subscriber = {
        "customerId": customer_id,
        "email": chance.choice([f"u{number}@new.example", "free@example.com"]),
        "package": chance.choice(["webex_calling", "webex_suite"]),
        "provisioningParameters": {
            "firstName": "Ann",
            "lastName": "Other",
            "extension": str(number),
            "locationId": location_id,
        },
    }
    bodies: dict[str, dict[str, Any]] = {
        "ProvisionCustomer": customer,
        "UpdateCustomer": {"packages": one("packages"), "externalId": f"U-{number}"},
        "ProvisionSubscriber": subscriber,
        "PrecheckSubscriber": subscriber,
        "UpdateSubscriber": {"package": one("package")},
        "CreateLocation": {
            "name": f"Place {number}",
            "orgId": org_id,
            "timeZone": "America/New_York",
            "preferredLanguage": "en_US",
            "address": {"address1": "1 Pine St", "city": "Salem", "state": "OR"}
            | {"postalCode": "97301", "country": "US"},
        },
        "CreateWorkspace": {
            "displayName": f"Lobby {number}",
            "orgId": org_id,
            "locationId": location_id,
            "calling": {"type": "webexCalling", "webexCalling": {"extension": str(number)}},
        },
        "NewIntegration": {"name": "Billing"},
        "IdentityProviderInput": {
            "name": f"Sign-in-{number}",
            "kind": "saml",
            "entityId": f"https://idp{number}.example/saml",
        },
        "TemplateInput": {"name": f"Template {number}", "country": "US"},
        "PlatformSettingsInput": {
            "reviewOutcome": chance.choice(["error", "approved", ""]),
            "reportOutcome": chance.choice(["completed", "failed"]),
        },
        "DeniedPartyInput": {"name": f"Party {number}"},
        "NewAuthorizationCode": {"clientId": "C0"},
        "ClockInput": {"pace": chance.choice(["instant", "demo", "real"])},
        "Decide": {"kind": "review", "outcome": chance.choice(["approved", "refused"])},
        "Consent": {"outcome": chance.choice(["accepted", "declined"])},
    }
    return (bodies | parts.bodies(found, chance, number)).get(model, {})


def mixed(value: Any, found: dict[str, list[Any]], chance: random.Random) -> Any:
    """A drawn value of which most fields with a known name got a value that means something."""
    if isinstance(value, dict):
        return {
            key: chance.choice(found[key])
            if key in found and chance.random() < 0.7
            else mixed(inner, found, chance)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [mixed(inner, found, chance) for inner in value]
    return value
