"""Settings: of customers (RST, UHB), of the emulation (RPL-5a), and the denied parties (RPL-7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from data.emulation.rules import (
    addresses,
    branding,
    codes,
    countries,
    hybrid,
    paces,
    reviews,
    texts,
)
from data.emulation.rules import clock as clock_rules
from data.emulation.rules.faults import Fault, missing, unsaid
from data.emulation.rules.times import DAY, LATEST
from data.emulation.services import clock
from data.emulation.services.acting import require_active
from data.emulation.services.customers import one
from data.emulation.services.problems import one_of, require_free, require_valid
from data.emulation.store import clock as clock_row
from data.emulation.store import partners
from data.emulation.store import settings as store
from data.emulation.store.planning import note_change

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from data.emulation.services.clock import ClockState
    from data.emulation.services.writing import Write
    from data.emulation.store.customer_filter import Scope
    from data.emulation.store.customer_rows import CustomerRow
    from data.emulation.store.settings import PartyRow, SettingsRow
    from data.models.customers import Address
    from data.models.settings import (
        ClockInput,
        CustomerSettingsInput,
        DeniedPartyInput,
        PlatformSettingsInput,
    )

REVIEW_OUTCOME: Final = "review_outcome"
OUTCOMES: Final = ("error", "approved")
"""What an unsettled review can become at its end (RPL-5a)."""
REPORT_OUTCOME: Final = "report_outcome"
REPORT_OUTCOMES: Final = ("completed", "failed")
"""What a billing report can become (REP-3)."""
NAME_MOST: Final = 200
FURTHEST: Final = 3_660 * DAY
"""The most that the clock is moved at once, in milliseconds."""
FASTEST: Final = 1_000_000
"""Platform seconds in a second of the wall, at most."""
_END: Final = LATEST - 1_000 * 366 * DAY


class Clock(NamedTuple):
    """The platform's time, how it runs, and how long things take."""

    state: ClockState
    pace: str


class PlatformState(NamedTuple):
    """What becomes of reviews and of billing reports."""

    review_outcome: str
    report_outcome: str


def change_customer(
    write: Write,
    scope: Scope,
    uuid: bytes | None,
    wanted: CustomerSettingsInput,
    wrong: Sequence[Fault],
) -> SettingsRow:
    """Change what a partner decides about a customer (RST-1, UHB-3, BRD-2), asks for it (DEV-2).

    Raises:
        Refusal: 404, the scope has no such customer; 400; 403, its owner is suspended (SUB-11);
            409, it is not hybrid, or has no branding of its own.
    """
    connection = write.connection
    row = one(connection, scope, uuid, write.now).row
    require_valid(wrong)
    require_active(partners.partner(connection, row.owner_id))
    there = of_customer(connection, row, write.now)
    require_free(_not_for_it(wanted, there))
    store.change_customer(
        connection,
        row.id,
        restricted=_chosen(wanted.restricted_by_partner, there.restricted),
        enterprise=_chosen(wanted.restrict_enterprise_settings, there.enterprise_restricted),
        third_party=_chosen(wanted.third_party_devices, there.third_party_devices),
        keeps_branding=_chosen(wanted.keep_own_branding, there.keeps_branding),
    )
    note_change(connection, row.id, now=write.now, request=write.request)
    return of_customer(connection, row, write.now)


def _not_for_it(wanted: CustomerSettingsInput, there: SettingsRow) -> list[Fault]:
    """What cannot be turned on for a customer because of what its organization is."""
    faults = []
    if wanted.restrict_enterprise_settings and not hybrid.may_restrict(there.kind):
        words = f"is for hybrid customers; the organization is {there.kind}"
        faults.append(Fault("restrictEnterpriseSettings", codes.NOT_HYBRID, words))
    if wanted.keep_own_branding and there.own_branding == branding.NONE:
        words = "is for attached organizations that came with a branding of their own"
        faults.append(Fault("keepOwnBranding", codes.NO_OWN_BRANDING, words))
    return faults


def of_customer(connection: sqlite3.Connection, row: CustomerRow, now: int) -> SettingsRow:
    """What a partner decided about a customer, and what its organization is now (UHB-2).

    It has wholesale once it is open, and until the customer is gone.
    """
    found = store.of_customer(connection, row.id)
    served = row.is_open(now)
    return found._replace(
        kind=hybrid.kind_now(found.kind, served=served),
        # There is no partner's to show before an attach is done (BRD-2).
        partner_branding=found.partner_branding if served else branding.NONE,
    )


def platform(connection: sqlite3.Connection) -> PlatformState:
    """How the emulation behaves."""
    return PlatformState(
        store.get(connection, REVIEW_OUTCOME, OUTCOMES[0]),
        store.get(connection, REPORT_OUTCOME, REPORT_OUTCOMES[0]),
    )


def change_platform(
    write: Write, wanted: PlatformSettingsInput, wrong: Sequence[Fault]
) -> PlatformState:
    """Set what becomes of what begins from now on, as far as it is named.

    That is what a review becomes if nobody settles it (RPL-5a), and what a billing report becomes
    (REP-3).

    Raises:
        Refusal: 400.
    """
    chosen = (
        (REVIEW_OUTCOME, "reviewOutcome", wanted.review_outcome, OUTCOMES, "RPL-5a"),
        (REPORT_OUTCOME, "reportOutcome", wanted.report_outcome, REPORT_OUTCOMES, "REP-3"),
    )
    bad = [
        _choice(field, one_of(allowed), rule)
        for _, field, outcome, allowed, rule in chosen
        if outcome and outcome not in allowed
    ]
    if not any(outcome for _, _, outcome, _, _ in chosen):
        words = "one of reviewOutcome and reportOutcome is required"
        bad.append(Fault("", codes.MISSING_FIELD, words))
    require_valid(wrong or bad)
    for key, _, outcome, _, _ in chosen:
        if outcome:
            store.put(write.connection, key, outcome)
    return platform(write.connection)


def change_clock(write: Write, wanted: ClockInput, wrong: Sequence[Fault]) -> Clock:
    """Change how the platform's time runs, move it on, and set how long things take.

    A time that shows the wall's runs ahead of it from then on where it is moved. What falls due
    is written by others, in steps; every reader counts it at once (decision 5).

    Raises:
        Refusal: 400.
    """
    connection = write.connection
    present = clock.get(connection)
    mode = wanted.mode or ("offset" if wanted.forward and present.mode == "real" else present.mode)
    require_valid([*wrong, *_clock_faults(wanted, mode, present)])
    rate = present.rate if wanted.rate is None else wanted.rate
    if wanted.pace:
        clock_row.set_pace(connection, wanted.pace)
    state = present
    if wanted.mode or wanted.forward or wanted.rate is not None:
        state = clock.set_clock(connection, mode, rate=rate, forward_ms=wanted.forward or 0)
    return Clock(state, clock_row.pace(connection))


def add_party(write: Write, wanted: DeniedPartyInput, wrong: Sequence[Fault]) -> PartyRow:
    """Put a made-up party on the list; customers that are there are not checked again (RPL-1).

    Raises:
        Refusal: 400.
    """
    name = texts.normal(wanted.name)
    found = texts.check(name, "name", most=NAME_MOST, rule="RPL-7")
    address, key = "", ""
    if wanted.address is not None:
        where = addresses.normal(wanted.address)
        key = reviews.address_key(where)
        found += _address_faults(where)
        address = ", ".join(filter(None, (where.address_line1, where.city, where.country)))
    faults, name_key = unsaid(wrong, found), reviews.party_key(name)
    if not (faults or name_key or key):
        words = "must have a letter or a digit, or nobody is found by it"
        faults.append(Fault("name", codes.BAD_TEXT, words, "RPL-7"))
    require_valid(faults)
    return store.add_party(write.connection, name, name_key, address, key)


def _address_faults(where: Address) -> list[Fault]:
    """What is wrong with an address: its line, city and country are compared."""
    line = texts.check(
        where.address_line1, "address.addressLine1", most=addresses.LINE, rule="RPL-7"
    )
    city = texts.check(where.city, "address.city", most=addresses.CITY, rule="RPL-7")
    known = where.country in countries.COUNTRIES
    words = "must be the code of a country, such as US"
    country = [] if known else [Fault("address.country", codes.BAD_COUNTRY, words, "RPL-7")]
    return [*line, *city, *country]


def _clock_faults(wanted: ClockInput, mode: str, present: ClockState) -> list[Fault]:
    faults = []
    if not (wanted.mode or wanted.pace) and wanted.rate is None and wanted.forward is None:
        words = "one of mode, rate, forward and pace is required"
        faults.append(Fault("", codes.MISSING_FIELD, words))
    if mode not in clock_rules.MODES:
        faults.append(_choice("mode", one_of(clock_rules.MODES)))
    if wanted.pace and wanted.pace not in paces.PACES:
        faults.append(_choice("pace", one_of(paces.PACES)))
    if wanted.rate is not None and mode != "scaled":
        faults.append(_choice("rate", "left out, unless the mode is scaled"))
    elif wanted.rate is not None and not 0 < wanted.rate <= FASTEST:
        faults.append(_choice("rate", f"over 0 and at most {FASTEST}"))
    elif wanted.rate is None and mode == "scaled" and present.mode != "scaled":
        faults.append(missing("rate", codes.MISSING_FIELD))
    most = max(0, min(FURTHEST, _END - present.now))
    if wanted.forward is not None and not 0 <= wanted.forward <= most:
        faults.append(_choice("forward", f"a number of milliseconds from 0 to {most}"))
    return faults


def _choice(field: str, allowed: str, rule: str = "") -> Fault:
    return Fault(field, codes.BAD_CHOICE, f"must be {allowed}", rule)


def _chosen(wanted: bool | None, there: int) -> bool:
    return bool(there) if wanted is None else wanted
