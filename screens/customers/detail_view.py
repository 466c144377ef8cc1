"""Everything about one customer, for reading; beside the list or on a screen of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.models.packages import title
from data.text import _, _n
from screens.customers import words
from widgets.sheet import Line, Sheet, facts, gap, head, text
from widgets.signs import current
from widgets.text import fit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from data.models.customers import CustomerDetail, HubCustomer, PackageState, Problem

LABEL = 14
"""Cells of the labels' column."""


class DetailView(Sheet):
    """A customer's page. It draws itself anew only where what it says has changed."""

    def show_nothing(self, why: str = "") -> None:
        """Show a sentence instead of a customer."""
        self.show([text(why)] if why else [])

    def show_gone(self, name: str, seen: datetime) -> None:
        """Show that a customer was deleted; `seen` is when that was noticed."""
        moment = words.moment(seen)
        self.show(
            [
                text(name, "head"),
                text(_("deleted")),
                gap(),
                text(
                    _("This customer was deleted: at {moment} it was there no more.").format(
                        moment=moment
                    )
                ),
                text(_("Esc goes back.")),
            ]
        )

    def show_row(self, row: HubCustomer, now: datetime, why: str = "") -> None:
        """Show what the list knows, until the rest is there; or why it cannot be had."""
        rest = text(why, "error") if why else text(_("loading"))
        self.show([*_head(row, now), gap(), rest])

    def show_detail(self, detail: CustomerDetail, now: datetime) -> None:
        """Show everything; a preview leaves out what a slow line need not carry each time."""
        rest = [*_given(detail), *_history(detail), *_ids(detail)]
        self.show(
            [
                *_head(detail, now),
                *_waits(detail),
                *_facts(detail),
                *_problems(detail.errors),
                *_packages(detail),
                *_people(detail),
                *_locations(detail),
                *(
                    [gap(), text(_("Enter shows history and ids."), "label")]
                    if self.preview
                    else rest
                ),
            ]
        )


def _head(row: HubCustomer, now: datetime) -> list[Line]:
    lines = [text(row.name or row.external_id, "head")]
    lines.append(text(words.status_text(row, now), words.status_kind(row.status)))
    if advice := words.status_advice(row.status):
        lines.append(text(advice))
    if row.review_deadline is not None:
        until = words.moment(row.review_deadline)
        left = words.duration(row.review_deadline - now)
        lines.append(
            text(
                _("It ends by {until} at the latest ({left} left).").format(until=until, left=left)
            )
        )
    return lines


def _waits(detail: CustomerDetail) -> list[Line]:
    """Why a customer waits for somebody (RPL-3, ATT-1)."""
    if detail.decision is None:
        return []
    if detail.decision.kind == "approval":
        until = words.moment(detail.decision.deadline)
        said = _("Its administrator has to agree; an answer comes by {until}.").format(until=until)
        return [text(said), text(detail.decision.reason)]
    return [text(detail.decision.reason)] if detail.decision.reason else []


def _fact(label: str, *values: str) -> list[Line]:
    return facts(label, [value or current().dash for value in values or ("",)], LABEL)


def _facts(detail: CustomerDetail) -> list[Line]:
    lines = [
        gap(),
        *_fact(_("External id"), detail.external_id),
        *_fact(_("Address"), *words.address_lines(detail.address)),
        *_fact(_("Email"), detail.email),
    ]
    if detail.owner is not None:
        lines += _fact(_("Owner"), detail.owner.name or detail.owner.org_id)
    lines += _organization(detail)
    if detail.template is not None:
        lines += _fact(_("Template"), detail.template.name)
    if detail.language:
        lines += _fact(_("Language"), detail.language)
    if detail.created is not None:
        lines += _fact(_("Created"), words.moment(detail.created))
    if detail.billing_start_date:
        lines += _fact(_("Billing from"), detail.billing_start_date)
    return lines


def _organization(detail: CustomerDetail) -> list[Line]:
    found = detail.organization
    if found is None:
        hidden = "organization" in detail.unknown
        why = _("not seen with this account") if hidden else _("not there yet")
        return _fact(_("Organization"), why)
    kinds = {"hybrid": _("wholesale and Flex (hybrid)"), "wholesale": _("wholesale")}
    said = [kinds.get(found.kind, found.kind)]
    if detail.attached:
        said.append(_("attached"))
    if detail.restricted is not None:
        said.append(_("restricted by partner") if detail.restricted else _("not restricted"))
    if detail.enterprise_restricted:
        said.append(_("enterprise settings locked"))
    if detail.right == "provisioning":
        said.append(_("provisioning rights only"))
    return _fact(_("Organization"), found.display_name, ", ".join(fact for fact in said if fact))


def _problems(problems: Iterable[Problem], kind: str = "error") -> list[Line]:
    lines = []
    for problem in problems:
        sign = current().error if kind == "error" else current().warn
        lines.append(text(f"{sign} {words.problem_text(problem)}", kind, indent=2))
        if advice := words.problem_advice(problem):
            lines.append(text(advice, indent=4))
    return lines


def _packages(detail: CustomerDetail) -> list[Line]:
    lines = head(_("Packages"))
    for state in detail.resource_details.packages:
        lines.append(_package(state, detail))
        lines += _problems(state.errors)
        lines += _problems(state.warnings, "warn")
    return lines if detail.resource_details.packages else [*lines, text(_("none"))]


def _package(state: PackageState, detail: CustomerDetail) -> Line:
    sign, kind = words.status_sign(state.status), words.status_kind(state.status)
    status = f"{sign} {words.status_label(state.status)}"
    return Line(
        (
            (fit(title(state.name), 20), ""),
            (fit(status, 15), kind),
            (_users_of(state.name, detail), ""),
        ),
        20,
    )


def _users_of(package: str, detail: CustomerDetail) -> str:
    if "packageUsers" in detail.unknown:
        return ""
    users = detail.package_users.get(package, 0)
    limit = detail.package_limits.get(package)
    count = _n("{n} user", "{n} users", users).format(n=users)
    if limit is None:
        return count
    return _("{count} of at most {limit}").format(count=count, limit=limit)


def _people(detail: CustomerDetail) -> list[Line]:
    lines = head(_("Users"))
    if "userCounts" in detail.unknown:
        return [*lines, text(_("The public API of the platform does not say."))]
    total = sum(detail.user_counts.values())
    parts = [_n("{n} user", "{n} users", total).format(n=total)]
    parts += [
        f"{n} {words.status_label(status)}" for status, n in sorted(detail.user_counts.items())
    ]
    if detail.workspaces:
        n = detail.workspaces
        parts.append(_n("{n} workspace", "{n} workspaces", n).format(n=n))
    return [*lines, text(", ".join(parts))]


def _locations(detail: CustomerDetail) -> list[Line]:
    lines = head(_("Locations"))
    if "locations" in detail.unknown:
        return [*lines, text(_("Your account may not see them."))]
    for place in detail.locations:
        users = _n("{n} user", "{n} users", place.users).format(n=place.users)
        said = [place.name, "" if "userCounts" in detail.unknown else users, place.time_zone]
        lines.append(text(", ".join(fact for fact in said if fact)))
        lines.append(text(words.address_line(place.address), indent=2))
    return lines if detail.locations else [*lines, text(_("none"))]


def _given(detail: CustomerDetail) -> list[Line]:
    """What the organization got when it was made, as far as the backend says."""
    if not detail.sip_domain:
        return []
    return [
        *head(_("Calling and meetings")),
        *_fact(_("SIP domain"), detail.sip_domain),
        *_fact(_("Call-in"), detail.dial_in),
        *_fact(_("Site language"), detail.site_language),
    ]


def _history(detail: CustomerDetail) -> list[Line]:
    if not detail.history:
        return []
    lines = head(_("History"))
    for step in detail.history:
        what = f"{title(step.package)}: " if step.package else ""
        said = f"{words.moment(step.at)}  {what}{words.status_label(step.status)}"
        lines.append(text(said))
        if step.detail:
            lines.append(text(step.detail, "label", indent=2))
    return lines


def _ids(detail: CustomerDetail) -> list[Line]:
    lines = [*head(_("Ids")), text(_("Customer"), "label"), text(detail.id, indent=2)]
    if detail.org_id:
        lines += [text(_("Organization"), "label"), text(detail.org_id, indent=2)]
    if detail.template is not None:
        label = _("Provisioning ID of the template")
        lines += [text(label, "label"), text(detail.template.provisioning_id, indent=2)]
    return lines
