"""What a customer's history and its errors say, in words of this project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import codes
from data.emulation.rules.packages import PACKAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.emulation.rules.codes import Code

ACCEPTED: Final = "Order accepted, onboarding template {template}."
HELD: Final = "A name or address is on the denied-party list: held for a manual review."
ASKED: Final = "The organization's administrator was asked to approve."
GRANTED: Final = "The organization's administrator approved."
READY: Final = "All packages are ready."
APPROVED: Final = "The review ended with approval."
READY_AFTER_REVIEW: Final = "The review ended with approval; all packages are ready."
PARTLY: Final = "Ready except for packages in error."
CHANGE: Final = "Change accepted: {change}."
CHANGED: Final = "The change is done."
REMOVAL: Final = "Removal of the wholesale service accepted."
REMOVED: Final = "The wholesale service is off; the organization stays."
SAME: Final = "nothing new"

_TITLES: Final = {package.code: package.title for package in PACKAGES}


class Problem(NamedTuple):
    """An error of a customer or a package."""

    code: Code
    description: str

    @property
    def wire(self) -> dict[str, int | str]:
        """The shape that answers carry."""
        return {"errorCode": self.code.number, "description": self.description}


UNSETTLED: Final = Problem(
    codes.REVIEW_UNSETTLED,
    "The denied-party review was not settled within 72 hours; onboarding has stopped.",
)
REFUSED: Final = Problem(
    codes.REVIEW_UNSETTLED, "The denied-party review ended with a refusal; onboarding has stopped."
)
NOT_APPROVED: Final = Problem(
    codes.APPROVAL_REFUSED,
    "The organization's administrator did not approve; onboarding has stopped.",
)
VENDOR_FAILED: Final = Problem(
    codes.VENDOR_FAILED,
    "The PSTN vendor of the onboarding template does not serve the country of the first location."
    " Set another connection for the location and retry.",
)
NOT_STARTED: Final = Problem(
    codes.NOT_STARTED, "Not provisioned, because onboarding of the customer stopped."
)
MAINTENANCE: Final = Problem(
    codes.CALLING_MAINTENANCE,
    "The calling service is in maintenance: calls work, changes to calling settings wait until"
    " it is over.",
)


def change(added: Iterable[int], gone: Iterable[int], others: Iterable[str]) -> str:
    """What an accepted change is, in words.

    Args:
        added: codes of packages that come.
        gone: codes of packages that go.
        others: what else changes, in words.
    """
    signs = [f"+{_TITLES[code]}" for code in added]
    signs += [f"-{_TITLES[code]}" for code in gone]
    return CHANGE.format(change=", ".join([*signs, *others]) or SAME)
