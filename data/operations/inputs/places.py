"""What operations on locations and workspaces are told."""

from __future__ import annotations

from data.models.base import WireModel
from data.models.resources import LocationAddress  # noqa: TC001 - pydantic reads it
from data.operations.inputs.customers import CustomerInput


class OrderLocation(CustomerInput):
    """A location of a customer that is to be made, in the spelling of the locations API."""

    name: str = ""
    time_zone: str = ""
    preferred_language: str = ""
    address: LocationAddress | None = None


class OrderWorkspace(CustomerInput):
    """A workspace of a customer that is to be made.

    Attributes:
        display_name: what it is called.
        location_id: where it stands.
        location: the name of a location, where its id is not given.
        extension, phone_number: what it is called with.
    """

    display_name: str = ""
    location_id: str = ""
    location: str = ""
    extension: str = ""
    phone_number: str = ""


class WorkspaceInput(WireModel):
    """A workspace that exists.

    Attributes:
        workspace_id: which.
        owner_org_id: the indirect provider's organization whose customer has to have it; empty for
            anyone's.
    """

    workspace_id: str = ""
    owner_org_id: str = ""
