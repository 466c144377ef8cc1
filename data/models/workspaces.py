"""Workspaces, the places that hold Common Area packages (contract, section 7; PKG-7)."""

from __future__ import annotations

from datetime import datetime

from data.models.base import Findable, WireModel


class WorkspaceNumbers(WireModel):
    """What a workspace is called with, and where it stands."""

    extension: str = ""
    phone_number: str = ""
    location_id: str = ""


class WorkspaceCalling(WireModel):
    """How a workspace makes calls; `type` is `webexCalling` for all that wholesale has."""

    type: str = ""
    webex_calling: WorkspaceNumbers | None = None


class Workspace(Findable, WireModel):
    """A workspace of a customer."""

    id: str
    org_id: str = ""
    location_id: str = ""
    display_name: str = ""
    calling: WorkspaceCalling | None = None
    created: datetime | None = None
