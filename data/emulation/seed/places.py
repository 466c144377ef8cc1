"""Countries and cities of the seed: postal codes, time zones, languages, streets, numbers.

The facts stand in `countries.csv` and `cities.csv`: ISO 3166 countries, IANA zones, locales of
LOC-1, states and postal codes as ADR-3 wants them. In patterns `#` stands for a digit and `@` for a
capital letter. Numbers lie in ranges that numbering authorities keep free for fiction (North
America's 555-01xx, and the like in the United Kingdom, Ireland, Australia, Germany, France and
Sweden), or in Japan behind a local part that begins with 0, which nobody can own. Elsewhere
subscribers have extensions only.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple


class City(NamedTuple):
    """A city. `numbers` are patterns of E.164 numbers."""

    name: str
    state: str
    postal: str
    zone: str
    numbers: tuple[str, ...]
    language: str


class Country(NamedTuple):
    """A country.

    Attributes:
        code: ISO 3166 alpha-2.
        language: its locale (LOC-1).
        people: word lists that persons' names come from; repeated ones weigh more.
        trades: word list that business names come from.
        streets: patterns of an address line, `{}` for the house number.
        cities: where its customers are.
    """

    code: str
    language: str
    people: tuple[str, ...]
    trades: str
    streets: tuple[str, ...]
    cities: tuple[City, ...]

    def city(self, name: str) -> City:
        """The city of this name.

        Raises:
            KeyError: the country has none of that name here.
        """
        for city in self.cities:
            if city.name == name:
                return city
        raise KeyError(name)


@cache
def countries() -> dict[str, Country]:
    """All countries that the seed knows, by code."""
    cities: dict[str, list[dict[str, str]]] = {}
    for row in _rows("cities.csv"):
        cities.setdefault(row["country"], []).append(row)
    return {
        row["country"]: Country(
            row["country"],
            row["language"],
            tuple(row["people"].split()),
            row["trades"],
            tuple(row["streets"].split(";")),
            tuple(_city(city, row["language"]) for city in cities[row["country"]]),
        )
        for row in _rows("countries.csv")
    }


def _city(row: dict[str, str], language: str) -> City:
    return City(
        row["city"],
        row["state"],
        row["postal"],
        row["zone"],
        tuple(row["numbers"].split()),
        row["language"] or language,
    )


def _rows(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
