"""The price list of a partner or sub-partner, each its own (PKG-15, SUB-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes, package_sets, prices
from data.emulation.rules.faults import Fault, missing, unsaid
from data.emulation.rules.packages import NAMES
from data.emulation.rules.packages import codes as package_codes
from data.emulation.services.problems import require_valid
from data.emulation.store import prices as store
from data.emulation.store.prices import PriceRow

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.writing import Write
    from data.emulation.store.partners import PartnerRow
    from data.models.prices import PriceListInput


class PriceList(NamedTuple):
    """The prices that an owner set: the platform sets none."""

    owner: PartnerRow
    rows: Sequence[PriceRow]


def of_owner(connection: sqlite3.Connection, owner: PartnerRow) -> PriceList:
    """The price list of an owner; empty until it sets something."""
    return PriceList(owner, store.of_owner(connection, owner.id))


def change(
    write: Write, owner: PartnerRow, wanted: PriceListInput, wrong: Sequence[Fault]
) -> PriceList:
    """Set the whole list. Decided here: a PUT replaces, so that a price can be taken away.

    A price that stays as it is keeps the moment since when it is so.

    Raises:
        Refusal: 400, with all that is wrong.
    """
    found, faults = _checked(wanted)
    require_valid(unsaid(wrong, faults))
    there = {row.package: row for row in store.of_owner(write.connection, owner.id)}
    rows = [PriceRow(package, cents, write.now) for package, cents in sorted(found.items())]
    kept = [
        old if (old := there.get(row.package)) is not None and old.cents == row.cents else row
        for row in rows
    ]
    store.put(write.connection, owner.id, kept)
    return of_owner(write.connection, owner)


def _checked(wanted: PriceListInput) -> tuple[dict[int, int], list[Fault]]:
    """Hundredths by the package's code, and what is wrong with a list."""
    if wanted.prices is None:
        return {}, [missing("prices", codes.MISSING_FIELD, "PKG-15")]
    found: dict[int, int] = {}
    faults: list[Fault] = []
    for place, line in enumerate(wanted.prices):
        at, price = f"prices[{place}]", line.price.strip()
        given = [name] if (name := line.package.strip()) else []
        named, wrong = package_sets.parse(given, "")
        faults += [fault._replace(field=f"{at}.package") for fault in wrong]
        faults += prices.check(f"{at}.price", price)
        for package in package_codes(named):
            if package in found:
                words = f"{NAMES[package]} stands on the list twice"
                faults.append(Fault(f"{at}.package", codes.BAD_CHOICE, words))
            found[package] = prices.cents(price) or 0
    return found, faults
