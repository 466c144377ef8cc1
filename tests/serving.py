"""`rtm serve` in a process of its own, for tests that are other programs."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

ROOT = Path(__file__).parents[1]
PATIENCE = 30
"""Seconds that a server has to begin; machines of tests are busy."""


class Served:
    """A server; use it in a `with`, which kills it if nobody has ended it.

    Attributes:
        db: its database.
        url: where it answers, without `/v1`.
        token: what it gives out.
    """

    def __init__(self, db: Path, *options: str, token_file: Path | None = None) -> None:
        """Start it and wait for its first line.

        Args:
            db: a database that exists.
            options: more of the command line.
            token_file: where its token is; beside the database if None.
        """
        self.db = db
        file = db.with_name(f"{db.name}.token") if token_file is None else token_file
        argv = [sys.executable, "-m", "app", "serve", "--db", str(db), "--port", "0"]
        self.process = subprocess.Popen(
            [*argv, "--token-file", str(file), *options],
            cwd=ROOT,
            env=os.environ | {"LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._said: list[str] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        try:
            self.url = self._first_line()
            self.token = file.read_text(encoding="ascii").strip()
        except BaseException:
            self.kill()
            raise

    @property
    def headers(self) -> dict[str, str]:
        """What a request carries to be let in."""
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def said(self) -> str:
        """What it has said on standard error; all of it once it has ended."""
        return "".join(self._said)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end; its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        return code

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def __enter__(self) -> Self:
        """It runs already."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave nothing behind."""
        self.kill()

    def _first_line(self) -> str:
        assert self.process.stdout is not None
        first: queue.Queue[str] = queue.Queue()
        read = self.process.stdout.readline
        threading.Thread(target=lambda: first.put(read()), daemon=True).start()
        line = first.get(timeout=PATIENCE).strip()
        if not line:
            self.process.wait(PATIENCE)
            self._listener.join(PATIENCE)
        assert line, self.said
        return line

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self._said.append(line)
