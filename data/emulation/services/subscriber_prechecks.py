"""Prechecks of subscribers: would provisioning go through? Nothing is changed (PRE-1, PRE-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.emulation.rules import emails
from data.emulation.services import subscriber_checks as checks
from data.emulation.services.problems import require_free, require_valid
from data.emulation.store import organizations, people

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.rules.faults import Fault
    from data.emulation.store.customer_filter import Scope
    from data.emulation.store.organizations import OrganizationRow
    from data.models.requests import PrecheckSubscriber


def precheck(
    connection: sqlite3.Connection,
    scope: Scope,
    wanted: PrecheckSubscriber,
    wrong: Sequence[Fault],
    now: int,
) -> None:
    """Check one of the three forms of a precheck (contract, section 4).

    Without a customer: whether the email is free, or is of the organization that the customer's
    primary email is of, if that is for the caller to see. With a customer and nothing else: whether
    the email can be a subscriber of it. With more: the whole request for a subscriber.

    Args:
        connection: where to read.
        scope: whose customers.
        wanted: the request.
        wrong: what is wrong with its shape.
        now: the moment, in milliseconds.

    Raises:
        Refusal: 400, 403, 404 or 409 with all that was found.
    """
    told = {fault.field for fault in wrong}
    if not wanted.customer_id and "customerId" not in told:
        _before(connection, scope, wanted, wrong, now)
    elif wanted.package or wanted.packages or wanted.provisioning_parameters or told - {"email"}:
        checks.examine(connection, scope, wanted, wrong, now)
    else:
        _of_customer(connection, scope, wanted, wrong, now)


def _before(
    connection: sqlite3.Connection,
    scope: Scope,
    wanted: PrecheckSubscriber,
    wrong: Sequence[Fault],
    now: int,
) -> None:
    """Before the customer exists: email, with or without its primary email."""
    info = wanted.customer_info
    primary = "" if info is None else info.primary_email
    found = [
        *emails.check(wanted.email, "email"),
        *emails.check(primary, "customerInfo.primaryEmail", required=False),
    ]
    require_valid(checks.merged(wrong, found))
    organization = _organization_of(connection, scope, emails.normal(primary), now)
    email = emails.normal(wanted.email)
    require_free(checks.email_faults(connection, email, organization, now))


def _of_customer(
    connection: sqlite3.Connection,
    scope: Scope,
    wanted: PrecheckSubscriber,
    wrong: Sequence[Fault],
    now: int,
) -> None:
    """Customer and email only."""
    customer = checks.find_customer(connection, scope, wanted.customer_id, now)
    found = [*checks.customer_faults(wanted.customer_id), *emails.check(wanted.email, "email")]
    require_valid(checks.merged(wrong, found))
    if customer is None:
        raise LookupError("a valid request names a customer")
    organization = organizations.by_id(connection, customer.row.organization_id)
    email = emails.normal(wanted.email)
    conflicts = checks.email_faults(connection, email, organization, now)
    require_free([*checks.state_faults(connection, customer.row, now), *conflicts])


def _organization_of(
    connection: sqlite3.Connection, scope: Scope, email: str, now: int
) -> OrganizationRow | None:
    """The organization whose person has an email, if there is one and the scope may see it.

    Who works together elsewhere is nobody's business (SUB-3).
    """
    person = people.by_email(connection, email) if email else None
    if person is None:
        return None
    return organizations.by_uuid(connection, scope, person.organization_uuid, now)
