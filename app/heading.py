"""What the header says on every screen, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.text import _
from widgets.header import HeaderState

if TYPE_CHECKING:
    from app.options import ConsoleOptions
    from data.models.hub import PartnerInfo

AREAS = (("1", "customers"), ("6", "activity"))
"""Keys of the areas that work; the others come later and keep their numbers."""


def heading(
    options: ConsoleOptions, partner: PartnerInfo | None, clock: str, *, faults: bool = False
) -> HeaderState:
    """The header.

    Args:
        options: whose profile.
        partner: whose business; None until it is known.
        clock: the platform's time as it is shown; empty until it is known.
        faults: whether the platform fails on purpose.
    """
    titles = {"customers": _("Customers"), "activity": _("Activity")}
    notes = [
        _("nothing is kept") if options.demo else "",
        _("read-only") if options.read_only else "",
        _("faults on") if faults else "",
    ]
    return HeaderState(
        profile=_("demo") if options.demo else options.profile.name,
        partner=partner.name if partner else "",
        role=roles(partner),
        clock=clock,
        note=", ".join(note for note in notes if note),
        areas=tuple((key, name, titles[name]) for key, name in AREAS),
    )


def roles(partner: PartnerInfo | None) -> str:
    """Roles in short, such as full+wholesale."""
    if partner is None or partner.staff is None:
        return ""
    words = []
    for role in partner.staff.roles:
        short = role.lower().replace("partner", "").replace("admin", "").replace("istrator", "")
        words.append("-".join(short.replace("_", " ").split()))
    return "+".join(word for word in words if word)
