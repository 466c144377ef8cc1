"""How keys are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.key_names import character_of
from widgets.signs import current

if TYPE_CHECKING:
    from textual.binding import Binding

WORDS = {
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "backspace": "Backspace",
    "delete": "Del",
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
    signs = current()
    modifiers, key = binding.parse_key()
    names = {**WORDS, "enter": signs.open, "space": signs.space}
    if signs.open != "Enter":
        names |= ARROWS
    if "ctrl" in modifiers:
        modifiers.remove("ctrl")
        key = f"^{names.get(key, key)}"
    return "+".join([*modifiers, names.get(key) or _character(key) or key])


def _character(key: str) -> str:
    """What a key types; F1 and the like are called as they are printed."""
    character = character_of(key)
    if character is not None and character.isprintable():
        return character
    return key.upper() if key[:1] == "f" and key[1:].isdecimal() else ""
