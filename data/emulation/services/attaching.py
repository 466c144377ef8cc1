"""Attaching wholesale to an organization that exists (ATT), also the partner's own (PRV-7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import attaching, codes, hybrid, ids
from data.emulation.rules.attaching import Facts
from data.emulation.rules.faults import Fault
from data.emulation.store import customer_writes, order_facts

if TYPE_CHECKING:
    import sqlite3

    from data.emulation.services.callers import Caller
    from data.emulation.services.writing import Write
    from data.emulation.store.order_facts import AnyOrganization
    from data.emulation.store.partners import PartnerRow

FIELD: Final = "orgId"


class Target(NamedTuple):
    """An organization that somebody wants to attach.

    Attributes:
        row: None for a partner's own that was never a customer: it has no row yet.
        name: it keeps it (ATT-7).
    """

    uuid: bytes
    row: AnyOrganization | None
    name: str
    language: str | None


def find(
    connection: sqlite3.Connection, caller: Caller, owner: PartnerRow, org_id: str, now: int
) -> tuple[Target | None, list[Fault]]:
    """The organization that an order names, and a fault where there is none to attach.

    Any that nobody manages is found; a managed one only by its manager, or by whom it is for, and
    the customer of somebody beyond the caller's world by nobody (SUB-3).

    Args:
        connection: where to read.
        caller: who orders.
        owner: whose customer it becomes.
        org_id: its id.
        now: the moment.
    """
    uuid = ids.decode(ids.ORGANIZATION, org_id.strip())
    if uuid is None:
        words = f"must be an id of the kind {ids.ORGANIZATION}"
        return None, [Fault(FIELD, codes.BAD_ID, words)]
    row = order_facts.organization_by_uuid(connection, uuid, now)
    if row is None and uuid == owner.uuid:
        return Target(uuid, None, owner.name, None), []
    if row is None or _is_strangers(connection, caller, owner, row, now):
        words = "no organization that can be attached has this id"
        return None, [Fault(FIELD, codes.NO_ORGANIZATION, words)]
    return Target(uuid, row, row.name, row.language), []


def _is_strangers(
    connection: sqlite3.Connection,
    caller: Caller,
    owner: PartnerRow,
    row: AnyOrganization,
    now: int,
) -> bool:
    if row.manager_id not in {None, owner.id, caller.partner.id}:
        return True
    return order_facts.is_customer_beyond(connection, caller.world, row.id, now)


class Candidate(NamedTuple):
    """An organization without wholesale, and what an attach would meet.

    Attributes:
        faults: why it is refused; also where its administrator has to agree and may not be asked.
        approval: whether its administrator has to agree (ATT-1).
        right: what the partner gains (ATT-2).
    """

    row: AnyOrganization
    facts: Facts
    faults: list[Fault]
    approval: bool
    right: str


def candidates(
    connection: sqlite3.Connection, caller: Caller, text: str, now: int, most: int
) -> list[Candidate]:
    """Organizations without wholesale that the caller could attach, by name.

    Args:
        connection: where to read.
        caller: who asks; a template that lets administrators be asked is taken for granted.
        text: a part of the name.
        now: the moment.
        most: how many at most.
    """
    found = []
    for row in order_facts.outside(connection, [caller.partner.id], text, now, most):
        about = facts(connection, row, caller.partner, invites=True, now=now)
        found.append(
            Candidate(
                row,
                about,
                attaching.faults(about, FIELD),
                attaching.needs_approval(about),
                attaching.right_gained(about),
            )
        )
    return found


def facts(
    connection: sqlite3.Connection,
    row: AnyOrganization | None,
    owner: PartnerRow,
    *,
    invites: bool,
    now: int,
) -> Facts:
    """What counts about an organization for an attach.

    Args:
        connection: where to read.
        row: None for the owner's own.
        owner: whose customer it becomes.
        invites: whether the template lets administrators be asked (ATT-4).
        now: the moment.
    """
    if row is None:
        return Facts("none", 0, False, False, "none", attaching.FULL, invites)
    # Of a former wholesale customer nothing is licensed any more.
    former = row.kind == "wholesale" and not order_facts.customer_of(connection, row.id, now)
    return Facts(
        row.kind,
        order_facts.users(connection, row.id, now),
        bool(row.domain_verified),
        bool(row.domain_claimed),
        "cancelled" if former else row.licences,
        _right(connection, row, owner, now),
        invites,
    )


def enter(write: Write, target: Target, owner: PartnerRow) -> int:
    """See that an organization that is to be attached has a row; its rowid.

    Args:
        write: the change.
        target: a checked one.
        owner: whose customer it becomes.
    """
    if target.row is None:
        # A partner's own is as old as the partner; no reader shows it a second time.
        return customer_writes.add(
            write.connection,
            "organizations",
            uuid=owner.uuid,
            name=owner.name,
            manager_id=owner.id,
            kind="none",
            created_ms=owner.created_ms,
            active_ms=owner.created_ms,
        )
    # What another partner, or this one before, let it keep is decided anew (BRD-2).
    columns: dict[str, int | str] = {"keeps_branding": 0}
    if target.row.kind == "wholesale":
        # Of a former wholesale customer nothing is licensed any more.
        columns["licences"] = "cancelled"
    customer_writes.change_organization(write.connection, target.row.id, columns)
    return target.row.id


def mark(write: Write, organization: AnyOrganization) -> None:
    """Let an organization count as one with wholesale, beside Flex as hybrid (UHB-2)."""
    _turn(write, organization, hybrid.with_wholesale(organization.kind))


def unmark(write: Write, organization: AnyOrganization) -> None:
    """Undo `mark`, because nothing came of the attach."""
    _turn(write, organization, hybrid.without_wholesale(organization.kind))


def _turn(write: Write, organization: AnyOrganization, kind: str) -> None:
    if kind != organization.kind:
        customer_writes.change_organization(write.connection, organization.id, {"kind": kind})


def _right(
    connection: sqlite3.Connection, row: AnyOrganization, owner: PartnerRow, now: int
) -> str:
    """What the owner, or the partner above it, may do in an organization now."""
    if row.manager_id is not None and row.manager_id in {owner.id, owner.parent_id}:
        return attaching.FULL
    partners = [partner for partner in (owner.id, owner.parent_id) if partner is not None]
    levels = {order_facts.right(connection, row.id, partner, now) for partner in partners}
    return next(
        (level for level in (attaching.FULL, attaching.PROVISIONING) if level in levels), ""
    )
