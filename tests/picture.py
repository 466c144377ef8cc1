"""Draw the README's picture with the program itself: `python -m tests.picture docs/console.svg`.

A headless console on a freshly seeded sandbox with a fixed clock, so that the same program draws
the same picture.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.console import console_on, seeded

SIZE = (120, 30)


async def draw() -> str:
    """Open the list, filter it, and give what is seen as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        shell = console_on(seeded(Path(folder) / "picture.db", size="partner"))
        async with shell.run_test(size=SIZE) as pilot:
            await pilot.pause(1.5)
            await pilot.press("slash", *"acme", "enter")
            await pilot.pause(1.5)
            return shell.export_screenshot(title="rtm")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(asyncio.run(draw()), encoding="utf-8")
