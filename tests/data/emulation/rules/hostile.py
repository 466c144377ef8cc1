"""Texts as somebody sends them who means no good, or copies from a bad place."""

from __future__ import annotations

from hypothesis import strategies as st

SIGNS = st.characters(exclude_categories=())
"""Every character, halves of surrogate pairs too."""
TRICKS = (
    "",
    " ",
    "\x00",
    "a\nb",
    "\u202ecba",
    "\u200b",
    "\ud800",
    "１２３",
    "٣٤٥",
    "ＵＳ",
    "u\u0308ber",
    "\u00fcber",
    "ß",
    "İ",
    "🏢",
    "x" * 100_000,
    "'; DROP TABLE customers; --",
    "../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "\ufeffname",
)
TEXTS = st.sampled_from(TRICKS) | st.text(SIGNS, max_size=80)
