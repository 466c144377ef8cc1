"""Checking an order for a customer, for the order itself and for its precheck (CAP, ATT, PRE)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import (
    addresses,
    billing_start,
    codes,
    emails,
    ids,
    locales,
    texts,
)
from data.emulation.rules import (
    attaching as attach_rules,
)
from data.emulation.rules.faults import Fault, missing, unsaid
from data.emulation.services import attaching, known_emails, parameters, purchase_orders
from data.emulation.services.problems import require_free, require_valid
from data.emulation.store import order_facts, templates
from data.emulation.store.customer_filter import Scope

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from data.emulation.services.attaching import Target
    from data.emulation.services.callers import Caller
    from data.emulation.store.partners import PartnerRow
    from data.emulation.store.templates import TemplateRow
    from data.models.customers import Address
    from data.models.requests import CustomerInfo, ProvisionCustomer

INFO: Final = "customerInfo"
EMAIL: Final = f"{INFO}.primaryEmail"


class Order(NamedTuple):
    """An order that nothing is wrong with.

    Attributes:
        owner: whose customer it becomes.
        template: with what.
        packages: the mask.
        limits: by the package's code.
        name: the organization's.
        email: that of the first contact, in lower case; empty for none.
        language: the locale that results (LOC-2 to LOC-4).
        calling: the calling location, as `parameters.kept` gives it.
        billing_start_ms: when charging starts, None for at once.
        target: the organization to attach, None for a new one.
    """

    owner: PartnerRow
    template: TemplateRow
    packages: int
    limits: Mapping[int, int]
    external_id: str
    address: Address
    name: str
    email: str
    language: str
    calling: str | None
    billing_start_ms: int | None
    target: Target | None


class Situation(NamedTuple):
    """Who orders for whom, and when (ms)."""

    connection: sqlite3.Connection
    caller: Caller
    owner: PartnerRow
    now: int


def check(at: Situation, body: ProvisionCustomer, shape: Sequence[Fault]) -> Order:
    """The order that a request is.

    Args:
        at: who orders, and when.
        body: the request.
        shape: what is wrong with its shape.

    Raises:
        Refusal: 400, with all that is wrong with it; 409, with all that it conflicts with.
    """
    found: list[Fault] = []
    template = _template(at, body.provisioning_id, found)
    wanted, faults = parameters.packages(body.packages)
    found += faults
    found += purchase_orders.faults(at.connection, at.owner.root_id, wanted, "packages")
    found += parameters.external_id(body.external_id, required=True)
    found += addresses.check(body.address, "address")
    target = _target(at, body, template, found)
    found += _info(body.customer_info, required=not body.org_id.strip())
    needs_calling = bool(wanted & parameters.CALLING_MASK)
    found += parameters.check(body.provisioning_parameters, calling=needs_calling)
    limits, faults = parameters.limits(body.provisioning_parameters, wanted, {})
    found += faults
    found += parameters.administrator(body.sub_partner_admin_email)
    start, faults = _billing(at, body.billing_start_date)
    found += faults
    require_valid(unsaid(shape, found))
    if template is None or body.address is None:
        raise LookupError("an order without a fault has a template and an address")
    order = _order(at, body, template, body.address, target)
    order = order._replace(packages=wanted, limits=limits, billing_start_ms=start)
    require_free(_conflicts(at, order))
    return order


def primary(body: ProvisionCustomer) -> list[Fault]:
    """What is wrong with the short form of a precheck: address, email, perhaps a name (PRE-2)."""
    email = "" if body.customer_info is None else body.customer_info.primary_email
    name = "" if body.customer_info is None else body.customer_info.name
    return [
        *addresses.check(body.address, "address"),
        *_name(name, required=False, rule="PRE-2"),
        *emails.check(email, EMAIL, rule="PRE-2"),
    ]


def email_conflicts(
    connection: sqlite3.Connection, email: str, organization: bytes | None
) -> list[Fault]:
    """Whether an email belongs to somebody of another organization (PRE-1).

    Decided here: other orders' contacts count for nothing. A contact is whom to write to, no user;
    one office may order for several organizations.

    Args:
        connection: where to read.
        email: in any case; empty conflicts with nobody.
        organization: the uuid of the one organization where it may; None for none.
    """
    if not email.strip():
        return []
    found = known_emails.holder(connection, emails.normal(email), organization)
    return known_emails.faults(found, EMAIL)


def external_conflicts(
    connection: sqlite3.Connection, owner_id: int, external_id: str, now: int, *, but: int = 0
) -> list[Fault]:
    """Whether another customer of an owner has an external id at `now`; `but` is this one's rowid.

    One that is gone by now is none, whether that is written down or not (decision 5).
    """
    holder = order_facts.with_external_id(connection, owner_id, external_id)
    if holder in {None, but} or not order_facts.is_live(connection, holder or 0, now):
        return []
    return [Fault("externalId", codes.EXTERNAL_ID_TAKEN, "another customer has this external id")]


def _template(at: Situation, provisioning_id: str, faults: list[Fault]) -> TemplateRow | None:
    """The owner's template with a provisioning id (TPL-1); a fault where there is none."""
    field = "provisioningId"
    if not provisioning_id.strip():
        faults.append(missing(field, codes.MISSING_FIELD, "CAP-1"))
        return None
    uuid = ids.decode_provisioning_id(provisioning_id.strip())
    scope = Scope(at.owner.root_id, at.owner.id)
    template = None if uuid is None else templates.by_uuid(at.connection, scope, uuid)
    if template is None:
        words = "no onboarding template of the customer's owner has this provisioning id"
        faults.append(Fault(field, codes.NO_TEMPLATE, words))
    return template


def _target(
    at: Situation, body: ProvisionCustomer, template: TemplateRow | None, faults: list[Fault]
) -> Target | None:
    """The organization to attach, if the order names one; faults where it cannot be."""
    if not body.org_id.strip():
        return None
    target, found = attaching.find(at.connection, at.caller, at.owner, body.org_id, at.now)
    faults += found
    if target is not None:
        # Without a template nobody can say whether it lets administrators be asked.
        invites = template is None or bool(template.invites_admins)
        facts = attaching.facts(at.connection, target.row, at.owner, invites=invites, now=at.now)
        faults += attach_rules.faults(facts, attaching.FIELD)
    return target


def _info(info: CustomerInfo | None, *, required: bool) -> list[Fault]:
    """What is wrong with the customer's info (CAP-1); an attach may leave all of it out."""
    if info is None:
        words = "is required for a new organization"
        return [Fault(INFO, codes.INFO_REQUIRED, words)] if required else []
    rule = "CAP-1" if required else ""
    return [
        *_name(info.name, required=required, rule=rule),
        *emails.check(info.primary_email, EMAIL, required=required, rule=rule),
        *locales.check(info.language.strip(), f"{INFO}.language"),
    ]


def _name(name: str, *, required: bool, rule: str) -> list[Fault]:
    """What is wrong with the name of an organization to be made."""
    return texts.check(
        name,
        f"{INFO}.name",
        most=parameters.NAME_MOST,
        required=required,
        forbidden="%",
        rule=rule,
    )


def _billing(at: Situation, text: str) -> tuple[int | None, list[Fault]]:
    return billing_start.check(
        text.strip(),
        created_ms=at.now,
        now=at.now,
        allowed=order_facts.delayed_billing(at.connection, at.owner.id),
        began=False,
        field="billingStartDate",
    )


def _order(
    at: Situation,
    body: ProvisionCustomer,
    template: TemplateRow,
    address: Address,
    target: Target | None,
) -> Order:
    info = body.customer_info
    given = "" if info is None else info.language.strip()
    language = locales.resolve(given, template.country, template.language)
    email = "" if info is None else emails.normal(info.primary_email)
    if target is None:
        name = "" if info is None else texts.normal(info.name)
    else:
        # It keeps its name and its language (ATT-7).
        name, language = target.name, target.language or language
        email = email or _contact(at, target)
    return Order(
        at.owner,
        template,
        0,
        {},
        texts.normal(body.external_id),
        addresses.normal(address),
        name,
        email,
        language,
        parameters.kept(parameters.place_of(body.provisioning_parameters)),
        None,
        target,
    )


def _contact(at: Situation, target: Target) -> str:
    """Whom to write to in an organization that the order says nobody of."""
    if target.row is None:
        return ""
    return order_facts.administrator(at.connection, target.row.id, at.now) or ""


def _conflicts(at: Situation, order: Order) -> list[Fault]:
    row = None if order.target is None else order.target.row
    faults = external_conflicts(at.connection, at.owner.id, order.external_id, at.now)
    faults += email_conflicts(
        at.connection, order.email, None if order.target is None else order.target.uuid
    )
    if row is not None and order_facts.customer_of(at.connection, row.id, at.now):
        words = "the organization is a wholesale customer already"
        faults.append(Fault(attaching.FIELD, codes.ALREADY_CUSTOMER, words))
    return faults
