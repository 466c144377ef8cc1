"""One customer as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.models.advice import advice
from data.models.packages import title
from data.operations.customers.facts import in_words
from data.operations.forms import plain
from data.text import _, _n
from widgets.text import clean, fit, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from data.models.customers import CustomerDetail, PackageState, Problem

HISTORY = 10
"""Steps of the past that are shown."""


def sheet(customer: CustomerDetail) -> Iterator[str]:
    """What there is to read about a customer, most asked for first; what is unknown is left out."""
    yield clean(customer.name or customer.external_id)
    facts = [(label, value) for label, value in _facts(customer) if value]
    room = max(width(label) for label, _value in facts)
    yield from (f"  {fit(label, room)}  {clean(value)}" for label, value in facts)
    yield from _section(_("Packages"), _packages(customer))
    yield from _section(_("Errors"), _problems(customer.errors))
    yield from _section(_("Locations"), _locations(customer))
    yield from _section(_("History"), _history(customer))


def _facts(customer: CustomerDetail) -> Iterator[tuple[str, str]]:
    owner = customer.owner
    yield _("Status"), customer.status
    yield _("Since"), plain(customer.status_since)
    yield _("Review ends"), plain(customer.review_deadline)
    yield _("Next change"), plain(customer.next_change)
    yield _("External id"), customer.external_id
    yield _("Id"), customer.id
    yield _("Organization"), customer.org_id or ""
    yield _("Owner"), (owner.name or owner.org_id) if owner is not None else ""
    yield _("Email"), customer.email
    yield _("Address"), in_words(customer.address)
    yield _("Users"), _users(customer)
    yield _("Workspaces"), plain(customer.workspaces or None)
    yield _("Template"), customer.template.name if customer.template is not None else ""
    yield _("Billing from"), customer.billing_start_date or ""
    yield _("Created"), plain(customer.created)


def _users(customer: CustomerDetail) -> str:
    if customer.users is None:
        return ""
    counts = ", ".join(f"{status} {n}" for status, n in sorted(customer.user_counts.items()))
    return f"{customer.users} ({counts})" if counts else str(customer.users)


def _packages(customer: CustomerDetail) -> Iterator[str]:
    for package in customer.resource_details.packages:
        yield _package(package, customer)
        yield from (f"  {line}" for line in _problems((*package.errors, *package.warnings)))


def _package(package: PackageState, customer: CustomerDetail) -> str:
    n = customer.package_users.get(package.name)
    limit = customer.package_limits.get(package.name)
    facts = [package.status]
    if n is not None:
        facts.append(_n("{n} user", "{n} users", n).format(n=n))
    if limit is not None:
        facts.append(_("at most {n}").format(n=limit))
    return f"{title(package.name)} ({package.name}): {', '.join(facts)}"


def _problems(problems: Iterable[Problem]) -> Iterator[str]:
    """Warnings and errors, each with what to do about it."""
    for problem in problems:
        number = "" if problem.number is None else str(problem.number)
        yield " ".join(part for part in (number, problem.description) if part)
        if words := advice(problem.number):
            yield f"  -> {words}"


def _locations(customer: CustomerDetail) -> Iterator[str]:
    for place in customer.locations:
        users = _n("{n} user", "{n} users", place.users).format(n=place.users)
        facts = [in_words(place.address), place.time_zone, users]
        yield f"{place.name}: {', '.join(fact for fact in facts if fact)}"


def _history(customer: CustomerDetail) -> Iterator[str]:
    for step in customer.history[:HISTORY]:
        what = " ".join(part for part in (step.package, step.status, step.detail) if part)
        yield f"{plain(step.at)}  {what}"


def _section(head: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == 0:
            yield head
        yield f"  {clean(line)}"
