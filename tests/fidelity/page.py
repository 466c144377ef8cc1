"""`docs/fidelity.md`: written from a recorded run, and read back by its test.

`python -m tests.fidelity.page FOLDER` writes it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from data.emulation.http.operations import OPERATIONS
from data.emulation.rules.tables import rows
from tests.fidelity.verdicts import ROOT, Verdicts, judged
from tests.rule_index import in_short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from data.emulation.http.operation import Operation

PAGE = ROOT / "docs" / "fidelity.md"
TABLES = ROOT / "data" / "emulation" / "rules" / "tables"
DECIDED = "Decided here"
NOT = "–"
_ROW = re.compile(
    r"^\| `(\w+) (\S+)` \| (\S+) \| (yes|ours) \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE
)
_TEST = re.compile(r"`([^`]+)`")
_HEAD = """\
# How true the emulation is

Made by `make fidelity` from the table of operations and a run of the tests; not written by hand.

- *documented*: the operation is one of the platform's public description (`yes`), or one of this
  emulation's own (`ours`).
- *exampled*: tests ask it what programs ask, and compare what comes back.
- *fuzzed*: drawn requests, right and wrong ones, get answers that `/openapi.json` tells of.
- *state-checked*: sequences of calls with the clock between them leave two platforms alike, one of
  them read all the time, or agree with a model.

A verdict names tests that it stands on (below `tests/data/emulation/http/`, where no folder is
said); a test fails when one of these is gone. A dash means that no test says so.

| call | operation | documented | exampled | fuzzed | state-checked |
| --- | --- | --- | --- | --- | --- |
"""
_SHORT = "tests/data/emulation/http/"


def text(verdicts: Mapping[str, Verdicts]) -> str:
    """The whole page."""
    lines = [_line(operation, verdicts.get(operation.name, Verdicts())) for operation in OPERATIONS]
    return _HEAD + "\n".join(lines) + "\n\n" + assumptions()


def told() -> dict[str, tuple[str, Verdicts]]:
    """What the page says: `yes` or `ours`, and the verdicts, by the operation's name."""
    found: dict[str, tuple[str, Verdicts]] = {}
    for _method, _path, name, documented, *cells in _ROW.findall(PAGE.read_text(encoding="utf-8")):
        named = [tuple(map(_long, _TEST.findall(cell))) for cell in cells]
        found[name] = (documented, Verdicts(*named))
    return found


def assumptions() -> str:
    """The list of what is assumed: it needs no test run."""
    return "\n".join([*_of_tables(), "", *_of_rules(), "", *_of_codes(), ""])


def _line(operation: Operation, verdicts: Verdicts) -> str:
    documented = "yes" if operation.documented else "ours"
    cells = " | ".join(_cell(tests) for tests in verdicts)
    return f"| `{operation.method} {operation.path}` | {operation.name} | {documented} | {cells} |"


def _cell(tests: Iterable[str]) -> str:
    return "<br>".join(f"`{test.removeprefix(_SHORT)}`" for test in tests) or NOT


def _long(test: str) -> str:
    return test if test.startswith("tests/") else _SHORT + test


def _of_tables() -> Iterator[str]:
    yield "## Assumed: tables"
    yield ""
    yield "Lines of data that the public documents do not have; each can be corrected without code."
    yield ""
    yield "| table | documented | assumed |"
    yield "| --- | --- | --- |"
    for file in sorted(TABLES.glob("*.csv")):
        sources = [row.get("source", "") for row in rows(file.name)]
        name = f"data/emulation/rules/tables/{file.name}"
        yield f"| `{name}` | {sources.count('documented')} | {sources.count('assumed')} |"


def _of_rules() -> Iterator[str]:
    yield "## Assumed: rules"
    yield ""
    yield "What the public documents leave open and the project's own rules decide."
    yield ""
    for rule, words in in_short().items():
        if DECIDED.lower() in words.lower():
            yield f"- {rule}: {words}"


def _of_codes() -> Iterator[str]:
    yield "## Assumed: error codes"
    yield ""
    yield "Numbers of this project, one for each reason; the public documents have very few."
    yield ""
    found = [row for row in rows("codes.csv") if row["source"] == "assumed"]
    for row in sorted(found, key=lambda row: int(row["number"])):
        rule = f" ({row['rule']})" if row["rule"] else ""
        yield f"- {row['number']}: {row['meaning']}{rule}"


def main() -> int:
    """Write the page from a folder of notes."""
    PAGE.write_text(text(judged(Path(sys.argv[1]))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
