"""What all models of the wire share."""

from __future__ import annotations

import os
from typing import Generic, Self, TypeVar, cast

# Pydantic would look through every installed distribution for plugins when it builds its first
# model, which takes longer than building all of ours.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import BaseModel, ConfigDict, PrivateAttr
from pydantic.alias_generators import to_camel


class WireModel(BaseModel):
    """A JSON object of the contract: camel case on the wire, unknown fields tolerated.

    Fields that the platform leaves out are None or empty here. Values of enumerations stay text, so
    that a status the platform invents tomorrow is shown and not refused. A model is built when it
    is first used, not when it is imported.
    """

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="ignore",
        frozen=True,
        defer_build=True,
    )


class Nothing(WireModel):
    """An answer without a body."""


class Findable(WireModel):
    """What a change made; it may have been found instead, when the answer to the change was lost.

    Whether it was is no part of the wire.
    """

    _found: bool = PrivateAttr(default=False)

    @property
    def found(self) -> bool:
        """Whether the answer to the change was lost and this was looked for."""
        return self._found

    def as_found(self) -> Self:
        """This, marked as found."""
        self._found = True
        return self


ItemT = TypeVar("ItemT", bound=WireModel)


class Items(WireModel, Generic[ItemT]):
    """The body of every list: `items` and nothing else at the top (contract, section 1)."""

    items: tuple[ItemT, ...]


def items_of(model: type[ItemT]) -> type[Items[ItemT]]:
    """The body of a list of `model`; made once, then remembered by pydantic."""
    return cast("type[Items[ItemT]]", Items.__class_getitem__(model))
