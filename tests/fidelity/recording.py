"""A plugin of pytest that notes which operations each test asked, and with what luck.

`-p tests.fidelity.recording --fidelity=FOLDER` writes a file for each process into the folder.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.emulation.http import application
from data.emulation.services.problems import Refusal

if TYPE_CHECKING:
    import pytest

    from data.emulation.http.answers import Response
    from data.emulation.http.operation import Operation

OPTION = "--fidelity"
_asked: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the folder."""
    parser.addoption(OPTION, metavar="FOLDER", help="note there which test asked which operation")


def pytest_configure(config: pytest.Config) -> None:
    """Listen to every dispatcher of operations."""
    if config.getoption(OPTION):
        _listen()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write what was noted; a process that ran no test has nothing to say."""
    folder = session.config.getoption(OPTION)
    if folder and _asked:
        noted = {
            operation: {test: sorted(found) for test, found in sorted(tests.items())}
            for operation, tests in sorted(_asked.items())
        }
        file = Path(folder) / f"asked-{os.getpid()}.json"
        file.write_text(json.dumps(noted), encoding="utf-8")


def _listen() -> None:
    dispatcher: Any = application._Dispatcher
    answer = dispatcher._answer

    async def noting(self: Any, operation: Operation, *rest: Any) -> Response:
        try:
            response: Response = await answer(self, operation, *rest)
        except Refusal as refusal:
            _note(operation, refusal.status)
            raise
        _note(operation, response.status)
        return response

    dispatcher._answer = noting


def _note(operation: Operation, status: int) -> None:
    test, _, phase = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")
    # Fixtures ask too; what they ask is no test's claim.
    if test and phase != "(setup)":
        _asked[operation.name][test].add(status)
