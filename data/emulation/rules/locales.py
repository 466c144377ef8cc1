"""Languages (LOC): locales such as `fr_CA`, and which one an organization gets."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from data.emulation.rules import codes
from data.emulation.rules.faults import Fault, shown
from data.emulation.rules.tables import rows

ENGLISH: Final = "en_US"
"""Where nothing else results (LOC-4)."""
_FORM: Final = re.compile(r"[a-z]{2}(_[A-Z]{2})?")


class Locale(NamedTuple):
    """A locale (LOC-1).

    Attributes:
        name: language and country.
        default: whether it is its language's default (LOC-2).
        site: whether meeting sites support it (LOC-4).
    """

    name: str
    language: str
    country: str
    default: bool
    site: bool
    source: str


LOCALES: Final = {
    row["locale"]: Locale(
        row["locale"],
        row["language"],
        row["country"],
        row["default"] == "yes",
        row["site"] == "yes",
        row["source"],
    )
    for row in rows("locales.csv")
}
"""Every locale by its name, in the order of LOC-1."""
DEFAULTS: Final = {one.language: one.name for one in LOCALES.values() if one.default}
"""The default locale of a language (LOC-2)."""


def check(language: str, field: str) -> list[Fault]:
    """What is wrong with the form of a language; empty is none.

    Args:
        language: `xx` or `xx_XX`. One that is not supported is no fault: it becomes English.
        field: its place in the request.
    """
    if not language or _FORM.fullmatch(language):
        return []
    words = f"{shown(language)} is no language; it must be of the form en or en_US"
    return [Fault(field, codes.BAD_LOCALE, words)]


def resolve(language: str, country: str, default: str) -> str:
    """The supported locale that results (LOC-2, LOC-3), English where none does (LOC-4).

    Args:
        language: what the request says: a locale, two letters, or empty.
        country: the template's.
        default: the template's language, for an empty one.
    """
    language = language or default
    if language in LOCALES:
        return language
    joined = f"{language}_{country}"
    if joined in LOCALES:
        return joined
    return DEFAULTS.get(language, ENGLISH)


def default_of(country: str) -> str:
    """The language of a template of a country where nobody chose one (LOC-3a)."""
    found = (one.name for one in LOCALES.values() if one.country == country)
    return next(found, ENGLISH)


def site_language(locale: str) -> str:
    """The language of the meeting site of an organization with a locale (LOC-4)."""
    found = LOCALES.get(locale)
    return locale if found is not None and found.site else ENGLISH
