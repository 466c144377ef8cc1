"""Onboarding templates: listing, making, changing and removing them (TPL, LOC-3a, SUB-6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules import codes, countries, emails, locales, pstn, texts
from data.emulation.rules.faults import Fault, unsaid
from data.emulation.rules.identity_providers import OIDC, SAML
from data.emulation.services.problems import Refusal, conflict, one_of, require_valid
from data.emulation.store import identity_providers, partners
from data.emulation.store import templates as store
from data.emulation.store.customer_filter import Scope
from data.search_key import search_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence

    from data.emulation.services.writing import Write
    from data.emulation.store.partners import PartnerRow
    from data.emulation.store.templates import TemplateRow
    from data.models.templates import TemplateInput

AUTHENTICATIONS: Final = ("webex", SAML, OIDC)
"""Ways to sign in (TPL-3)."""
NAME_MOST: Final = 100
TEXT_MOST: Final = 100

_FIELDS: Final = {
    "name": "name",
    "country": "country",
    "language": "language",
    "authentication": "authentication",
    "identity_provider": "identity_provider",
    "administrator": "administrator",
    "pstn_vendor": "pstn_vendor",
    "brand": "brand_name",
}
"""Columns of texts, and the fields of the body that they come from."""


class Template(NamedTuple):
    """A template, whose it is, the subscription that it uses (SUB-4), and what came of it."""

    row: TemplateRow
    owner: PartnerRow
    subscription_id: str
    customers: int


def listed(connection: sqlite3.Connection, scope: Scope, text: str, now: int) -> list[Template]:
    """The templates of a scope whose name contains a text, newest first."""
    rows = store.of_scope(connection, scope, text)
    owners = {n: partners.partner(connection, n) for n in {row.owner_id for row in rows}}
    gone = store.gone(connection, now) if rows else {}
    return [_template(connection, row, owners[row.owner_id], gone) for row in rows]


def one(connection: sqlite3.Connection, scope: Scope, uuid: bytes | None, now: int) -> Template:
    """The template with a provisioning id's uuid.

    Raises:
        Refusal: 404, the scope has none.
    """
    row = uuid and store.by_uuid(connection, scope, uuid)
    if not row:
        raise Refusal(404, "The template could not be found.", codes.NO_TEMPLATE)
    owner = partners.partner(connection, row.owner_id)
    return _template(connection, row, owner, store.gone(connection, now))


def create(
    write: Write, owner: PartnerRow, wanted: TemplateInput, wrong: Sequence[Fault]
) -> Template:
    """Make a template of an owner.

    Raises:
        Refusal: 400 with all that is wrong, or 409 where the name is taken.
    """
    start = dict.fromkeys(_FIELDS, "")
    start |= {"authentication": "webex", "administrator": write.caller.staff.email}
    columns = _columns(write, owner.id, start, wanted, wrong)
    _free(write, owner.id, columns["name"], None)
    uuid = write.uuid()
    more = {"uuid": uuid, "owner_id": owner.id, "created_ms": write.now, "changed_ms": write.now}
    store.add(write.connection, {**columns, **more})
    return one(write.connection, Scope(owner.root_id, owner.id), uuid, write.now)


def update(
    write: Write, template: Template, wanted: TemplateInput, wrong: Sequence[Fault]
) -> Template:
    """Change what a body names; customers that are there keep what they have (TPL-7).

    Raises:
        Refusal: as `create`.
    """
    row, owner = template.row, template.owner
    present = {column: getattr(row, column) for column in _FIELDS}
    columns = _columns(write, owner.id, present, wanted, wrong)
    _free(write, owner.id, columns["name"], row.id)
    store.change(write.connection, row.id, {**columns, "changed_ms": write.now})
    return one(write.connection, Scope(owner.root_id, owner.id), row.uuid, write.now)


def remove(write: Write, template: Template) -> None:
    """Take a template off the list; what was made with it stays.

    Raises:
        Refusal: 409, it is the owner's only one and has customers (TPL-1).
    """
    owner = template.owner
    only = len(store.of_scope(write.connection, Scope(owner.root_id, owner.id))) == 1
    if only and template.customers:
        raise conflict(
            codes.TEMPLATE_IN_USE,
            f"{template.customers} customers were made with it, and it is the only template",
        )
    store.change(write.connection, template.row.id, {"ended_ms": write.now})


def _template(
    connection: sqlite3.Connection, row: TemplateRow, owner: PartnerRow, gone: Mapping[int, int]
) -> Template:
    root = owner if owner.parent_id is None else partners.partner(connection, owner.root_id)
    customers = row.customers - gone.get(row.id, 0)
    return Template(row, owner, root.subscription_id, customers)


def _columns(
    write: Write,
    owner_id: int,
    present: dict[str, Any],
    wanted: TemplateInput,
    wrong: Sequence[Fault],
) -> dict[str, Any]:
    """The columns that result, checked."""
    sent = wanted.model_fields_set
    found = {
        column: texts.normal(getattr(wanted, field)) if field in sent else present[column]
        for column, field in _FIELDS.items()
    }
    found["country"] = countries.normal(found["country"])
    found["administrator"] = emails.normal(found["administrator"])
    found["authentication"] = found["authentication"] or "webex"
    vendor = pstn.vendor(found["pstn_vendor"])
    if vendor is not None:
        found["pstn_vendor"] = vendor.name
    if found["authentication"] == "webex":
        found["identity_provider"] = ""
    sign_in = _sign_in(write.connection, owner_id, found)
    require_valid(unsaid(wrong, [*_faults(found, sent), *_invites(wanted), *sign_in]))
    default = locales.default_of(found["country"])
    found["language"] = locales.resolve(found["language"], found["country"], default)
    return found | _switches(wanted)


def _faults(found: dict[str, Any], sent: Collection[str]) -> list[Fault]:
    faults = texts.check(found["name"], "name", most=NAME_MOST, rule="TPL-2")
    if found["country"] not in countries.COUNTRIES:
        words = "must be the code of a country, such as US"
        faults.append(Fault("country", codes.BAD_COUNTRY, words, "TPL-2"))
    faults += locales.check(found["language"], "language")
    # Templates of earlier releases have none; that stands in no other change's way.
    required = "administrator" in sent
    faults += emails.check(found["administrator"], "administrator", required, rule="TPL-2")
    faults += texts.check(found["brand"], "brandName", most=TEXT_MOST, required=False)
    # Templates of earlier releases may name another one; that stands in no other change's way.
    vendor = found["pstn_vendor"] if "pstn_vendor" in sent else ""
    if vendor and pstn.vendor(vendor) is None:
        words = f"must be {one_of(pstn.vendors())}"
        faults.append(Fault("pstnVendor", codes.BAD_OPTION, words, "TPL-5"))
    return faults


def _sign_in(connection: sqlite3.Connection, owner_id: int, found: dict[str, Any]) -> list[Fault]:
    """What is wrong with the way to sign in (TPL-3)."""
    kind, quoted = found["authentication"], found["identity_provider"]
    if kind not in AUTHENTICATIONS:
        words = f"must be {one_of(AUTHENTICATIONS)}"
        return [Fault("authentication", codes.BAD_CHOICE, words, "TPL-3")]
    if kind == "webex":
        return []
    known = identity_providers.registered(connection, owner_id, kind)
    by_kind = {SAML: [entity for _, entity in known], OIDC: [name for name, _ in known]}
    if quoted in by_kind[kind]:
        return []
    what = "entity id" if kind == SAML else "name"
    words = f"must be the {what} of a registered identity provider of the owner's"
    return [Fault("identityProvider", codes.BAD_CHOICE, words, "TPL-3")]


def _invites(wanted: TemplateInput) -> list[Fault]:
    """Two words for one switch cannot say the same of it (TPL-4a)."""
    if wanted.invite_admins is None or wanted.invite_admins is not wanted.restrict_admin_invites:
        return []
    words = "is the opposite of inviteAdmins"
    return [Fault("restrictAdminInvites", codes.BAD_CHOICE, words, "TPL-4a")]


def _switches(wanted: TemplateInput) -> dict[str, int]:
    found = {}
    if wanted.restrict_admin_invites is not None:
        found["invites_admins"] = int(not wanted.restrict_admin_invites)
    if wanted.invite_admins is not None:
        found["invites_admins"] = int(wanted.invite_admins)
    if wanted.disable_calling is not None:
        found["calling_disabled"] = int(wanted.disable_calling)
    return found


def _free(write: Write, owner_id: int, name: str, template_id: int | None) -> None:
    owner = partners.partner(write.connection, owner_id)
    others = store.of_scope(write.connection, Scope(owner.root_id, owner.id))
    if any(row.id != template_id and search_key(row.name) == search_key(name) for row in others):
        raise conflict(codes.NAME_TAKEN, "another template of the owner's has this name", "name")
