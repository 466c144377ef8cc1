"""PSTN connections, numbers and extensions of locations (contract, section 7)."""

from __future__ import annotations

from pydantic import Field

from data.models.base import Items, WireModel
from data.models.requests import RequestBody


class PstnOption(WireModel):
    """A way to the public telephone network that serves a location's country."""

    id: str
    display_name: str = ""
    pstn_services: tuple[str, ...] = ()


class PstnConnection(WireModel):
    """What a location is connected with; the route is there where that is on premises."""

    id: str
    display_name: str = ""
    pstn_services: tuple[str, ...] = ()
    pstn_connection_type: str = ""
    route_type: str | None = None
    route_id: str | None = None


class PstnInput(RequestBody):
    """PUT of a connection: an option's id, or a route on premises (PST-1)."""

    id: str = ""
    premise_route_type: str = ""
    premise_route_id: str = ""


class NumberLocation(WireModel):
    """Where a number is."""

    id: str
    name: str = ""


class NumberOwner(WireModel):
    """Whose a number is; type is PEOPLE, PLACE, CALL_QUEUE, VIRTUAL_LINE or another one."""

    id: str
    type: str = ""
    first_name: str = ""
    last_name: str | None = None


class PhoneNumber(WireModel):
    """A number of an organization; nobody's without `owner`."""

    phone_number: str = ""
    extension: str | None = None
    state: str = ""
    phone_number_type: str = ""
    main_number: bool = False
    included_telephony_types: str = ""
    toll_free_number: bool = False
    is_service_number: bool = False
    is_reserved_number: bool = False
    location: NumberLocation | None = None
    owner: NumberOwner | None = None


class PhoneNumbers(Items[PhoneNumber]):
    """A page of the list of numbers."""

    items: tuple[PhoneNumber, ...] = Field(alias="phoneNumbers")


class AddNumbers(RequestBody):
    """POST of numbers to a location, 100 at most; state is ACTIVE or INACTIVE."""

    phone_numbers: tuple[str, ...] = ()
    state: str = ""


class RemoveNumbers(RequestBody):
    """DELETE of numbers of a location, 100 at most."""

    phone_numbers: tuple[str, ...] = ()


class CallingLine(WireModel):
    """What others see who are called from a location: its name and its main number."""

    name: str = ""
    phone_number: str | None = None


class PremiseRoute(WireModel):
    """A way out on premises; type is TRUNK or ROUTE_GROUP."""

    type: str = ""
    id: str = ""


class LocationCalling(WireModel):
    """The calling settings of a location."""

    id: str
    name: str = ""
    announcement_language: str = ""
    calling_line_id: CallingLine = CallingLine()
    connection: PremiseRoute | None = None


class CallingLineInput(RequestBody):
    """The main number to be."""

    phone_number: str = ""


class LocationCallingInput(RequestBody):
    """PUT of the calling settings of a location: of all that there are, the main number."""

    calling_line_id: CallingLineInput | None = None


class ValidateExtensions(RequestBody):
    """Extensions that somebody wants to use at a location, 100 at most."""

    extensions: tuple[str, ...] = ()


class ExtensionStatus(WireModel):
    """An extension of the list; state is VALID, DUPLICATE, DUPLICATE_IN_LIST or INVALID."""

    extension: str = ""
    state: str = ""
    error_code: int | None = None
    message: str | None = None


class ExtensionCheck(WireModel):
    """What is with a list of extensions; status is OK or ERRORS."""

    status: str = ""
    extension_status: tuple[ExtensionStatus, ...] = ()
