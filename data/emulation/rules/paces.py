"""How long the platform takes (decision 5): instant, demo, real."""

from __future__ import annotations

from typing import Final

from data.emulation.rules.times import HOUR, MINUTE, SECOND

PACES: Final = ("instant", "demo", "real")
PROVISION: Final = "provision"
ATTACH: Final = "attach"
UPDATE: Final = "update"
REMOVE: Final = "remove"
CONSENT: Final = "consent"
APPROVAL: Final = "approval"
REPORT: Final = "report"

_BOUNDS: Final = {
    "instant": {
        PROVISION: (0, 0),
        ATTACH: (0, 0),
        UPDATE: (0, 0),
        REMOVE: (0, 0),
        REPORT: (0, 0),
        # A moment later, so that one can tell that somebody was asked.
        CONSENT: (1, 1),
        APPROVAL: (1, 1),
    },
    "demo": {
        PROVISION: (2 * SECOND, 10 * SECOND),
        ATTACH: (3 * SECOND, 15 * SECOND),
        UPDATE: (2 * SECOND, 8 * SECOND),
        REMOVE: (2 * SECOND, 8 * SECOND),
        REPORT: (2 * SECOND, 10 * SECOND),
        CONSENT: (30 * SECOND, 90 * SECOND),
        APPROVAL: (20 * SECOND, 60 * SECOND),
    },
    "real": {
        PROVISION: (3 * MINUTE, 20 * MINUTE),
        ATTACH: (10 * MINUTE, 60 * MINUTE),
        UPDATE: (1 * MINUTE, 10 * MINUTE),
        REMOVE: (5 * MINUTE, 30 * MINUTE),
        REPORT: (2 * MINUTE, 20 * MINUTE),
        CONSENT: (1 * HOUR, 48 * HOUR),
        APPROVAL: (2 * HOUR, 72 * HOUR),
    },
}
_PLAIN: Final = 4
"""So many packages cost no time of their own."""
_MORE: Final = {"instant": 0, "demo": 2 * SECOND, "real": 2 * MINUTE}
"""What each package beyond those adds, and the most of all: `_MOST`."""
_MOST: Final = {"instant": 1, "demo": 100 * SECOND, "real": 72 * HOUR}


def duration(pace: str, what: str, chance: float, packages: int = 1) -> int:
    """How long something takes, in milliseconds.

    Demo provisions a plain customer in 2 to 10 seconds, and never takes more than 100.

    Args:
        pace: one of `PACES`.
        what: provision, attach, update, remove, report, consent or approval.
        chance: from 0 up to but not including 1; a higher one takes longer.
        packages: how many packages it is about; more than four take longer.

    Raises:
        KeyError: there is no such pace or nothing of this kind.
    """
    least, most = _BOUNDS[pace][what]
    found = least + int(chance * (most - least + 1))
    if what not in (CONSENT, APPROVAL):
        found += max(0, packages - _PLAIN) * _MORE[pace]
    return min(found, _MOST[pace])
