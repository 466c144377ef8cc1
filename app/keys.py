"""How keys are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.signs import current

if TYPE_CHECKING:
    from textual.binding import Binding

WORDS = {
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "backspace": "Backspace",
    "tab": "Tab",
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}
"""Names of keys in every language."""

ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}
"""Signs for keys that have one, where such signs are safe."""


def display(binding: Binding) -> str:
    """A binding's key for the last line and the help: ^d, shift+Up, ⏎, q."""
    if binding.key_display:
        return binding.key_display
    signs = current()
    modifiers, key = binding.parse_key()
    names = {**WORDS, "enter": signs.open, "space": signs.space}
    if signs.open != "Enter":
        names |= ARROWS
    if "ctrl" in modifiers:
        modifiers.remove("ctrl")
        key = f"^{names.get(key, key)}"
    return "+".join([*modifiers, names.get(key, key)])
