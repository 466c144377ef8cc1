"""What is drawn, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widget import Widget

from screens.first_picture import DrawnOnce
from tests.console import console_on
from tests.screens.customers.test_list_screen import opened, settled

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_a_cursor_move_asks_only_the_list_for_lines(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    shell = console_on(world, low_bandwidth=True)
    async with shell.run_test(size=(120, 40)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("down")
        whole = Widget.render_lines

        def render_lines(self: Widget, crop: Any) -> Any:
            asked.append(type(self).__name__)
            return whole(self, crop)

        monkeypatch.setattr(Widget, "render_lines", render_lines)
        at = screen.table.cursor_id
        await pilot.press("down")
        await settled(pilot, lambda: screen.table.cursor_id != at and asked)
    assert "CustomersScreen" in asked
    assert not {"Header", "KeyBar", "FilterBar"} & set(asked), asked


async def test_the_shell_is_drawn_before_it_connects_and_only_once(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = console_on(world)
    order: list[str] = []
    full = DrawnOnce._compositor_refresh

    def refresh(self: DrawnOnce) -> None:
        if not self.app._batch_count and self.app._running:
            changed = self._compositor._dirty_regions
            order.append("whole" if self.size.region in changed else "part")
        full(self)

    monkeypatch.setattr(DrawnOnce, "_compositor_refresh", refresh)
    connect = shell.reconnect

    def reconnect() -> None:
        order.append("connect")
        connect()

    monkeypatch.setattr(shell, "reconnect", reconnect)
    async with shell.run_test(size=(120, 40)) as pilot:
        await opened(shell, pilot)
    assert order[:2] == ["whole", "connect"], order
    assert order.count("whole") == 1, order
