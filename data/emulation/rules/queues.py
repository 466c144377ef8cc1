"""Call queues: kinds, ways to route, who may be an agent, weights, settings (QUE, PKG-8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from data.emulation.rules import codes, locales, texts, time_zones
from data.emulation.rules.faults import Fault, shown
from data.emulation.rules.packages import CODES, NAMES, bit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CALLING: Final = "calling"
ASSIST: Final = "customer_assist"
KINDS: Final = (CALLING, ASSIST)
"""A queue of Webex Calling, and one of Customer Assist."""

TOP_DOWN: Final = "REGULAR"
WEIGHTED: Final = "WEIGHTED"
POLICIES: Final = ("CIRCULAR", TOP_DOWN, "SIMULTANEOUS", "UNIFORM", WEIGHTED)
"""How calls find an agent, as the platform spells it."""
ROUTING: Final = "PRIORITY_BASED"
"""The only routing type here. Decided here: skills are not played."""

PEOPLE: Final = "PEOPLE"
PLACE: Final = "PLACE"
LINE: Final = "VIRTUAL_LINE"
"""What an agent is, as the platform spells it."""

WITH_QUEUES: Final = tuple(
    CODES[name] for name in ("webex_voice", "webex_calling", "webex_suite", "cx_essentials")
)
"""Packages that have call queues and virtual lines: those of users with calling, but for Standard
Calling (PKG-8). A supervisor needs one of them. Decided here."""
FITTING: Final = {CALLING: WITH_QUEUES, ASSIST: (CODES["cx_essentials"],)}
"""By kind of queue, packages of whom one may make an agent (QUE-1, PKG-8, PKG-12)."""

NAME_MOST: Final = 30
"""Characters of a queue's name at most. Decided here."""
QUEUE_SIZE: Final = 10
"""Calls that wait at most, where a request does not say. Decided here."""
TOTAL: Final = 100
"""What the weights of a queue's agents add up to."""
_NUMBERS: Final = {
    "queueSettings.queueSize": (0, 250),
    "queueSettings.overflow.overflowAfterWaitTime": (0, 7_200),
    "callPolicies.callBounce.callBounceMaxRings": (1, 20),
    "callPolicies.callBounce.alertAgentMaxSeconds": (1, 86_400),
    "callPolicies.callBounce.callBounceOnHoldMaxSeconds": (1, 86_400),
}
_CHOICES: Final = {
    "callPolicies.routingType": (ROUTING,),
    "callPolicies.distinctiveRing.ringPattern": (
        "NORMAL",
        "LONG_LONG",
        "SHORT_SHORT_LONG",
        "SHORT_LONG_SHORT",
    ),
    "queueSettings.overflow.action": (
        "PERFORM_BUSY_TREATMENT",
        "PLAY_RINGING_UNTIL_CALLER_HANGS_UP",
        "TRANSFER_TO_PHONE_NUMBER",
    ),
    "queueSettings.overflow.greeting": ("DEFAULT", "CUSTOM"),
}
_TEXTS: Final = {"firstName": 64, "lastName": 64, "queueSettings.overflow.transferNumber": 23}


def mask(kind: str) -> int:
    """The packages of a customer of which it needs one to have queues of a kind."""
    return sum(map(bit, FITTING[kind]))


def agent_fault(kind: str, package: int | None, name: str, field: str) -> list[Fault]:
    """Why a user cannot be an agent of a queue (QUE-1, PKG-8).

    Args:
        kind: of the queue.
        package: the code of the user's base package; None for none.
        name: the user's.
        field: the place of the agent in the request.
    """
    return _unfit(package, FITTING[kind], f"an agent of a {_words(kind)}", name, field)


def supervisor_fault(package: int | None, name: str, field: str) -> list[Fault]:
    """Why a user cannot be a supervisor, whatever the kind of queue. Decided here."""
    return _unfit(package, WITH_QUEUES, "a supervisor of a queue", name, field)


def policy_faults(kind: str, policy: str, field: str) -> list[Fault]:
    """What is wrong with a way to route calls (QUE-4)."""
    if policy not in POLICIES:
        text = f"must be one of {', '.join(POLICIES)}; not {shown(policy)}"
        return [Fault(field, codes.BAD_CHOICE, text)]
    if kind == ASSIST and policy == WEIGHTED:
        text = f"a queue of Customer Assist routes by one of {', '.join(POLICIES[:-1])}"
        return [Fault(field, codes.NO_WEIGHTED, text)]
    return []


def weights(given: Sequence[str], policy: str, field: str) -> tuple[list[int | None], list[Fault]]:
    """The weights of a queue's agents, in their order, and what is wrong with them.

    They count for weighted routing only; elsewhere nobody looks at them.

    Args:
        given: as sent, decimal digits; empty for none.
        policy: how the queue routes.
        field: the place of the list of agents.
    """
    if policy != WEIGHTED:
        return [None] * len(given), []
    found: list[int | None] = []
    faults = []
    for number, text in enumerate(given):
        plain = text.strip() or "0"
        weight = int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 4 else None
        if weight is None or weight > TOTAL:
            place = f"{field}[{number}].weight"
            faults.append(Fault(place, codes.BAD_CHOICE, f"must be from 0 to {TOTAL}"))
            weight = None
        found.append(weight)
    total = sum(weight or 0 for weight in found)
    if found and not faults and total != TOTAL:
        text = f"their weights add up to {total}, and must to {TOTAL}"
        faults.append(Fault(field, codes.BAD_WEIGHTS, text))
    return found, faults


def shares(given: Sequence[int | None]) -> list[int | None]:
    """The weights of those who are left, scaled so that they add up to 100 again.

    What is over after rounding down goes to the largest fractions, the first ones of equals.

    Args:
        given: as they were set; None for agents of a queue that is not weighted.
    """
    whole = [weight for weight in given if weight is not None]
    if len(whole) < len(given) or not whole or sum(whole) == TOTAL:
        return list(given)
    # Where nobody has any, all have the same.
    parts = whole if any(whole) else [1] * len(whole)
    total = sum(parts)
    found = [TOTAL * part // total for part in parts]
    order = sorted(range(len(parts)), key=lambda n: -(TOTAL * parts[n] % total))
    for number in order[: TOTAL - sum(found)]:
        found[number] += 1
    return list(found)


def setting_faults(settings: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with the settings of a request, as `settings` of the wire."""
    faults = []
    for place, (least, most) in _NUMBERS.items():
        number = _at(settings, place)
        if number is not None and not least <= number <= most:
            faults.append(Fault(place, codes.BAD_CHOICE, f"must be from {least} to {most}"))
    for place, choices in _CHOICES.items():
        choice = _at(settings, place)
        if choice and choice not in choices:
            text = f"must be one of {', '.join(choices)}"
            faults.append(Fault(place, codes.BAD_CHOICE, text))
    for place, most in _TEXTS.items():
        faults += texts.check(_at(settings, place) or "", place, most=most, required=False)
    # The platform spells its languages en_us here.
    language, mark, country = str(settings.get("languageCode", "")).strip().partition("_")
    spelled = f"{language.lower()}{mark}{country.upper()}"
    faults += locales.check(spelled, "languageCode")
    return [*faults, *time_zones.check(settings.get("timeZone", ""), "timeZone")]


def merged(kept: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Settings after a change: what a request does not name stays."""
    found = dict(kept)
    for name, value in given.items():
        old = found.get(name)
        both = isinstance(old, dict) and isinstance(value, dict)
        found[name] = merged(old, value) if both and old is not None else value
    return found


def _unfit(
    package: int | None, fitting: Sequence[int], what: str, name: str, field: str
) -> list[Fault]:
    if package in fitting:
        return []
    has = "has no package" if package is None else f"has {NAMES[package]}"
    wanted = ", ".join(NAMES[code] for code in fitting)
    text = f"{name} cannot be {what}: the user {has}, and needs one of {wanted}"
    rule = "QUE-1" if fitting == FITTING[ASSIST] else "PKG-8"
    return [Fault(field, codes.NOT_AN_AGENT, text, rule)]


def _words(kind: str) -> str:
    return "queue of Customer Assist" if kind == ASSIST else "queue"


def _at(settings: Mapping[str, Any], place: str) -> Any:
    found: Any = settings
    for name in place.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found
