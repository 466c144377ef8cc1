"""PSTN connections of locations: read and set, which repairs what a vendor broke (PST-1, PST-2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import codes, details, ids, pstn, sentences, texts
from data.emulation.rules.faults import Fault, missing, shown
from data.emulation.services import onboarding, pstn_vendors, telephony
from data.emulation.services import subscriber_checks as checks
from data.emulation.services.problems import Refusal, one_of, require_free, require_valid
from data.emulation.store import customer_rows
from data.emulation.store import pstn as store
from data.emulation.store.planning import NewStep, freshen, note_change, plan_customer
from data.emulation.store.pstn import ConnectionRow

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.rules.pstn import Option
    from data.emulation.services.callers import Caller
    from data.emulation.services.telephony import Spot
    from data.emulation.services.writing import Write
    from data.emulation.store.customer_rows import Customer
    from data.models.telephony import PstnInput

ROUTE_MOST: Final = 200
"""Characters of the id of a way out on premises, at most. Decided here."""
_SETTLED: Final = ("provisioned", "provisioned_with_errors")
_CHANGE: Final = "PSTN connection"


class Connection(NamedTuple):
    """What a location is connected with.

    Attributes:
        option: from the table.
        route: type and id of the way out on premises; None for another kind.
    """

    option: Option
    route: tuple[str, str] | None


def options(
    connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int
) -> list[Option]:
    """The options that serve the country of a location.

    Raises:
        Refusal: 404, there is no such location in the caller's world.
    """
    spot = telephony.find(connection, caller, uuid, now)
    return pstn.of_country(spot.location.country)


def get(connection: sqlite3.Connection, caller: Caller, uuid: bytes | None, now: int) -> Connection:
    """The connection of a location.

    Raises:
        Refusal: 404, there is no such location in the caller's world, or it is not connected.
    """
    found = at(connection, telephony.find(connection, caller, uuid, now), now)
    if found is None:
        text = "The location has no PSTN connection."
        raise Refusal(404, text, codes.NO_PSTN_CONNECTION)
    return found


def at(connection: sqlite3.Connection, spot: Spot, now: int) -> Connection | None:
    """The connection of a location at `now`; None for none."""
    row = store.of_location(connection, spot.location.id, now)
    option = None if row is None else pstn.OPTIONS.get(row.option_id)
    if row is None or option is None:
        return None
    kind, _, route = row.premise.partition(" ")
    return Connection(option, (kind, route) if route else None)


def put(write: Write, uuid: bytes | None, wanted: PstnInput, wrong: Sequence[Fault]) -> None:
    """Set the connection of a location.

    Decided here: every option that serves the country is taken, also those that the public API
    leaves to Control Hub, since there is no other way to set them here. What a vendor let fail at
    the first location is provisioned anew (PST-2), unless something else is going on.

    Args:
        write: the change.
        uuid: the location's.
        wanted: the request.
        wrong: what is wrong with its shape.

    Raises:
        Refusal: 400 with all that is wrong; 403, the sub-partner is suspended; 404, there is no
            such location in the caller's world; 409, it is not the time.
    """
    found = telephony.change(write, uuid)
    option, faults = _option(wanted, found.spot.location.country)
    require_valid(checks.merged(wrong, [*found.faults, *faults]))
    require_free(found.blockers)
    if option is None or found.customer is None:
        raise LookupError("a valid request names an option of a customer's location")
    route = ""
    if option.kind == pstn.PREMISES:
        route = f"{wanted.premise_route_type.strip()} {wanted.premise_route_id.strip()}"
    row = ConnectionRow(option.id, route)
    store.put(write.connection, found.spot.location.id, row, write.now)
    if not _repair(write, found.spot, found.customer):
        number = found.customer.row.id
        note_change(write.connection, number, now=write.now, request=write.request)


def _option(wanted: PstnInput, country: str) -> tuple[Option | None, list[Fault]]:
    """The option that a request names, and what is wrong with it."""
    has_route = bool(wanted.premise_route_type.strip() or wanted.premise_route_id.strip())
    text = wanted.id.strip()
    if not text and not has_route:
        return None, [missing("id", codes.MISSING_FIELD, "PST-1")]
    option = pstn.OPTIONS["premises"]
    if text:
        known = pstn.by_uuid(ids.decode(ids.PSTN, text))
        if known is None:
            words = "must be the id of one of the location's connection options"
            return None, [Fault("id", codes.BAD_OPTION, words)]
        option = known
    faults = [] if option.kind != pstn.PREMISES else _route(wanted)
    if not option.serves(country):
        words = f"{option.name} does not serve the country {country} of the location"
        faults.append(Fault("id", codes.COUNTRY_NOT_SERVED, words, "PST-2"))
    return option, faults


def _route(wanted: PstnInput) -> list[Fault]:
    """What is wrong with the way out on premises.

    Decided here: nobody looks for it, since there are no trunks here.
    """
    kind = wanted.premise_route_type.strip()
    faults = texts.check(wanted.premise_route_id, "premiseRouteId", most=ROUTE_MOST)
    if not kind:
        faults.append(missing("premiseRouteType", codes.MISSING_FIELD))
    elif kind not in pstn.ROUTES:
        words = f"{shown(kind)} is not allowed; it must be {one_of(pstn.ROUTES)}"
        faults.append(Fault("premiseRouteType", codes.BAD_CHOICE, words))
    return faults


def _repair(write: Write, spot: Spot, customer: Customer) -> bool:
    """Provision anew what failed because of the vendor; whether there was anything to do."""
    connection, number = write.connection, customer.row.id
    if customer.row.status not in _SETTLED or spot.location.id != pstn_vendors.first_location(
        connection, spot.organization_id, write.now
    ):
        return False
    failed = [
        package.package
        for package in customer.packages
        if package.status == "error" and store.has_code(package.errors, codes.VENDOR_FAILED.number)
    ]
    if not failed:
        return False
    freshen(connection, number, write.now)
    steps = onboarding.begin_packages(write, number, failed)
    (row,) = customer_rows.rows_of(connection, [number])
    packages = customer_rows.packages_of(connection, [number])[number]
    live = [package for package in packages if package.status != "deleted"]
    case = onboarding.case_of(write, customer_rows.Customer(row, live))
    note = details.write(note=sentences.change((), (), [_CHANGE]))
    course = onboarding.go_on(write, case, write.now)
    plan_customer(
        connection,
        number,
        [NewStep(write.now, case.status, detail=note), *steps, *course.steps],
        now=write.now,
        request=write.request,
    )
    return True
