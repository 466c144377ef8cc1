"""Whether what is there is what was asked: for a change whose answer was lost (`data.client.lost`).

A platform may tidy up what it was sent, and packages have two names, so nothing is compared letter
by letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from data.client.lost import Unclear
from data.models.customers import CustomerDetail
from data.models.packages import NEEDS, SYNONYMS
from data.models.statuses import MOVING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.models.customers import Address, Customer
    from data.models.requests import (
        CreateLocation,
        CreateWorkspace,
        ProvisionCustomer,
        UpdateCustomer,
        UpdateSubscriber,
    )
    from data.models.resources import Location, Subscriber
    from data.models.workspaces import Workspace

FAILED: Final = frozenset({"error", "provisioned_with_errors"})


def kept(text: str) -> str:
    """An external id as a platform keeps it: composed, without blanks around it."""
    return normalize("NFC", text).strip()


def same_text(one: str, other: str) -> bool:
    """Whether two texts are one, but for blanks, letters' size and how they are composed."""
    return _tidy(one) == _tidy(other)


def same_id(one: str, other: str) -> bool:
    """Whether two ids are one; the padding of some does not matter."""
    return one.rstrip("=") == other.rstrip("=")


def is_ordered(row: Customer, body: ProvisionCustomer) -> bool:
    """Whether a customer with the external id is what was ordered, as far as it shows."""
    if not _names(body.packages) <= _names(row.packages):
        return False
    if body.org_id and row.org_id and not same_id(row.org_id, body.org_id):
        return False
    here, there = _place(body.address), _place(row.address)
    return not (any(here) and any(there)) or here == there


def is_updated(body: UpdateCustomer, before: Customer | None, now: Customer) -> bool:
    """Whether an update of a customer has taken effect.

    Args:
        body: what was asked.
        before: the customer before it; None where that is not known.
        now: the customer now.

    Raises:
        Unclear: it may have, or not: what was asked does not show, or an update is under way that
            may be somebody else's.
    """
    began = before is not None and now.status in MOVING and before.status not in MOVING
    if not _is_as_asked(body, now):
        if began:
            raise Unclear
        return False
    if began or (before is not None and not _is_as_asked(body, before)):
        return True
    if now.status in FAILED or not _shows(body, now):
        # It was to be tried anew, or nothing that can be seen was to change.
        raise Unclear
    return True


def has_package(row: Subscriber, body: UpdateSubscriber) -> bool:
    """Whether a user has the package that was asked: as the base, or an add-on beside it."""
    wanted = _names((body.package, *body.packages))
    base = {name for name in wanted if name not in NEEDS}
    return wanted <= _names((row.package, *row.packages)) and base <= _names((row.package,))


def has_packages(row: Subscriber, packages: Iterable[str]) -> bool:
    """Whether a user has these packages."""
    return _names(packages) <= _names((row.package, *row.packages))


def is_location(row: Location, body: CreateLocation) -> bool:
    """Whether a location of the name is what was ordered."""
    if body.address is None:
        return same_text(row.name, body.name)
    here, there = body.address, row.address
    parts = ((here.address1, there.address1), (here.city, there.city))
    return same_text(row.name, body.name) and all(same_text(*pair) for pair in parts)


def is_workspace(row: Workspace, body: CreateWorkspace) -> bool:
    """Whether a workspace is what was ordered: its name, and what it is called with."""
    asked = body.calling.webex_calling if body.calling else None
    there = row.calling.webex_calling if row.calling else None
    if asked is not None and there is not None:
        numbers = (
            (asked.extension, there.extension),
            (_digits(asked.phone_number), _digits(there.phone_number)),
        )
        if any(wanted and found and wanted != found for wanted, found in numbers):
            return False
    return same_text(row.display_name, body.display_name)


def _is_as_asked(body: UpdateCustomer, row: Customer) -> bool:
    """Whether nothing that shows of a customer differs from what was asked."""
    going = {one.name for one in row.resource_details.packages if one.status == "deleting"}
    if body.packages and _names(body.packages) != _names(row.packages) - _names(going):
        return False
    if body.external_id and kept(body.external_id) != kept(row.external_id):
        return False
    if body.address is not None and _place(body.address) != _place(row.address):
        return False
    if not isinstance(row, CustomerDetail):
        return True
    limits = _limits(body)
    if any(row.package_limits.get(name) != most for name, most in limits.items()):
        return False
    return not body.billing_start_date or body.billing_start_date == row.billing_start_date


def _shows(body: UpdateCustomer, row: Customer) -> bool:
    """Whether all that was asked can be seen of a customer."""
    parameters = body.provisioning_parameters
    hidden = parameters is not None and (parameters.calling or parameters.meetings)
    if hidden or body.sub_partner_admin_email:
        return False
    return isinstance(row, CustomerDetail) or not (_limits(body) or body.billing_start_date)


def asks_for_details(body: UpdateCustomer) -> bool:
    """Whether something was asked that only a customer's detail shows."""
    return bool(_limits(body) or body.billing_start_date)


def _limits(body: UpdateCustomer) -> dict[str, int]:
    parameters = body.provisioning_parameters
    if parameters is None or parameters.packages is None:
        return {}
    return {SYNONYMS.get(name, name): most for name, most in parameters.packages.limits.items()}


def _names(packages: Iterable[str]) -> frozenset[str]:
    return frozenset(SYNONYMS.get(name, name) for name in packages if name)


def _place(address: Address | None) -> tuple[str, ...]:
    """What of an address a platform may tidy up, but does not change."""
    if address is None:
        return ()
    return tuple(_tidy(part) for part in (address.address_line1, address.city, address.country))


def _tidy(text: str) -> str:
    return " ".join(normalize("NFC", text).split()).casefold()


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit())
