"""The emulation's own operations that read (contract, section 9)."""

from __future__ import annotations

from typing import Final

from data.emulation.http import hub_handlers as hub
from data.emulation.http.operation import OPEN, read
from data.emulation.rules.roles import CUSTOMERS_READ

TABLE: Final = (
    read(
        "/hub/v1/capabilities",
        "capabilities",
        None,
        hub.capabilities,
        "Capabilities",
        statuses=OPEN,
    ),
    read(
        "/hub/v1/customers",
        "customers.window",
        CUSTOMERS_READ,
        hub.list_customers,
        "HubCustomer",
        many=True,
    ).taking(
        "owner",
        "status",
        "package",
        "q",
        "sort",
        "order",
        "max",
        "offset",
        "after",
        "before",
        "from",
        "end",
    ),
    read(
        "/hub/v1/customers/count",
        "customers.count",
        CUSTOMERS_READ,
        hub.count_customers,
        "CustomerCount",
    ).taking("owner", "status", "package", "q", "exact"),
    read(
        "/hub/v1/customers/{customerId}",
        "customers.detail",
        CUSTOMERS_READ,
        hub.get_customer,
        "CustomerDetail",
    ),
    read(
        "/hub/v1/changes", "customers.changes", CUSTOMERS_READ, hub.list_changes, "CustomerChanges"
    ).taking("owner", "since"),
    read("/hub/v1/clock", "clock", None, hub.get_clock, "PlatformClock", statuses=OPEN),
    read("/hub/v1/partner", "partner", None, hub.get_partner, "PartnerInfo", statuses=OPEN),
)
"""In the order in which paths are matched."""
