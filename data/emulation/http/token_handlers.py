"""Giving out tokens: parse, call the service, render."""

from __future__ import annotations

import base64
from binascii import Error
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_plus

from data.emulation.http import bodies
from data.emulation.http.answers import Answer
from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, missing
from data.emulation.services import tokens, writing
from data.emulation.services.callers import Caller
from data.emulation.services.problems import require_valid
from data.emulation.store import partners

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.emulation.http.answers import Call

_WANTED: Final = {"authorization_code": "code", "refresh_token": "refresh_token"}
"""The grants, and the field that each needs."""


def access_token(call: Call) -> Answer:
    """POST /v1/access_token: tokens for a code, or for a refresh token."""
    form, faults = bodies.read_form(call.content)
    kind, client = form.get("grant_type", ""), _client(form, call.authorization)
    faults += _faults(form, client)
    require_valid(faults)
    integration = tokens.integration_of(call.connection, client)
    token = form[_WANTED[kind]]
    find = tokens.code_grant if kind == "authorization_code" else tokens.refresh_grant
    grant = find(call.connection, integration, token, call.now)
    staff = partners.staff(call.connection, grant.staff_id)
    caller = Caller(staff, partners.partner(call.connection, staff.partner_id))
    if call.record is None:
        raise LookupError("no operation that writes")
    write = writing.begin(call.connection, caller, call.record)
    found = tokens.give(write, grant, token if kind == "refresh_token" else "")
    return Answer(_rendered(found), headers={"pragma": "no-cache"})


def add_integration(call: Call) -> Answer:
    """POST /hub/v1/integrations: a program that may ask for tokens."""
    from data.models.tokens import NewIntegration

    wanted, faults = bodies.read(NewIntegration, call.content)
    require_valid(faults)
    client = tokens.add_integration(call.write, wanted.name)
    body = {
        "name": wanted.name.strip(),
        "clientId": client.id,
        "clientSecret": client.secret,
    }
    return Answer(body, 201)


def add_code(call: Call) -> Answer:
    """POST /hub/v1/authorizationCodes: what a login page would have given."""
    from data.models.tokens import NewAuthorizationCode

    wanted, faults = bodies.read(NewAuthorizationCode, call.content)
    require_valid(faults)
    code = tokens.add_code(call.write, wanted.client_id, wanted.email, wanted.scope)
    return Answer({"code": code, "expiresIn": tokens.seconds(tokens.CODE_LIFE)}, 201)


def _faults(form: Mapping[str, str], client: tokens.Client) -> list[Fault]:
    faults: list[Fault] = []
    kind = form.get("grant_type", "")
    if not kind:
        faults.append(missing("grant_type", codes.BAD_FORM))
    elif kind not in _WANTED:
        faults.append(Fault("grant_type", codes.BAD_FORM, f"must be {' or '.join(_WANTED)}"))
    elif not form.get(_WANTED[kind]):
        faults.append(missing(_WANTED[kind], codes.BAD_FORM))
    if not client.id:
        faults.append(missing("client_id", codes.BAD_FORM))
    if not client.secret:
        faults.append(missing("client_secret", codes.BAD_FORM))
    return faults


def _client(form: Mapping[str, str], authorization: str) -> tokens.Client:
    """The client of HTTP Basic (RFC 6749, 2.3.1), else that of the form."""
    kind, _, text = authorization.partition(" ")
    if kind.lower() == "basic":
        try:
            plain = base64.b64decode(text.strip(), validate=True).decode()
        except (Error, ValueError):
            plain = ""
        name, _, secret = plain.partition(":")
        return tokens.Client(unquote_plus(name), unquote_plus(secret))
    return tokens.Client(form.get("client_id", ""), form.get("client_secret", ""))


def _rendered(found: tokens.Tokens) -> dict[str, Any]:
    return {
        "access_token": found.access,
        "expires_in": tokens.seconds(found.access_life),
        "refresh_token": found.refresh,
        "refresh_token_expires_in": tokens.seconds(found.refresh_life),
        "token_type": "Bearer",
        "scope": " ".join(sorted(found.scopes)),
    }
