"""What a screen may ask of the console that it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from data.client.hub import HubClient
    from data.client.queries import CustomerQuery, CustomerWindow, Place
    from data.client.trace import RequestLog
    from data.models.customers import CustomerCount, HubCustomer
    from data.models.hub import Capabilities, PartnerInfo
    from data.operations.history.history import History
    from widgets.header import HeaderState


@dataclass(frozen=True, slots=True)
class Command:
    """Something to type behind `:`; the palette and the help list the same ones.

    Attributes:
        name: the first word.
        argument: what may follow, as the help shows it; empty for nothing.
        help: a sentence.
        run: does it; takes what follows the name.
    """

    name: str
    argument: str
    help: str
    run: Callable[[str], Awaitable[None] | None]


class CustomerList(Protocol):
    """What has windows of customers and counts them: the emulation's list, or a directory."""

    async def window(self, query: CustomerQuery, position: Place, n: int) -> CustomerWindow:
        """Rows at a place."""
        ...

    async def count(self, query: CustomerQuery, *, exact: bool) -> CustomerCount:
        """How many rows a query has."""
        ...


class Console(Protocol):
    """The console, as screens see it: they never import it."""

    command_history: list[str]

    @property
    def hub(self) -> HubClient | None:
        """The client; None while it is being connected."""
        ...

    @property
    def customer_list(self) -> CustomerList | None:
        """Where the list of customers comes from; None while it is being connected."""
        ...

    @property
    def list_age(self) -> datetime | None:
        """When the list was read from a platform that cannot search; None where it is live."""
        ...

    @property
    def reads_list(self) -> bool:
        """Whether the list is read as a whole, from a platform that cannot search.

        Until that has gone well for the first time, `list_age` is None.
        """
        ...

    def reread(self) -> Awaitable[bool]:
        """Read such a list anew; does nothing where the list is live.

        Returns:
            Whether it is whole; where it moved while it was read, that is said.

        Raises:
            HubError: it could not be read; the old one stays.
        """
        ...

    def learn(self, rows: Sequence[HubCustomer], gone: Sequence[str] = ()) -> None:
        """Take over into such a list what was learned of customers since it was read.

        Args:
            rows: those that have become different.
            gone: ids of those that are there no more.
        """
        ...

    @property
    def request_log(self) -> RequestLog | None:
        """Every request of this console; None while it is being connected."""
        ...

    @property
    def history(self) -> History | None:
        """The same with those of earlier programs; None while it is being connected."""
        ...

    @property
    def place(self) -> str:
        """Whom the console asks: a sandbox's database, or the address of a platform."""
        ...

    @property
    def capabilities(self) -> Capabilities | None:
        """What the backend can do beyond the public API; None while it is being connected."""
        ...

    @property
    def partner(self) -> PartnerInfo | None:
        """Whose business is run; None until it is known."""
        ...

    @property
    def detail_delay(self) -> float | None:
        """Seconds of rest before a detail pane follows; None where it follows with Enter only."""
        ...

    @property
    def clock_rate(self) -> float:
        """Platform seconds in a second of the wall clock; 0 while the clock is frozen."""
        ...

    def now(self) -> datetime:
        """The platform's time."""
        ...

    def resync(self, now: datetime) -> Awaitable[None]:
        """Take over the platform's time where it has moved otherwise than expected."""
        ...

    def header_state(self) -> HeaderState:
        """What the header says on every screen."""
        ...

    def commands(self) -> Sequence[Command]:
        """All commands."""
        ...

    def command_words(self) -> Sequence[str]:
        """What the command line completes to."""
        ...

    def start_command(self, text: str) -> None:
        """Begin to do what was typed behind `:`."""
        ...

    def say(self, text: str, severity: str = "information") -> None:
        """Say a sentence in the last line, until the next key."""
        ...

    def say_error(self, error: Exception) -> None:
        """Say what went wrong and what to do."""
        ...

    def say_no_list(self) -> None:
        """Say why there is no list of customers yet."""
        ...

    def copy(self, text: str, what: str) -> None:
        """Send text to the terminal's clipboard and say so."""
        ...

    def reconnect(self) -> None:
        """Try again after the first connection failed."""
        ...

    def leave(self) -> None:
        """Quit."""
        ...
