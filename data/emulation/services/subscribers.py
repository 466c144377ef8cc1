"""Reading subscribers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.services.problems import no_subscriber
from data.emulation.store import subscribers as store
from data.emulation.store.subscriber_window import SubscriberFilter, SubscriberQuery, window

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.store.customer_filter import Scope
    from data.emulation.store.positions import Key, Place
    from data.emulation.store.subscribers import SubscriberRow

STATUSES = ("provisioned", "pending_user_migration")
"""Every status a subscriber can have (contract, section 3)."""

__all__ = ["STATUSES", "Page", "SubscriberFilter", "SubscriberQuery", "one", "page"]


class Page(NamedTuple):
    """Subscribers that stand together in a list, their keys, and whether there are more around."""

    subscribers: Sequence[SubscriberRow]
    keys: Sequence[Key]
    has_previous: bool
    has_next: bool


def page(connection: sqlite3.Connection, query: SubscriberQuery, place: Place, size: int) -> Page:
    """A page of a list of subscribers."""
    keys, before, after = window(connection, query, place, size)
    found = store.by_ids(connection, [key.id for key in keys], query.now)
    return Page(found, keys, before, after)


def one(
    connection: sqlite3.Connection, scope: Scope, uuid: bytes | None, now: int
) -> SubscriberRow:
    """The subscriber with a uuid, as it is at `now`.

    Raises:
        Refusal: 404, the scope has none.
    """
    found = uuid and store.by_uuid(connection, scope, uuid, now)
    if not found:
        raise no_subscriber()
    return found
