from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import codes, package_sets
from data.emulation.rules.packages import CODES, PACKAGES, bit, mask
from tests.data.emulation.rules.hostile import TEXTS

if TYPE_CHECKING:
    from data.emulation.rules.faults import Fault

ALL = [p.name for p in PACKAGES]
CALLING = [p.name for p in PACKAGES if p.calling]
PROFESSIONAL = ["webex_voice", "webex_calling", "webex_suite", "cx_essentials"]
SETS = st.sets(st.sampled_from(ALL))
EVERYTHING = mask(ALL)


def found(faults: list[Fault]) -> list[codes.Code]:
    return [fault.code for fault in faults]


@pytest.mark.rule("PKG-1", "PKG-2")
@given(st.lists(st.sampled_from([*ALL, "customer_assist"]), min_size=1))
def test_names_in_any_order_make_a_set(names: list[str]) -> None:
    assert package_sets.parse(names, "packages") == (mask(names), [])
    assert package_sets.parse(names[::-1] * 2, "packages")[0] == mask(names)


@pytest.mark.rule("PKG-1")
@given(st.lists(TEXTS, max_size=40))
def test_what_is_no_package_is_named(names: list[str]) -> None:
    found_mask, faults = package_sets.parse(names, "packages")
    assert not found_mask
    assert faults
    for fault in faults:
        assert fault.code in {codes.UNKNOWN_PACKAGE, codes.NO_PACKAGE}
        assert fault.text.isprintable()
        assert len(fault.text) < 600


def test_every_unknown_name_is_named_with_its_place() -> None:
    names, faults = package_sets.parse(["webex_calling", "Webex_Calling", "", "gold"], "packages")
    assert names == mask(["webex_calling"])
    assert [fault.field for fault in faults] == ["packages[1]", "packages[2]", "packages[3]"]
    assert all("webex_suite" in fault.text for fault in faults)
    assert found(package_sets.parse([], "packages")[1]) == [codes.NO_PACKAGE]
    assert len(package_sets.parse(["gold"] * 100_000, "packages")[1]) == 20


@pytest.mark.rule("PKG-4")
@pytest.mark.parametrize("base", ALL[:7])
def test_the_calling_plan_needs_a_calling_package(base: str) -> None:
    faults = package_sets.check_customer(mask([base, "cisco_calling_plan"]), "packages")
    assert found(faults) == ([] if base in CALLING else [codes.PLAN_NEEDS_CALLING])


@pytest.mark.rule("PKG-5")
@pytest.mark.parametrize("base", ALL[:7])
def test_the_console_needs_a_professional_package(base: str) -> None:
    faults = package_sets.check_customer(mask([base, "attendant_console"]), "packages")
    assert found(faults) == ([] if base in PROFESSIONAL else [codes.CONSOLE_NEEDS_CALLING])


@pytest.mark.rule("PKG-3")
@pytest.mark.parametrize("add_on", ["attendant_console", "cisco_calling_plan"])
def test_an_add_on_never_stands_alone(add_on: str) -> None:
    for beside in ([], ["cx_premium_agent"]):
        faults = package_sets.check_customer(mask([add_on, *beside]), "packages")
        assert found(faults)[0] == codes.ADD_ON_ALONE
        assert add_on in faults[0].text


@pytest.mark.rule("PKG-4", "PKG-5")
@given(SETS, st.sampled_from(ALL))
def test_what_one_adds_breaks_nothing_but_an_add_on_itself(names: set[str], more: str) -> None:
    before = set(package_sets.check_customer(mask(names), "packages"))
    after = set(package_sets.check_customer(mask(names | {more}), "packages"))
    if more in ALL[:7]:
        assert {fault.code for fault in after} <= {fault.code for fault in before}


@pytest.mark.rule("PKG-4", "PKG-5")
@given(SETS)
def test_taking_away_what_an_add_on_needs_is_refused(names: set[str]) -> None:
    wanted = mask(names | {"attendant_console", "cisco_calling_plan"})
    faults = found(package_sets.check_customer(wanted, "packages"))
    assert (codes.CONSOLE_NEEDS_CALLING in faults) == names.isdisjoint(PROFESSIONAL)
    assert (codes.PLAN_NEEDS_CALLING in faults) == names.isdisjoint(CALLING)


def test_the_text_says_which_add_on_needs_what() -> None:
    (fault,) = package_sets.check_customer(
        mask(["webex_meetings", "webex_calling_standard", "attendant_console"]), "packages"
    )
    assert fault.description == (
        "packages: attendant_console needs one of webex_voice, webex_calling, webex_suite,"
        " cx_essentials (PKG-5)."
    )


@pytest.mark.rule("PKG-3a")
@pytest.mark.parametrize(
    ("package", "packages", "code", "field"),
    [
        ("", [], codes.NO_PACKAGE, "package"),
        ("webex_suite", ["webex_suite"], codes.ONE_PACKAGE, "package"),
        ("", ["webex_suite", "attendant_console"], codes.ONE_PACKAGE, "packages"),
        ("", ["webex_suite", "webex_suite"], codes.ONE_PACKAGE, "packages"),
        ("gold", [], codes.UNKNOWN_PACKAGE, "package"),
        ("", ["gold"], codes.UNKNOWN_PACKAGE, "packages[0]"),
        ("", [""], codes.UNKNOWN_PACKAGE, "packages[0]"),
    ],
)
def test_a_subscriber_call_takes_exactly_one_package(
    package: str, packages: list[str], code: codes.Code, field: str
) -> None:
    nothing, faults = package_sets.one(package, packages, "package")
    assert nothing is None
    assert [(fault.code, fault.field) for fault in faults] == [(code, field)]


@pytest.mark.rule("PKG-2", "PKG-3a")
@pytest.mark.parametrize("name", [*ALL, "customer_assist"])
def test_one_package_comes_under_either_name(name: str) -> None:
    code = CODES[{"customer_assist": "cx_essentials"}.get(name, name)]
    assert package_sets.one(name, [], "package") == (code, [])
    assert package_sets.one("", [name], "package") == (code, [])


@pytest.mark.rule("PKG-3")
@pytest.mark.parametrize("name", ALL[1:7])
def test_each_base_package_of_users_is_enough(name: str) -> None:
    assert package_sets.check_subscriber(CODES[name], None, mask([name]), "package") == []


@pytest.mark.rule("PKG-3a", "PKG-5")
@pytest.mark.parametrize("base", [None, *ALL[1:7]])
def test_the_console_joins_a_fitting_base_package(base: str | None) -> None:
    code = None if base is None else CODES[base]
    faults = package_sets.check_subscriber(package_sets.CONSOLE, code, EVERYTHING, "package")
    if base is None:
        assert found(faults) == [codes.ADD_ON_ALONE]
    else:
        assert found(faults) == ([] if base in PROFESSIONAL else [codes.CONSOLE_NEEDS_CALLING])


@pytest.mark.rule("PKG-5")
@pytest.mark.parametrize("base", ALL[1:7])
def test_a_base_package_does_not_change_under_the_console(base: str) -> None:
    console = bit(package_sets.CONSOLE)
    faults = package_sets.check_subscriber(
        CODES[base], CODES["webex_suite"], EVERYTHING, "package", add_ons=console
    )
    assert found(faults) == ([] if base in PROFESSIONAL else [codes.CONSOLE_NEEDS_CALLING])


@pytest.mark.rule("PKG-7")
def test_common_area_is_never_for_subscribers() -> None:
    (fault,) = package_sets.check_subscriber(package_sets.COMMON_AREA, None, EVERYTHING, "package")
    assert fault.code == codes.ROOMS_ONLY
    assert "workspaces" in fault.text


@pytest.mark.parametrize("name", ["cisco_calling_plan", *ALL[9:]])
def test_some_packages_are_the_customers_alone(name: str) -> None:
    faults = package_sets.check_subscriber(CODES[name], CODES["webex_suite"], EVERYTHING, "package")
    assert found(faults) == [codes.NOT_FOR_SUBSCRIBERS]


@given(st.sampled_from(list(CODES.values())), SETS)
def test_a_subscriber_gets_what_its_customer_has(wanted: int, names: set[str]) -> None:
    customer = mask(names)
    faults = package_sets.check_subscriber(wanted, CODES["webex_suite"], customer, "packages[0]")
    assert (codes.NOT_OF_CUSTOMER in found(faults)) == (not customer & bit(wanted))
    assert {fault.field for fault in faults} <= {"packages[0]"}


def test_limits_are_kept_by_code() -> None:
    wanted = {"webex_calling": 5, "customer_assist": 0, "attendant_console": 3}
    packages = mask(["webex_calling", "cx_essentials", "attendant_console"])
    assert package_sets.check_limits(wanted, packages, {CODES["webex_calling"]: 5}, "limits") == (
        {CODES["webex_calling"]: 5, CODES["cx_essentials"]: 0, CODES["attendant_console"]: 3},
        [],
    )


def test_all_that_is_wrong_with_limits_is_said() -> None:
    wanted = {
        "gold": 1,
        "cisco_calling_plan": 1,
        "webex_calling": -1,
        "webex_suite": 1,
        "webex_voice": 2,
        "webex_meetings": 10**30,
    }
    packages = mask(["webex_calling", "webex_voice", "webex_meetings", "cisco_calling_plan"])
    kept, faults = package_sets.check_limits(wanted, packages, {CODES["webex_voice"]: 3}, "limits")
    assert kept == {}
    assert {fault.field.removeprefix("limits."): fault.code for fault in faults} == {
        "gold": codes.UNKNOWN_PACKAGE,
        "cisco_calling_plan": codes.NO_LIMIT,
        "webex_calling": codes.BAD_CHOICE,
        "webex_suite": codes.NOT_OF_CUSTOMER,
        "webex_voice": codes.LIMIT_TOO_LOW,
        "webex_meetings": codes.BAD_CHOICE,
    }


@given(st.dictionaries(TEXTS | st.sampled_from(ALL), st.integers()), SETS)
def test_any_limits_are_right_or_named(limits: dict[str, int], names: set[str]) -> None:
    kept, faults = package_sets.check_limits(limits, mask(names), {}, "limits")
    assert len(kept) + len(faults) >= min(len(limits), 20)
    assert all(0 <= limit <= package_sets.MOST_LIMIT for limit in kept.values())
    assert all(len(fault.field) < 60 and fault.field.isascii() for fault in faults)


@pytest.mark.rule("PRV-6")
@pytest.mark.parametrize(
    ("created", "current", "wanted", "lower"),
    [
        (["webex_suite"], None, "webex_calling", True),
        (["webex_suite", "webex_calling"], None, "webex_calling", False),
        (["webex_suite", "webex_calling"], None, "webex_calling_standard", True),
        (["webex_suite", "webex_calling"], "webex_suite", "webex_calling", True),
        (["webex_calling"], "webex_calling", "webex_suite", False),
        (["webex_calling"], "webex_calling", "webex_meetings", True),
        (["webex_suite"], "webex_suite", "cx_essentials", False),
        (["webex_suite"], "webex_suite", "attendant_console", False),
        (["common_area_calling"], None, "webex_meetings", False),
        (["common_area_calling", "webex_voice"], None, "webex_calling_standard", True),
        ([], "webex_calling", "webex_voice", True),
        ([], None, "webex_calling_standard", False),
    ],
)
def test_an_administrator_is_not_downgraded(
    created: list[str], current: str | None, wanted: str, lower: bool
) -> None:
    code = None if current is None else CODES[current]
    assert package_sets.is_downgrade(mask(created), code, CODES[wanted]) is lower


@pytest.mark.rule("PRV-6")
@given(SETS, st.sampled_from(ALL))
def test_the_package_that_one_was_given_is_never_a_downgrade(names: set[str], wanted: str) -> None:
    given_first = [name for name in ALL[1:7] if name in names]
    if wanted in given_first:
        assert not package_sets.is_downgrade(mask([wanted]), CODES[wanted], CODES[wanted])
        highest = "webex_suite"
        assert not package_sets.is_downgrade(mask(names), CODES[wanted], CODES[highest])
