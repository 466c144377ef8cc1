"""What a person can do that changes something: described once (architecture, decision 8).

A description is light: the command line reads all of them to know its own words. What an operation
works with, models and client, lies in its module, which is imported when it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from data.client import HubClient
    from data.operations.inputs.reading import WrongInput
    from data.operations.outcome import Outcome
    from data.operations.plan import Plan

    Progress = Callable[[str], None]
    """Is told in a sentence what is being done."""

    Json = dict[str, Any]

Kind = Literal[
    "text", "packages", "package", "limits", "customer", "subscriber", "provider", "template"
]
"""What a field takes: text, names of packages, numbers by package, or what is looked up."""


class Danger(StrEnum):
    """What carrying something out may cost."""

    NONE = "none"
    CHANGE = "change"
    LOSS = "loss"


@dataclass(frozen=True, slots=True)
class Field:
    """Something that an operation is told.

    Attributes:
        path: where it stands in the input, in the wire's spelling: `customerInfo.name`.
        name: what it is called: `--name` on the command line; in capitals, the thing itself that
            the operation is about.
        help: a sentence, translated.
        kind: what it takes.
        sign: what stands for its value in help, translated.
    """

    path: str
    name: str
    help: str
    kind: Kind = "text"
    sign: str = ""

    @property
    def is_subject(self) -> bool:
        """Whether the operation is about this thing: it is named first, and without a flag."""
        return self.name.isupper()

    @property
    def label(self) -> str:
        """The field as a person writes it on the command line."""
        return self.name if self.is_subject else f"--{self.name}"


@dataclass(frozen=True, slots=True)
class Undo:
    """An operation that takes another one back, as far as the platform can.

    Attributes:
        operation: its name.
        given: its input.
        note: what it does not bring back, in a sentence; empty where it brings back all.
    """

    operation: str
    given: Json
    note: str = ""


class Work(Protocol):
    """What stands behind an operation; see `Operation` for each call."""

    def read(self, given: Mapping[str, Any], /) -> object:
        """The input that a JSON object means."""
        ...

    async def references(self, _hub: HubClient, _given: Mapping[str, Any], /) -> WrongInput | None:
        """What a wrong input names besides that does not exist, so that all is said at once."""
        return None

    async def plan(self, hub: HubClient, given: Any, /) -> Plan:
        """What would be done."""
        ...

    async def apply(self, hub: HubClient, plan: Plan, progress: Progress, /) -> Outcome:
        """Do it."""
        ...

    def undo(self, _outcome: Outcome, /) -> Undo | None:
        """What would take it back: nothing, where an operation says nothing else."""
        return None


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that a person can do.

    Attributes:
        name: the thing and the word, as `customers.delete`.
        title: what it is called, translated.
        help: a sentence, translated.
        danger: the most that it may cost; a plan says what it costs this time.
        fields: what it is told, in the order in which people think of it.
        module: where its `WORK` is.
        waits: whether the platform goes on with it after its answer.
    """

    name: str
    title: str
    help: str
    danger: Danger
    fields: Sequence[Field]
    module: str
    waits: bool = False

    @property
    def word(self) -> str:
        """The name without the thing: `delete`."""
        return self.name.rpartition(".")[2]

    def read(self, given: Mapping[str, Any]) -> object:
        """The input that a JSON object in the wire's spelling means.

        Raises:
            WrongInput: something in it is unknown, of a wrong type, missing or impossible.
        """
        return self._work().read(given)

    async def plan(self, hub: HubClient, given: Mapping[str, Any]) -> Plan:
        """Read what exists and say what would be done; changes nothing.

        Args:
            hub: the backend.
            given: the input as a JSON object.

        Raises:
            WrongInput: the input makes no sense, or not beside what exists.
            HubError: a call failed.
        """
        from data.operations.inputs.reading import WrongInput

        work = self._work()
        try:
            value = work.read(given)
        except WrongInput as error:
            raise error.and_also(await work.references(hub, given)) from None
        return await work.plan(hub, value)

    async def apply(
        self, hub: HubClient, plan: Plan, progress: Progress = lambda _sentence: None
    ) -> Outcome:
        """Carry a plan out. Nothing is sent where nothing would change.

        Args:
            hub: the backend.
            plan: made by `plan`; one with blockers is the caller's to stop.
            progress: is told what is being done.

        Raises:
            HubError: the platform refuses, or there is no answer; `error.sent` says whether it may
                have been done.
        """
        return await self._work().apply(hub, plan, progress)

    def undo(self, outcome: Outcome) -> Undo | None:
        """What takes back what was done; None where the platform has no inverse."""
        return self._work().undo(outcome)

    def _work(self) -> Work:
        from importlib import import_module

        return cast("Work", import_module(self.module).WORK)
