"""`?` or F1: every key of the place that had the focus, and every command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from data.text import _
from widgets.active_keys import EVERYWHERE, MOVING, active_keys
from widgets.dialogs.base import AROUND, Dialog
from widgets.sheet import Line, Sheet, facts, head
from widgets.text import clean, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.events import Resize
    from textual.screen import Screen
    from textual.widget import Widget

    from screens.context import Command

Row = tuple[str, str]

LABEL = 22
"""Cells of the keys' column at most; what is longer has a line of its own."""


class HelpScreen(Dialog[None]):
    """A sheet of keys and commands, made from the bindings; what one came for stands first."""

    DEFAULT_CSS = """
    HelpScreen {
        #box { width: 78; max-width: 96%; }
        Sheet { width: 1fr; height: auto; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "cancel", _("Close"), id="help.close"),
    ]

    def __init__(self, sections: Sequence[tuple[str, Sequence[Row]]]) -> None:
        """Make the sheet.

        Args:
            sections: a title, and what to type with what it does.
        """
        super().__init__(_("Keys"))
        self._sections = sections

    @classmethod
    def of(cls, screen: Screen[Any], commands: Sequence[Command]) -> HelpScreen:
        """The help of a screen and of what has the focus in it."""
        keys = active_keys(screen)

        def rows(group: Binding.Group | None) -> list[Row]:
            return [(" ".join(key.signs), key.help) for key in keys if key.group == group]

        typed = [(f":{one.name} {one.argument}".rstrip(), one.help) for one in commands]
        return cls(
            [
                (_("Here"), rows(None)),
                (_("Moving"), rows(MOVING)),
                (_("Everywhere"), rows(EVERYWHERE)),
                (_("Commands"), typed),
            ]
        )

    def body(self) -> Iterable[Widget]:
        """The sheet."""
        yield Sheet()

    def on_mount(self) -> None:
        """Fill the sheet, and let the keys scroll it."""
        sheet = self.query_one(Sheet)
        sheet.show(list(_lines(self._sections))[1:])
        self.set_focus(sheet)

    def on_resize(self, event: Resize) -> None:
        """Keep the frame and the title in view; the sheet scrolls."""
        self.query_one(Sheet).styles.max_height = max(3, event.size.height - AROUND + 2)


def _lines(sections: Sequence[tuple[str, Sequence[Row]]]) -> Iterable[Line]:
    signs = [width(clean(left)) for _title, rows in sections for left, _words in rows]
    column = 2 + max((cells for cells in signs if cells <= LABEL), default=LABEL)
    for title, rows in sections:
        if not rows:
            continue
        yield from head(title)
        for left, words in rows:
            if width(clean(left)) > LABEL:
                yield Line(((clean(left), "label"),), indent=4)
                yield from facts("", [words], column)
            else:
                yield from facts(left, [words], column)
