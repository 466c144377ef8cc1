"""Colours: dark and light in full colour, and one in the terminal's own 16."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="rtm-dark",
    primary="#6fa8dc",
    secondary="#8e9bb3",
    accent="#f2c14e",
    foreground="#dfe3ea",
    background="#12161d",
    surface="#1a202a",
    panel="#222a36",
    success="#7ac27a",
    warning="#f0b454",
    error="#f07878",
    dark=True,
    variables={"block-cursor-text-style": "none", "footer-key-foreground": "#f2c14e"},
)

LIGHT = Theme(
    name="rtm-light",
    primary="#1f5f9e",
    secondary="#5a6578",
    accent="#8a4b00",
    foreground="#1b222c",
    background="#fbfbf8",
    surface="#f1f1ec",
    panel="#e4e6e4",
    success="#1f7a34",
    warning="#8a5a00",
    error="#b3261e",
    dark=False,
    variables={"block-cursor-text-style": "none"},
)

TERMINAL = Theme(
    name="rtm-terminal",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_cyan",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
    dark=True,
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border": "ansi_blue",
        "border-blurred": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "reverse",
        "block-cursor-blurred-foreground": "ansi_default",
        "block-cursor-blurred-background": "ansi_default",
        "block-cursor-blurred-text-style": "bold",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
        "screen-selection-background": "ansi_cyan",
        "screen-selection-foreground": "ansi_black",
    },
)

THEMES = {"dark": DARK, "light": LIGHT, "terminal": TERMINAL}
"""By the names that flags and configuration use."""
