"""What to do about codes of reports, PSTN, devices, queues and what only the emulation offers."""

from __future__ import annotations

from data.text import _


def not_there() -> dict[int, str]:
    """What has no id or no row."""
    gone = _("Refresh the list; it may have been deleted.")
    return {
        **dict.fromkeys(range(40413, 40417), gone),
        40412: _("Give the location a PSTN connection first."),
    }


def in_the_way() -> dict[int, str]:
    """What stands in the way at the moment."""
    return {
        40915: _("Delete the finished report first, or use it as it is."),
        40917: _("Look which device has this MAC address; remove it there first."),
        40918: _("Leave it as it is: the organization shows the partner's branding anyway."),
        40919: _("Look at the request that is there; a location needs only one."),
        40920: _("Refresh the list; the organization was deleted."),
    }


def wrong() -> dict[int, str]:
    """What is wrong with a request."""
    return {
        45001: _("Choose days of the last five years that are over; today is not."),
        45002: _("Choose the level of customers or of users."),
        45003: _("Look at the report again: it tells a new address, for 30 minutes."),
        45004: _("Take the address as the report tells it, with all its parameters."),
        46001: _("Choose one of the location's connection options."),
        46002: _("Choose an option that serves the location's country."),
        46003: _("Give the location a PSTN connection first, then its numbers."),
        46004: _("Choose a number of this location, or add it there first."),
        46005: _("Send the list in several parts."),
        46006: _("Add the number to its location once more, as an active one."),
        46007: _("Make another number the location's main number first."),
        47001: _("Choose a model from the list of supported devices."),
        47002: _("Turn phones of other makers on for the customer first."),
        47003: _("Write the MAC address as 12 hexadecimal digits."),
        47004: _("Give a SIP password: whoever manages the device needs it."),
        47005: _("Name one person or one workspace."),
        47006: _("Remove the other device first, or choose a package for several."),
        47007: _("Give a calling package first."),
        48001: _("Give the user Customer Assist first, or leave the user out of this queue."),
        48002: _("Leave it: the queue is upgraded, and there is no way back."),
        48003: _("Take virtual lines and workspaces out of the queue first."),
        48004: _("Change the packages of these users, or go on without them."),
        48005: _("Choose another way to route calls."),
        48006: _("Give weights that add up to 100."),
        49001: _("Write the colour as # and six hexadecimal digits, as #1A2B3C."),
        49002: _("Write an address that begins with https://."),
        49003: _("Write an amount with two decimals at most, as 12.50."),
        49004: _("Choose a package of the purchase order."),
        49005: _("Choose a later end of onboarding: six business days are needed."),
        49101: _("Describe the fault as the message says."),
    }
