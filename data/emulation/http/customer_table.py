"""Operations that change customers, and their precheck (contract, sections 2 and 4)."""

from __future__ import annotations

from typing import Final

from data.emulation.http.later import Later
from data.emulation.http.operation import READ, Operation, read
from data.emulation.rules.roles import CREATE, CUSTOMERS_READ, CUSTOMERS_WRITE, PRECHECK
from data.emulation.services.acting import BEHALF

handlers: Final = Later("data.emulation.http.customer_changes")

_REFUSED: Final = (400, 401, 403, 404, 409, 415, 500)
_ALL: Final = "/v1/wholesale/customers"
_ONE: Final = "/v1/wholesale/customers/{customerId}"

TABLE: Final[tuple[Operation, ...]] = (
    Operation(
        "POST",
        f"{_ALL}/validate",
        "customers.precheck",
        # ADM-3 asks for the role; who may only look has no use for it.
        CUSTOMERS_WRITE,
        documented=True,
        handler=handlers.precheck_customer,
        model="Precheck",
        statuses=(200, *_REFUSED),
        body="ProvisionCustomer",
        right=PRECHECK,
        parameters=(BEHALF,),
    ),
    Operation(
        "POST",
        _ALL,
        "customers.create",
        CUSTOMERS_WRITE,
        documented=True,
        handler=handlers.provision_customer,
        model="Accepted",
        statuses=(202, *_REFUSED),
        body="ProvisionCustomer",
        writes=True,
        right=CREATE,
        parameters=(BEHALF,),
        locates=True,
    ),
    Operation(
        "PUT",
        _ONE,
        "customers.update",
        CUSTOMERS_WRITE,
        documented=True,
        handler=handlers.update_customer,
        model="Accepted",
        statuses=(202, *_REFUSED),
        body="UpdateCustomer",
        writes=True,
        parameters=(BEHALF,),
        locates=True,
    ),
    Operation(
        "DELETE",
        _ONE,
        "customers.remove",
        CUSTOMERS_WRITE,
        documented=True,
        handler=handlers.remove_customer,
        model="",
        statuses=(202, 400, 401, 403, 404, 409, 500),
        writes=True,
        parameters=(BEHALF,),
    ),
    read(
        "/hub/v1/decisions",
        "decisions.list",
        CUSTOMERS_READ,
        handlers.list_decisions,
        "Decision",
        many=True,
        statuses=READ,
    ).taking("state"),
    Operation(
        "POST",
        "/hub/v1/customers/{customerId}/decision",
        "decisions.decide",
        CUSTOMERS_WRITE,
        documented=False,
        handler=handlers.decide,
        model="Decision",
        statuses=(200, 400, 401, 403, 404, 415, 500),
        body="Decide",
        writes=True,
        right=CREATE,
    ),
)
"""In the order in which paths are matched."""
