"""Operations on customers, described; light enough for every start of the command line."""

from __future__ import annotations

from data.operations.operation import Danger, Field, Operation
from data.text import _

HERE = "data.operations.customers"


def address_fields(place: str = "address") -> tuple[Field, ...]:
    """The parts of an address (ADR-1, ADR-3)."""
    return (
        Field(
            f"{place}.addressLine1", "address", _("Street, at most 50 characters."), sign=_("LINE")
        ),
        Field(f"{place}.addressLine2", "address2", _("More of it."), sign=_("LINE")),
        Field(f"{place}.city", "city", _("Place."), sign=_("TEXT")),
        Field(f"{place}.stateOrProvince", "state", _("State or province."), sign=_("TEXT")),
        Field(f"{place}.zipOrPostalCode", "zip", _("Postal code."), sign=_("TEXT")),
        Field(f"{place}.country", "country", _("Two letters of ISO 3166, as in US."), sign="CC"),
    )


def operations() -> tuple[Operation, ...]:
    """All of them."""
    return (_create(), _attach(), _update(), _delete(), _precheck())


def _create() -> Operation:
    return Operation(
        "customers.create",
        _("Create a customer"),
        _("Create a customer with an organization of its own."),
        Danger.CHANGE,
        (*_who(), *_order(), *_calling(), *_rest()),
        f"{HERE}.create",
        waits=True,
    )


def _attach() -> Operation:
    org = Field("orgId", "org-id", _("The organization's id."), sign=_("ID"))
    return Operation(
        "customers.attach",
        _("Attach an organization"),
        _("Make an existing organization a customer."),
        Danger.CHANGE,
        (org, *_order(), *_calling(), *_rest()),
        f"{HERE}.attach",
        waits=True,
    )


def _precheck() -> Operation:
    org = Field(
        "orgId", "org-id", _("The id of an existing organization that is meant."), sign=_("ID")
    )
    return Operation(
        "customers.precheck",
        _("Check an order"),
        _("Check an order, or only its address and email, for conflicts; changes nothing."),
        Danger.NONE,
        (*_who(), org, *_order(), *_calling(), *_rest()),
        f"{HERE}.precheck",
    )


def _update() -> Operation:
    return Operation(
        "customers.update",
        _("Change a customer"),
        _("Change packages, address or external id; or provision anew what failed."),
        Danger.LOSS,
        (
            customer(),
            Field("packages", "package", _("All packages wanted; those left out are removed."),
                  "packages", "P[,P]"),
            Field("addPackages", "add-package", _("Add these packages."), "packages", "P[,P]"),
            Field("removePackages", "remove-package", _("Remove these packages."), "packages",
                  "P[,P]"),
            Field("externalId", "external-id", _("Its new external id."), sign=_("ID")),
            *address_fields(),
            *_calling(),
            *_rest(owner=False),
        ),
        f"{HERE}.update",
        waits=True,
    )  # fmt: skip


def _delete() -> Operation:
    return Operation(
        "customers.delete",
        _("Delete a customer"),
        _("Take the wholesale service off a customer; its organization stays."),
        Danger.LOSS,
        (customer(),),
        f"{HERE}.delete",
        waits=True,
    )


def customer(name: str = "CUSTOMER") -> Field:
    """The customer that an operation is about, or that something belongs to."""
    return Field(
        "customerId",
        name,
        _("Its id, its organization's id, its external id or its whole name."),
        "customer",
        _("CUSTOMER"),
    )  # fmt: skip


def behalf() -> Field:
    """The indirect provider that is acted for."""
    return Field(
        "onBehalfOf",
        "on-behalf-of",
        _("Act for this indirect provider: its name or its organization id."),
        "provider",
        _("ORG"),
    )


def _who() -> tuple[Field, ...]:
    return (
        Field("customerInfo.name", "name", _("The name of the new organization."), sign=_("NAME")),
        Field("customerInfo.primaryEmail", "email", _("The email of its first contact."),
              sign=_("EMAIL")),
        Field("customerInfo.language", "language", _("Its language, as in en_US."), sign=_("L")),
    )  # fmt: skip


def _order() -> tuple[Field, ...]:
    return (
        Field("externalId", "external-id", _("Your own id for the customer."), sign=_("ID")),
        Field("packages", "package", _("Packages: names of the platform or products."),
              "packages", "P[,P]"),
        Field("template", "template",
              _("The onboarding template: its name or provisioning id; not needed where there is"
                " only one."), "template", _("NAME|ID")),
        *address_fields(),
    )  # fmt: skip


def _calling() -> tuple[Field, ...]:
    place = "provisioningParameters.calling.location"
    return (
        Field(f"{place}.name", "location-name",
              _("The first calling location's name (default: Headquarters)."), sign=_("NAME")),
        Field(f"{place}.timezone", "time-zone",
              _("Its time zone, as in America/Chicago; not needed in a country with one zone."),
              sign=_("ZONE")),
        Field(f"{place}.language", "location-language",
              _("Its language (default: the customer's, or en_US)."), sign=_("L")),
        Field(f"{place}.emergencyLocationIdentifier", "emergency-location",
              _("Its emergency location identifier."), sign=_("ID")),
        Field("provisioningParameters.meetings.timezone", "meetings-time-zone",
              _("The time zone of the meeting site."), sign=_("ZONE")),
        Field("provisioningParameters.packages.limits", "package-limit",
              _("The most of a package that may be used; may be repeated."), "limits", "P=N"),
    )  # fmt: skip


def _rest(*, owner: bool = True) -> tuple[Field, ...]:
    return (
        Field("billingStartDate", "billing-start", _("When billing begins, YYYY-MM-DD."),
              sign=_("DATE")),
        Field("subPartnerAdminEmail", "admin-email",
              _("The email of the indirect provider's administrator."), sign=_("EMAIL")),
        *((behalf(),) if owner else ()),
    )  # fmt: skip
