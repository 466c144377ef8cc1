"""A line of text without a frame, for filters and commands."""

from __future__ import annotations

from textual.widgets import Input


class LineInput(Input):
    """Textual's input in one line, without a blinking cursor."""

    DEFAULT_CSS = """
    LineInput, LineInput:focus {
        height: 1;
        border: none;
        padding: 0;
        background: transparent;
    }
    """

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002 -- Textual's name for it
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
