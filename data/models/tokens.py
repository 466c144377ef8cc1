"""What giving out tokens takes and gives (contract, section 1), beside `answers.AccessToken`."""

from __future__ import annotations

from pydantic import ConfigDict

from data.models.base import WireModel
from data.models.requests import RequestBody


class AccessTokenForm(RequestBody):
    """The form for tokens; the client may come as HTTP Basic instead."""

    grant_type: str = ""
    code: str = ""
    refresh_token: str = ""
    client_id: str = ""
    client_secret: str = ""
    redirect_uri: str = ""

    # The platform spells these with underscores.
    model_config = ConfigDict(alias_generator=None)


class NewIntegration(RequestBody):
    """A program that is to use the API."""

    name: str = ""


class Integration(WireModel):
    """A program that may ask for tokens; the secret is told once."""

    name: str
    client_id: str
    client_secret: str


class NewAuthorizationCode(RequestBody):
    """Leave for an integration to act as an account: the caller's own, or the one with an email.

    `scope` joins scopes by blanks; empty for all that the caller reaches.
    """

    client_id: str = ""
    email: str = ""
    scope: str = ""


class AuthorizationCode(WireModel):
    """A code that works once; `expires_in` is in seconds."""

    code: str
    expires_in: int
