"""A screen that writes what it shows to a file."""

from __future__ import annotations

from typing import ClassVar

from screens.area import AreaScreen
from widgets.dialogs.ask import AskDialog


class WritingScreen(AreaScreen):
    """Asks for a name, writes, and says how it went; a name that fails may be put right.

    Class attributes:
        FILE: what a proposed name begins with.
        ENDINGS: what a name may end with; the first is proposed.
    """

    FILE: ClassVar[str] = ""
    ENDINGS: ClassVar[tuple[str, ...]] = ()

    def writing_title(self) -> str:
        """What is to be written, in words; empty, and said why, where there is nothing."""
        raise NotImplementedError

    async def write_to(self, path: str) -> str:
        """Write, and give the sentence that says what.

        Raises:
            HubError: what is to be written could not be read.
            OSError: the file could not be written; nothing is there then.
        """
        raise NotImplementedError

    def action_write(self) -> None:
        """Write what is shown to a file."""
        from data.operations.files import default_path

        self._ask_path(default_path(self.FILE, self.ENDINGS[0], self.console.now()))

    def _ask_path(self, path: str, problem: str = "") -> None:
        from data.operations.files import check_path

        title = self.writing_title()
        if title:
            dialog = AskDialog(title, path, lambda said: check_path(said, self.ENDINGS), problem)
            self.app.push_screen(dialog, self._path_given)

    def _path_given(self, path: str | None) -> None:
        if path is None:
            return

        async def work() -> None:
            self.console.say(await self.write_to(path))

        def failed(error: Exception) -> None:
            self._not_written(path, error)

        self.run_guarded(work, group="write", files=True, failed=failed)

    def _not_written(self, path: str, error: Exception) -> None:
        """Ask again with the name that was typed, if it may be the name's fault."""
        from data.operations.files import why_not

        if isinstance(error, OSError) and self.is_current:
            self._ask_path(path, why_not(error))
