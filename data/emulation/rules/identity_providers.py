"""What an identity provider is described by (SSO-2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, missing
from data.emulation.rules.ids import uuid_text

if TYPE_CHECKING:
    from collections.abc import Mapping

SAML: Final = "saml"
OIDC: Final = "oidc"
KINDS: Final = (SAML, OIDC)
REQUESTED: Final = "requested"
REGISTERED: Final = "registered"
ENDPOINTS: Final = {
    "authorization": "authorizationEndpoint",
    "token": "tokenEndpoint",
    "discovery": "discoveryEndpoint",
    "userInfo": "userInfoEndpoint",
    "keySet": "keySetEndpoint",
}
"""Endpoints of an OpenID provider by the name that they are kept under: their fields."""
NAME_MOST: Final = 128

_RULE: Final = "SSO-2"
_NAME: Final = re.compile(r"[A-Za-z0-9._~-]{1,128}")
_URL: Final = re.compile(r"https://[A-Za-z0-9][A-Za-z0-9.:-]*(/[!-~]*)?")
_URL_MOST: Final = 2_048
_SCOPES: Final = ("openid", "email")
_SCOPE: Final = re.compile(r"[!-~]+")
_SCOPES_MOST: Final = 1_000


def check_name(name: str) -> list[Fault]:
    """What is wrong with a name, which a template quotes."""
    if not name:
        return [missing("name", codes.MISSING_FIELD, _RULE)]
    if _NAME.fullmatch(name):
        return []
    words = f"must have letters, digits and . _ ~ - only, {NAME_MOST} at most"
    return [Fault("name", codes.BAD_TEXT, words, _RULE)]


def name_key(name: str) -> str:
    """What is compared: names differ by more than case."""
    return name.lower()


def check_scopes(scopes: str) -> list[Fault]:
    """What is wrong with scopes, which blanks part."""
    given = scopes.split()
    if not given:
        return [missing("scopes", codes.MISSING_FIELD, _RULE)]
    if len(scopes) > _SCOPES_MOST or not all(map(_SCOPE.fullmatch, given)):
        words = f"must be words of plain letters, {_SCOPES_MOST} characters in all at most"
        return [Fault("scopes", codes.BAD_TEXT, words, _RULE)]
    lacking = [scope for scope in _SCOPES if scope not in given]
    if not lacking:
        return []
    return [Fault("scopes", codes.BAD_CHOICE, f"must contain {' and '.join(lacking)}", _RULE)]


def check_endpoints(endpoints: Mapping[str, str]) -> list[Fault]:
    """What is wrong with the endpoints of an OpenID provider, by the keys of `ENDPOINTS`.

    Those for authorization and tokens are required unless a discovery endpoint tells them.
    """
    faults = []
    for key, field in ENDPOINTS.items():
        url = endpoints.get(key, "")
        if url and (len(url) > _URL_MOST or not _URL.fullmatch(url)):
            words = f"must be an https address of {_URL_MOST} characters at most"
            faults.append(Fault(field, codes.BAD_TEXT, words, _RULE))
        needed = key in ("authorization", "token") and not endpoints.get("discovery")
        if needed and not url:
            words = "is required unless there is a discoveryEndpoint"
            faults.append(Fault(field, codes.MISSING_FIELD, words, _RULE))
    return faults


def redirect_uri(uuid: bytes) -> str:
    """Where the platform waits for answers of a provider, handed back once it is registered."""
    return f"https://sign-in.rtm.example/{uuid_text(uuid)}/callback"
