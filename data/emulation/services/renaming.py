"""Another name for an organization, and so for the customer that it is (contract, section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.emulation.rules import codes, texts
from data.emulation.rules.faults import unsaid
from data.emulation.rules.search import grams
from data.emulation.services import organizations, places
from data.emulation.services.parameters import NAME_MOST
from data.emulation.services.problems import conflict, forbidden, require_valid
from data.emulation.store import customer_writes, managing, partners
from data.emulation.store.planning import note_change
from data.search_key import search_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.emulation.rules.faults import Fault
    from data.emulation.services.writing import Write
    from data.models.organizations import RenameOrganization


class Renamed(NamedTuple):
    """An organization after a change. Times are milliseconds."""

    uuid: bytes
    name: str
    created_ms: int
    changed_ms: int


def rename(
    write: Write, uuid: bytes | None, wanted: RenameOrganization, wrong: Sequence[Fault]
) -> Renamed:
    """Give an organization another name; its customer is found by that from then on.

    Decided here: no review of denied parties begins, as RPL-1 names the creation and the billing
    address only. Two organizations may have the same name, as where they are made.

    Raises:
        Refusal: 400; 403, it is a partner's own, the caller's side may only provision in it
            (ATT-2), or its sub-partner is suspended (SUB-11); 404, there is none in the caller's
            world; 409, its customer is under review (RPL-6).
    """
    connection = write.connection
    found = organizations.one(connection, write.caller, uuid, write.now)
    if partners.partner_by_uuid(connection, write.caller.partner.root_id, found.uuid) is not None:
        raise forbidden("A partner's own organization is not renamed by this call.")
    if found.id is None:
        raise LookupError("an organization without a row is a partner's")
    if managing.level(connection, write.caller.world, found.id, write.now) != managing.FULL:
        raise forbidden("This needs all rights in the organization; the partner may provision.")
    faults = texts.check(
        wanted.display_name, "displayName", most=NAME_MOST, forbidden="%", rule="CAP-1"
    )
    require_valid(unsaid(wrong, faults))
    customer = places.customer_of(write, found.id)
    if customer is not None and customer.row.status == "pending_rpl_review":
        text = "the customer is under review; it keeps its name until that is over"
        raise conflict(codes.UNDER_REVIEW, text, "displayName")
    name = texts.normal(wanted.display_name)
    customer_writes.change_organization(connection, found.id, {"name": name})
    if customer is not None:
        columns = {"name": name, "name_key": search_key(name), "grams": grams(name)}
        customer_writes.change_customer(connection, customer.row.id, columns)
        note_change(connection, customer.row.id, now=write.now, request=write.request)
    return Renamed(found.uuid, name, found.created_ms, write.now)
