"""Rules of call queues by themselves (QUE, PKG-8, PKG-12)."""

from __future__ import annotations

import pytest

from data.emulation.rules import codes
from data.emulation.rules import queues as rules
from data.emulation.rules.packages import CODES, NAMES


@pytest.mark.rule("PKG-8")
@pytest.mark.rule("PKG-12")
@pytest.mark.rule("QUE-1")
@pytest.mark.parametrize("kind", rules.KINDS)
def test_which_packages_fit(kind: str) -> None:
    fit = {NAMES[code] for code in CODES.values() if not rules.agent_fault(kind, code, "Ann", "x")}
    users = {"webex_voice", "webex_calling", "webex_suite", "cx_essentials"}
    assert fit == (users if kind == rules.CALLING else {"cx_essentials"})
    (fault,) = rules.agent_fault(kind, None, "Ann", "agents[0].id")
    assert (fault.field, fault.code) == ("agents[0].id", codes.NOT_AN_AGENT)
    assert fault.rule == ("PKG-8" if kind == rules.CALLING else "QUE-1")
    assert rules.supervisor_fault(CODES["webex_voice"], "Ann", "x") == []
    assert rules.supervisor_fault(CODES["webex_calling_standard"], "Ann", "x") != []


@pytest.mark.rule("QUE-4")
def test_weighted_routing_is_of_one_kind_only() -> None:
    for policy in rules.POLICIES:
        assert rules.policy_faults(rules.CALLING, policy, "p") == []
        found = rules.policy_faults(rules.ASSIST, policy, "p")
        assert bool(found) is (policy == rules.WEIGHTED)
    (fault,) = rules.policy_faults(rules.ASSIST, rules.WEIGHTED, "p")
    assert fault.code == codes.NO_WEIGHTED
    (fault,) = rules.policy_faults(rules.CALLING, "weighted", "p")
    assert fault.code == codes.BAD_CHOICE


@pytest.mark.parametrize(
    ("given", "found", "wrong"),
    [
        ([], [], []),
        (["100"], [100], []),
        (["50", "50", ""], [50, 50, 0], []),
        (["99"], [99], ["agents"]),
        (["60", "60"], [60, 60], ["agents"]),
        (["101"], [None], ["agents[0].weight"]),
        (["-1", "١٠٠", "1e2"], [None] * 3, [f"agents[{n}].weight" for n in range(3)]),
    ],
)
def test_weights(given: list[str], found: list[int | None], wrong: list[str]) -> None:
    weights, faults = rules.weights(given, rules.WEIGHTED, "agents")
    assert (weights, [fault.field for fault in faults]) == (found, wrong)
    assert rules.weights(given, rules.TOP_DOWN, "agents") == ([None] * len(given), [])


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([], []),
        ([None, None], [None, None]),
        ([30, 70], [30, 70]),
        ([20, 40], [33, 67]),
        ([10, 10, 10], [34, 33, 33]),
        ([0, 50], [0, 100]),
        ([0, 0, 0], [34, 33, 33]),
    ],
)
def test_weights_are_shared_out(given: list[int | None], found: list[int | None]) -> None:
    assert rules.shares(given) == found


def test_settings_have_bounds() -> None:
    right = {
        "queueSettings": {"queueSize": 250, "overflow": {"overflowAfterWaitTime": 7_200}},
        "callPolicies": {"routingType": "PRIORITY_BASED", "callBounce": {"callBounceMaxRings": 1}},
        "languageCode": "fr_ca",
        "timeZone": "Europe/Berlin",
    }
    assert rules.setting_faults({}) == []
    assert rules.setting_faults(right) == []
    wrong = {
        "queueSettings": {"queueSize": -1, "overflow": {"greeting": "LOUD"}},
        "callPolicies": {"callBounce": {"alertAgentMaxSeconds": 0}},
        "firstName": "a" * 65,
        "languageCode": "x",
    }
    assert {fault.field for fault in rules.setting_faults(wrong)} == {
        "queueSettings.queueSize",
        "queueSettings.overflow.greeting",
        "callPolicies.callBounce.alertAgentMaxSeconds",
        "firstName",
        "languageCode",
    }


def test_what_a_change_does_not_name_stays() -> None:
    kept = {"a": {"b": 1, "c": 2}, "d": 3}
    assert rules.merged(kept, {"a": {"c": 4}, "e": 5}) == {"a": {"b": 1, "c": 4}, "d": 3, "e": 5}
    assert kept == {"a": {"b": 1, "c": 2}, "d": 3}
