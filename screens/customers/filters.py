"""The customer list's filter as it is typed: words, and `status:`, `package:`, `owner:`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.models.packages import short
from data.models.statuses import STATUSES
from data.operations.choices import choose, likeliest, package_words, status_words
from data.search_key import search_key
from data.text import _
from data.words import nearest, squashed

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN, ALL = "own", "all"


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """What the list shows. Empty tuples let everything through.

    Attributes:
        text: part of a name, external id or email; or a whole id.
        statuses: any of these.
        packages: any of these, by the contract's names.
        owner: own, all, or a provider's organization id.
    """

    text: str = ""
    statuses: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    owner: str = OWN


def parse(
    typed: str, providers: Mapping[str, str], picked: CustomerFilter | None = None
) -> tuple[CustomerFilter, str]:
    """Read a filter.

    Args:
        typed: as in `acme status:error,updating owner:all`.
        providers: names of indirect providers by organization id.
        picked: conditions that hold where nothing else is typed.

    Returns:
        The filter, and what is wrong with it in a sentence; empty if nothing is. What is wrong is
        left out of the filter.
    """
    picked = picked or CustomerFilter()
    words: list[str] = []
    found: dict[str, tuple[str, ...]] = {}
    problem = ""
    for word in typed.split():
        key, colon, rest = word.partition(":")
        if not colon or key.lower() not in KEYS:
            words.append(word)
            continue
        values, wrong = _values(key.lower(), rest, providers)
        problem = problem or wrong
        if values:
            found[key.lower()] = (*found.get(key.lower(), ()), *values)
    return (
        CustomerFilter(
            text=" ".join(words),
            statuses=found.get("status", picked.statuses),
            packages=found.get("package", picked.packages),
            owner=found.get("owner", (picked.owner,))[-1],
        ),
        problem,
    )


def facts(chosen: CustomerFilter, providers: Mapping[str, str]) -> tuple[str, ...]:
    """The conditions beside the text, in words, as the filter line shows them."""
    any_word = _("any")
    statuses = ",".join(chosen.statuses)
    packages = ",".join(short(name) for name in chosen.packages)
    owner = providers.get(chosen.owner, chosen.owner)
    said = (
        (bool(statuses), _("status {value}").format(value=statuses or any_word)),
        (bool(packages), _("package {value}").format(value=packages or any_word)),
        (chosen.owner != OWN, _("owner {value}").format(value=owner)),
    )
    # What is set comes first: where there is no room, the rest is left out.
    return tuple(words for _set, words in sorted(said, key=lambda one: not one[0]))


def _values(key: str, rest: str, providers: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """The values behind `key:`, and what is wrong with them."""
    found, wrong = [], ""
    for typed in rest.split(","):
        if not typed:
            continue
        value = KEYS[key](typed, providers)
        if value:
            found.append(value)
        elif not wrong:
            wrong = _unknown(key, typed, providers)
    return tuple(found), wrong


def _status(typed: str, _providers: Mapping[str, str]) -> str:
    if exact := choose(typed, status_words()):
        return exact
    word = typed.lower()
    starts = [status for status in STATUSES if status.startswith(word)]
    # The screen says "with errors" and "RPL review": `status:with_errors`, `status:review`.
    parts = [status for status in STATUSES if status.endswith(f"_{word}")]
    likely = starts or parts
    return likely[0] if len(likely) == 1 else ""


def _package(typed: str, _providers: Mapping[str, str]) -> str:
    return choose(typed, package_words()) or ""


def _owner(typed: str, providers: Mapping[str, str]) -> str:
    if typed.lower() in (OWN, ALL):
        return typed.lower()
    if typed in providers:
        return typed
    # A blank ends a condition, so a name is also known without: `owner:harbor-voice`.
    word = squashed(search_key(typed))
    keys = {org: squashed(search_key(name)) for org, name in providers.items()}
    exact = [org for org, name in keys.items() if name == word]
    begun = [org for org, name in keys.items() if name.startswith(word)]
    likely = exact or begun
    return likely[0] if word and len(likely) == 1 else ""


KEYS = {"status": _status, "package": _package, "owner": _owner}
"""What may stand before a colon, and how a value is found."""


def _unknown(key: str, typed: str, providers: Mapping[str, str]) -> str:
    """A sentence that says what is allowed, the likeliest first."""
    owners = [OWN, ALL, *providers.values()]
    near, allowed = {
        "status": (likeliest(typed, status_words()), list(STATUSES)),
        "package": (likeliest(typed, package_words()), list(package_words())),
        "owner": (nearest(typed, owners), owners),
    }[key]
    likely = [near] if near else allowed[:3]
    return _("No {key} “{typed}”: try {values}").format(
        key=key, typed=typed[:20], values=", ".join(likely)
    )
