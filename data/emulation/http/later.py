"""Handlers whose module is imported when one of them is first called.

A console only reads at first; what changes something brings models and rules along that it can wait
for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.emulation.http.answers import Answer, Call


class Later:
    """A module of handlers; an attribute is a handler of that name.

    Args:
        module: its full name. Whether a name is there shows when it is called or `found`.
    """

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> LaterHandler:
        if name.startswith("_"):
            raise AttributeError(name)
        return LaterHandler(self._module, name)


class LaterHandler:
    """A handler that is looked up when it is called."""

    def __init__(self, module: str, name: str) -> None:
        self._module = module
        self._name = name

    def __call__(self, call: Call) -> Answer:
        """Answer a call."""
        return self.found(call)

    @property
    def found(self) -> Callable[[Call], Answer]:
        """The handler itself."""
        handler: Callable[[Call], Answer] = getattr(import_module(self._module), self._name)
        return handler
