"""Asking whether a customer could be provisioned; nothing is changed (PRE)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from data.emulation.rules.faults import unsaid
from data.emulation.services import acting, orders
from data.emulation.services.problems import require_free, require_valid

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.rules.faults import Fault
    from data.emulation.services.callers import Caller
    from data.models.requests import ProvisionCustomer


_SHORT: Final = re.compile(r"(address|customerInfo(?!\.language))\b")
"""Where in a request the fields of the short form are."""


def precheck(
    connection: sqlite3.Connection,
    caller: Caller,
    behalf: str | None,
    body: ProvisionCustomer,
    shape: Sequence[Fault],
    now: int,
) -> None:
    """Check an order without making it, or an address and an email alone (PRE-2).

    Args:
        connection: where to read.
        caller: who asks.
        behalf: the organization id of the sub-partner that it is for (SUB-6).
        body: the request; without what only an order has, it is the short form.
        shape: what is wrong with its shape.
        now: the moment.

    Raises:
        Refusal: what the order would be refused with.
    """
    owner = acting.owner_for(connection, caller, behalf)
    acting.require_active(owner)
    if _is_short(body, shape):
        require_valid(unsaid(shape, orders.primary(body)))
        email = "" if body.customer_info is None else body.customer_info.primary_email
        require_free(orders.email_conflicts(connection, email, None))
    else:
        orders.check(orders.Situation(connection, caller, owner, now), body, shape)


def _is_short(body: ProvisionCustomer, shape: Sequence[Fault]) -> bool:
    """Whether a request has nothing of what only an order has."""
    info = body.customer_info
    texts = (
        body.provisioning_id,
        body.org_id,
        body.external_id,
        *body.packages,
        body.sub_partner_admin_email,
        body.billing_start_date,
        "" if info is None else info.language,
    )
    if body.provisioning_parameters is not None or any(text.strip() for text in texts):
        return False
    return all(_SHORT.match(fault.field) for fault in shape)
