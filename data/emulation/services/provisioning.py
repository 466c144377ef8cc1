"""Provisioning a customer: a new organization, or one that is attached (CAP, PRV, ATT)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.emulation.rules import details, dial_in, locales, restricted, sentences, sip
from data.emulation.rules.packages import codes
from data.emulation.rules.search import grams
from data.emulation.rules.times import LATEST
from data.emulation.services import acting, attaching, onboarding, orders, pstn_vendors
from data.emulation.store import customer_rows, customer_writes, order_facts
from data.emulation.store.planning import NewStep, freshen, plan_customer
from data.search_key import search_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.emulation.rules.faults import Fault
    from data.emulation.services.orders import Order
    from data.emulation.services.writing import Write
    from data.models.requests import ProvisionCustomer


def provision(
    write: Write, behalf: str | None, body: ProvisionCustomer, shape: Sequence[Fault]
) -> bytes:
    """Accept an order for a customer (PRV-1).

    Args:
        write: the change.
        behalf: the organization id of the sub-partner that it is for (SUB-6).
        body: the request.
        shape: what is wrong with its shape.

    Returns:
        The new customer's uuid.

    Raises:
        Refusal: 400, the request is not right; 403, the owner may not provision; 404, there is no
            such sub-partner; 409, the request conflicts with what there is.
    """
    owner = acting.owner_for(write.connection, write.caller, behalf)
    acting.require_active(owner)
    at = orders.Situation(write.connection, write.caller, owner, write.now)
    order = orders.check(at, body, shape)
    # The index of external ids knows rows, not steps.
    holder = order_facts.with_external_id(write.connection, owner.id, order.external_id)
    if holder is not None:
        freshen(write.connection, holder, write.now)
    if order.target is None:
        organization = _organization(write, order)
    else:
        organization = attaching.enter(write, order.target, owner)
        _complete(write, order, organization)
    uuid = write.uuid()
    _plan(write, order, _customer(write, order, organization, uuid))
    return uuid


def _organization(write: Write, order: Order) -> int:
    """Write a new organization, which is there once its customer is provisioned."""
    uuid = write.uuid()
    return customer_writes.add(
        write.connection,
        "organizations",
        uuid=uuid,
        name=order.name,
        manager_id=order.owner.id,
        kind="wholesale",
        country=order.address.country,
        language=order.language,
        created_ms=write.now,
        active_ms=LATEST,
        licences="active",
        **_sites(order, uuid),
    )


def _complete(write: Write, order: Order, organization: int) -> None:
    """Give an attached organization what it lacks for wholesale; all that it has stays (ATT-7)."""
    uuid = order.owner.uuid if order.target is None else order.target.uuid
    customer_writes.complete_organization(write.connection, organization, _sites(order, uuid))


def _sites(order: Order, organization_uuid: bytes) -> dict[str, str]:
    """The SIP domain (PRV-4) and the settings of the meeting site (ADR-2, LOC-4, LOC-5)."""
    return {
        "sip_domain": sip.sip_domain(organization_uuid),
        "dial_in": dial_in.default(order.address.country),
        "site_language": locales.site_language(order.language),
    }


def _customer(write: Write, order: Order, organization: int, uuid: bytes) -> int:
    attached = order.target is not None
    columns: dict[str, Any] = {
        "uuid": uuid,
        "root_id": order.owner.root_id,
        "owner_id": order.owner.id,
        "organization_id": organization,
        "template_id": order.template.id,
        "name": order.name,
        "name_key": search_key(order.name),
        "external_id": order.external_id,
        "external_key": search_key(order.external_id),
        "email": order.email,
        "email_key": search_key(order.email),
        "grams": grams(order.name),
        "status": "provisioning",
        "status_ms": write.now,
        "attached": int(attached),
        "restricted": int(restricted.begins_on(attached)),
        "language": order.language,
        "billing_start_ms": order.billing_start_ms,
        "created_ms": write.now,
        "created_packages": order.packages,
        "calling": pstn_vendors.with_vendor(order.calling, order.template.pstn_vendor),
        **onboarding.columns_of(order.address),
    }
    return customer_writes.add(write.connection, "customers", **columns)


def _plan(write: Write, order: Order, customer_id: int) -> None:
    note = sentences.ACCEPTED.format(template=order.template.name)
    steps = [NewStep(write.now, "provisioning", detail=details.write(note=note))]
    steps += onboarding.begin_packages(write, customer_id, codes(order.packages))
    customer_writes.set_limits(write.connection, customer_id, order.limits)
    (row,) = customer_rows.rows_of(write.connection, [customer_id])
    packages = customer_rows.packages_of(write.connection, [customer_id])
    case = onboarding.case_of(write, customer_rows.Customer(row, packages[customer_id]))
    party = onboarding.matched(write, order.name, order.address)
    if party is None:
        course = onboarding.go_on(write, case, write.now)
    else:
        course = onboarding.hold(write, case, party)
    plan_customer(
        write.connection,
        customer_id,
        [*steps, *course.steps],
        now=write.now,
        request=write.request,
    )
