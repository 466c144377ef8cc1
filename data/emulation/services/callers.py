"""Who calls, what they may read (contract, section 8), and whose business it is (SUB-2, SUB-3)."""

from __future__ import annotations

import base64
import hmac
from binascii import Error
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import ids
from data.emulation.rules.roles import (
    FULL,
    NEEDED,
    WHOLESALE,
    is_full_wholesale,
    rights,
    scopes,
)
from data.emulation.services.problems import forbidden, no_provider, unauthorized
from data.emulation.store import clock, partners
from data.emulation.store.customer_filter import Scope

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.partners import PartnerRow, StaffRow

_PREFIX = "sbx"
_LONGEST = 200


class Caller(NamedTuple):
    """A staff account and the partner or sub-partner that it works for."""

    staff: StaffRow
    partner: PartnerRow

    @property
    def world(self) -> Scope:
        """All that the caller may see.

        For a partner's full and wholesale administrator that is the partner's and its
        sub-partners' (ADM-4); for the partner's other staff, and for a sub-partner's, their own.
        """
        wide = self.partner.parent_id is None and is_full_wholesale(self.staff.roles)
        return Scope(self.partner.root_id, None if wide else self.partner.id)

    @property
    def own(self) -> Scope:
        """The caller's own, without sub-partners' (SUB-9)."""
        return Scope(self.partner.root_id, self.partner.id)


def authenticate(connection: sqlite3.Connection, authorization: str | None) -> Caller:
    """The caller with an `Authorization` header.

    Raises:
        Refusal: 401, there is none, or it holds no valid token.
    """
    kind, _, token = (authorization or "").partition(" ")
    if kind.lower() != "bearer" or len(token) > _LONGEST:
        raise unauthorized()
    uuid = _verified(token.strip(), clock.secret(connection))
    staff = None if uuid is None else partners.staff_by_uuid(connection, uuid)
    if staff is None:
        raise unauthorized()
    return Caller(staff, partners.partner(connection, staff.partner_id))


def admit(
    connection: sqlite3.Connection, authorization: str, scope: str | None, right: str | None
) -> Caller:
    """The caller, if its token is valid and its roles reach far enough.

    Args:
        connection: where to read.
        authorization: the header.
        scope: what the operation needs; None for nothing.
        right: what it needs beside that, of `rules.roles.rights`; None for nothing.

    Raises:
        Refusal: 401 or 403.
    """
    caller = authenticate(connection, authorization)
    require(caller, scope)
    if right is not None and right not in rights(caller.staff.roles):
        held = ", ".join(caller.staff.roles) or "none"
        raise forbidden(f"This needs {NEEDED[right]}; the account's roles are: {held}.")
    return caller


def require(caller: Caller, scope: str | None) -> None:
    """Check that a caller's roles reach a scope; None is for everybody.

    Raises:
        Refusal: 403, they do not.
    """
    if scope is not None and scope not in scopes(caller.staff.roles):
        held = ", ".join(caller.staff.roles) or "none"
        raise forbidden(f"This needs {scope}, which the account's roles do not give: {held}.")


def provider(connection: sqlite3.Connection, caller: Caller, parameter: str, org_id: str) -> Scope:
    """What belongs to the partner or sub-partner with an organization id, if it is the caller's.

    Args:
        connection: where to read.
        caller: who asks.
        parameter: the name of the parameter, for the refusal.
        org_id: the id.

    Raises:
        Refusal: 404, there is none in the caller's partner or below it; 403, it is one of the
            partner's, and the caller's roles do not reach it (ADM-4).
    """
    uuid = ids.decode(ids.ORGANIZATION, org_id)
    found = uuid and partners.partner_by_uuid(connection, caller.partner.root_id, uuid)
    if not found or (caller.partner.parent_id is not None and found.id != caller.partner.id):
        raise no_provider(parameter)
    if caller.world.owner_id not in {None, found.id}:
        raise forbidden(
            f"{parameter}: the customers of indirect providers need both {FULL} and {WHOLESALE}."
        )
    return Scope(found.root_id, found.id)


def token_for(connection: sqlite3.Connection, email: str | None = None) -> str:
    """A token of a staff account; nothing is written.

    Args:
        connection: where to read.
        email: whose; None is the first partner's first account with both roles of ADM-5a.

    Raises:
        LookupError: there is no such account.
    """
    if email is None:
        accounts = partners.staff_of_partners(connection)
        able = [account for account in accounts if is_full_wholesale(account.roles)]
        staff = next(iter(able or accounts), None)
    else:
        staff = partners.staff_by_email(connection, email)
    if staff is None:
        raise LookupError(email or "no staff account")
    return (
        f"{_PREFIX}.{_text(staff.uuid)}.{_text(_signature(staff.uuid, clock.secret(connection)))}"
    )


def _signature(uuid: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, _PREFIX.encode() + uuid, "sha256")


@lru_cache(maxsize=256)
def _verified(token: str, secret: bytes) -> bytes | None:
    prefix, _, rest = token.partition(".")
    body, _, signature = rest.partition(".")
    uuid, given = _bytes(body), _bytes(signature)
    if prefix != _PREFIX or uuid is None or given is None:
        return None
    return uuid if hmac.compare_digest(given, _signature(uuid, secret)) else None


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except (Error, ValueError):
        return None
