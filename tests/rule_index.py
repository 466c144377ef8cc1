"""The rule index: which rules of the platform have a test, and which have none.

`python -m tests.rule_index` lists the rules without a test; with ids it tells what each says and
where it is cited; with `--check` it only fails on a marker that names no rule, and on a cited rule
without a line in `docs/rules.md`. The ids stand in `tests/rule_ids.txt`; a test names its rules
with `@pytest.mark.rule("RPL-3", ...)`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
CITING = ("app", "screens", "widgets", "data", "tests")
_ID = re.compile(r"\b[A-Z]{3}-\d+[a-z]?\b")
_LINE = re.compile(r"^\| ([A-Z]{3}-\d+[a-z]?) \| (.+) \|$", re.MULTILINE)


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


def in_short() -> dict[str, str]:
    """Rule id to its line in `docs/rules.md`."""
    return dict(_LINE.findall((ROOT / "docs" / "rules.md").read_text(encoding="utf-8")))


def cited() -> dict[str, list[str]]:
    """Rule id to the places that cite it, as `path:line`."""
    rules, found = set(known()), defaultdict[str, list[str]](list)
    for folder in CITING:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in (".py", ".sql"):
                continue
            lines = path.read_text(encoding="utf-8").splitlines()
            for number, line in enumerate(lines, 1):
                for rule in rules.intersection(_ID.findall(line)):
                    found[rule].append(f"{path.relative_to(ROOT)}:{number}")
    return found


def _tell(rule: str) -> None:
    print(f"{rule}  {in_short().get(rule, 'is cited nowhere yet')}")
    for place in cited().get(rule, []):
        print(f"  {place}")


def main(arguments: list[str]) -> int:
    """Print the index; 1 where a rule is named that does not exist, or cited without its line."""
    rules, tests = known(), shown()
    asked = [argument for argument in arguments if not argument.startswith("-")]
    if unknown := set(asked) - set(rules):
        print(f"No such rule: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 1
    for rule in asked:
        _tell(rule)
    if asked:
        return 0
    strange = sorted(set(tests) - set(rules))
    for rule in strange:
        print(f"{rule}: no such rule, named in {', '.join(tests[rule])}", file=sys.stderr)
    told = in_short()
    silent = {rule: places for rule, places in cited().items() if rule not in told}
    for rule, places in sorted(silent.items()):
        print(f"{rule}: has no line in docs/rules.md, cited at {places[0]}", file=sys.stderr)
    strange += silent
    if "--check" not in arguments:
        for rule in rules:
            if rule not in tests:
                print(rule)
    covered = sum(rule in tests for rule in rules)
    print(f"{covered} of {len(rules)} rules have a test", file=sys.stderr)
    return 1 if strange else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
