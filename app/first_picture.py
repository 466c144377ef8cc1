"""An app that is quick to its first picture, and is told when it is there."""

from __future__ import annotations

from textual.app import App


class FirstPicture(App[int]):
    """Makes its style sheet once, and calls `first_picture` when the terminal has the first.

    Textual is pinned, since this reaches into how it starts.
    """

    _pictured = False

    def first_picture(self) -> None:
        """Called once, when the first picture is on its way to the terminal."""

    def refresh_css(self, animate: bool = True) -> None:
        """Take other colours over; before there is a screen nothing can have the old ones."""
        if self._screen_stacks.get(self.current_mode):
            super().refresh_css(animate=animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())
            self.stylesheet.update(self)

    def post_display_hook(self) -> None:
        """Called when a picture was written, or thrown away since the app was still being made."""
        if not self._pictured and not self._batch_count:
            self._pictured = True
            self.first_picture()
