"""The operations that give out tokens (contract, section 1)."""

from __future__ import annotations

from typing import Final

from data.emulation.http.later import Later
from data.emulation.http.operation import Operation
from data.emulation.rules.roles import CREATE

tokens: Final = Later("data.emulation.http.token_handlers")

TABLE: Final[tuple[Operation, ...]] = (
    Operation(
        "POST",
        "/v1/access_token",
        "tokens.give",
        None,
        documented=True,
        handler=tokens.access_token,
        model="AccessToken",
        statuses=(200, 400, 401, 500),
        body="AccessTokenForm",
        writes=True,
        anonymous=True,
        form=True,
    ),
    Operation(
        "POST",
        "/hub/v1/integrations",
        "integrations.create",
        None,
        documented=False,
        handler=tokens.add_integration,
        model="Integration",
        statuses=(201, 400, 401, 403, 500),
        body="NewIntegration",
        writes=True,
        right=CREATE,
    ),
    Operation(
        "POST",
        "/hub/v1/authorizationCodes",
        "authorization_codes.create",
        None,
        documented=False,
        handler=tokens.add_code,
        model="AuthorizationCode",
        statuses=(201, 400, 401, 403, 500),
        body="NewAuthorizationCode",
        writes=True,
        right=CREATE,
    ),
)
"""In the order in which paths are matched."""
