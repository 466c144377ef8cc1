"""A guest that types commands: `rtm customers create ... --json`, a process for each."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Any

from tests.soak.journal import OK

if TYPE_CHECKING:
    from pathlib import Path

    from tests.soak.journal import Journal

PLACE = [
    *("--address", "1 Main St", "--city", "Springfield", "--state", "IL", "--zip", "62701"),
    *("--country", "US", "--template", "Standard US", "--time-zone", "America/Chicago"),
]


class Typist:
    """One who makes a customer, a user in it, and removes both, again and again."""

    def __init__(self, db: Path, journal: Journal, name: str) -> None:
        self.db = db
        self.journal = journal
        self.name = name
        self.n = 0

    async def act(self) -> None:
        """One customer's life."""
        self.n += 1
        name = f"soak-{self.name}-{self.n}"
        order = ["customers", "create", "--name", name, "--email", f"office@{name}.example"]
        order += ["--external-id", name, "--package", "webex_calling,webex_suite", *PLACE]
        made = await self._type("customers.create", name, [*order, "--wait", "--timeout", "20"])
        if made is None:
            return
        email = f"jo@{name}.example"
        body = ["subscribers", "create", "--customer", made["id"], "--email", email]
        body += ["--package", "calling", "--first-name", "Jo", "--last-name", "Ng"]
        given = {"customer": made["id"]}
        user = await self._type("subscribers.create", email, [*body, "--extension", "101"], **given)
        if user is not None and self.n % 2:
            remove = ["subscribers", "delete", user["id"], "--yes"]
            await self._type("subscribers.remove", user["id"], remove)
        if self.n % 3 == 0:
            remove = ["customers", "delete", made["id"], "--yes"]
            await self._type("customers.remove", made["id"], remove)

    async def _type(self, do: str, thing: str, argv: list[str], **given: Any) -> Any:
        """Run a command; what it has written, or None."""
        n = self.journal.intend(do, thing, **given)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app", *argv, "--json", "--db", str(self.db)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
        said = err.decode()
        try:
            # What was accepted is shown, too, where waiting for it has failed.
            told, _end = json.JSONDecoder().raw_decode(out.decode())
        except ValueError:
            told = {}
        if "Traceback" in said:
            self.journal.end(n, "Traceback", said=said)
            return None
        if "id" in told:
            self.journal.end(n, OK, id=told["id"], found=told["found"])
            return told if process.returncode == 0 else None
        error = told.get("error", {})
        kind = error.get("kind", f"exit {process.returncode}")
        self.journal.end(n, kind, said=said, status=error.get("status"))
        return None
