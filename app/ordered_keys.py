"""An app that deals with one key after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App

from app.typeahead import LAPS, KeyDone, TypeAhead
from widgets.record_table import RecordTable

if TYPE_CHECKING:
    from textual.driver import Driver


class OrderedKeys(App[int]):
    """Hands each key on when the one before it has been dealt with; see `app.typeahead`."""

    def __init__(self, driver_class: type[Driver], *, ansi_color: bool) -> None:
        # Textual chooses its filter for NO_COLOR here, before a theme can be set.
        super().__init__(driver_class=driver_class, ansi_color=ansi_color)
        self._typed = TypeAhead(self._deliver, self._takes_keys, self._handle_exception)

    def before_key(self, event: events.Key) -> None:
        """Called with each key when its turn has come."""

    def takes(self, event: events.Key | events.Paste) -> bool:  # noqa: ARG002 -- for subclasses
        """Whether a key may act at all when its turn has come."""
        return True

    async def on_event(self, event: events.Event) -> None:
        """Hand keys on one by one, each when the one before it has been dealt with."""
        if isinstance(event, events.Key) and event.key == "ctrl+c":
            # The way out waits for nothing.
            await super().on_event(event)
        elif isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._typed.take(event)
        else:
            await super().on_event(event)

    async def on_key_done(self, event: KeyDone) -> None:
        """A key has climbed to the top, or was used below."""
        event.stop()
        await self._typed.arrived(event)

    async def _deliver(self, event: events.Key | events.Paste, number: int) -> bool:
        """Hand a key to what has the focus; whether its end is still to be waited for."""
        if not self.takes(event):
            return False
        if isinstance(event, events.Key):
            self.before_key(event)
        target = self.focused or self.screen
        await super().on_event(event)
        if event.is_forwarded:
            if isinstance(target, RecordTable) and getattr(event, "key", "enter") != "enter":
                target.call_later(self._used, event, number, target)
            else:
                target.post_message(KeyDone(number, target, LAPS))
        return event.is_forwarded

    def _used(
        self, event: events.Key | events.Paste, number: int, target: RecordTable[Any]
    ) -> None:
        """A list has seen a key.

        Moving about in it says nothing to anybody, so that a held arrow key pays for no laps; what
        the list did not use climbs on, and its end is waited for behind it.
        """
        stopped = event._stop_propagation  # noqa: SLF001 -- no public way
        if not (stopped and self._typed.settle(number)):
            target.post_message(KeyDone(number, target, 0))

    def _takes_keys(self) -> bool:
        """Whether the screen in front has been made and has its focus."""
        screen = self.screen
        return (
            screen.is_mounted
            and screen.is_active
            and (screen.focused is not None or not screen.focus_chain)
        )
