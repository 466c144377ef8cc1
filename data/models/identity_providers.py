"""Identity providers of the emulation's hub (contract, section 9; SSO)."""

from __future__ import annotations

from datetime import datetime

from data.models.base import WireModel
from data.models.customers import Owner
from data.models.requests import RequestBody


class IdentityProvider(WireModel):
    """An identity provider of a partner; what it was given as a secret is told to nobody.

    Attributes:
        kind: saml or oidc.
        scopes: parted by blanks.
        redirect_uri: what the partner configures at its provider, once it is registered.
        state: requested or registered (SSO-5).
    """

    id: str
    name: str = ""
    kind: str = ""
    entity_id: str = ""
    client_id: str = ""
    scopes: str = ""
    authorization_endpoint: str = ""
    token_endpoint: str = ""
    discovery_endpoint: str = ""
    user_info_endpoint: str = ""
    key_set_endpoint: str = ""
    redirect_uri: str = ""
    state: str = ""
    created: datetime | None = None
    owner: Owner | None = None


class IdentityProviderInput(RequestBody):
    """POST and PUT of an identity provider; a PUT leaves alone what it does not name.

    `state` is for a PUT: `registered` plays the support that registers it (SSO-5).
    """

    name: str = ""
    kind: str = ""
    entity_id: str = ""
    client_id: str = ""
    client_secret: str = ""
    scopes: str = ""
    authorization_endpoint: str = ""
    token_endpoint: str = ""
    discovery_endpoint: str = ""
    user_info_endpoint: str = ""
    key_set_endpoint: str = ""
    state: str = ""
