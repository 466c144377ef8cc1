"""A screen that is drawn only where it will be seen, and once when it opens."""

from __future__ import annotations

from textual.screen import Screen

from screens.cropped import CroppedCompositor


class DrawnOnce(Screen[None], inherit_bindings=False):
    """Textual styles and draws a new screen up to three times, and sends all of it twice.

    It does so for a theme that was chosen before the screen was made, for pictures that it throws
    away while the app is still being made, and for a refresh that is asked for before the first
    picture. Textual is pinned, since this reaches into it.
    """

    _drawn = False

    def __init__(self) -> None:
        super().__init__()
        # No widget of it has the colours of an older theme.
        self._css_update_count = self.app._css_update_count  # noqa: SLF001 -- no public way
        self._compositor = CroppedCompositor()

    def update_node_styles(self, animate: bool = True) -> None:
        """Style all widgets anew; before the first picture they have just been styled."""
        if self._drawn:
            super().update_node_styles(animate=animate)

    def _compositor_refresh(self) -> None:
        """Draw what has changed, where that will be seen."""
        if self.app._batch_count:  # noqa: SLF001 -- no public way
            return
        super()._compositor_refresh()
        if not self._drawn and self.is_current:
            self._drawn = True
            self._repaint_required = False
