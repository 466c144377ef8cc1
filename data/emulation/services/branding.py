"""Branding of a partner or sub-partner, each its own (BRD-1, SUB-2)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules import branding as rules
from data.emulation.rules import codes, texts
from data.emulation.rules.faults import Fault, unsaid
from data.emulation.services.problems import require_valid
from data.emulation.store import brandings as store
from data.emulation.store.brandings import BrandingRow

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.writing import Write
    from data.emulation.store.partners import PartnerRow
    from data.models.branding import BrandingInput

_NAMED: Final = {
    "kind": "kind",
    "company_name": "companyName",
    "logo": "logo",
    "light": "light",
    "dark": "dark",
    "support_url": "supportUrl",
}


class Branding(NamedTuple):
    """A branding and whose it is.

    Attributes:
        kind: advanced, basic or none.
        content: texts by the names on the wire, and the colours of a mode by its name.
        changed_ms: None where nothing was set yet.
    """

    owner: PartnerRow
    kind: str
    content: dict[str, Any]
    changed_ms: int | None


def of_owner(connection: sqlite3.Connection, owner: PartnerRow) -> Branding:
    """The branding of an owner.

    Decided here: a sub-partner without its own has none; it hears nothing of its parent's (SUB-3).
    """
    row = store.of_owner(connection, owner.id)
    if row is None:
        return Branding(owner, rules.NONE, {}, None)
    return Branding(owner, row.kind, json.loads(row.content), row.changed_ms)


def change(
    write: Write, owner: PartnerRow, wanted: BrandingInput, wrong: Sequence[Fault]
) -> Branding:
    """Change what a body names; the branding is advanced from then on.

    Raises:
        Refusal: 400, with all that is wrong.
    """
    found = _faults(wanted)
    if not (wrong or _names_any(wanted)):
        words = f"one of {', '.join(_NAMED.values())} is required"
        found.append(Fault("", codes.MISSING_FIELD, words, "BRD-1"))
    require_valid(unsaid(wrong, found))
    content = dict(of_owner(write.connection, owner).content)
    sent = wanted.model_fields_set
    if "company_name" in sent:
        content["companyName"] = texts.normal(wanted.company_name)
    if "logo" in sent:
        content["logo"] = wanted.logo.strip()
    if "support_url" in sent:
        content["supportUrl"] = wanted.support_url.strip()
    for mode in rules.MODES:
        colours = {role: colour.upper() for role, colour in _colours(wanted, mode).items()}
        content[mode] = content.get(mode, {}) | colours
    text = json.dumps(content, ensure_ascii=False)
    store.put(write.connection, owner.id, BrandingRow(rules.ADVANCED, text, write.now))
    return of_owner(write.connection, owner)


def _names_any(wanted: BrandingInput) -> bool:
    """Whether a body names anything; a mode counts by its colours."""
    named = wanted.model_fields_set & set(_NAMED) - set(rules.MODES)
    return bool(named) or any(_colours(wanted, mode) for mode in rules.MODES)


def _faults(wanted: BrandingInput) -> list[Fault]:
    name = texts.check(
        wanted.company_name, "companyName", most=rules.NAME_MOST, required=False, rule="BRD-1"
    )
    return [
        *rules.check_kind(wanted.kind.strip()),
        *name,
        *rules.check_logo(wanted.logo.strip()),
        *(
            fault
            for mode in rules.MODES
            for fault in rules.check_colours(mode, _colours(wanted, mode))
        ),
        *rules.check_url("supportUrl", wanted.support_url.strip()),
    ]


def _colours(wanted: BrandingInput, mode: str) -> dict[str, str]:
    """The colours of a mode that a body names, by role."""
    given = wanted.light if mode == "light" else wanted.dark
    if given is None:
        return {}
    sent = given.model_fields_set
    return {role: getattr(given, role).strip() for role in rules.ROLES if role in sent}
