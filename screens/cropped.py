"""A compositor that asks only those widgets for lines that stand where something has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import Compositor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.geometry import Region
    from textual.strip import Strip


class CroppedCompositor(Compositor):
    """Textual's own asks every widget on the screen whenever a line of one of them changes.

    Textual is pinned, since this replaces a part of it.
    """

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Region, clip and lines of widgets that show something within `crop`; None is all."""
        if crop is None:
            yield from super()._get_renders()
            return
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if seen and crop.overlaps(seen):
                yield region, clip, widget.render_lines(seen.translate(-region.offset))
