"""One request and its answer, word for word but for secrets."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from data.text import _
from screens.area import AreaScreen
from widgets.text import clean, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.widget import Widget

    from data.client.trace import RequestRecord


class RequestScreen(AreaScreen):
    """The exact request, the answer, and the tracking id for the platform's support."""

    AREA = "activity"
    DEFAULT_CSS = """
    RequestScreen {
        VerticalScroll { padding: 0 1; }
        VerticalScroll Static { width: 100%; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", _("Back"), id="request.back"),
        Binding("y", "copy", _("Copy tracking id"), id="request.copy"),
        Binding("j", "scroll('down')", show=False, id="request.down"),
        Binding("k", "scroll('up')", show=False, id="request.up"),
    ]

    def __init__(self, record: RequestRecord) -> None:
        super().__init__()
        self._record = record

    def crumb(self) -> str:
        """The record's number."""
        return _("Request {n}").format(n=self._record.n)

    def body(self) -> Iterable[Widget]:
        """The sheet."""
        with VerticalScroll():
            yield Static(self._sheet())

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        super().on_mount()
        self.set_focus(self.query_one(VerticalScroll))

    def _sheet(self) -> Content:
        record = self._record
        answer = str(record.status) if record.status is not None else _("no answer")
        facts = {
            _("Request"): f"{record.method} {record.target}",
            _("Host"): record.host,
            _("Operation"): record.operation,
            _("Attempt"): str(record.attempt),
            _("Time"): f"{record.at:%Y-%m-%d %H:%M:%S.%f}"[:-3] + "Z",
            _("Answer"): f"{answer} {record.error}".strip(),
            _("Took"): _("{ms} ms").format(ms=f"{record.ms:.1f}"),
            _("Tracking id"): record.tracking_id,
        }
        return Content("\n").join(
            [
                *_table(facts),
                *_section(_("Sent headers"), record.request_headers),
                *_body(_("Sent body"), record.request_text()),
                *_section(_("Received headers"), record.response_headers),
                *_body(_("Received body"), record.response_text()),
            ]
        )

    def action_copy(self) -> None:
        """Copy the tracking id."""
        if self._record.tracking_id:
            self.console.copy(self._record.tracking_id, _("the tracking id"))

    def action_scroll(self, way: str) -> None:
        """Scroll by a line."""
        sheet = self.query_one(VerticalScroll)
        sheet.scroll_relative(y=1 if way == "down" else -1, animate=False)


def _table(facts: Mapping[str, str]) -> list[Content]:
    return [
        Content.assemble((fit(clean(name), 18), "bold"), clean(value))
        for name, value in facts.items()
    ]


def _section(title: str, facts: Mapping[str, str]) -> list[Content]:
    return [Content(""), Content.styled(title, "bold"), *_table(facts)] if facts else []


def _body(title: str, text: str) -> list[Content]:
    if not text:
        return []
    # What is cut or no JSON is shown as it came.
    with suppress(ValueError):
        text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    lines = [Content(clean(line)) for line in text.splitlines()]
    return [Content(""), Content.styled(title, "bold"), *lines]
