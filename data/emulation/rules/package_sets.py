"""Sets of packages that customers and subscribers may have (PKG-1 to PKG-7, PRV-6).

A set is a mask as in `packages`; a single package is its code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, shown
from data.emulation.rules.packages import ALIASES, CODES, NAMES, PACKAGES, bit, mask, names
from data.models.packages import NEEDS as NEEDED_BY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BASES: Final = mask(p.name for p in PACKAGES if p.kind == "base")
ADD_ONS: Final = mask(p.name for p in PACKAGES if p.kind == "add_on")
COMMON_AREA: Final = CODES["common_area_calling"]
CONSOLE: Final = CODES["attendant_console"]
PLAN: Final = CODES["cisco_calling_plan"]
CONSOLE_BASES: Final = mask(NEEDED_BY[NAMES[CONSOLE]])
"""What Attendant Console stands on (PKG-5)."""
PLAN_BASES: Final = mask(NEEDED_BY[NAMES[PLAN]])
"""What Cisco Calling Plan stands on (PKG-4)."""
NEEDS: Final = {
    CONSOLE: (CONSOLE_BASES, codes.CONSOLE_NEEDS_CALLING),
    PLAN: (PLAN_BASES, codes.PLAN_NEEDS_CALLING),
}
"""What each add-on needs one of, and the code of a set without it."""
LIMITED: Final = BASES | bit(CONSOLE)
"""Packages whose use a customer can limit (contract, section 2)."""
MOST_LIMIT: Final = 1_000_000
"""The highest limit. Decided here."""

_RANKS: Final = {
    "webex_meetings": 1,
    "webex_calling_standard": 2,
    "webex_voice": 3,
    "webex_calling": 4,
    "webex_suite": 5,
    "cx_essentials": 5,
}
"""Levels of the packages of users for PRV-6. Decided here: Suite and Customer Assist are equals."""
_SHOWN: Final = 20


def parse(packages: Sequence[str], field: str) -> tuple[int, list[Fault]]:
    """The mask of the packages that a request names, and what is wrong with the names.

    Names come in any order and may repeat; other names that are accepted stand for theirs (PKG-2).

    Args:
        packages: names on the wire.
        field: the list's place in the request.
    """
    if not packages:
        return 0, [Fault(field, codes.NO_PACKAGE, f"must name one at least of {_known()}")]
    total, faults = 0, list[Fault]()
    for number, name in enumerate(packages):
        code = _code(name)
        if code is not None:
            total |= bit(code)
        elif len(faults) < _SHOWN:
            faults.append(_unknown(name, f"{field}[{number}]"))
    return total, faults


def check_customer(packages: int, field: str) -> list[Fault]:
    """What is wrong with the set of packages that a customer is to have afterwards.

    As it is the set afterwards, both directions are looked at: adding an add-on, and taking away
    what one stands on.

    Args:
        packages: the mask.
        field: the list's place in the request.
    """
    faults = []
    if packages & ADD_ONS and not packages & BASES:
        alone = ", ".join(names(packages & ADD_ONS))
        words = f"must have one of {_list(BASES)} beside the add-ons {alone}"
        faults.append(Fault(field, codes.ADD_ON_ALONE, words))
    for add_on, (bases, code) in NEEDS.items():
        if packages & bit(add_on) and not packages & bases:
            faults.append(Fault(field, code, _needs(add_on, bases)))
    return faults


def check_limits(
    limits: Mapping[str, int], packages: int, used: Mapping[int, int], field: str
) -> tuple[dict[int, int], list[Fault]]:
    """The limits that a request sets, by the package's code, and what is wrong with them.

    Args:
        limits: name on the wire to the most that the customer may use.
        packages: the mask of the packages that the customer is to have; 0 where it is not known.
        used: code to what is in use now.
        field: the object's place in the request.
    """
    found: dict[int, int] = {}
    faults: list[Fault] = []
    for name, limit in limits.items():
        code = _code(name)
        fault = _limit_fault(name, code, limit, packages, used)
        if fault is None and code is not None:
            found[code] = limit
        elif fault is not None and len(faults) < _SHOWN:
            place = f"{field}.{name}" if name.isascii() and len(name) <= 40 else field
            faults.append(fault._replace(field=place))
    return found, faults


def one(package: str, packages: Sequence[str], field: str) -> tuple[int | None, list[Fault]]:
    """The code of the one package that a request for a subscriber names (PKG-3a).

    Args:
        package: under the one name.
        packages: under the other name, a list of one.
        field: the place of `package` in the request, such as `package`.
    """
    listed = f"{field}s" if field.endswith("package") else field
    given = ([package] if package else []) + list(packages)
    if not given:
        return None, [Fault(field, codes.NO_PACKAGE, f"must be one of {_known()}")]
    if len(given) > 1:
        place = field if package else listed
        words = "there must be exactly one package, in package or in packages"
        return None, [Fault(place, codes.ONE_PACKAGE, words)]
    code = _code(given[0])
    if code is None:
        return None, [_unknown(given[0], field if package else f"{listed}[0]")]
    return code, []


def check_subscriber(
    wanted: int, base: int | None, customer: int, field: str, *, add_ons: int = 0
) -> list[Fault]:
    """What is wrong with a package for a subscriber.

    Args:
        wanted: the package's code.
        base: the code of the base package that the subscriber has; None for a new one.
        customer: the mask of the customer's packages.
        field: the package's place in the request.
        add_ons: the mask of the add-ons that it keeps while its base package changes.
    """
    fault = _kind_fault(wanted, base)
    found = [] if fault is None else [fault]
    if bit(wanted) & BASES:
        found += [
            Fault("", code, _needs(add_on, bases))
            for add_on, (bases, code) in NEEDS.items()
            if add_ons & bit(add_on) and not bit(wanted) & bases
        ]
    if not bit(wanted) & customer:
        words = f"the customer does not have {NAMES[wanted]}; it has {_list(customer) or 'none'}"
        found.append(Fault("", codes.NOT_OF_CUSTOMER, words))
    return [fault._replace(field=field) for fault in found]


def is_downgrade(created_mask: int, current: int | None, wanted: int) -> bool:
    """Whether a package is too low for an administrator of a customer (PRV-6).

    It may rank neither below the lowest package that the organization was created with, nor below
    the one that the administrator has.

    Args:
        created_mask: the mask of the packages that the customer began with.
        current: the code of the administrator's base package; None for a new one.
        wanted: the code of the package to be given.
    """
    rank = _RANKS.get(NAMES[wanted])
    if rank is None:
        return False
    levels = [_RANKS[name] for name in names(created_mask) if name in _RANKS]
    lowest = min(levels, default=0)
    present = _RANKS.get(NAMES[current], 0) if current is not None else 0
    return rank < max(lowest, present)


def _code(name: str) -> int | None:
    return CODES.get(ALIASES.get(name, name))


def _known() -> str:
    return ", ".join(CODES)


def _list(packages: int) -> str:
    return ", ".join(names(packages))


def _needs(add_on: int, bases: int) -> str:
    return f"{NAMES[add_on]} needs one of {_list(bases)}"


def _unknown(name: str, field: str) -> Fault:
    words = f"{shown(name)} is no package; it must be one of {_known()}"
    return Fault(field, codes.UNKNOWN_PACKAGE, words)


def _kind_fault(wanted: int, base: int | None) -> Fault | None:
    """Why a package is none for a subscriber with a base package, whoever its customer is."""
    if wanted == COMMON_AREA:
        words = f"{NAMES[wanted]} is given to workspaces, never to subscribers"
        return Fault("", codes.ROOMS_ONLY, words)
    if bit(wanted) & BASES:
        return None
    if wanted != CONSOLE:
        words = f"{NAMES[wanted]} is a package of the customer; no subscriber has it of its own"
        return Fault("", codes.NOT_FOR_SUBSCRIBERS, words)
    if base is None:
        words = f"{NAMES[wanted]} never alone; the subscriber needs a base package first"
        return Fault("", codes.ADD_ON_ALONE, words)
    if not bit(base) & CONSOLE_BASES:
        return Fault("", codes.CONSOLE_NEEDS_CALLING, _needs(wanted, CONSOLE_BASES))
    return None


def _limit_fault(
    name: str, code: int | None, limit: int, packages: int, used: Mapping[int, int]
) -> Fault | None:
    if code is None:
        return _unknown(name, "")
    if not bit(code) & LIMITED:
        words = f"the package has no limit; these have one: {_list(LIMITED)}"
        return Fault("", codes.NO_LIMIT, words)
    if not 0 <= limit <= MOST_LIMIT:
        return Fault("", codes.BAD_CHOICE, f"must be from 0 to {MOST_LIMIT}")
    if packages and not bit(code) & packages:
        words = f"the customer is to have no {NAMES[code]}; it is to have {_list(packages)}"
        return Fault("", codes.NOT_OF_CUSTOMER, words)
    if limit < used.get(code, 0):
        return Fault("", codes.LIMIT_TOO_LOW, f"must be {used[code]} or more, which are in use")
    return None
