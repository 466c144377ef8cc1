"""Tokens for programs (contract, section 1): integrations, codes, and what codes are good for."""

from __future__ import annotations

import base64
import hmac
from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, missing
from data.emulation.rules.roles import SCOPES, scopes
from data.emulation.rules.times import DAY, MINUTE, SECOND
from data.emulation.services import signing
from data.emulation.services.problems import Refusal, require_valid
from data.emulation.store import clock as clock_row
from data.emulation.store import partners, tokens

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.services.writing import Write
    from data.emulation.store.partners import StaffRow
    from data.emulation.store.tokens import Grant

# Assumed: the public documents give the lives of a personal token only.
CODE_LIFE: Final = 10 * MINUTE
ACCESS_LIFE: Final = 14 * DAY
REFRESH_LIFE: Final = 90 * DAY
_NAME_MOST: Final = 100


class Client(NamedTuple):
    """What an integration shows to be known."""

    id: str
    secret: str


class Tokens(NamedTuple):
    """What a grant gave; the lives are in milliseconds."""

    access: str
    access_life: int
    refresh: str
    refresh_life: int
    scopes: frozenset[str]


def add_integration(write: Write, name: str) -> Client:
    """Make an integration; its secret is told once.

    Raises:
        Refusal: 400, it has no name, or too long a one.
    """
    if not name.strip():
        require_valid([missing("name", codes.MISSING_FIELD)])
    if len(name) > _NAME_MOST or not name.isprintable():
        text = f"must be at most {_NAME_MOST} printable characters"
        require_valid([Fault("name", codes.BAD_TEXT, text)])
    client = Client("C" + write.uuid().hex(), _secret(write))
    tokens.add_integration(write.connection, client.id, client.secret, name.strip(), write.now)
    return client


def add_code(write: Write, client_id: str, email: str, scope: str) -> str:
    """Let an integration act as an account of the caller's own organization.

    Args:
        write: the change.
        client_id: the integration's.
        email: the account's; empty for the caller's own.
        scope: scopes joined by blanks, never more than the caller's token has; empty for those.

    Raises:
        Refusal: 400, with all that is wrong.
    """
    faults: list[Fault] = []
    found = tokens.integration(write.connection, client_id)
    if not client_id:
        faults.append(missing("clientId", codes.MISSING_FIELD))
    elif found is None:
        faults.append(Fault("clientId", codes.BAD_CHOICE, "is that of no integration"))
    staff = _account(write, email)
    if staff is None:
        text = "is that of no account of your organization"
        faults.append(Fault("email", codes.BAD_CHOICE, text))
    wanted = frozenset(scope.split())
    unknown = sorted(wanted - SCOPES)
    if unknown:
        faults.append(Fault("scope", codes.BAD_CHOICE, f"{unknown[0][:60]!r} is no scope"))
    given = (wanted or SCOPES) & (SCOPES if write.caller.given is None else write.caller.given)
    if staff is not None and not unknown and not given & scopes(staff.roles):
        faults.append(Fault("scope", codes.BAD_CHOICE, "gives nothing that the account reaches"))
    require_valid(faults)
    if found is None or staff is None:
        raise AssertionError("a fault was passed over")
    code, until = _secret(write), write.now + CODE_LIFE
    tokens.add_grant(write.connection, found[0], staff.id, " ".join(sorted(given)), code, until)
    return code


def integration_of(connection: sqlite3.Connection, client: Client) -> int:
    """The rowid of the integration that a client shows itself to be.

    Raises:
        Refusal: 401, it does not.
    """
    found = tokens.integration(connection, client.id)
    # Compared even where there is none, so that the time tells nothing.
    right = hmac.compare_digest(found[1] if found else bytes(32), tokens.hashed(client.secret))
    if found is None or not right:
        raise _bad_client()
    return found[0]


def code_grant(connection: sqlite3.Connection, integration: int, code: str, now: int) -> Grant:
    """The grant of a code that was not used yet.

    Raises:
        Refusal: 400, the code is none, has expired, or was used; then all tokens that it gave end.
    """
    found = tokens.by_code(connection, integration, code)
    if found is not None and found.code_until_ms is None:
        tokens.revoke(connection, found.id)
        refusal = _bad_grant("code")
        refusal.commits = True
        raise refusal
    if found is None or (found.code_until_ms or 0) <= now:
        raise _bad_grant("code")
    return found


def refresh_grant(connection: sqlite3.Connection, integration: int, token: str, now: int) -> Grant:
    """The grant of a refresh token.

    Raises:
        Refusal: 400, the token is none, has expired, or was taken back.
    """
    found = tokens.by_refresh(connection, integration, token)
    if found is None or (found.refresh_until_ms or 0) <= now:
        raise _bad_grant("refresh_token")
    return found


def give(write: Write, grant: Grant, refresh: str) -> Tokens:
    """An access token for a grant, and a refresh token where there is none yet.

    Args:
        write: the change; its caller is the grant's account.
        grant: the grant.
        refresh: its refresh token; empty where its code is redeemed now.
    """
    until = grant.refresh_until_ms
    if until is None or not refresh:
        refresh, until = _secret(write), write.now + REFRESH_LIFE
        tokens.redeem(write.connection, grant.id, refresh, until)
    staff = write.caller.staff
    given = frozenset(grant.scopes.split())
    # No access token outlives the right to ask for another one.
    end = min(write.now + ACCESS_LIFE, until)
    token = signing.Token(staff.uuid, end, grant.id, given)
    access = signing.signed(token, clock_row.secret(write.connection))
    return Tokens(access, end - write.now, refresh, until - write.now, given & scopes(staff.roles))


def seconds(life: int) -> int:
    """A life in whole seconds, never more than it is."""
    return life // SECOND


def _account(write: Write, email: str) -> StaffRow | None:
    if not email.strip():
        return write.caller.staff
    found = partners.staff_by_email(write.connection, email.strip().lower())
    return found if found and found.partner_id == write.caller.partner.id else None


def _secret(write: Write) -> str:
    drawn = write.uuid() + write.uuid()
    return base64.urlsafe_b64encode(drawn).rstrip(b"=").decode()


def _bad_client() -> Refusal:
    return Refusal(
        401,
        "The client is not known.",
        codes.BAD_CLIENT,
        "client_id and client_secret have to be those of an integration.",
        {"www-authenticate": 'Basic realm="wholesale"'},
    )


def _bad_grant(field: str) -> Refusal:
    text = "is not valid, has expired, or was used"
    return Refusal.of(400, "The grant is not valid.", [Fault(field, codes.BAD_GRANT, text)])
