"""Forms of what is typed, as far as they hold on every platform: said before anything is sent."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from data.operations.inputs.reading import InputProblem
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.models.customers import Address
    from data.operations.inputs.customers import ChangeCustomer, OrderCustomer

_OTHERWISE: Final = {
    "USA": "US", "U.S.": "US", "U.S.A.": "US", "UNITED STATES": "US", "CAN": "CA", "CANADA": "CA",
    "MEX": "MX", "MEXICO": "MX", "BRA": "BR", "BRAZIL": "BR", "GBR": "GB", "UK": "GB",
    "UNITED KINGDOM": "GB", "ENGLAND": "GB", "IRL": "IE", "IRELAND": "IE", "DEU": "DE",
    "GERMANY": "DE", "FRA": "FR", "FRANCE": "FR", "ESP": "ES", "SPAIN": "ES", "ITA": "IT",
    "ITALY": "IT", "NLD": "NL", "NETHERLANDS": "NL", "AUS": "AU", "AUSTRALIA": "AU", "NZL": "NZ",
    "NEW ZEALAND": "NZ", "JPN": "JP", "JAPAN": "JP", "IND": "IN", "INDIA": "IN",
}  # fmt: skip
"""Countries as people write them who do not think of ISO 3166."""

_WITH_STATES: Final = frozenset({"AU", "BR", "CA", "IN", "JP", "MX", "US"})
"""Countries whose addresses are said to need a state (ADR-3); the platform decides."""

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LANGUAGE: Final = re.compile(r"[a-z]{2}(_[A-Z]{2})?")
_ZONE: Final = re.compile(r"[A-Za-z]+(/[A-Za-z0-9_+-]+)+")
_NUMBER: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_EXTENSION: Final = re.compile(r"[0-9]{2,10}")


def likely_country(text: str) -> str:
    """The country that is meant, as two letters; empty where nobody can say."""
    word = " ".join(text.split())
    # A sharp s becomes SS, which is a country.
    word = word.upper() if word.isascii() else ""
    if len(word) == 2 and word.isascii() and word.isalpha() and word not in _OTHERWISE:
        return word
    return _OTHERWISE.get(word, "")


def country(text: str, field: str) -> Iterator[InputProblem]:
    """A country is two letters (ADR-1)."""
    word = text.strip()
    meant = likely_country(word)
    if not word or meant == word.upper():
        return
    if meant:
        words = _("must be two letters of ISO 3166; did you mean {word}?").format(word=meant)
        yield InputProblem(field, words)
    else:
        yield InputProblem(field, _("must be two letters of ISO 3166, as in US"))


def language(text: str, field: str) -> Iterator[InputProblem]:
    """A language is `xx` or `xx_XX` (LOC-1)."""
    if text.strip() and not _LANGUAGE.fullmatch(text.strip()):
        yield InputProblem(field, _("must be a language as en_US"))


def zone(text: str, field: str) -> Iterator[InputProblem]:
    """A time zone is named by area and place (TZN-1)."""
    if text.strip() and not _ZONE.fullmatch(text.strip()):
        yield InputProblem(field, _("must be a time zone by its name, as America/Chicago"))


def phone(text: str, field: str) -> Iterator[InputProblem]:
    """A number is in the form of E.164."""
    if text.strip() and not _NUMBER.fullmatch(text.strip()):
        words = _("must be a number with + and the country's code, as +12065550100")
        yield InputProblem(field, words)


def extension(text: str, field: str) -> Iterator[InputProblem]:
    """An extension has 2 to 10 digits."""
    if text.strip() and not _EXTENSION.fullmatch(text.strip()):
        yield InputProblem(field, _("must be 2 to 10 digits"))


def day(text: str, field: str) -> Iterator[InputProblem]:
    """A date is one of the calendar (CAP-5)."""
    if not text.strip():
        return
    try:
        right = _DATE.fullmatch(text.strip()) is not None and bool(date.fromisoformat(text.strip()))
    except ValueError:
        right = False
    if not right:
        yield InputProblem(field, _("must be a date, as in 2026-12-01"))


def external_id(text: str) -> Iterator[InputProblem]:
    """An external id is kept as it is: a blank at an end is a slip that nobody sees."""
    if text.strip() and text != text.strip():
        yield InputProblem("externalId", _("must not begin or end with a blank"))


def of_change(change: ChangeCustomer) -> Iterator[InputProblem]:
    """What has another form than it must have, of a customer that is changed."""
    yield from external_id(change.external_id)
    yield from day(change.billing_start_date, "billingStartDate")
    if change.address is not None:
        yield from country(change.address.country, "address.country")


def of_order(order: OrderCustomer) -> Iterator[InputProblem]:
    """What has another form than it must have, of a customer that is ordered."""
    yield from external_id(order.external_id)
    yield from day(order.billing_start_date, "billingStartDate")
    if order.customer_info is not None:
        yield from language(order.customer_info.language, "customerInfo.language")
    parameters = order.provisioning_parameters
    calling = parameters.calling if parameters is not None else None
    place = calling.location if calling is not None else None
    if place is not None:
        at = "provisioningParameters.calling.location"
        yield from zone(place.timezone, f"{at}.timezone")
        yield from language(place.language, f"{at}.language")


def doubts(address: Address | None) -> Iterator[InputProblem]:
    """What the platform will surely ask for next; said beside what is wrong already, never alone.

    Whether a country has states the platform decides, so this stops nobody by itself.
    """
    if address is None or address.state_or_province.strip():
        return
    if likely_country(address.country) in _WITH_STATES:
        yield InputProblem("address.stateOrProvince", _("is required in this country"))
