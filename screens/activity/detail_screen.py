"""One request and its answer, word for word but for secrets."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from data.text import _
from screens.area import AreaScreen
from widgets.sheet import Line, Sheet, facts, head, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.widget import Widget

    from data.client.trace import RequestRecord

LABEL = 18
"""Cells of the labels' column."""


class RequestScreen(AreaScreen):
    """The exact request, the answer, and the tracking id for the platform's support."""

    AREA = "activity"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", _("Back"), id="request.back"),
        Binding("y", "copy", _("Copy tracking id"), id="request.copy"),
    ]

    def __init__(self, record: RequestRecord) -> None:
        super().__init__()
        self._record = record

    def crumb(self) -> str:
        """The record's number."""
        return _("Request {n}").format(n=self._record.n)

    def body(self) -> Iterable[Widget]:
        """The sheet."""
        yield Sheet()

    def on_mount(self) -> None:
        """Show the record."""
        sheet = self.query_one(Sheet)
        sheet.show(_lines(self._record))
        self.set_focus(sheet)

    def action_copy(self) -> None:
        """Copy the tracking id."""
        if self._record.tracking_id:
            self.console.copy(self._record.tracking_id, _("the tracking id"))


def _lines(record: RequestRecord) -> list[Line]:
    answer = str(record.status) if record.status is not None else _("no answer")
    said = {
        _("Request"): f"{record.method} {record.target}",
        _("Host"): record.host,
        _("Operation"): record.operation,
        _("Attempt"): str(record.attempt),
        _("Time"): f"{record.at:%Y-%m-%d %H:%M:%S.%f}"[:-3] + "Z",
        _("Answer"): f"{answer} {record.error}".strip(),
        _("Took"): _("{ms} ms").format(ms=f"{record.ms:.1f}"),
        _("Tracking id"): record.tracking_id,
    }
    return [
        *_table(said),
        *_section(_("Sent headers"), record.request_headers),
        *_body(_("Sent body"), record.request_text()),
        *_section(_("Received headers"), record.response_headers),
        *_body(_("Received body"), record.response_text()),
    ]


def _table(said: Mapping[str, str]) -> list[Line]:
    return [line for name, value in said.items() for line in facts(name, [value], LABEL)]


def _section(title: str, said: Mapping[str, str]) -> list[Line]:
    return [*head(title), *_table(said)] if said else []


def _body(title: str, body: str) -> list[Line]:
    if not body:
        return []
    # What is cut or no JSON is shown as it came.
    with suppress(ValueError):
        body = json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    return [*head(title), *(_as_it_is(line) for line in body.splitlines())]


def _as_it_is(line: str) -> Line:
    """A line of a body, indented as it is, also where it is wrapped."""
    inner = line.lstrip(" ")
    return text(inner, indent=len(line) - len(inner))
