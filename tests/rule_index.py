"""The rule index: which rules of the platform have a test, and which have none.

`python -m tests.rule_index` lists the rules without a test; with `--check` it only fails on a
marker that names no rule. The ids stand in `tests/rule_ids.txt`; a test names its rules with
`@pytest.mark.rule("RPL-3", ...)`.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent


def known() -> list[str]:
    """Every rule's id, in the rulebook's order."""
    return (HERE / "rule_ids.txt").read_text(encoding="utf-8").split()


def _marked(tree: ast.AST) -> list[str]:
    """Ids in all `pytest.mark.rule(...)` calls of a module."""
    return [
        argument.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "rule"
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr == "mark"
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def shown() -> dict[str, list[str]]:
    """Rule id to the test files that show it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(HERE.rglob("test_*.py")):
        for rule in _marked(ast.parse(path.read_text(encoding="utf-8"))):
            found[rule].append(str(path.relative_to(HERE.parent)))
    return found


def main(arguments: list[str]) -> int:
    """Print the index; 1 where a test names a rule that does not exist."""
    rules, tests = known(), shown()
    strange = sorted(set(tests) - set(rules))
    for rule in strange:
        print(f"{rule}: no such rule, named in {', '.join(tests[rule])}", file=sys.stderr)
    if "--check" not in arguments:
        for rule in rules:
            if rule not in tests:
                print(rule)
    covered = sum(rule in tests for rule in rules)
    print(f"{covered} of {len(rules)} rules have a test", file=sys.stderr)
    return 1 if strange else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
