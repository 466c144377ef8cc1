"""What stands in a billing report: an interface, and what answers it now.

An engine gives the header and the rows of the file; who keeps reports and who renders them know
nothing else of it, so that another one can take its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from data.emulation.rules import ids, skus
from data.emulation.rules.reports import (
    CUSTOMER,
    PARTNER,
    POINT_IN_TIME,
    USER,
    Kind,
    date_of,
    quantity,
)
from data.emulation.rules.times import DAY
from data.emulation.store import billing_use

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from data.emulation.store.billing_use import UseRow
    from data.emulation.store.partners import PartnerRow

_OWNER: Final = ("PARTNER_NAME", "PARTNER_ORG_ID", "SUBSCRIPTION_ID")
_CUSTOMER: Final = ("CUSTOMER_ORG_ID", "CUSTOMER_EXTERNAL_ID")
_HOLDER: Final = ("SUBSCRIBER_ID", "USER_ID", "WORKSPACE_ID")
_SERVICE: Final = ("SERVICE_NAME", "SKU", "DESCRIPTION")
_USE: Final = ("CONSUMPTION_START_DATE", "CONSUMPTION_END_DATE", "QUANTITY")
_PLACE: Final = ("LOCATION_ID",)
COLUMNS: Final = {
    PARTNER: (*_OWNER, *_SERVICE, *_USE),
    CUSTOMER: (*_OWNER, *_CUSTOMER, *_SERVICE, *_USE, *_PLACE),
    USER: (*_OWNER, *_CUSTOMER, *_HOLDER, *_SERVICE, *_USE, *_PLACE),
}
"""The columns of each level, in order (REP-8): a customer's quantity is the 11th."""


class Subject(NamedTuple):
    """What a report tells of.

    Attributes:
        owner: whose customers' use; a partner's report has its own only, without sub-partners'.
        kind: the period, the level and the category.
        moment: what a report of a point in time is made for, in milliseconds.
    """

    owner: PartnerRow
    kind: Kind
    moment: int


class Table(NamedTuple):
    """The file's cells: names of columns, then rows as long."""

    header: tuple[str, ...]
    rows: Iterable[tuple[str, ...]]


class Engine(Protocol):
    """Makes the contents of reports."""

    def table(self, connection: sqlite3.Connection, subject: Subject) -> Table:
        """The contents of a report, in one consistent state of the database."""
        ...


class Intervals:
    """Reads the intervals of use, all of the owner's customers' each time.

    Decided here, as the rulebook is silent: a row's consumption dates are the first and the last
    day of its use within the period, and the moment's day for a point in time. A row has a
    location where all of its use was at that one. What comes to no unit at all has no row. The
    contents are made when the file is fetched: names, external ids and starts of billing, of which
    no history is kept, are those of that moment. A point in time counts what is assigned, also
    before billing starts. Setup Assist has no lines here: they come with billing.
    """

    def table(self, connection: sqlite3.Connection, subject: Subject) -> Table:
        """The contents of a report."""
        kind = subject.kind
        owner = subject.owner
        if kind.category == POINT_IN_TIME:
            found = billing_use.assigned(connection, kind.type, owner.id, subject.moment)
        else:
            begins = max(kind.start_day * DAY, owner.billing_start_ms or 0)
            ends = (kind.end_day + 1) * DAY
            found = billing_use.use(connection, kind.type, owner.id, begins, ends)
        return Table(COLUMNS[kind.type], _rows(owner, kind.type, found))


ENGINE: Final[Engine] = Intervals()
"""The one in use."""


def _rows(owner: PartnerRow, level: str, found: Iterator[UseRow]) -> Iterator[tuple[str, ...]]:
    whose = (owner.name, ids.encode(ids.ORGANIZATION, owner.uuid), owner.subscription_id)
    for row in found:
        cells = [*whose]
        if level != PARTNER:
            cells += [_id(ids.ORGANIZATION, row.organization_uuid), row.external_id or ""]
        if level == USER:
            cells += [
                _id(ids.SUBSCRIBER, row.subscriber_uuid),
                _id(ids.PERSON, row.person_uuid),
                _id(ids.WORKSPACE, row.workspace_uuid),
            ]
        cells += [*_service(row.package), *_used(row)]
        if level != PARTNER:
            cells.append(_id(ids.LOCATION, row.location_uuid))
        yield tuple(cells)


def _service(package: int) -> tuple[str, str, str]:
    """Name, SKU and description of what was used (REP-9, REP-9a)."""
    sku = skus.skus()[package]
    return (skus.service_name(package), sku.sku, sku.description)


def _used(row: UseRow) -> tuple[str, str, str]:
    return (date_of(row.start_ms // DAY), date_of((row.end_ms - 1) // DAY), quantity(row.units))


def _id(kind: str, uuid: bytes | None) -> str:
    return "" if uuid is None else ids.encode(kind, uuid)
