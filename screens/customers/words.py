"""What the platform says of a customer, in words and signs for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.models.advice import advice
from data.models.packages import short
from data.models.statuses import label
from data.text import _
from widgets.signs import current

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from data.models.customers import Address, HubCustomer, Problem
    from widgets.record_table import Count


def status_label(status: str) -> str:
    """A status in words; an unknown one keeps its own."""
    return label(status)


def status_kind(status: str) -> str:
    """What a status means for the person who looks: ok, warn, error or moving."""
    kinds = {
        "provisioned": "ok",
        "active": "ok",
        "provisioned_with_errors": "warn",
        "suspended": "warn",
        "error": "error",
    }
    return kinds.get(status, "moving")


def status_sign(status: str) -> str:
    """The sign before a status."""
    signs = current()
    by_kind = {"ok": signs.ok, "warn": signs.warn, "error": signs.error, "moving": signs.moving}
    return by_kind[status_kind(status)]


def status_text(row: HubCustomer, now: datetime) -> str:
    """Sign, words, and the time left in a review or already spent in a change."""
    words = f"{status_sign(row.status)} {status_label(row.status)}"
    if row.status == "pending_rpl_review" and row.review_deadline is not None:
        return f"{words} {duration(row.review_deadline - now)}"
    if status_kind(row.status) == "moving" and row.status_since is not None:
        return f"{words} {duration(now - row.status_since)}"
    return words


def duration(span: timedelta) -> str:
    """A span in its largest unit, such as 61h; nothing below zero."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < 60:
        return _("{n}s").format(n=seconds)
    if seconds < 3600:
        return _("{n}m").format(n=seconds // 60)
    if seconds < 3 * 86400:
        return _("{n}h").format(n=seconds // 3600)
    return _("{n}d").format(n=seconds // 86400)


def moment(at: datetime) -> str:
    """A moment in UTC, to the minute."""
    return f"{at:%Y-%m-%d %H:%MZ}"


def packages_text(row: HubCustomer) -> str:
    """Packages in short; one that is not well carries the sign of its status."""
    states = {state.name: state for state in row.resource_details.packages}
    words = []
    for name in row.packages:
        state = states.get(name)
        word = short(name)
        if state is not None and state.status != "provisioned":
            word = _signed(status_sign(state.status), word)
        elif state is not None and state.warnings:
            word = _signed(current().warn, word)
        words.append(word)
    return ", ".join(words) or current().dash


def _signed(sign: str, word: str) -> str:
    """A sign close to its word, unless it is a letter itself."""
    return f"{sign} {word}" if sign.isalpha() else f"{sign}{word}"


def address_lines(address: Address) -> list[str]:
    """An address as on an envelope: street, then place and country."""
    region = " ".join(p for p in (address.state_or_province, address.zip_or_postal_code) if p)
    place = ", ".join(part for part in (address.city, region, address.country) if part)
    return [line for line in (address.address_line1, address.address_line2, place) if line]


def address_line(address: Address) -> str:
    """A whole address in one line."""
    return ", ".join(address_lines(address))


def problem_text(problem: Problem) -> str:
    """A warning or error in words, with its code."""
    words = problem.description or _("The platform gave no reason.")
    return f"{words} ({problem.number})" if problem.number is not None else words


def problem_advice(problem: Problem) -> str:
    """What to do about a code that is known; empty for others."""
    return advice(problem.number)


def status_advice(status: str) -> str:
    """What the person can tell the caller about a status; empty where nothing is to be said."""
    said = {
        "pending_rpl_review": _(
            "A person reviews the name and address. Most reviews end within the hour, all within"
            " 72 hours; users and numbers wait until then."
        ),
        "provisioned_with_errors": _("The customer works, but for the packages marked below."),
        "error": _("Onboarding has stopped; the reasons are below."),
        "provisioning": _("The platform is at work; this page changes by itself."),
        "updating": _("The platform is at work; this page changes by itself."),
        "deleting": _("The wholesale service is being taken off; the organization stays."),
    }
    return said.get(status, "")


def count_text(count: Count, marked: int) -> str:
    """How many rows a list has, and how many of them are marked."""
    more = "" if count.exact else "+"
    text = _("{matched} of {total}").format(
        matched=f"{count.matched:,}{more}", total=f"{count.total:,}"
    )
    return _("{marked} marked, {count}").format(marked=marked, count=text) if marked else text
