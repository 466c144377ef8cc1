"""What to do about the platform's error codes, wherever a person reads of one.

Codes that the public documents leave out are this project's own: only the emulation gives them.
"""

from __future__ import annotations

from data.models.advice_neighbours import in_the_way, not_there, wrong
from data.text import _


def advice(code: int | None) -> str:
    """What to do about a code, of a refused request or of a thing; empty for an unknown one."""
    if code is None:
        return ""
    families = (
        (range(1, 40000), _documented),
        (range(40000, 40100), _fields),
        (range(40100, 40900), _callers),
        (range(40900, 41000), _conflicts),
        (range(41000, 41100), _packages),
        (range(42000, 42900), _customers),
        (range(43000, 45000), _places),
        (range(45000, 50000), wrong),
        (range(90000, 91000), _states),
    )
    for codes, words in families:
        if code in codes:
            return words().get(code, "")
    return _service().get(code, "")


def _documented() -> dict[int, str]:
    return {
        2024: _("Look in the list of reports: it may have been deleted."),
        2560: _("Calling is in maintenance: wait, then look again."),
        10022: _("The address belongs to another user: ask for another one."),
    }


def _fields() -> dict[int, str]:
    """Fields of a request."""
    correct = _("Correct what the message names and send it again.")
    return {
        **dict.fromkeys((40000, 40001, 40002, 40003, 40006, 40008, 40013), correct),
        40004: _("Fill in what the message names."),
        40005: _("Shorten the text, and leave out control characters."),
        40007: _("Get a new code: one works once and not for long. Then ask for a token again."),
        40009: _("Take the id from the list that it comes from; it may be one of another kind."),
        40010: _("Write the address as name@company.example."),
        40011: _("Write the number with + and the country's code, as +12065550100."),
        40012: _("Choose an extension of 2 to 10 digits."),
    }


def _callers() -> dict[int, str]:
    """Who asks, and for what."""
    gone = _("Refresh the list; it may have been deleted.")
    return {
        40100: _("Get a new token (a personal one lives 12 hours) and give it to the profile."),
        40101: _("Check the client id and the secret of the integration."),
        40300: _("Ask an administrator of the partner for the role or scope that this needs."),
        40301: _(
            "Ask your Cisco contact why the sub-partner is suspended; only removal works now."
        ),
        40302: _("Ask the partner to change it: its customers cannot."),
        **dict.fromkeys(range(40401, 40408), gone),
        40400: _("Check the address of the profile, and whether this program is up to date."),
        40408: _("Take the provisioning id from the list of templates."),
        40409: _("Take the identity provider from the list, or register it first."),
        40411: gone,
        40410: _("Refresh the list: somebody else may have decided already."),
        **not_there(),
        40500: _("Check the address of the profile, and whether this program is up to date."),
    }


def _conflicts() -> dict[int, str]:
    """What stands in the way at the moment."""
    return {
        40900: _("Look at the customer that has this external id; take another one if it differs."),
        40901: _("Wait for the end of the review (72 hours at most), then try again."),
        40902: _("Wait until the change under way is done, then try again."),
        40903: _("Look at the customer's status: it has to be provisioned first."),
        40904: _("Look for the organization in the list of customers, and update it there."),
        40905: _("Refresh the list: the user has consented, or need not."),
        40906: _("Make another template first; this one is still needed."),
        40907: _("Choose another name."),
        40908: _("Take the person's package away first, then remove the person."),
        40909: _("Change the package of the user who is there."),
        40910: _("Choose another extension for this location."),
        40911: _("Look where the number is in use: free it there or take another one."),
        40912: _("Set the SIP domain of the organization in Control Hub first."),
        40913: _("Leave the switch off: it is for customers that have Flex as well."),
        40914: _("Give those templates another way to sign in first."),
        **in_the_way(),
    }


def _packages() -> dict[int, str]:
    """Packages that do not go, or not together."""
    return {
        41001: _("Choose one of the packages that the platform knows."),
        41002: _("Choose at least one package."),
        41003: _("Choose a base package as well: an add-on never stands alone."),
        41004: _("Choose exactly one package for the user."),
        41005: _("Add a calling package, or leave Cisco Calling Plan out."),
        41006: _("Add a package that Attendant Console goes with, or leave it out."),
        41007: _("Make a workspace: Common Area Calling is not for users."),
        41008: _("Add the package to the customer first."),
        41009: _("Raise the customer's limit for the package, or free one of another user."),
        41010: _("Choose a limit of at least what is in use, or free some first."),
        41011: _("Choose a package that users can have."),
        41012: _("Leave the limit out: this package has none."),
    }


def _customers() -> dict[int, str]:
    """Customers that cannot be onboarded so."""
    return {
        42001: _("Give the first location: its name, address, time zone and language."),
        42002: _("Give the name and the first contact's email, or the id of an organization."),
        42003: _("Write the name without the sign that the message shows."),
        42004: _("Choose a day within 90 days after the customer was made, and not a past one."),
        42005: _("Leave the billing start out, or ask your Cisco contact for delayed billing."),
        42006: _("Leave the billing start as it is: billing has begun."),
        42007: _("Move the customer to wholesale first; BroadWorks customers are not taken."),
        42008: _("Wait for the end of the trial, or let the customer end it."),
        42009: _("Let the template invite administrators, or become external administrator first."),
        42010: _(
            "Choose a package that is not below the organization's, or another administrator."
        ),
    }


def _places() -> dict[int, str]:
    """Addresses, languages, time zones and numbers."""
    return {
        43001: _("Write the country as two letters, as US or DE."),
        43002: _("Fill in the state or province."),
        43003: _("Fill in the postal code."),
        43004: _("Choose a language of the list, as en_US."),
        43005: _("Choose a time zone of the list, as Europe/Berlin."),
        44001: _("Leave the location out: only calling packages have one."),
        44002: _("Give the user an extension, a phone number or both."),
        44003: _("Choose the location: this customer has several."),
        44004: _("Leave these parameters out: they belong to a move from meetings to calling."),
        44005: _("Leave the numbers out, or choose a calling package."),
    }


def _service() -> dict[int, str]:
    """The service itself."""
    return {
        41300: _("Send less at once."),
        41500: _("Send the body as application/json."),
        42900: _("Wait a minute, then try again."),
        50000: _("Try again later; the platform's support asks for the tracking id."),
        50001: _("Ask for the report again; nothing has to be deleted before."),
        50300: _("Wait a moment, look whether it happened, then try again."),
    }


def _states() -> dict[int, str]:
    """Warnings and errors of customers, packages and subscribers."""
    return {
        90101: _("Wait a few minutes, then look again; users without a licence get it by itself."),
        90201: _("Choose a name for the meeting site, then retry the package."),
        90202: _("Ask for an emergency address that exists, correct the location, then retry."),
        90203: _("Give the location a PSTN connection of its country, then retry the package."),
        90204: _("Retry the package; if it stays, set the SIP domain in Control Hub first."),
        90205: _("Put the calling package right first, then retry the add-on."),
        90301: _("Onboarding does not go on by itself: check name and address, then order anew."),
        90302: _("Put the customer's own error right first; the package follows with it."),
        90303: _("Ask for the billing address, correct it, then provision the customer again."),
        90304: _("Ask the organization's administrator to approve, then provision it again."),
        90401: _("Look where the number is in use: free it there or give the user another one."),
        90402: _("Raise the customer's limit for the add-on or take it from another user."),
    }
