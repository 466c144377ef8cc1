"""Names of persons and businesses, put together from the word lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from data.emulation.seed.words import words

if TYPE_CHECKING:
    from random import Random

    from data.emulation.seed.places import Country
    from data.emulation.seed.words import Word


T = TypeVar("T")


class Business(NamedTuple):
    """A business: its name and the Latin form that its domain is made of."""

    name: str
    slug: str


class Person(NamedTuple):
    """A person: given name, surname and the local part of an email address."""

    first: str
    last: str
    local: str


class Namer:
    """Draws names; the same random numbers give the same names."""

    def __init__(self, rng: Random) -> None:
        self._random = rng.random
        self._lists: dict[str, tuple[tuple[Word, ...], tuple[Word, ...]]] = {}

    def person(self, country: Country) -> Person:
        """A person of a country; some countries have names of several languages."""
        given, family = self._people(self._pick(country.people))
        first, last = self._pick(given), self._pick(family)
        return Person(first.text, last.text, f"{first.latin}.{last.latin}")

    def business(self, country: Country) -> Business:
        """A business of a country, in its language."""
        trade = self._pick(words("trade", country.trades))
        if country.trades == "en":
            return self._english(country, trade)
        people = "north" if country.trades == "sv" else country.trades
        owner = self._pick(self._people(people)[1])
        return Business(trade.text.format(owner.text), f"{owner.latin}-{trade.latin}")

    def _people(self, language: str) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        lists = self._lists.get(language)
        if lists is None:
            lists = self._lists[language] = words("given", language), words("family", language)
        return lists

    def _english(self, country: Country, trade: Word) -> Business:
        family = self._people(self._pick(country.people))[1]
        form, owner = self._random(), self._pick(family)
        if form < 0.42:
            return Business(f"{owner.text} {trade.text}", f"{owner.latin}-{trade.latin}")
        place, partner = self._pick(words("place", "en")), self._pick(family)
        if form < 0.8 or owner == partner:
            return Business(f"{place.text} {trade.text}", f"{place.latin}-{trade.latin}")
        if form < 0.9:
            return Business(
                f"{owner.text} & {partner.text} {trade.text}", f"{owner.latin}-{partner.latin}"
            )
        if form < 0.95:
            return Business(f"{owner.text} & Sons {trade.text}", f"{owner.latin}-sons")
        return Business(f"The {place.text} {trade.text}", f"the-{place.latin}-{trade.latin}")

    def _pick(self, items: tuple[T, ...]) -> T:
        return items[int(self._random() * len(items))]
