"""Everything about one customer, for reading; beside the list or on a screen of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from data.models.packages import title
from data.text import _, _n
from screens.customers import words
from widgets.signs import current
from widgets.text import clean, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from data.models.customers import CustomerDetail, HubCustomer, PackageState, Problem

LABEL = 14
"""Cells of the labels' column."""


class DetailView(VerticalScroll):
    """A customer's page. It draws itself anew only when what it says has changed."""

    DEFAULT_CSS = """
    DetailView {
        padding: 0 1;
        scrollbar-size-vertical: 1;
        Static { width: 100%; height: auto; }
        .detail--ok { color: $success; }
        .detail--warn { color: $warning; }
        .detail--error { color: $error; }
        .detail--moving { color: $accent; }
        .detail--label { color: $text-muted; }
        .detail--head { text-style: bold; }
        &:ansi .detail--label { color: ansi_default; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "detail--ok",
        "detail--warn",
        "detail--error",
        "detail--moving",
        "detail--label",
        "detail--head",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", _("Down"), show=False, id="detail.down"),
        Binding("k", "scroll_up", _("Up"), show=False, id="detail.up"),
        Binding("ctrl+d", "page_down", _("Page down"), show=False, id="detail.page-down"),
        Binding("ctrl+u", "page_up", _("Page up"), show=False, id="detail.page-up"),
        Binding("g", "scroll_home", _("First line"), show=False, id="detail.first"),
        Binding("G", "scroll_end", _("Last line"), show=False, id="detail.last"),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        super().__init__(id=id)
        self._shown = Content("")

    def compose(self) -> ComposeResult:
        """One sheet of text."""
        yield Static("")

    def show_nothing(self, why: str = "") -> None:
        """Show a sentence instead of a customer."""
        self._show(Content(clean(why)))

    def show_row(self, row: HubCustomer, now: datetime) -> None:
        """Show what the list knows, until the rest is there."""
        lines = [*self._head(row, now), Content(""), Content(_("loading"))]
        self._show(Content("\n").join(lines))

    def show_detail(self, detail: CustomerDetail, now: datetime) -> None:
        """Show everything."""
        lines = [
            *self._head(detail, now),
            *self._facts(detail),
            *self._problems(detail.errors),
            *self._packages(detail),
            *self._people(detail),
            *self._locations(detail),
            *self._history(detail),
            *self._ids(detail),
        ]
        self._show(Content("\n").join(lines))

    def _show(self, content: Content) -> None:
        if content.is_same(self._shown):
            return
        self._shown = content
        self.query_one(Static).update(content)

    def _styled(self, text: str, name: str) -> Content:
        return Content.assemble((clean(text), self.get_visual_style(f"detail--{name}")))

    def _head(self, row: HubCustomer, now: datetime) -> list[Content]:
        lines = [self._styled(row.name or row.external_id, "head")]
        kind = words.status_kind(row.status)
        lines.append(self._styled(words.status_text(row, now), kind))
        if advice := words.status_advice(row.status):
            lines.append(Content(advice))
        return lines

    def _line(self, label: str, value: str) -> Content:
        start = Content.assemble((fit(label, LABEL), self.get_visual_style("detail--label")))
        return Content.assemble(start, clean(value) or current().dash)

    def _lines(self, label: str, values: Sequence[str]) -> list[Content]:
        """A label with a value of several lines."""
        first, *others = values or [""]
        return [self._line(label, first), *(self._line("", other) for other in others)]

    def _title(self, text: str) -> list[Content]:
        return [Content(""), self._styled(text, "head")]

    def _facts(self, detail: CustomerDetail) -> list[Content]:
        lines = [
            Content(""),
            self._line(_("External id"), detail.external_id),
            *self._lines(_("Address"), words.address_lines(detail.address)),
            self._line(_("Email"), detail.email),
        ]
        if detail.owner is not None:
            lines.append(self._line(_("Owner"), detail.owner.name or detail.owner.org_id))
        lines += self._organization(detail)
        if detail.template is not None:
            lines.append(self._line(_("Template"), detail.template.name))
        if detail.language:
            lines.append(self._line(_("Language"), detail.language))
        if detail.created is not None:
            lines.append(self._line(_("Created"), words.moment(detail.created)))
        if detail.billing_start_date:
            lines.append(self._line(_("Billing from"), detail.billing_start_date))
        return lines

    def _organization(self, detail: CustomerDetail) -> list[Content]:
        found = detail.organization
        if found is None:
            return [self._line(_("Organization"), _("not there yet"))]
        kinds = {"hybrid": _("wholesale and Flex (hybrid)"), "wholesale": _("wholesale")}
        facts = [kinds.get(found.kind, found.kind)]
        if detail.attached:
            facts.append(_("attached"))
        if detail.restricted is not None:
            facts.append(_("restricted by partner") if detail.restricted else _("not restricted"))
        return [
            self._line(_("Organization"), found.display_name),
            self._line("", ", ".join(fact for fact in facts if fact)),
        ]

    def _problems(self, problems: Iterable[Problem], kind: str = "error") -> list[Content]:
        lines = []
        for problem in problems:
            sign = current().error if kind == "error" else current().warn
            lines.append(self._styled(f"  {sign} {words.problem_text(problem)}", kind))
            if advice := words.problem_advice(problem):
                lines.append(Content(f"    {advice}"))
        return lines

    def _packages(self, detail: CustomerDetail) -> list[Content]:
        lines = self._title(_("Packages"))
        for state in detail.resource_details.packages:
            lines.append(self._package(state, detail))
            lines += self._problems(state.errors)
            lines += self._problems(state.warnings, "warn")
        if not detail.resource_details.packages:
            lines.append(Content(_("none")))
        return lines

    def _package(self, state: PackageState, detail: CustomerDetail) -> Content:
        users = detail.package_users.get(state.name, 0)
        limit = detail.package_limits.get(state.name)
        count = _n("{n} user", "{n} users", users).format(n=users)
        if "packageUsers" in detail.unknown:
            count = ""
        elif limit is not None:
            count = _("{count} of at most {limit}").format(count=count, limit=limit)
        sign = words.status_sign(state.status)
        status = f"{sign} {words.status_label(state.status)}"
        style = self.get_visual_style(f"detail--{words.status_kind(state.status)}")
        return Content.assemble(
            fit(clean(title(state.name)), 20), (fit(status, 15), style), clean(count)
        )

    def _people(self, detail: CustomerDetail) -> list[Content]:
        lines = self._title(_("Users"))
        if "userCounts" in detail.unknown:
            return [*lines, Content(_("The public API of the platform does not say."))]
        total = sum(detail.user_counts.values())
        parts = [_n("{n} user", "{n} users", total).format(n=total)]
        parts += [
            f"{n} {words.status_label(status)}" for status, n in sorted(detail.user_counts.items())
        ]
        if detail.workspaces:
            n = detail.workspaces
            parts.append(_n("{n} workspace", "{n} workspaces", n).format(n=n))
        return [*lines, Content(", ".join(parts))]

    def _locations(self, detail: CustomerDetail) -> list[Content]:
        lines = self._title(_("Locations"))
        if "locations" in detail.unknown:
            return [*lines, Content(_("Your account may not see them."))]
        for place in detail.locations:
            users = _n("{n} user", "{n} users", place.users).format(n=place.users)
            facts = [place.name, "" if "userCounts" in detail.unknown else users, place.time_zone]
            lines.append(Content(clean(", ".join(fact for fact in facts if fact))))
            lines.append(Content("  " + clean(words.address_line(place.address))))
        return lines if detail.locations else [*lines, Content(_("none"))]

    def _ids(self, detail: CustomerDetail) -> list[Content]:
        lines = [*self._title(_("Ids")), Content(_("Customer")), Content(f"  {clean(detail.id)}")]
        if detail.org_id:
            lines += [Content(_("Organization")), Content(f"  {clean(detail.org_id)}")]
        if detail.template is not None:
            code = clean(detail.template.provisioning_id)
            lines += [Content(_("Provisioning ID of the template")), Content(f"  {code}")]
        return lines

    def _history(self, detail: CustomerDetail) -> list[Content]:
        if not detail.history:
            return []
        lines = self._title(_("History"))
        for step in detail.history:
            what = f"{title(step.package)}: " if step.package else ""
            text = f"{words.moment(step.at)}  {what}{words.status_label(step.status)}"
            lines.append(Content(clean(f"{text}  {step.detail or ''}".rstrip())))
        return lines
