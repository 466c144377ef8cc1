"""The two lines at the top: where one is, as whom, and which areas there are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widget import Widget

from widgets.signs import current
from widgets.text import clean, fit, width

if TYPE_CHECKING:
    from textual.style import Style


ROLE = 30
"""Cells that the person's roles have at most."""


@dataclass(frozen=True, slots=True)
class HeaderState:
    """What the header says.

    Attributes:
        profile: the profile's name.
        partner: the organization whose business is run.
        crumbs: the path of screens, outermost first.
        role: the person's roles in short.
        clock: the platform's time, as text.
        note: a word that must be seen, such as read-only.
        areas: key, name and title of each area.
        area: the name of the area that is open.
    """

    profile: str = ""
    partner: str = ""
    crumbs: tuple[str, ...] = ()
    role: str = ""
    clock: str = ""
    note: str = ""
    areas: tuple[tuple[str, str, str], ...] = ()
    area: str = ""

    def on(self, area: str, crumbs: tuple[str, ...]) -> HeaderState:
        """The same in another place."""
        return replace(self, area=area, crumbs=crumbs)


class Header(Widget):
    """Where, who, when. It repaints only when what it says changes."""

    DEFAULT_CSS = """
    Header {
        dock: top;
        height: 2;
        background: $panel;
        color: $foreground;
        text-wrap: nowrap;
        text-overflow: clip;
        .header--area { text-style: bold reverse; }
        .header--brand { text-style: bold; color: $primary; }
        .header--quiet { color: $text-muted; }
        .header--note { text-style: bold; color: $warning; }
        &:ansi { background: ansi_default; .header--quiet { color: ansi_default; } }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "header--area",
        "header--brand",
        "header--quiet",
        "header--note",
    }

    def __init__(self, state: HeaderState) -> None:
        super().__init__()
        self._state = state

    @property
    def state(self) -> HeaderState:
        """What the header says now."""
        return self._state

    def show(self, state: HeaderState) -> None:
        """Say something else; nothing is drawn where nothing changes."""
        if state != self._state:
            self._state = state
            self.refresh()

    def render(self) -> Content:
        """Both lines, as wide as the screen."""
        cells = self.size.width
        return Content("\n").join([self._first_line(cells), self._second_line(cells)])

    def _first_line(self, cells: int) -> Content:
        state, signs = self._state, current()
        role = clean(state.role)
        if width(role) > ROLE:
            role = fit(role, ROLE)
        quiet = "  ".join(part for part in (role, clean(state.clock)) if part)
        note = f"{clean(state.note)}  " if state.note else ""
        lead = f" RTM {signs.dot} "
        room = max(0, cells - width(quiet) - width(note) - width(lead) - 3)
        profile = f"{clean(state.profile)} {signs.dot} " if state.profile else ""
        places = [clean(place) for place in (state.partner, *state.crumbs) if place]
        path = f" {signs.separator} ".join(places)
        # Whether this is a sandbox or live must be seen; the partner's name may be cut.
        rest = _keep_end(path, room - width(profile), signs.ellipsis)
        left = fit(profile + rest, room)
        return Content.assemble(
            (lead, self.get_visual_style("header--brand")),
            f"{left}  ",
            (note, self.get_visual_style("header--note")),
            (quiet, self.get_visual_style("header--quiet")),
        )

    def _second_line(self, cells: int) -> Content:
        pieces: list[str | tuple[str, Style]] = [" "]
        used = 1
        for key, name, title in self._state.areas:
            label = f" {key} {title} "
            used += width(label)
            if used > cells:
                break
            open_now = name == self._state.area
            pieces.append((label, self.get_visual_style("header--area")) if open_now else label)
        return Content.assemble(*pieces)


def _keep_end(text: str, cells: int, ellipsis: str) -> str:
    """Text in exactly so many cells; where it is too long, its end is what matters."""
    cells = max(0, cells)
    if width(text) <= cells:
        return fit(text, cells)
    while text and width(ellipsis + text) > cells:
        text = text[1:]
    return fit(ellipsis + text, cells)
