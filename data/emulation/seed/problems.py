"""What goes wrong in a seed, and what history says about it, in words of this project.

Their codes stand in the table of all codes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import codes, sentences

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


def _problem(known: sentences.Problem) -> Problem:
    return Problem(known.code.number, known.description)


def as_json(problems: Sequence[Problem]) -> str | None:
    """Problems as the tables keep them, None for none."""
    if not problems:
        return None
    return json.dumps([problem.wire for problem in problems], ensure_ascii=False)


MAINTENANCE: Final = _problem(sentences.MAINTENANCE)
LICENCES_DELAYED: Final = Problem(
    codes.LICENCES_DELAYED.number,
    "Licences of this package are still being assigned to some users.",
)
SITE_FAILED: Final = Problem(
    codes.SITE_FAILED.number,
    "The meeting site could not be made: no site name is free for this organization.",
)
VENDOR_FAILED: Final = _problem(sentences.VENDOR_FAILED)
DOMAIN_FAILED: Final = Problem(
    codes.DOMAIN_FAILED.number,
    "Workspaces need the SIP domain, which was not ready in time. Retry the package.",
)
ADD_ON_FAILED: Final = Problem(
    codes.ADD_ON_FAILED.number,
    "The add-on found no calling package that was ready. Retry the package.",
)
UNSETTLED: Final = _problem(sentences.UNSETTLED)
NOT_STARTED: Final = _problem(sentences.NOT_STARTED)
EMAIL_TAKEN: Final = Problem(
    codes.EMAIL_IN_USE.number,
    "The primary email is already associated with an existing user. Remove the customer and order"
    " it anew with another one.",
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

ACCEPTED: Final = sentences.ACCEPTED
HELD: Final = sentences.HELD
READY: Final = sentences.READY
READY_AFTER_REVIEW: Final = sentences.READY_AFTER_REVIEW
PARTLY: Final = sentences.PARTLY
CHANGE: Final = sentences.CHANGE
CHANGED: Final = sentences.CHANGED
REMOVAL: Final = sentences.REMOVAL
REMOVED: Final = sentences.REMOVED
"""Sentences of a customer's history, those of real changes as far as they have them."""
