"""ctrl+p: the commands and the keys of the place, found by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from screens.area import AreaScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.dom import DOMNode

    from app.shell import Shell


MOVES = ("table.", "sheet.", "area.next", "area.before", "area.command")
"""Ids of keys that only move about; nobody looks for these by name."""


class Palette(Provider):
    """Everything that can be done here: actions of the focused place, then commands."""

    def _entries(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        shell = cast("Shell", self.app)
        screen = self.screen
        if isinstance(screen, AreaScreen):
            for active in screen.active_bindings.values():
                binding = active.binding
                if binding.description and binding.id and not binding.id.startswith(MOVES):
                    key = shell.get_key_display(binding)
                    yield binding.description, key, self._action(active.node, binding.action)
        for command in shell.commands():
            if command.argument:
                yield command.help, f":{command.name}", self._typed(f"{command.name} ")
            else:
                yield command.help, f":{command.name}", self._run(command.name)

    def _action(self, node: DOMNode, action: str) -> Callable[[], object]:
        return lambda: self.app.run_worker(
            self.app.run_action(action, node),
            exit_on_error=True,
        )

    def _typed(self, text: str) -> Callable[[], object]:
        screen = self.screen

        def begin() -> None:
            if isinstance(screen, AreaScreen):
                screen.action_command_line(text)

        return begin

    def _run(self, text: str) -> Callable[[], object]:
        shell = cast("Shell", self.app)
        return lambda: shell.start_command(text)

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        seen: set[str] = set()
        for words, key, act in self._entries():
            if words not in seen:
                seen.add(words)
                yield DiscoveryHit(words, act, help=key)

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        seen: set[str] = set()
        for words, key, act in self._entries():
            score = matcher.match(words)
            if score > 0 and words not in seen:
                seen.add(words)
                yield Hit(score, matcher.highlight(words), act, help=key)
