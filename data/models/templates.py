"""Onboarding templates of the emulation's hub (contract, section 9; TPL)."""

from __future__ import annotations

from datetime import datetime

from data.models.base import WireModel
from data.models.customers import Owner
from data.models.requests import RequestBody


class Template(WireModel):
    """A template.

    Attributes:
        provisioning_id: what is quoted when a customer is provisioned.
        identity_provider: an entity id for saml, a name for oidc (TPL-3).
        invite_admins: whether an attach may ask administrators by email; `restrict_admin_invites`
            is the same switch the other way round (TPL-4a).
        subscription_id: the partner's, shared with its sub-partners (SUB-4).
        customers: how many customers that are there were made with it.
    """

    id: str
    name: str = ""
    provisioning_id: str = ""
    country: str = ""
    language: str = ""
    authentication: str = ""
    identity_provider: str = ""
    administrator: str = ""
    pstn_vendor: str = ""
    brand_name: str = ""
    invite_admins: bool = True
    restrict_admin_invites: bool = False
    disable_calling: bool = False
    subscription_id: str = ""
    customers: int = 0
    created: datetime | None = None
    changed: datetime | None = None
    owner: Owner | None = None


class TemplateInput(RequestBody):
    """POST and PUT of a template; a PUT leaves alone what it does not name."""

    name: str = ""
    country: str = ""
    language: str = ""
    authentication: str = ""
    identity_provider: str = ""
    administrator: str = ""
    pstn_vendor: str = ""
    brand_name: str = ""
    invite_admins: bool | None = None
    restrict_admin_invites: bool | None = None
    disable_calling: bool | None = None
