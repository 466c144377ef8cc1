"""What Textual calls keys, and the characters that they type."""

from __future__ import annotations

from textual.keys import key_to_character

RENAMED = {
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "minus": "-",
    "plus": "+",
    "underscore": "_",
}
"""Keys that Textual calls otherwise than Unicode does, and then knows no character for."""


def character_of(key: str) -> str | None:
    """The character that a key types, such as ? for question_mark; None where it types none."""
    return RENAMED.get(key) or key_to_character(key)


def types(key: str) -> bool:
    """Whether a line of text takes the key as a character."""
    character = character_of(key)
    return character is not None and character.isprintable()
