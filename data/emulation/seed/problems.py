"""What goes wrong in a seed, and what history says about it, in words of this project.

Their codes stand in the table of all codes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import codes

if TYPE_CHECKING:
    from collections.abc import Sequence


class Problem(NamedTuple):
    """A warning or an error of a customer, a package or a subscriber."""

    code: int
    description: str

    @property
    def wire(self) -> dict[str, int | str]:
        """The shape that answers carry."""
        return {"errorCode": self.code, "description": self.description}


def as_json(problems: Sequence[Problem]) -> str | None:
    """Problems as the tables keep them, None for none."""
    if not problems:
        return None
    return json.dumps([problem.wire for problem in problems], ensure_ascii=False)


MAINTENANCE: Final = Problem(
    codes.CALLING_MAINTENANCE.number,
    "The calling service is in maintenance: calls work, changes to calling settings wait until"
    " it is over.",
)
LICENCES_DELAYED: Final = Problem(
    codes.LICENCES_DELAYED.number,
    "Licences of this package are still being assigned to some users.",
)
SITE_FAILED: Final = Problem(
    codes.SITE_FAILED.number,
    "The meeting site could not be made: no site name is free for this organization.",
)
VENDOR_FAILED: Final = Problem(
    codes.VENDOR_FAILED.number,
    "The PSTN vendor of the onboarding template does not serve the country of the first location."
    " Set another connection for the location and retry.",
)
DOMAIN_FAILED: Final = Problem(
    codes.DOMAIN_FAILED.number,
    "No SIP domain could be set, which workspaces need. Retry the package.",
)
ADD_ON_FAILED: Final = Problem(
    codes.ADD_ON_FAILED.number,
    "The add-on found no calling package that was ready. Retry the package.",
)
UNSETTLED: Final = Problem(
    codes.REVIEW_UNSETTLED.number,
    "The denied-party review was not settled within 72 hours; onboarding has stopped.",
)
NOT_STARTED: Final = Problem(
    codes.NOT_STARTED.number, "Not provisioned, because onboarding of the customer stopped."
)
EMAIL_TAKEN: Final = Problem(
    codes.EMAIL_IN_USE.number,
    "The primary email is already associated with an existing user. Give another one and retry.",
)
ADDRESS_REFUSED: Final = Problem(
    codes.ADDRESS_REFUSED.number,
    "The billing address does not exist in its country. Correct it and provision the customer"
    " again.",
)
NUMBER_TAKEN: Final = Problem(
    codes.NUMBER_UNAVAILABLE.number,
    "The phone number is in use at another location; the user has an extension only.",
)
LICENCE_SHORT: Final = Problem(
    codes.LICENCE_SHORT.number,
    "The add-on was not assigned: the customer's limit for it is reached.",
)

ACCEPTED: Final = "Order accepted, onboarding template {template}."
HELD: Final = "A name or address is on the denied-party list: held for a manual review."
READY: Final = "All packages are ready."
READY_AFTER_REVIEW: Final = "The review ended with approval; all packages are ready."
PARTLY: Final = "Ready except for packages in error."
CHANGE: Final = "Change accepted: {change}."
CHANGED: Final = "The change is done."
REMOVAL: Final = "Removal of the wholesale service accepted."
REMOVED: Final = "The wholesale service is off; the organization stays."
"""Sentences of a customer's history."""
