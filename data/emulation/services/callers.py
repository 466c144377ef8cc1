"""Who calls, what they may read (contract, section 8), and whose business it is (SUB-2, SUB-3)."""

from __future__ import annotations

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
from data.emulation.services import clock, signing
from data.emulation.services.problems import forbidden, no_provider, unauthorized
from data.emulation.store import clock as clock_row
from data.emulation.store import partners, tokens
from data.emulation.store.customer_filter import Scope

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.store.partners import PartnerRow, StaffRow


class Caller(NamedTuple):
    """A staff account and the partner or sub-partner that it works for.

    Attributes:
        staff: the account.
        partner: whose it is.
        given: the scopes that its token was given; None for all that the roles give.
    """

    staff: StaffRow
    partner: PartnerRow
    given: frozenset[str] | None = None

    @property
    def scopes(self) -> frozenset[str]:
        """What it reaches: what the roles give, as far as its token does too."""
        found = scopes(self.staff.roles)
        return found if self.given is None else found & self.given

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


def bearer(authorization: str, secret: bytes) -> signing.Token | None:
    """The token in an `Authorization` header, None if there is none that was signed here.

    Args:
        authorization: the header.
        secret: the database's.
    """
    kind, _, text = authorization.partition(" ")
    if kind.lower() != "bearer" or len(text) > signing.LONGEST:
        return None
    return signing.verified(text.strip(), secret)


def authenticate(connection: sqlite3.Connection, authorization: str | None) -> Caller:
    """The caller with an `Authorization` header.

    Raises:
        Refusal: 401, there is none, or it holds no valid token.
    """
    token = bearer(authorization or "", clock_row.secret(connection))
    staff = None if token is None else partners.staff_by_uuid(connection, token.account)
    if token is None or staff is None or not _lives(connection, token):
        raise unauthorized()
    return Caller(staff, partners.partner(connection, staff.partner_id), token.given)


def _lives(connection: sqlite3.Connection, token: signing.Token) -> bool:
    """Whether a token counts still: it has not expired, and its grant was not taken back."""
    if token.until_ms is not None and token.until_ms <= clock.now(connection):
        return False
    return token.grant is None or tokens.is_valid(connection, token.grant)


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
    top = caller.partner.parent_id is None
    if right is None or right in rights(caller.staff.roles, caller.scopes, top=top):
        return caller
    if right in rights(caller.staff.roles, top=top):
        raise forbidden("The scopes that the token was given are for reading only.")
    if right in rights(caller.staff.roles):
        # The roles would do; it is the organization that they are held in.
        raise forbidden("This is for accounts of the partner itself, not for a sub-partner's.")
    held = ", ".join(caller.staff.roles) or "none"
    raise forbidden(f"This needs {NEEDED[right]}; the account's roles are: {held}.")


def require(caller: Caller, scope: str | None) -> None:
    """Check that a caller's roles and token reach a scope; None is for everybody.

    Raises:
        Refusal: 403, they do not.
    """
    if scope is None or scope in caller.scopes:
        return
    if scope in scopes(caller.staff.roles):
        raise forbidden(f"This needs {scope}, which the token was not given.")
    held = ", ".join(caller.staff.roles) or "none"
    raise forbidden(f"This needs {scope}, which the account's roles do not give: {held}.")


def provider(connection: sqlite3.Connection, caller: Caller, parameter: str, org_id: str) -> Scope:
    """What belongs to the partner or sub-partner with an organization id, if it is the caller's.

    `onBehalfOfSubPartnerOrgId`, `owner`, and `subPartnerOrgId` of billing reports (SUB-5) pass
    through here.

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
    return signing.signed(signing.Token(staff.uuid), clock_row.secret(connection))
