"""What to do about the platform's error codes, wherever a person reads of one.

Codes that the public documents leave out are this project's own: only the emulation gives them.
"""

from __future__ import annotations

from data.text import _


def advice(code: int | None) -> str:
    """What to do about a code of a customer, package or subscriber; empty for an unknown one."""
    words = {
        2560: _("Calling is in maintenance: wait, then look again."),
        10022: _("The address belongs to another user: ask for another one."),
        90101: _("Wait a few minutes, then look again; users without a licence get it by itself."),
        90201: _("Choose a name for the meeting site, then retry the package."),
        90202: _("Ask for an emergency address that exists, correct the location, then retry."),
        90203: _("Give the location a PSTN connection of its country, then retry the package."),
        90204: _("Retry the package; if it stays, set the SIP domain in Control Hub first."),
        90205: _("Put the calling package right first, then retry the add-on."),
        90301: _("Onboarding does not go on by itself: check name and address, then order anew."),
        90302: _("Put the customer's own error right first; the package follows with it."),
        90303: _("Ask for the billing address, correct it, then provision the customer again."),
        90401: _("Look where the number is in use: free it there or give the user another one."),
        90402: _("Raise the customer's limit for the add-on or take it from another user."),
    }
    return words.get(code or 0, "")
