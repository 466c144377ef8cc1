"""Organizations: as the identity API renames them, and those without wholesale."""

from __future__ import annotations

from datetime import datetime

from data.models.base import WireModel
from data.models.requests import RequestBody

SCHEMA = "urn:cisco:codev:identity:organization:core:1.0"
"""What requests and answers about organizations are described by in the identity API."""


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


class RenameOrganization(RequestBody):
    """PATCH of an organization (contract, section 7)."""

    schemas: tuple[str, ...] = ()
    display_name: str = ""


class IdentityMeta(WireModel):
    """When an organization was made, and changed last."""

    created: datetime | None = None
    last_modified: datetime | None = None


class IdentityOrganization(WireModel):
    """An organization as the identity API tells it; `id` is the bare uuid."""

    id: str
    schemas: tuple[str, ...] = ()
    display_name: str = ""
    meta: IdentityMeta | None = None
