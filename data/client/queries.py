"""What can be asked of lists, and what comes back of windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from data.models.customers import HubCustomer


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """What the public list of customers can be asked for (contract, section 2).

    Attributes:
        external_id: exactly this external id.
        org_id: the customer of this organization.
        statuses: any of these.
        on_behalf_of: the organization of a sub-partner, whose customers are meant (SUB-9).
    """

    external_id: str | None = None
    org_id: str | None = None
    statuses: tuple[str, ...] = ()
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class CustomerQuery:
    """What the console's list of customers can be asked for.

    Attributes:
        text: part of a name, an external id or an email; empty for all.
        statuses: any of these.
        packages: customers with any of these.
        owner: `own`, `all`, or the organization id of a provider.
        sort: one of the backend's sorts; None is the backend's own order.
        descending: turns the order around; only with a sort.
    """

    text: str = ""
    statuses: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    owner: str = "own"
    sort: str | None = None
    descending: bool = False


class Place(Protocol):
    """A place in a list, as `Position`; the record table's own fits too."""

    @property
    def offset(self) -> int | None:
        """An ordinal, 0 the first row."""
        ...

    @property
    def after(self) -> str | None:
        """The key of a row; the window begins behind it."""
        ...

    @property
    def before(self) -> str | None:
        """The key of a row; the window ends before it."""
        ...

    @property
    def start(self) -> str | None:
        """The key of a row, or of one that was there; the window begins there."""
        ...

    @property
    def end(self) -> bool:
        """The last rows."""
        ...


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a list. At most one field is set; none is the beginning. See `Place`."""

    offset: int | None = None
    after: str | None = None
    before: str | None = None
    start: str | None = None
    end: bool = False


BEGINNING = Position()


@dataclass(frozen=True, slots=True)
class CustomerWindow:
    """Customers that stand together in a list, in its order.

    Attributes:
        items: at most as many as were asked for.
        has_previous: whether rows stand before the first.
        has_next: whether rows stand behind the last.
        offset: the first row's ordinal, where it is known.
    """

    items: tuple[HubCustomer, ...]
    has_previous: bool
    has_next: bool
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class SubscriberFilter:
    """What the public list of subscribers can be asked for (contract, section 3).

    Attributes:
        customer_id: those of this customer.
        external_customer_id: those of the customer with this external id.
        person_id: the subscriber who is this person.
        email: exactly this email.
        status: `provisioned` or `pending_user_migration`.
        after: created after this moment, ISO 8601 or epoch milliseconds.
        last_status_change: whose status changed after this moment.
        sort_by: `created` or `lastStatusChange`; None is the platform's own order.
        descending: newest first; only with a sort.
        on_behalf_of: the organization of a sub-partner, whose subscribers are meant.
    """

    customer_id: str | None = None
    external_customer_id: str | None = None
    person_id: str | None = None
    email: str | None = None
    status: str | None = None
    after: str | int | None = None
    last_status_change: str | int | None = None
    sort_by: Literal["created", "lastStatusChange"] | None = None
    descending: bool = False
    on_behalf_of: str | None = None
