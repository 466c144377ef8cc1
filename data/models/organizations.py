"""Organizations without wholesale, as the emulation's hub lists them."""

from __future__ import annotations

from data.models.base import WireModel


class OutsideOrganization(WireModel):
    """An organization that is no wholesale customer, and what an attach of it would meet.

    Attributes:
        org_id: what an attach names.
        kind: flex, trial, broadworks or none.
        users: all that it has.
        approval: whether its administrator has to agree (ATT-1).
        right: what the partner would gain, full or provisioning (ATT-2).
        obstacle: why it cannot be attached; empty where it can.
        own_branding: basic where it has a branding that it could keep (BRD-2); else none.
    """

    org_id: str
    display_name: str = ""
    kind: str = ""
    users: int = 0
    approval: bool = False
    right: str = ""
    obstacle: str = ""
    own_branding: str = ""
