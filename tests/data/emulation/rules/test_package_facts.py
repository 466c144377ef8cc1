from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

from data import models
from data.emulation.rules.package_facts import LEVELS, Facts, facts
from data.emulation.rules.packages import CALLING, CODES, PACKAGES
from data.models.base import WireModel


def of(name: str) -> Facts:
    return facts()[CODES[name]]


def test_every_package_and_add_on_is_described() -> None:
    assert set(facts()) == {p.code for p in PACKAGES if p.kind != "contact_centre"}
    for code, fact in facts().items():
        assert fact.calling in LEVELS
        assert (fact.calling != "none") == (code in CALLING)
        assert fact.source in {"documented", "assumed"}
        assert not fact.has & fact.lacks


@pytest.mark.rule("PKG-7")
def test_common_area_is_a_phone_of_a_place() -> None:
    fact = of("common_area_calling")
    assert fact.holder == "workspace"
    assert fact.has == {
        "call_forward",
        "busy_lamp_field",
        "transfer",
        "call_waiting",
        "t38_fax",
    }
    assert (fact.app, fact.soft_phone, fact.messaging, fact.meetings) == (
        False,
        False,
        False,
        "none",
    )


@pytest.mark.rule("PKG-8")
def test_standard_is_for_one_device_and_lacks_four_features_of_enhanced() -> None:
    standard, enhanced = of("webex_calling_standard"), of("webex_voice")
    assert standard.devices == "one"
    assert standard.soft_phone
    assert standard.lacks == {
        "call_queues",
        "call_recording",
        "virtual_lines",
        "shared_call_appearance",
    }
    assert LEVELS.index(standard.calling) + 1 == LEVELS.index(enhanced.calling)
    assert not enhanced.lacks


@pytest.mark.rule("PKG-9")
def test_enhanced_is_voice_only() -> None:
    fact = of("webex_voice")
    assert fact.soft_phone
    assert (fact.messaging, fact.meetings) == (False, "none")
    assert LEVELS.index(fact.calling) < LEVELS.index(of("webex_calling").calling)


@pytest.mark.rule("PKG-10")
def test_calling_has_the_app_messaging_and_basic_meetings() -> None:
    fact = of("webex_calling")
    assert (fact.calling, fact.app, fact.messaging, fact.meetings) == (
        "professional",
        True,
        True,
        "basic",
    )


@pytest.mark.rule("PKG-11")
def test_the_suite_is_calling_with_full_meetings() -> None:
    fact = of("webex_suite")
    assert (fact.meetings, fact.participants) == ("full", 1000)
    assert fact._replace(meetings="basic", participants=0) == of("webex_calling")


@pytest.mark.rule("PKG-12")
def test_customer_assist_adds_what_agents_and_supervisors_need() -> None:
    fact = of("cx_essentials")
    assert LEVELS.index(fact.calling) > LEVELS.index("professional")
    assert {"screen_pop", "supervisor_view"} <= fact.has
    views = {f"{time}_{what}_view" for time in ("real_time", "historical") for what in VIEWED}
    assert views <= fact.has


VIEWED = ("queue", "agent")


@pytest.mark.rule("PKG-13")
def test_meetings_has_no_phone() -> None:
    fact = of("webex_meetings")
    assert (fact.calling, fact.soft_phone, fact.devices) == ("none", False, "none")
    assert (fact.messaging, fact.meetings, fact.participants) == (True, "full", 1000)


@pytest.mark.rule("PKG-14")
def test_what_the_add_ons_are() -> None:
    assert of("attendant_console").has == {"front_desk_client"}
    assert of("cisco_calling_plan").has == {"bundled_pstn"}


@pytest.mark.rule("PKG-15")
def test_no_price_but_those_that_a_partner_sets_and_those_of_its_order() -> None:
    found = [import_module(f"{models.__name__}.{m.name}") for m in iter_modules(models.__path__)]
    wire = {
        value
        for module in found
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, WireModel)
    }
    names = {(model.__name__, name) for model in wire for name in model.model_fields}
    assert ("Customer", "packages") in names
    words = ("price", "amount", "currency", "cost", "discount")
    # What the partner itself pays stands on its order (PKG-16), what it asks on its price list.
    assert {(model, name) for model, name in names if any(word in name for word in words)} == {
        ("PurchaseOrder", "currency"),
        ("OrderedPackage", "transfer_price"),
        ("OrderedService", "transfer_price"),
        ("SetupAssistRequest", "currency"),
        ("SetupAssistRequest", "total_price"),
        ("SetupAssistRequest", "unit_price"),
        ("PriceList", "currency"),
        ("PriceList", "prices"),
        ("PriceListInput", "prices"),
        ("RetailPrice", "price"),
        ("RetailPriceInput", "price"),
    }
