"""One request and its answer, word for word but for secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from data.text import _
from screens.activity.replay import begin_replay, why_not
from screens.area import AreaScreen
from widgets.sheet import Line, Sheet, facts, head, text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from textual.widget import Widget

    from data.local.requests import KeptRequest

LABEL = 18
"""Cells of the labels' column."""


class RequestScreen(AreaScreen):
    """The exact request, the answer, and the tracking id for the platform's support."""

    AREA = "activity"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", _("Back"), id="request.back"),
        Binding("y", "copy", _("Copy tracking id"), id="request.copy"),
        Binding("R", "replay", _("Ask again"), id="request.replay"),
    ]

    def __init__(self, record: KeptRequest, before: KeptRequest | None = None) -> None:
        """Make the page.

        Args:
            record: the request; without its texts they are read when the page opens.
            before: what it repeats.
        """
        super().__init__()
        self._record = record
        self._before = before

    def crumb(self) -> str:
        """The record's number."""
        return _("Request {n}").format(n=self._record.n)

    def body(self) -> Iterable[Widget]:
        """The sheet."""
        yield Sheet()

    def on_mount(self) -> None:
        """Show the record."""
        self.set_focus(self.query_one(Sheet))
        self._show()
        if self._record.texts is None:
            self.run_guarded(self._read, group="read", exclusive=True)

    def _show(self) -> None:
        self.query_one(Sheet).show(_lines(self._record, self._before))

    async def _read(self) -> None:
        """Read headers and bodies, which the list does not have."""
        history = self.console.history
        found = None if history is None else await history.get(self._record.n)
        if found is None:
            self.console.say(_("This request is kept no longer."), "warning")
        else:
            self._record = found
            self._show()

    def keys_off(self) -> Collection[str]:
        """A request that is not asked once more says why when it is to be."""
        return ("request.replay",) if why_not(self.console, self._record) else ()

    def action_replay(self) -> None:
        """Ask it once more, and show what came of it."""
        begin_replay(self, self._record)

    def action_copy(self) -> None:
        """Copy the tracking id."""
        if self._record.tracking_id:
            self.console.copy(self._record.tracking_id, _("the tracking id"))


def _lines(record: KeptRequest, before: KeptRequest | None) -> list[Line]:
    answer = str(record.status) if record.status is not None else _("no answer")
    program = _("console") if record.program == "console" else _("command line")
    said = {
        _("Request"): f"{record.method} {record.target}",
        _("Host"): record.host,
        _("Platform"): record.place,
        _("Operation"): record.operation,
        _("Attempt"): str(record.attempt),
        _("Asked by"): _("{program}, process {pid}").format(program=program, pid=record.pid),
        _("Time"): f"{record.at:%Y-%m-%d %H:%M:%S.%f}"[:-3] + "Z",
        _("Answer"): f"{answer} {record.error}".strip(),
        _("Took"): _("{ms} ms").format(ms=f"{record.ms:.1f}"),
        _("Tracking id"): record.tracking_id,
    }
    return [*_table(said), *_changes(record, before), *_texts(record)]


def _changes(record: KeptRequest, before: KeptRequest | None) -> list[Line]:
    """What a repetition says that differs from what it repeats."""
    if before is None:
        return []
    from data.operations.history.replaying import changed_lines, difference

    title = _("Against request {n}").format(n=before.n)
    lines = [text(line, indent=0) for line in changed_lines(before, record)]
    return [*head(title), text(difference(before, record)), *lines]


def _texts(record: KeptRequest) -> list[Line]:
    texts = record.texts
    if texts is None:
        return []
    return [
        *_section(_("Sent headers"), texts.request_headers),
        *_body(_("Sent body"), texts.request_body, record.request_size),
        *_section(_("Received headers"), texts.response_headers),
        *_body(_("Received body"), texts.response_body, record.response_size),
    ]


def _table(said: Mapping[str, str]) -> list[Line]:
    return [line for name, value in said.items() for line in facts(name, [value], LABEL)]


def _section(title: str, said: Mapping[str, str]) -> list[Line]:
    return [*head(title), *_table(said)] if said else []


def _body(title: str, body: str, size: int) -> list[Line]:
    if not body:
        return []
    from data.client.trace import BODY
    from data.operations.history.replaying import pretty

    if size > BODY:
        title = _("{title}, the first {n} bytes of {size}").format(
            title=title, n=f"{BODY:,}", size=f"{size:,}"
        )
    return [*head(title), *(_as_it_is(line) for line in pretty(body).splitlines())]


def _as_it_is(line: str) -> Line:
    """A line of a body, indented as it is, also where it is wrapped."""
    inner = line.lstrip(" ")
    return text(inner, indent=len(line) - len(inner))
