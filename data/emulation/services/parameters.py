"""What orders and updates of customers share: packages, parameters, address, external id."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from data.emulation.rules import addresses, codes, emails, locales, package_sets, texts, time_zones
from data.emulation.rules.faults import Fault, missing
from data.emulation.rules.packages import CALLING, NAMES, mask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.models.requests import CustomerParameters, LocationInput

PARAMETERS: Final = "provisioningParameters"
LOCATION: Final = f"{PARAMETERS}.calling.location"
EXTERNAL_MOST: Final = 255
"""Characters of an external id at most. Decided here."""
NAME_MOST: Final = 255
"""Characters of an organization's name at most. Decided here."""
PLACE_MOST: Final = 80
"""Characters of a location's name, and of its emergency identifier, at most. Decided here."""
CALLING_MASK: Final = mask(NAMES[code] for code in CALLING)


def external_id(text: str, *, required: bool) -> list[Fault]:
    """What is wrong with a customer's external id (CAP-1)."""
    return texts.check(
        text, "externalId", most=EXTERNAL_MOST, required=required, rule="CAP-1" if required else ""
    )


def packages(names: Sequence[str]) -> tuple[int, list[Fault]]:
    """The mask of the packages that a customer is to have, and what is wrong with the set.

    Whether they go together is said only where all of them are known.
    """
    wanted, faults = package_sets.parse(names, "packages")
    return wanted, faults or package_sets.check_customer(wanted, "packages")


def check(parameters: CustomerParameters | None, *, calling: bool) -> list[Fault]:
    """What is wrong with provisioning parameters, but for the limits.

    Args:
        parameters: as they were sent.
        calling: whether the calling location has to be there (CAP-3).
    """
    faults: list[Fault] = []
    location = place_of(parameters)
    if location is not None:
        faults += _location(location)
    elif calling:
        words = "is required, because calling packages are among those wanted"
        faults.append(Fault(LOCATION, codes.CALLING_REQUIRED, words))
    if parameters is not None and parameters.meetings is not None:
        zone = parameters.meetings.timezone.strip()
        faults += time_zones.check(zone, f"{PARAMETERS}.meetings.timezone")
    return faults


def limits(
    parameters: CustomerParameters | None, wanted: int, used: Mapping[int, int]
) -> tuple[dict[int, int], list[Fault]]:
    """The limits that parameters set, by the package's code, and what is wrong with them.

    Args:
        parameters: as they were sent.
        wanted: the mask of the packages that the customer is to have; 0 where it is not known.
        used: what is in use now, by code.
    """
    if parameters is None or parameters.packages is None:
        return {}, []
    sent = parameters.packages.limits
    return package_sets.check_limits(sent, wanted, used, f"{PARAMETERS}.packages.limits")


def administrator(email: str) -> list[Fault]:
    """What is wrong with the email of a sub-partner's administrator."""
    return emails.check(email, "subPartnerAdminEmail", required=False)


def place_of(parameters: CustomerParameters | None) -> LocationInput | None:
    """The calling location among parameters."""
    if parameters is None or parameters.calling is None:
        return None
    return parameters.calling.location


def kept(location: LocationInput | None) -> str | None:
    """A checked calling location as a customer keeps it: JSON, in the form of the wire."""
    if location is None:
        return None
    address = {} if location.address is None else addresses.normal(location.address).model_dump()
    found = {
        "name": texts.normal(location.name),
        "address": address,
        "timezone": location.timezone.strip(),
        "language": location.language.strip(),
        "emergencyLocationIdentifier": texts.normal(location.emergency_location_identifier),
    }
    return json.dumps({"location": found}, ensure_ascii=False)


def _location(location: LocationInput) -> list[Fault]:
    zone, language = location.timezone.strip(), location.language.strip()
    identifier = location.emergency_location_identifier
    return [
        *texts.check(location.name, f"{LOCATION}.name", most=PLACE_MOST, rule="CAP-3"),
        *addresses.check(location.address, f"{LOCATION}.address"),
        *_needed(zone, f"{LOCATION}.timezone"),
        *time_zones.check(zone, f"{LOCATION}.timezone"),
        *_needed(language, f"{LOCATION}.language"),
        *locales.check(language, f"{LOCATION}.language"),
        *texts.check(
            identifier, f"{LOCATION}.emergencyLocationIdentifier", most=PLACE_MOST, required=False
        ),
    ]


def _needed(text: str, field: str) -> list[Fault]:
    return [] if text else [missing(field, codes.MISSING_FIELD, "CAP-3")]
