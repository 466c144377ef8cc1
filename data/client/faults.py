"""Faults that an emulation plays (contract, section 9); the live platform has its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from data.client.errors import NotFound, not_offered
from data.client.resources import Resource, segment
from data.models.base import Nothing, items_of
from data.models.faults import Fault
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from data.models.faults import FaultInput

T = TypeVar("T")


class Faults(Resource):
    """Faults: listed, added, taken back.

    Nothing is asked before: the question what the backend can do might be hit by a fault, and no
    fault shall keep anybody from taking it back.
    """

    async def list(self) -> tuple[Fault, ...]:
        """All faults, those that are used up too, with how many requests they have seen and hit.

        Raises:
            NotOffered: the backend is no emulation.
        """
        call = self._caller.fetch("faults.list", self._all(), items_of(Fault))
        return (await _offered(call)).value.items

    async def add(self, body: FaultInput) -> Fault:
        """Add a fault, which is played from the next request on.

        Raises:
            NotOffered: the backend is no emulation.
            Invalid: it is described wrongly.
        """
        call = self._caller.send("faults.add", "POST", self._all(), Fault, body)
        return (await _offered(call)).value

    async def remove(self, fault_id: str) -> None:
        """Take a fault back.

        Raises:
            NotFound: there is none with this id.
        """
        url = f"{self._all()}/{segment(fault_id)}"
        await self._caller.send("faults.remove", "DELETE", url, Nothing)

    async def reset(self) -> None:
        """Take all faults back.

        Raises:
            NotOffered: the backend is no emulation.
        """
        await _offered(self._caller.send("faults.reset", "DELETE", self._all(), Nothing))

    def _all(self) -> str:
        """Where faults are.

        Raises:
            NotOffered: it is the live platform.
        """
        if self._caller.address.is_live:
            raise not_offered(_("failures on purpose"))
        return self._caller.hub("/faults")


async def _offered(call: Awaitable[T]) -> T:
    """Await a call of what every emulation has.

    Raises:
        NotOffered: there is no such path, so it is none.
    """
    try:
        return await call
    except NotFound as error:
        raise not_offered(_("failures on purpose")) from error
