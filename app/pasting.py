"""What is typed and what is pasted, told apart before anything is read as a key.

A terminal frames what is pasted by two marks. Textual's parser goes on looking for sequences within
the frame, so that an escape character in a copied text would press the keys behind it. Here all
that stands in the frame is text, whatever it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import constants
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.events import Paste

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.message import Message

START = "\x1b[200~"
"""The mark before what is pasted."""

END = "\x1b[201~"
"""The mark behind it."""

TYPED_AT_MOST = 2
"""Characters of the first mark that a person can have typed, as Escape and a bracket."""

PATIENCE = 2.0
"""Seconds of silence after which a mark that was begun, or a paste without an end, is given up."""

MOST = 1_000_000
"""Characters kept of one paste; what is more is dropped, up to its end."""

_CONTROLS = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\r\n"]
_PLAIN = {**dict.fromkeys(_CONTROLS, ""), ord("\t"): " "}


class PastingParser(XTermParser):
    """Textual's parser, which never sees what is pasted: that becomes one `Paste`.

    Of its text control characters are left out, but for ends of lines; a tab is a blank. How the
    text is divided over reads makes no difference. Textual is pinned, since this reaches into its
    parser.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._held = ""
        self._pasted: list[str] | None = None
        self._kept = 0
        self._deadline = 0.0

    def feed(self, data: str) -> Iterator[Message]:
        """Read what came from the terminal.

        Args:
            data: any part of the stream; nothing where a character is not complete yet.

        Yields:
            Keys and whatever else a terminal says, in order.
        """
        data, self._held = self._held + data, ""
        while data:
            if self._pasted is None:
                before, mark, data = data.partition(START)
                if not mark:
                    before, self._held = _divide(before, START)
                if before:
                    yield from super().feed(before)
                if mark:
                    yield from self._finish_sequence()
                    self._pasted, self._kept = [], 0
            else:
                text, mark, data = data.partition(END)
                if not mark:
                    text, self._held = _divide(text, END)
                self._keep(text)
                if mark:
                    yield from self._paste()
        self._deadline = get_time() + self._patience

    def tick(self) -> Iterator[Message]:
        """Give up what did not go on in time; called every now and then.

        Yields:
            Keys that were the beginning of nothing, or a paste without an end.
        """
        yield from super().tick()
        if get_time() < self._deadline:
            return
        held, self._held = self._held, ""
        if self._pasted is not None:
            self._keep(held)
            yield from self._paste()
        elif held:
            yield from super().feed(held)
            yield from self._finish_sequence()

    @property
    def _patience(self) -> float:
        if self._pasted is None and len(self._held) <= TYPED_AT_MOST:
            return constants.ESCAPE_DELAY
        return PATIENCE

    def _finish_sequence(self) -> Iterator[Message]:
        """Let the parser wait no longer for the rest of a sequence."""
        if self._timeout_time is not None:
            self._timeout_time = get_time()
            yield from super().tick()

    def _keep(self, text: str) -> None:
        text = text.translate(_PLAIN)[: MOST - self._kept]
        if text and self._pasted is not None:
            self._pasted.append(text)
            self._kept += len(text)

    def _paste(self) -> Iterator[Message]:
        text, self._pasted = "".join(self._pasted or ()), None
        if text:
            yield Paste(text)


def _divide(text: str, mark: str) -> tuple[str, str]:
    """A text without the mark's beginning that it ends with, and that beginning."""
    for length in range(min(len(mark) - 1, len(text)), 0, -1):
        if text.endswith(mark[:length]):
            return text[:-length], text[-length:]
    return text, ""
