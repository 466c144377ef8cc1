"""Every operation of the emulation, once: routes, documents and tests are made from this table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.http import hub_handlers as hub
from data.emulation.http import public_handlers as public
from data.emulation.rules.roles import (
    CUSTOMERS_READ,
    LOCATIONS_READ,
    ORGANIZATIONS_READ,
    PEOPLE_READ,
    SUB_PARTNERS_READ,
    SUBSCRIBERS_READ,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.emulation.http.answers import Answer, Call

_OPEN: Final = (200, 400, 401, 500)
_READ: Final = (200, 400, 401, 403, 500)
_READ_ONE: Final = (200, 400, 401, 403, 404, 500)


class Operation(NamedTuple):
    """An operation.

    Attributes:
        method: the HTTP method.
        path: with `{names}` for ids.
        name: its short name, unique.
        scope: what the caller's roles have to give; None for any caller.
        documented: in the platform's public API description; else this project's own.
        handler: answers it, on a thread of the database.
        model: the name of the answer's model in `data.models`.
        many: whether the answer is a list of the model.
        statuses: those that it answers with.
    """

    method: str
    path: str
    name: str
    scope: str | None
    documented: bool
    handler: Callable[[Call], Answer]
    model: str
    many: bool = False
    statuses: tuple[int, ...] = _READ_ONE


def _read(
    path: str,
    name: str,
    scope: str | None,
    handler: Callable[[Call], Answer],
    model: str,
    *,
    many: bool = False,
    statuses: tuple[int, ...] = _READ_ONE,
) -> Operation:
    documented = path.startswith("/v1/")
    return Operation("GET", path, name, scope, documented, handler, model, many, statuses)


OPERATIONS: Final = (
    _read(
        "/v1/wholesale/customers",
        "customers.list",
        CUSTOMERS_READ,
        public.list_customers,
        "Customer",
        many=True,
    ),
    _read(
        "/v1/wholesale/customers/{customerId}",
        "customers.get",
        CUSTOMERS_READ,
        public.get_customer,
        "Customer",
    ),
    _read(
        "/v1/wholesale/subscribers",
        "subscribers.list",
        SUBSCRIBERS_READ,
        public.list_subscribers,
        "Subscriber",
        many=True,
    ),
    _read(
        "/v1/wholesale/subscribers/{subscriberId}",
        "subscribers.get",
        SUBSCRIBERS_READ,
        public.get_subscriber,
        "Subscriber",
    ),
    _read(
        "/v1/wholesale/subPartners",
        "sub_partners.list",
        SUB_PARTNERS_READ,
        public.list_sub_partners,
        "SubPartner",
        many=True,
        statuses=_READ,
    ),
    _read(
        "/v1/organizations",
        "organizations.list",
        ORGANIZATIONS_READ,
        public.list_organizations,
        "Organization",
        many=True,
        statuses=_READ,
    ),
    _read(
        "/v1/organizations/{orgId}",
        "organizations.get",
        ORGANIZATIONS_READ,
        public.get_organization,
        "Organization",
    ),
    _read(
        "/v1/locations",
        "locations.list",
        LOCATIONS_READ,
        public.list_locations,
        "Location",
        many=True,
    ),
    _read("/v1/people/me", "people.me", PEOPLE_READ, public.me, "Person", statuses=_READ),
    _read(
        "/hub/v1/capabilities",
        "capabilities",
        None,
        hub.capabilities,
        "Capabilities",
        statuses=_OPEN,
    ),
    _read(
        "/hub/v1/customers",
        "customers.window",
        CUSTOMERS_READ,
        hub.list_customers,
        "HubCustomer",
        many=True,
    ),
    _read(
        "/hub/v1/customers/count",
        "customers.count",
        CUSTOMERS_READ,
        hub.count_customers,
        "CustomerCount",
    ),
    _read(
        "/hub/v1/customers/{customerId}",
        "customers.detail",
        CUSTOMERS_READ,
        hub.get_customer,
        "CustomerDetail",
    ),
    _read(
        "/hub/v1/changes", "customers.changes", CUSTOMERS_READ, hub.list_changes, "CustomerChanges"
    ),
    _read("/hub/v1/clock", "clock", None, hub.get_clock, "PlatformClock", statuses=_OPEN),
    _read("/hub/v1/partner", "partner", None, hub.get_partner, "PartnerInfo", statuses=_OPEN),
)
"""The table, in the order in which paths are matched."""
