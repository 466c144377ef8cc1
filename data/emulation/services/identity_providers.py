"""Identity providers of a partner: asking for one, its registration, changes (SSO)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules import codes, texts
from data.emulation.rules import identity_providers as rules
from data.emulation.rules.faults import Fault, missing, unsaid
from data.emulation.services.problems import Refusal, conflict, one_of, require_valid
from data.emulation.store import identity_providers as store
from data.emulation.store import partners
from data.emulation.store.customer_filter import Scope

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.writing import Write
    from data.emulation.store.identity_providers import IdentityProviderRow
    from data.emulation.store.partners import PartnerRow
    from data.models.identity_providers import IdentityProviderInput

_TEXT_MOST: Final = 1_024
_ENDPOINTS: Final = {
    "authorization": "authorization_endpoint",
    "token": "token_endpoint",
    "discovery": "discovery_endpoint",
    "userInfo": "user_info_endpoint",
    "keySet": "key_set_endpoint",
}


class IdentityProvider(NamedTuple):
    """An identity provider and whose it is."""

    row: IdentityProviderRow
    owner: PartnerRow


def listed(connection: sqlite3.Connection, scope: Scope) -> list[IdentityProvider]:
    """The identity providers of a scope, newest first."""
    return [_with_owner(connection, row) for row in store.of_scope(connection, scope)]


def one(connection: sqlite3.Connection, scope: Scope, uuid: bytes | None) -> IdentityProvider:
    """The identity provider with a uuid.

    Raises:
        Refusal: 404, the scope has none.
    """
    row = uuid and store.by_uuid(connection, scope, uuid)
    if not row:
        why = codes.NO_IDENTITY_PROVIDER
        raise Refusal(404, "The identity provider could not be found.", why)
    return _with_owner(connection, row)


def create(
    write: Write, owner: PartnerRow, wanted: IdentityProviderInput, wrong: Sequence[Fault]
) -> IdentityProvider:
    """Ask for an identity provider: SAML is there at once, OpenID once it is registered (SSO-5).

    Raises:
        Refusal: 400 with all that is wrong, or 409 where the name is taken (SSO-2).
    """
    columns = _columns(None, wanted, wrong)
    _free(write, owner.id, columns["name_key"], None)
    uuid = write.uuid()
    state = rules.REGISTERED if columns["kind"] == rules.SAML else rules.REQUESTED
    columns |= {"uuid": uuid, "owner_id": owner.id, "created_ms": write.now, "state": state}
    columns["redirect_uri"] = rules.redirect_uri(uuid) if state == rules.REGISTERED else ""
    store.add(write.connection, columns)
    return one(write.connection, Scope(owner.root_id, owner.id), uuid)


def update(
    write: Write, found: IdentityProvider, wanted: IdentityProviderInput, wrong: Sequence[Fault]
) -> IdentityProvider:
    """Change what a body names, or register it; a secret is taken and not kept.

    Raises:
        Refusal: 400 with all that is wrong; 409, the name is taken, or templates quote what
            would change.
    """
    row, owner = found
    columns = _columns(row, wanted, wrong)
    _free(write, owner.id, columns["name_key"], row.id)
    quoted = "entity_id" if row.kind == rules.SAML else "name"
    if columns[quoted] != getattr(row, quoted):
        _unused(write.connection, row)
    if wanted.state == rules.REGISTERED and row.state != rules.REGISTERED:
        columns |= {"state": rules.REGISTERED, "redirect_uri": rules.redirect_uri(row.uuid)}
    store.change(write.connection, row.id, columns)
    return one(write.connection, Scope(owner.root_id, owner.id), row.uuid)


def remove(write: Write, found: IdentityProvider) -> None:
    """Strike an identity provider out.

    Raises:
        Refusal: 409, templates sign in with it.
    """
    _unused(write.connection, found.row)
    store.remove(write.connection, found.row.id)


def _with_owner(connection: sqlite3.Connection, row: IdentityProviderRow) -> IdentityProvider:
    return IdentityProvider(row, partners.partner(connection, row.owner_id))


def _columns(
    row: IdentityProviderRow | None, wanted: IdentityProviderInput, wrong: Sequence[Fault]
) -> dict[str, Any]:
    """The columns that result, checked; `row` is what there is."""
    sent = wanted.model_fields_set
    kept = {} if row is None else row._asdict()
    found: dict[str, Any] = {
        name: texts.normal(getattr(wanted, name)) if name in sent else kept.get(name, "")
        for name in ("kind", "name", "entity_id", "client_id", "scopes")
    }
    endpoints: dict[str, str] = {} if row is None else json.loads(row.endpoints)
    endpoints |= {key: getattr(wanted, name) for key, name in _ENDPOINTS.items() if name in sent}
    faults = [*_kind(row, found["kind"], wanted.state)]
    faults += rules.check_name(found["name"])
    if found["kind"] == rules.SAML:
        faults += texts.check(found["entity_id"], "entityId", most=_TEXT_MOST, rule="SSO-1")
    elif found["kind"] == rules.OIDC:
        faults += texts.check(found["client_id"], "clientId", most=_TEXT_MOST, rule="SSO-2")
        faults += _secret(row, wanted)
        faults += rules.check_scopes(found["scopes"]) + rules.check_endpoints(endpoints)
    require_valid(unsaid(wrong, faults))
    found["scopes"] = " ".join(found["scopes"].split())
    found |= {"name_key": rules.name_key(found["name"]), "endpoints": json.dumps(endpoints)}
    return found | ({"has_secret": 1} if wanted.client_secret else {})


def _kind(row: IdentityProviderRow | None, kind: str, state: str) -> list[Fault]:
    faults = []
    if kind not in rules.KINDS:
        faults.append(Fault("kind", codes.BAD_CHOICE, f"must be {one_of(rules.KINDS)}", "SSO-1"))
    elif row is not None and kind != row.kind:
        faults.append(Fault("kind", codes.BAD_CHOICE, f"is {row.kind} and stays it"))
    allowed = {"", rules.REQUESTED} if row is None else {"", row.state, rules.REGISTERED}
    if state not in allowed:
        words = "is requested at first, and then registered"
        faults.append(Fault("state", codes.BAD_CHOICE, words, "SSO-5"))
    return faults


def _secret(row: IdentityProviderRow | None, wanted: IdentityProviderInput) -> list[Fault]:
    """A new one needs a secret; the fault never repeats what was sent."""
    if wanted.client_secret:
        return texts.check(wanted.client_secret, "clientSecret", most=_TEXT_MOST, rule="SSO-2")
    return [missing("clientSecret", codes.MISSING_FIELD, "SSO-2")] if row is None else []


def _free(write: Write, owner_id: int, key: str, row_id: int | None) -> None:
    there = store.named(write.connection, owner_id, key)
    if there not in {None, row_id}:
        words = "another identity provider has this name, whatever its case"
        raise conflict(codes.NAME_TAKEN, words, "name")


def _unused(connection: sqlite3.Connection, row: IdentityProviderRow) -> None:
    if n := store.templates_with(connection, row):
        raise conflict(codes.PROVIDER_IN_USE, f"{n} templates sign in with it")
