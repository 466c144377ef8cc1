"""What a test run says about each operation: exampled, fuzzed, state-checked."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).parent.parent.parent
HTTP = "tests/data/emulation/http"
FUZZED = frozenset({f"{HTTP}/test_fuzz.py"})
STATES = (
    f"{HTTP}/test_twins_changed.py",
    f"{HTTP}/test_twins.py",
    "tests/data/emulation/test_state_machine.py",
)
"""Twins (one read all the time, one never), and the machine with a model beside it."""
EVERYTHING = frozenset(
    f"{HTTP}/test_{name}.py"
    for name in ("bad_values", "failures", "limits", "openapi", "operations", "parameters")
) | {f"{HTTP}/test_roles.py", f"{HTTP}/test_walls.py"}
"""Tests that go through the whole table: what they ask is no example."""
NAMED = 2
"""Tests that a verdict names at most."""
_HTTP_OK = range(200, 300)
_FEW = 6


class Verdicts(NamedTuple):
    """The tests, as `path::name`, that each verdict on an operation stands on; none for none."""

    exampled: tuple[str, ...] = ()
    fuzzed: tuple[str, ...] = ()
    states: tuple[str, ...] = ()


def judged(folder: Path) -> dict[str, Verdicts]:
    """The verdicts that a recorded run gives, by operation.

    A test counts for an operation if it got an answer of success from it; a drawn request counts
    whatever the answer, as it is the answer's shape that is looked at. Of several examples those
    come first whose names speak of the operation, then those that ask the fewest others.
    """
    asked: dict[str, set[str]] = defaultdict(set)
    for file in sorted(folder.glob("asked-*.json")):
        for operation, tests in json.loads(file.read_text(encoding="utf-8")).items():
            for test, statuses in tests.items():
                drawn = _path(test) in FUZZED
                if drawn or any(status in _HTTP_OK for status in statuses):
                    asked[operation].add(_bare(test))
    breadth: dict[str, int] = defaultdict(int)
    for tests in asked.values():
        for test in tests:
            breadth[test] += 1
    return {operation: _verdicts(operation, tests, breadth) for operation, tests in asked.items()}


def exists(test: str) -> bool:
    """Whether a test that a verdict names is there."""
    path, _, name = test.partition("::")
    return name in _functions(path)


@cache
def _functions(path: str) -> frozenset[str]:
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    plain = {
        n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    # A machine of hypothesis is a class that a name of the module stands for.
    machines = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return frozenset(plain | machines)


def _bare(test: str) -> str:
    """A test without its parameters and classes."""
    path, _, rest = test.partition("::")
    return f"{path}::{rest.partition('[')[0].rpartition('::')[2]}"


def _verdicts(operation: str, tests: Iterable[str], breadth: Mapping[str, int]) -> Verdicts:
    words = set(operation.replace(".", "_").split("_"))

    def rank(test: str) -> tuple[int, bool, int, str]:
        path, _, name = test.partition("::")
        told = set(f"{Path(path).stem}_{name}".split("_"))
        return -len(words & told), not path.startswith(HTTP), min(breadth[test], _FEW), test

    by_file = sorted(tests, key=rank)
    fuzzed = [test for test in by_file if _path(test) in FUZZED]
    states = [test for test in by_file if _path(test) in STATES]
    examples = [
        test
        for test in by_file
        if _path(test) not in {*FUZZED, *STATES, *EVERYTHING} and "/bench/" not in test
    ]
    named = (tuple(examples[:NAMED]), tuple(fuzzed[:NAMED]), tuple(states[:NAMED]))
    return Verdicts(*named)


def _path(test: str) -> str:
    return test.partition("::")[0]
