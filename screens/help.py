"""`?`: every key of the place that had the focus, and every command; made from the bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from data.text import _
from widgets.text import clean, fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from screens.area import AreaScreen
    from screens.context import Command

Row = tuple[str, str]


class HelpScreen(ModalScreen[None]):
    """A sheet of keys and commands."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 60%;
        &:ansi { background: transparent; }
        VerticalScroll {
            width: 76;
            max-width: 96%;
            height: auto;
            max-height: 92%;
            border: round $primary;
            background: $surface;
            padding: 0 1;
        }
        Static { width: 100%; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "close", _("Close"), id="help.close"),
        Binding("j", "scroll('down')", show=False, id="help.down"),
        Binding("k", "scroll('up')", show=False, id="help.up"),
    ]

    def __init__(self, keys: Sequence[Row], commands: Sequence[Row]) -> None:
        super().__init__()
        self._keys = keys
        self._commands = commands

    @classmethod
    def of(cls, screen: AreaScreen, commands: Sequence[Command]) -> HelpScreen:
        """The help of a screen and of what has the focus in it."""
        found: dict[str, list[str]] = {}
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.description and not binding.system:
                found.setdefault(binding.description, []).append(
                    screen.app.get_key_display(binding)
                )
        keys = [(" ".join(dict.fromkeys(signs)), words) for words, signs in found.items()]
        typed = [(f":{one.name} {one.argument}".rstrip(), one.help) for one in commands]
        return cls(keys, typed)

    def compose(self) -> ComposeResult:
        """Two lists."""
        with VerticalScroll():
            yield Static(self._sheet())

    def _sheet(self) -> Content:
        lines: list[Content] = [Content.styled(_("Keys"), "bold"), Content("")]
        lines += _table(self._keys)
        lines += [Content(""), Content.styled(_("Commands"), "bold"), Content("")]
        lines += _table(self._commands)
        return Content("\n").join(lines)

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.set_focus(self.query_one(VerticalScroll))

    def action_close(self) -> None:
        """Close."""
        self.dismiss()

    def action_scroll(self, way: str) -> None:
        """Scroll by a line."""
        sheet = self.query_one(VerticalScroll)
        sheet.scroll_relative(y=1 if way == "down" else -1, animate=False)


def _table(rows: Sequence[Row]) -> list[Content]:
    width = min(30, max((cell_len(left) for left, _words in rows), default=0))
    return [
        Content.assemble((fit(clean(left), width), "bold"), "  ", clean(words))
        for left, words in rows
    ]
