"""The keys that do something now: what the last line, the help and the palette are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.screen import Screen

MOVING = Binding.Group("moving")
"""Bindings that only move about or edit a line of text; nobody looks for these by name."""

EVERYWHERE = Binding.Group("everywhere")
"""Bindings that do the same everywhere."""


@dataclass(frozen=True, slots=True)
class ActiveKey:
    """A binding of the place that has the focus.

    Attributes:
        id: the binding's, as the configuration names it.
        signs: how its keys are called on the screen.
        words: a word or two for the last line.
        help: a sentence for the help; mostly the same.
        shown: whether the last line has it.
        group: MOVING, EVERYWHERE, or None for what is done to what one sees.
        node: where the action is.
        action: what is done.
    """

    id: str
    signs: tuple[str, ...]
    words: str
    help: str
    shown: bool
    group: Binding.Group | None
    node: DOMNode
    action: str


def active_keys(screen: Screen[Any]) -> list[ActiveKey]:
    """The bindings that a key press would find now, nearest to the focus first.

    Those of one widget come in the order of its class. A binding with several keys comes once. Of
    bindings that say the same, such as Enter of a list and of its screen, the nearest comes alone.
    """
    found: dict[tuple[str, str], ActiveKey] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.system or not binding.description:
            continue
        sign = screen.app.get_key_display(binding)
        name = (binding.id or binding.action, binding.description)
        before = found.get(name)
        if before is not None and sign in before.signs:
            continue
        found[name] = ActiveKey(
            binding.id or "",
            (*before.signs, sign) if before else (sign,),
            binding.description,
            binding.tooltip or binding.description,
            binding.show,
            binding.group,
            active.node,
            binding.action,
        )
    nodes = list(dict.fromkeys(key.node for key in found.values()))
    order = {node: _declared(node) for node in nodes}
    return sorted(
        found.values(),
        key=lambda key: (nodes.index(key.node), order[key.node].get(key.id, len(found))),
    )


def _declared(node: DOMNode) -> dict[str, int]:
    """In what order a class binds things; a configuration would move what it changes to the end."""
    ids = [
        binding.id
        for base in reversed(type(node).__mro__)
        for binding in vars(base).get("BINDINGS", ())
        if isinstance(binding, Binding) and binding.id
    ]
    return {name: at for at, name in enumerate(dict.fromkeys(ids))}
