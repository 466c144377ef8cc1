"""The customer list's filter as it is typed: words, and `status:`, `package:`, `owner:`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.models.packages import short
from data.models.statuses import STATUSES, label
from data.operations.choices import meant, named, package_words, status_words
from data.text import _
from data.words import nearest
from screens.customers.typed import read

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN, ALL = "own", "all"

SHOWN = 30
"""Characters of what was typed that a sentence repeats."""


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
        typed: as in `acme status:error,updating owner:harbour light`; see `read` for quotes.
        providers: names of indirect providers by organization id.
        picked: conditions that hold where nothing else is typed.

    Returns:
        The filter, and what is wrong with it in a sentence; empty if nothing is. What is wrong is
        left out of the filter.
    """
    picked = picked or CustomerFilter()
    names = _names(providers)
    text, conditions = read(typed, names)
    found: dict[str, tuple[str, ...]] = {}
    problem = ""
    for key, values in conditions:
        for value in values:
            fits = meant(value, names[key])
            if value in names[key]:
                fits = (value,)
            if len(fits) == 1:
                found[key] = (*found.get(key, ()), *fits)
            else:
                problem = problem or _not_clear(key, value, fits, providers)
    if len(set(found.get("owner", ()))) > 1:
        problem = problem or _("One owner at a time.")
        del found["owner"]
    return (
        CustomerFilter(
            text=text,
            statuses=_once(found.get("status", picked.statuses)),
            packages=_once(found.get("package", picked.packages)),
            owner=found.get("owner", (picked.owner,))[0],
        ),
        problem,
    )


def facts(chosen: CustomerFilter, providers: Mapping[str, str]) -> tuple[str, ...]:
    """The conditions beside the text, in words, as the filter line shows them."""
    any_word = _("any")
    statuses = ", ".join(map(label, chosen.statuses))
    packages = ", ".join(map(short, chosen.packages))
    owner = providers.get(chosen.owner, chosen.owner)
    said = (
        (bool(statuses), _("status {value}").format(value=statuses or any_word)),
        (bool(packages), _("package {value}").format(value=packages or any_word)),
        (chosen.owner != OWN, _("owner {value}").format(value=owner)),
    )
    # What is set comes first: where there is no room, the rest is left out.
    return tuple(words for _set, words in sorted(said, key=lambda one: not one[0]))


def _names(providers: Mapping[str, str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """What may stand before a colon, and for each what its values are called."""
    owners = {org: (name,) for org, name in providers.items()}
    return {
        "status": named(status_words()),
        "package": named(package_words()),
        "owner": {OWN: (OWN,), ALL: (ALL,), **owners},
    }


def _once(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _not_clear(key: str, typed: str, fits: tuple[str, ...], providers: Mapping[str, str]) -> str:
    """A sentence that says what may be typed, the likeliest first, as the screen calls it."""
    if fits:
        values = _said(key, fits, providers)
        return _("The {key} “{typed}” may be: {values}").format(
            key=key, typed=typed[:SHOWN], values=", ".join(values)
        )
    every = {
        "status": STATUSES,
        "package": tuple(package_words()),
        "owner": (OWN, ALL, *providers),
    }[key]
    values = _said(key, every, providers)
    near = nearest(typed, values)
    if near is not None:
        # There are few statuses: all of them may be read here.
        rest = [value for value in values if value != near] if key == "status" else []
        values = [near, *rest]
    return _("No {key} “{typed}”: try {values}").format(
        key=key, typed=typed[:SHOWN], values=", ".join(values)
    )


def _said(key: str, values: tuple[str, ...], providers: Mapping[str, str]) -> list[str]:
    """Values as the screen calls them."""
    if key == "owner":
        return [providers.get(org, org) for org in values]
    return list(map(label if key == "status" else short, values))
