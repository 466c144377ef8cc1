"""What stands over a screen while the terminal is too small for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from data.text import _

if TYPE_CHECKING:
    from textual.geometry import Size

LEAST_WIDTH, LEAST_HEIGHT = 50, 12
"""The smallest terminal, in cells, in which a screen is of use."""


def too_small(size: Size) -> bool:
    """Whether a terminal has no room for a screen."""
    return size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT


class Cover(Widget):
    """Says what size is needed. Under it everything stays as it was."""

    DEFAULT_CSS = """
    Cover {
        layer: cover;
        display: none;
        width: 100%;
        height: 100%;
        background: $background;
        color: $foreground;
        &.-shown { display: block; }
        &:ansi { background: ansi_default; }
    }
    """

    def fit(self, size: Size) -> bool:
        """Stand there where there is no room; whether it does."""
        small = too_small(size)
        self.set_class(small, "-shown")
        if small:
            self.refresh()
        return small

    def render(self) -> Content:
        """What is needed, what there is, and the way out."""
        words = _(
            "RTM needs a terminal of {least}; this one has {now}. Make it larger, or q quits."
        )
        size = self.app.size
        least, now = f"{LEAST_WIDTH}x{LEAST_HEIGHT}", f"{size.width}x{size.height}"
        return Content(words.format(least=least, now=now))
