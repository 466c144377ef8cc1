"""Names of packages for people (PKG-1)."""

from __future__ import annotations

from data.text import _

TITLES = {
    "common_area_calling": "Common Area Calling",
    "webex_calling_standard": "Standard Calling",
    "webex_voice": "Enhanced Calling",
    "webex_calling": "Webex Calling",
    "webex_suite": "Webex Suite",
    "cx_essentials": "Customer Assist",
    "webex_meetings": "Webex Meetings",
    "attendant_console": "Attendant Console",
    "cisco_calling_plan": "Cisco Calling Plan",
    "cx_premium_agent": "Premium Agent",
    "cx_standard_agent": "Standard Agent",
    "cx_voice_ports": "Voice Ports",
    "cx_ai_assistant": "AI Assistant",
    "webex_ai_agent": "Webex AI Agent",
}
"""Product names, which no language translates."""

SYNONYMS = {"customer_assist": "cx_essentials"}
"""Other names that the platform accepts on input (PKG-2)."""

FORMER = {
    "Webex Voice": "webex_voice",
    "Customer Experience Essentials": "cx_essentials",
}
"""Names that products had before: somebody finds them by these, nobody is shown them (PKG-17)."""

CALLING = frozenset(
    {
        "common_area_calling",
        "webex_calling_standard",
        "webex_voice",
        "webex_calling",
        "webex_suite",
        "cx_essentials",
    }
)
"""Packages with a calling seat (PKG-6)."""

NEEDS = {
    "cisco_calling_plan": CALLING,
    "attendant_console": frozenset(
        {"webex_voice", "webex_calling", "webex_suite", "cx_essentials"}
    ),
}
"""Each add-on with the base packages of which it needs one (PKG-3, PKG-4, PKG-5)."""


def title(package: str) -> str:
    """The product's name; an unknown package keeps its own."""
    return TITLES.get(package, package)


def short(package: str) -> str:
    """A word for lists, such as `suite`."""
    words = {
        "common_area_calling": _("common area"),
        "webex_calling_standard": _("standard"),
        "webex_voice": _("enhanced"),
        "webex_calling": _("calling"),
        "webex_suite": _("suite"),
        "cx_essentials": _("assist"),
        "webex_meetings": _("meetings"),
        "attendant_console": _("attendant"),
        "cisco_calling_plan": _("calling plan"),
    }
    return words.get(package, package.replace("_", " "))
