"""New customers: what an order needs, and what becomes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from data.emulation.rules.packages import mask
from data.emulation.rules.times import LATEST
from data.emulation.store import customer_text
from tests.data.emulation.builder import DAY, NOW
from tests.data.emulation.services.ordering import (
    ADDRESS,
    HOUR,
    INFO,
    NOWHERE,
    PLACE,
    Shop,
    refused,
)

MISSING = "MISSING_FIELD"


@pytest.mark.rule("PRV-1")
def test_an_order_is_accepted_and_done_later(shop: Shop) -> None:
    uuid = shop.order()
    assert shop.status(uuid) == "provisioning"
    assert shop.packages(uuid) == {"webex_calling": "provisioning"}
    shop.later(1_990)
    assert shop.status(uuid) == "provisioning"
    shop.later(8_020)
    assert shop.status(uuid) == "provisioned"
    assert shop.packages(uuid) == {"webex_calling": "provisioned"}
    assert shop.notes(uuid) == [
        "Order accepted, onboarding template Standard 1.",
        "All packages are ready.",
    ]


@pytest.mark.rule("PRV-9")
def test_each_package_has_its_own_end(shop: Shop) -> None:
    uuid = shop.order(shop.body(packages=["webex_calling", "webex_suite", "webex_meetings"]))
    seen = set()
    for _ in range(110):
        seen.add(tuple(shop.packages(uuid).values()).count("provisioned"))
        shop.later(100)
    assert seen == {0, 1, 2, 3}


@pytest.mark.rule("PRV-1")
def test_at_once_means_at_once(shop: Shop) -> None:
    shop.pace("instant")
    uuid = shop.order()
    row = shop.customer(uuid).row
    assert (row.status, row.next_at, row.organization_active_ms) == ("provisioned", None, shop.now)


def test_its_row_is_whole(shop: Shop) -> None:
    info = {"name": " 東京歯科 Café ", "primaryEmail": " Office@Acme.example "}
    uuid = shop.order(shop.body(customerInfo=info, externalId=" NC-Ä "))
    row = shop.row(
        "SELECT name, name_key, external_id, external_key, email, email_key, grams, status_ms,"
        " created_ms, root_id, owner_id, attached, restricted, packages, created_packages, users,"
        " template_id, address1, country, organization_id FROM customers WHERE uuid = ?",
        uuid,
    )
    assert row[:6] == (
        "東京歯科 Café",
        "東京歯科 cafe",
        "NC-Ä",
        "nc-a",
        "office@acme.example",
        "office@acme.example",
    )
    assert row[6].split()[:2] == ["東", "京"]
    assert row[7:13] == (NOW + 1, NOW + 1, 1, 1, 0, 1)
    assert row[13:17] == (8, 8, 0, 1)
    assert row[17:19] == ("12 Harbour Street", "US")
    # It is found by what was typed, and its organization is named alike.
    assert customer_text.match_text(shop.world.connection, "cafe") is not None
    (name,) = shop.row("SELECT name FROM organizations WHERE id = ?", row[19])
    assert name == "東京歯科 Café"


@pytest.mark.rule("CAP-1")
def test_what_an_order_needs(shop: Shop) -> None:
    with refused(
        400,
        (MISSING, "provisioningId: is required (CAP-1)"),
        ("NO_PACKAGE", "packages: "),
        (MISSING, "externalId: is required (CAP-1)"),
        (MISSING, "address.addressLine1: "),
        (MISSING, "address.city: "),
        (MISSING, "address.country: "),
        ("INFO_REQUIRED", "customerInfo: "),
    ):
        shop.order({"note": "empty"})
    with refused(
        400,
        (MISSING, "customerInfo.name: is required (CAP-1)"),
        (MISSING, "customerInfo.primaryEmail: is required (CAP-1)"),
    ):
        shop.order(shop.body(customerInfo={}))


def test_every_fault_is_named_at_once(shop: Shop) -> None:
    bad: dict[str, Any] = {
        "provisioningId": "bm8=",
        "packages": ["webex_calling", "webex_fax"],
        "address": {**ADDRESS, "addressLine1": "x" * 51, "country": "XX"},
        "customerInfo": {"name": "50 % off", "primaryEmail": "nobody", "language": "english"},
        "provisioningParameters": {
            "calling": {"location": {**PLACE, "timezone": "Mars/Olympus", "address": 7}},
            "meetings": {"timezone": "America/Mars"},
            "packages": {"limits": {"webex_calling": -1, "cisco_calling_plan": 3}},
        },
        "subPartnerAdminEmail": "@",
        "billingStartDate": "soon",
    }
    with refused(
        400,
        ("BAD_TYPE", "provisioningParameters.calling.location.address: must be an object"),
        ("NO_TEMPLATE", "provisioningId: "),
        ("UNKNOWN_PACKAGE", "packages[1]: "),
        ("BAD_TEXT", "address.addressLine1: "),
        ("BAD_COUNTRY", "address.country: "),
        ("BAD_NAME", "customerInfo.name: must not contain % (CAP-1)"),
        ("BAD_EMAIL", "customerInfo.primaryEmail: "),
        ("BAD_LOCALE", "customerInfo.language: "),
        ("BAD_TIME_ZONE", "provisioningParameters.calling.location.timezone: "),
        ("BAD_TIME_ZONE", "provisioningParameters.meetings.timezone: "),
        ("BAD_CHOICE", "provisioningParameters.packages.limits.webex_calling: "),
        ("NO_LIMIT", "provisioningParameters.packages.limits.cisco_calling_plan: "),
        ("BAD_EMAIL", "subPartnerAdminEmail: "),
        ("BAD_DATE", "billingStartDate: "),
    ):
        shop.order(shop.body(**bad))
    assert shop.row("SELECT count(*) FROM customers") == (0,)


def test_what_had_a_wrong_type_is_not_missed_too(shop: Shop) -> None:
    packages: list[Any] = ["webex_calling", 5]
    bad: dict[str, Any] = {"packages": packages, "customerInfo": "Acme", "externalId": 7}
    with refused(
        400,
        ("BAD_TYPE", "packages[1]: must be text"),
        ("BAD_TYPE", "externalId: must be text"),
        ("BAD_TYPE", "customerInfo: must be an object"),
    ):
        shop.order(shop.body(**bad))


@pytest.mark.rule("CAP-3")
@pytest.mark.parametrize("package", ["common_area_calling", "webex_voice", "cx_essentials"])
def test_calling_needs_a_location(shop: Shop, package: str) -> None:
    field = "provisioningParameters.calling.location"
    parameters: dict[str, Any] | None
    for parameters in (None, {}, {"calling": {}}, {"meetings": {"timezone": "Europe/Paris"}}):
        with refused(400, ("CALLING_REQUIRED", f"{field}: ")):
            shop.order(shop.body(packages=[package], provisioningParameters=parameters))
    with refused(
        400,
        *((MISSING, f"{field}.{name}: ") for name in ("name", "address.addressLine1")),
        *((MISSING, f"{field}.address.{name}: ") for name in ("city", "country")),
        *((MISSING, f"{field}.{name}: ") for name in ("timezone", "language")),
    ):
        parameters = {"calling": {"location": {}}}
        shop.order(shop.body(packages=[package], provisioningParameters=parameters))


@pytest.mark.rule("CAP-3")
def test_meetings_alone_need_none(shop: Shop) -> None:
    uuid = shop.order(shop.body(packages=["webex_meetings"], provisioningParameters=None))
    assert shop.packages(uuid) == {"webex_meetings": "provisioning"}
    assert shop.row("SELECT count(*) FROM locations") == (0,)


@pytest.mark.rule("CAP-2")
def test_the_location_and_the_limits_are_kept(shop: Shop) -> None:
    parameters = {
        "calling": {"location": PLACE},
        "meetings": {"timezone": "America/Los_Angeles"},
        "packages": {"limits": {"webex_calling": 12}},
    }
    uuid = shop.order(shop.body(provisioningParameters=parameters))
    found = shop.row(
        "SELECT l.name, l.time_zone, l.language, l.address1, l.city, l.state, l.zip, l.country"
        " FROM locations AS l JOIN customers AS c USING (organization_id) WHERE c.uuid = ?",
        uuid,
    )
    assert found == (
        "Headquarters",
        "America/Los_Angeles",
        "en_US",
        "12 Harbour Street",
        "Portland",
        "OR",
        "97201",
        "US",
    )
    assert shop.customer(uuid).packages[0].limit_n == 12
    (kept,) = shop.row("SELECT calling FROM customers WHERE uuid = ?", uuid)
    assert json.loads(kept)["location"]["emergencyLocationIdentifier"] == "HQ-1"


@pytest.mark.rule("TZN-1")
@pytest.mark.parametrize("zone", ["US/Pacific-New", "america/los_angeles", "PST8", "+01:00"])
def test_only_listed_time_zones_are_taken(shop: Shop, zone: str) -> None:
    place = {"calling": {"location": {**PLACE, "timezone": zone}}, "meetings": {"timezone": zone}}
    with refused(
        400,
        ("BAD_TIME_ZONE", "provisioningParameters.calling.location.timezone: "),
        ("BAD_TIME_ZONE", "provisioningParameters.meetings.timezone: "),
    ):
        shop.order(shop.body(provisioningParameters=place))


@pytest.mark.rule("PKG-4")
@pytest.mark.rule("PKG-5")
def test_add_ons_need_their_packages(shop: Shop) -> None:
    with refused(400, ("CONSOLE_NEEDS_CALLING", "packages: ")):
        shop.order(shop.body(packages=["webex_calling_standard", "attendant_console"]))
    with refused(400, ("PLAN_NEEDS_CALLING", "packages: ")):
        shop.order(shop.body(packages=["webex_meetings", "cisco_calling_plan"]))
    uuid = shop.order(shop.body(packages=["webex_voice", "attendant_console"]))
    assert set(shop.packages(uuid)) == {"webex_voice", "attendant_console"}


@pytest.mark.rule("PKG-2")
def test_the_other_name_of_customer_assist(shop: Shop) -> None:
    uuid = shop.order(shop.body(packages=["customer_assist", "cx_essentials"]))
    assert set(shop.packages(uuid)) == {"cx_essentials"}


@pytest.mark.rule("LOC-2")
@pytest.mark.rule("LOC-3")
@pytest.mark.rule("LOC-4")
@pytest.mark.rule("LOC-5")
@pytest.mark.parametrize(
    ("language", "locale", "site"),
    [
        ("fr", "fr_CA", "fr_CA"),
        ("de", "de_DE", "de_DE"),
        ("", "en_CA", "en_CA"),
        ("nb", "nb_NO", "en_US"),
        ("pt_PT", "pt_PT", "en_US"),
        ("xx", "en_US", "en_US"),
    ],
)
def test_the_language_of_organization_and_site(
    shop: Shop, language: str, locale: str, site: str
) -> None:
    uuid = shop.order(shop.body(customerInfo={**INFO, "language": language}))
    found = shop.row(
        "SELECT c.language, o.language, o.site_language FROM customers AS c"
        " JOIN organizations AS o ON o.id = c.organization_id WHERE c.uuid = ?",
        uuid,
    )
    assert found == (locale, locale, site)


@pytest.mark.rule("PRV-4")
@pytest.mark.rule("ADR-1")
@pytest.mark.rule("ADR-2")
def test_what_a_new_organization_gets_by_itself(shop: Shop) -> None:
    german = {"addressLine1": "Hafenstr. 1", "city": "Kiel", "zipOrPostalCode": "24103"}
    uuid = shop.order(shop.body(address={**german, "country": "DE"}))
    number, sip, dial_in, country, kind, manager, active = shop.row(
        "SELECT hex(o.uuid), o.sip_domain, o.dial_in, o.country, o.kind, o.manager_id, o.active_ms"
        " FROM customers AS c JOIN organizations AS o ON o.id = c.organization_id WHERE c.uuid = ?",
        uuid,
    )
    assert sip == f"c{number[:12].lower()}.sip.rtm.example"
    assert dial_in.startswith("+49")
    assert (country, kind, manager) == ("DE", "wholesale", 1)
    assert shop.now < active <= shop.now + 10_000


@pytest.mark.rule("PRV-8")
def test_a_customer_may_be_in_any_region(shop: Shop) -> None:
    for number, country in enumerate(("US", "SG", "GB", "DE", "NZ")):
        address = {**ADDRESS, "country": country}
        uuid = shop.order(shop.body(address=address, externalId=f"R-{number}"))
        assert shop.customer(uuid).row.country == country


@pytest.mark.rule("CAP-5")
@pytest.mark.rule("BIL-7")
def test_billing_may_start_later(shop: Shop) -> None:
    day = "2026-08-24"
    uuid = shop.order(shop.body(billingStartDate=day))
    start = shop.customer(uuid).row.billing_start_ms
    assert start is not None
    assert start % DAY == 0
    assert shop.now < start < shop.now + 90 * DAY
    with refused(400, ("BAD_BILLING_START", "billingStartDate: ")):
        shop.order(shop.body(billingStartDate="2026-12-24", externalId="NC-2"))
    with refused(400, ("NO_DELAYED_BILLING", "billingStartDate: ")):
        body = shop.body(2, billingStartDate=day)
        shop.order(body, partner=2)


def test_an_external_id_is_its_owners(shop: Shop) -> None:
    shop.order()
    other = {**INFO, "primaryEmail": "x@y.example"}
    with refused(409, ("EXTERNAL_ID_TAKEN", "externalId: ")):
        shop.order(shop.body(customerInfo=other))
    shop.order(shop.body(2, customerInfo=other), partner=2)


def test_who_is_gone_holds_no_external_id(shop: Shop) -> None:
    uuid = shop.order()
    shop.later(HOUR)
    shop.remove(uuid)
    with refused(409, ("EXTERNAL_ID_TAKEN", "externalId: ")):
        shop.order()
    # Its end is due, and nobody has written that down.
    (end,) = shop.row("SELECT max(due_ms) FROM steps")
    assert shop.now < end
    filler = [
        shop.world.customer(1, f"Filler {n}", steps=[(shop.now + 1, "updating")]) for n in range(20)
    ]
    assert filler
    shop.world.set_now(end)
    assert shop.status(uuid) == "gone"
    assert shop.row("SELECT status FROM customers WHERE uuid = ?", uuid) == ("deleting",)
    assert shop.status(shop.order()) == "provisioning"


@pytest.mark.rule("PRE-1")
def test_the_first_contact_is_nobody_elses_user(shop: Shop) -> None:
    other = shop.world.customer(4, "Stranger")
    shop.world.subscriber(other, email="office@acme.example")
    with refused(409, ("EMAIL_IN_USE", "customerInfo.primaryEmail: ")):
        shop.order()
    with refused(409, ("EXTERNAL_ID_TAKEN", ""), ("EMAIL_IN_USE", "")):
        shop.world.customer(1, "Twin", external_id="NC-1")
        shop.order()


@pytest.mark.rule("RPL-1")
@pytest.mark.rule("RPL-2")
def test_who_is_not_on_the_list_goes_on_at_once(shop: Shop) -> None:
    shop.deny("shadow trading", "1 dark alley|nowhere|us")
    uuid = shop.order()
    assert shop.status(uuid) == "provisioning"
    assert shop.row("SELECT count(*) FROM decisions") == (0,)


@pytest.mark.rule("RPL-3")
@pytest.mark.rule("RPL-5")
@pytest.mark.rule("RPL-7")
@pytest.mark.parametrize(
    "keys", [{"name_key": "acme dental"}, {"address_key": "12 harbour street|portland|us"}]
)
def test_a_match_is_held_for_72_hours_and_stops(shop: Shop, keys: dict[str, str]) -> None:
    shop.deny(**keys)
    info = {**INFO, "name": "ACME  Dental."}
    uuid = shop.order(shop.body(customerInfo=info))
    assert shop.status(uuid) == "pending_rpl_review"
    assert shop.packages(uuid) == {"webex_calling": "provisioning"}
    row = shop.customer(uuid).row
    assert row.organization_active_ms == LATEST
    assert shop.row("SELECT count(*) FROM locations") == (0,)
    shop.later(72 * HOUR - 1)
    assert shop.status(uuid) == "pending_rpl_review"
    shop.later(1)
    found = shop.customer(uuid)
    assert (found.row.status, found.packages[0].status) == ("error", "error")
    assert json.loads(found.row.errors or "[]")[0]["errorCode"] == 90301
    assert json.loads(found.packages[0].errors or "[]")[0]["errorCode"] == 90302


@pytest.mark.rule("RPL-5a")
def test_an_unsettled_review_may_be_set_to_approve(shop: Shop) -> None:
    shop.world.insert("settings", key="review_outcome", value="approved")
    shop.deny("acme dental")
    uuid = shop.order()
    shop.later(72 * HOUR)
    assert shop.status(uuid) == "provisioning"
    shop.later(10_001)
    row = shop.customer(uuid).row
    assert row.status == "provisioned"
    assert row.organization_active_ms == row.status_ms


@pytest.mark.rule("SUB-6")
@pytest.mark.rule("SUB-7")
def test_for_a_sub_partner(shop: Shop) -> None:
    uuid = shop.order(shop.body(2), behalf=2)
    row = shop.customer(uuid).row
    assert row.owner_id == 2
    rights = shop.world.connection.execute(
        "SELECT partner_id, level, since_ms FROM organization_rights ORDER BY partner_id"
    ).fetchall()
    ready = row.organization_active_ms
    assert rights == [(1, "full", ready), (2, "full", ready)]
    # The template is that of the sub-partner.
    with refused(400, ("NO_TEMPLATE", "provisioningId: ")):
        shop.order(shop.body(1, externalId="NC-2"), behalf=2)


@pytest.mark.rule("SUB-11")
def test_a_suspended_sub_partner_gets_no_customer(shop: Shop) -> None:
    for partner, behalf in ((1, 3), (3, None)):
        with refused(403, ("SUSPENDED", "")):
            shop.order(shop.body(3), partner=partner, behalf=behalf)


@pytest.mark.rule("TPL-1")
def test_a_neighbours_or_former_template_is_none(shop: Shop) -> None:
    with refused(400, ("NO_TEMPLATE", "provisioningId: ")):
        shop.order(shop.body(4))
    shop.world.connection.execute("UPDATE templates SET ended_ms = ?", (NOW,))
    with refused(400, ("NO_TEMPLATE", "provisioningId: ")):
        shop.order()


def test_no_organization_is_attached_that_is_none(shop: Shop) -> None:
    with refused(400, ("NO_ORGANIZATION", "orgId: ")):
        shop.order(shop.body(orgId=NOWHERE))
    with refused(400, ("BAD_ID", "orgId: ")):
        shop.order(shop.body(orgId="driftwood"))


@pytest.mark.rule("PRV-6")
def test_what_it_began_with_is_remembered(shop: Shop) -> None:
    uuid = shop.order(shop.body(packages=["webex_suite", "webex_meetings"]))
    found = shop.row("SELECT created_packages FROM customers WHERE uuid = ?", uuid)
    assert found == (mask(["webex_suite", "webex_meetings"]),)
