"""The terminal driver: Textual's own, quick to leave and aware of a terminal that goes away."""

from __future__ import annotations

import os
import selectors
import sys
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

from app.pasting import PastingParser

if TYPE_CHECKING:
    from textual.app import App

TICK = 0.1
"""Seconds between looks at an escape key that may yet become a sequence, as in Textual's driver."""


class _Writer(WriterThread):
    """Writes to the terminal; once that is gone, it swallows, so that leaving never hangs."""

    def run(self) -> None:
        """Write until told to stop."""
        gone = False
        while (text := self._queue.get()) is not None:
            if gone:
                continue
            try:
                self._file.write(text)
                if self._queue.empty():
                    self._file.flush()
            except (OSError, ValueError):
                gone = True


class QuickDriver(LinuxDriver):
    """LinuxDriver with a wake pipe: leaving does not wait for the input thread's next tick.

    Textual is pinned, since this reaches into its driver. A terminal that closes without a signal
    ends the console too, where Textual would read end-of-file for ever. What is pasted is text and
    never presses keys; see `app.pasting`.
    """

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        with suppress(BlockingIOError):
            os.read(self._wake_read, 16)
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual left it so
        writer = self._writer_thread
        if writer is not None:
            writer.stop()
        self._writer_thread = _Writer(self._file or sys.stderr)
        self._writer_thread.start()

    def disable_input(self) -> None:
        """Stop reading keys, at once."""
        os.write(self._wake_write, b"x")
        super().disable_input()

    def run_input_thread(self) -> None:
        """Read keys until woken, or until the terminal is gone."""
        parser = PastingParser(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._wake_read, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = {key.fd for key, _ in selector.select(TICK)}
                if self._wake_read in ready:
                    break
                if self.fileno in ready:
                    data = self._read()
                    if not data:
                        self._app.call_later(self._app.exit, None, 129)
                        break
                    for event in parser.feed(decode(data)):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _read(self) -> bytes:
        """What was typed; empty when the terminal is gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""
