"""Operations on subscribers, described; light enough for every start of the command line."""

from __future__ import annotations

from data.operations.customers.descriptions import behalf, customer
from data.operations.operation import Danger, Field, Operation
from data.text import _

HERE = "data.operations.subscribers"


def operations() -> tuple[Operation, ...]:
    """All of them."""
    return (
        Operation(
            "subscribers.create",
            _("Create a user"),
            _("Give a user of a customer a package; the user is made where there is none."),
            Danger.CHANGE,
            (customer("customer"), *_who(), *_where()),
            f"{HERE}.create",
            waits=True,
        ),
        Operation(
            "subscribers.update",
            _("Change a user's package"),
            _("Give a user another package, or an add-on beside it."),
            Danger.CHANGE,
            (_subscriber(), _package(_("The package it shall have; required.")), *_where()),
            f"{HERE}.update",
        ),
        Operation(
            "subscribers.delete",
            _("Delete a user"),
            _("Take a user's package away; the person stays."),
            Danger.LOSS,
            (_subscriber(),),
            f"{HERE}.delete",
        ),
        Operation(
            "subscribers.precheck",
            _("Check a user"),
            _("Check an email, or a whole request, for conflicts; changes nothing."),
            Danger.NONE,
            (
                customer("customer"),
                *_who(),
                *_where(),
                Field("customerInfo.primaryEmail", "customer-email",
                      _("The first contact's email of a customer that is yet to be made."),
                      sign=_("EMAIL")),
                behalf(),
            ),
            f"{HERE}.precheck",
        ),
        Operation(
            "subscribers.resend-consent",
            _("Send the consent email again"),
            _("Ask a user with a free account once more to agree to the move."),
            Danger.CHANGE,
            (_subscriber(),),
            f"{HERE}.resend_consent",
        ),
    )  # fmt: skip


def _subscriber() -> Field:
    return Field(
        "subscriberId", "SUBSCRIBER", _("Its id or its email."), "subscriber", _("SUBSCRIBER")
    )


def _package(help_: str = "") -> Field:
    words = help_ or _("One package.")
    return Field("package", "package", words, "package", _("PACKAGE"))


def _who() -> tuple[Field, ...]:
    parameters = "provisioningParameters"
    return (
        Field("email", "email", _("The user's email."), sign=_("EMAIL")),
        Field(f"{parameters}.firstName", "first-name", _("First name."), sign=_("NAME")),
        Field(f"{parameters}.lastName", "last-name", _("Last name."), sign=_("NAME")),
        _package(),
    )


def _where() -> tuple[Field, ...]:
    parameters = "provisioningParameters"
    return (
        Field(f"{parameters}.primaryPhoneNumber", "phone",
              _("Phone number, as in +13125550123; calling needs it or an extension."),
              sign=_("NUMBER")),
        Field(f"{parameters}.extension", "extension", _("Extension."), sign=_("N")),
        Field(f"{parameters}.locationId", "location-id", _("The location's id."), sign=_("ID")),
        Field("location", "location", _("The location's name, in place of its id."),
              sign=_("NAME")),
    )  # fmt: skip
