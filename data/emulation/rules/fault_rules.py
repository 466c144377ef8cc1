"""Faults that the emulation plays: how one is described, and for which requests it fires (PRV-9).

Pure and repeatable (decision 11): whether the n-th request that a fault sees is hit follows from
the fault and n alone, so that the same requests in the same order fail alike.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

DELAY, STATUS, CUT, GARBLE, DROP = "delay", "status", "cut", "garble", "drop"
MAINTENANCE: Final = "maintenance"
KINDS: Final = (DELAY, STATUS, CUT, GARBLE, DROP, MAINTENANCE)
BEFORE, AFTER = "before", "after"
MOMENTS: Final = (BEFORE, AFTER)
STATUSES: Final = (423, 429, 500, 502, 503, 504)
"""What can be answered instead."""
TURNED_AWAY: Final = frozenset({423, 429})
"""Those that say that nothing was done, so that they never come after it was."""
WAITING: Final = frozenset({423, 429, 503})
"""Those that say when to come again."""
RETRY_AFTER: Final = 1
"""Seconds that they ask for."""
DELAY_MOST: Final = 120_000
"""Milliseconds that an answer is held back at most."""
MOST: Final = 1_000_000
SEED_MOST: Final = 2**31 - 1
EVERY: Final = "*"
"""The pattern of all operations."""
SPARED: Final = "faults."
"""How the names of operations begin that no fault touches: whoever made one can take it back."""
_PATTERN: Final = re.compile(r"[a-z_.*]{1,100}")


class FaultRule(NamedTuple):
    """A fault.

    Attributes:
        operations: the name of an operation, or several with stars, as `customers.*`.
        kind: one of KINDS.
        moment: whether it comes before or after the request took effect.
        status: what is answered, where the kind is status.
        delay_ms: how long the answer is held back, for any kind.
        share: of the requests, more than 0 and at most 1.
        most: how many requests it hits at most; None for no end.
        seed: which requests it hits.
    """

    operations: str
    kind: str
    moment: str = BEFORE
    status: int | None = None
    delay_ms: int = 0
    share: float = 1.0
    most: int | None = None
    seed: int = 1

    @property
    def ends(self) -> bool:
        """Whether a request that it hits gets no answer of its own."""
        return self.kind != DELAY


def matches(operations: str, name: str) -> bool:
    """Whether a pattern means an operation; one that is spared is meant by none."""
    if name.startswith(SPARED):
        return False
    parts = [re.escape(part) for part in operations.split(EVERY)]
    return re.fullmatch(".*".join(parts), name) is not None


def fires(rule: FaultRule, n: int, fired: int) -> bool:
    """Whether a fault hits a request.

    Args:
        rule: the fault.
        n: which of the requests that it has seen this is, from 1 on.
        fired: how many it has hit before.
    """
    if rule.most is not None and fired >= rule.most:
        return False
    return _chance(rule, n) < rule.share


def _chance(rule: FaultRule, n: int) -> float:
    """A number in [0, 1): the same for the same fault and place, whatever id it has."""
    text = f"{rule.seed}/{n}/{rule.kind}/{rule.moment}/{rule.operations}/{rule.status}"
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest(), "big") / 2**48


def check(rule: FaultRule, names: Iterable[str]) -> list[Fault]:
    """All that is wrong with a fault that is to be added.

    Args:
        rule: the fault.
        names: of all operations.
    """
    found = [*_choices(rule), *_numbers(rule)]
    if rule.kind == MAINTENANCE:
        return found + _of_maintenance(rule)
    if not rule.operations:
        found.append(_bad("operations", "is required: the name of an operation, or * for all"))
    elif not _is_known(rule.operations, names):
        found.append(
            _bad(
                "operations",
                f"{shown(rule.operations)} names no operation that can fail;"
                f" {_near(rule.operations, names)}",
            )
        )
    return found


def _near(operations: str, names: Iterable[str]) -> str:
    """Which names there are in the place of one that is none."""
    areas: dict[str, list[str]] = {}
    for name in names:
        if matches(EVERY, name):
            areas.setdefault(name.partition(".")[0], []).append(name)
    # A word of any length would take its square of time.
    near = get_close_matches(operations[:100].partition(".")[0], areas, n=1)
    if not near:
        return "customers.create, customers.* and * are such names; /openapi.json lists them"
    found = sorted(areas[near[0]])
    return f"near it are {', '.join(found)}; /openapi.json lists all"


def _is_known(operations: str, names: Iterable[str]) -> bool:
    return _PATTERN.fullmatch(operations) is not None and any(
        matches(operations, name) for name in names
    )


def _choices(rule: FaultRule) -> list[Fault]:
    """What is wrong with the words of a fault, and with its status, which goes with one of them."""
    found: list[Fault] = []
    if rule.kind not in KINDS:
        found.append(_bad("kind", f"must be one of {', '.join(KINDS)}"))
    if rule.moment not in MOMENTS:
        found.append(_bad("moment", f"must be one of {', '.join(MOMENTS)}"))
    if rule.kind == STATUS:
        if rule.status not in STATUSES:
            found.append(_bad("status", f"must be one of {', '.join(map(str, STATUSES))}"))
        elif rule.status in TURNED_AWAY and rule.moment == AFTER:
            words = f"{rule.status} says that nothing was done, so it comes before"
            found.append(_bad("moment", words))
    elif rule.status is not None:
        found.append(_bad("status", "is for faults of the kind status"))
    return found


def _numbers(rule: FaultRule) -> list[Fault]:
    """What is wrong with the numbers of a fault."""
    found: list[Fault] = []
    if not 0 <= rule.delay_ms <= DELAY_MOST:
        found.append(_bad("delayMs", f"must be between 0 and {DELAY_MOST}"))
    elif rule.kind == DELAY and not rule.delay_ms:
        found.append(_bad("delayMs", "is required for faults of the kind delay"))
    if not 0 < rule.share <= 1:
        found.append(_bad("share", "must be more than 0 and at most 1"))
    if rule.most is not None and not 1 <= rule.most <= MOST:
        found.append(_bad("most", f"must be between 1 and {MOST}"))
    if not 0 <= rule.seed <= SEED_MOST:
        found.append(_bad("seed", f"must be between 0 and {SEED_MOST}"))
    return found


def _of_maintenance(rule: FaultRule) -> list[Fault]:
    """Maintenance is on or off: it has no operations and no chance."""
    plain = FaultRule(EVERY, MAINTENANCE, status=rule.status)
    given = rule._replace(operations=rule.operations or EVERY)
    names = {"delay_ms": "delayMs"}
    return [
        _bad(names.get(name, name), "is not for maintenance, which is on until it is taken back")
        for name, one, other in zip(FaultRule._fields, given, plain, strict=True)
        if one != other
    ]


def _bad(field: str, text: str) -> Fault:
    return Fault(field, codes.BAD_FAULT, text)
