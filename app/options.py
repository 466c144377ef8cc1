"""What the command line hands to the console."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.profiles import Profile
    from app.terminal import Terminal

THEMES = ("dark", "light", "terminal")
"""Names of themes; `terminal` uses the terminal's own 16 colours."""


@dataclass(frozen=True, slots=True)
class ConsoleOptions:
    """Everything decided before the console is built: flags over profile over terminal.

    Attributes:
        profile: whose backend is opened; its database exists and is sound.
        terminal: what the terminal can; `terminal.colors` is the colour depth to draw in.
        lang: the language in use, as two letters; already installed.
        theme: one of THEMES, or None for what fits the terminal.
        ascii: draw with ASCII only.
        low_bandwidth: 16 colours, no toasts, no mouse, detail only with Enter.
        read_only: changing actions are not there.
        demo: a throw-away copy; the console says that nothing is kept.
    """

    profile: Profile
    terminal: Terminal
    lang: str = "en"
    theme: str | None = None
    ascii: bool = False
    low_bandwidth: bool = False
    read_only: bool = False
    demo: bool = False
