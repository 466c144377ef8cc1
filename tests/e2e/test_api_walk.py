"""The curl lines of docs/api.md, run as they stand there, and what the page says comes back."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.serving import ROOT, Served

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PAGE = ROOT / "docs" / "api.md"
EXAMPLE = "URL=http://127.0.0.1:8765\n"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n", re.DOTALL | re.MULTILINE)

pytestmark = pytest.mark.skipif(
    shutil.which("curl") is None, reason="no curl: sudo apt-get install curl"
)


def steps() -> list[tuple[str, str, str]]:
    """What is run, and what is said to come back, as JSON or as text."""
    blocks = [block for block in BLOCK.findall(PAGE.read_text()) if block[0] != "toml"]
    assert [kind for kind, _text in blocks[::2]] == ["sh"] * (len(blocks) // 2)
    return [
        (run[1], kind, expected)
        for run, (kind, expected) in zip(blocks[::2], blocks[1::2], strict=True)
    ]


def walked(folder: Path, lines: Sequence[str]) -> list[str]:
    """What each of some lines prints, in one shell; up to the first that fails."""
    script = ["set -euo pipefail"]
    for number, text in enumerate(lines):
        script += [f"{{\n{text}}} > out-{number} 2>&1"]
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found = [folder / f"out-{number}" for number in range(len(lines))]
    printed = [file.read_text() for file in found if file.exists()]
    assert printed, done.stderr
    return printed


def agrees(expected: Any, found: Any) -> bool:
    """Whether an answer has what the page shows: `...` stands for anything, at an end for more."""
    if expected == "...":
        return True
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(
            name in found and agrees(value, found[name]) for name, value in expected.items()
        )
    if isinstance(expected, list):
        wanted = expected[:-1] if expected[-1:] == ["..."] else expected
        return (
            isinstance(found, list)
            and (len(found) == len(wanted) or (wanted is not expected and len(found) > len(wanted)))
            and all(map(agrees, wanted, found))
        )
    return bool(expected == found)


def as_json(expected: str, found: str) -> bool:
    """Whether what was printed is such an answer."""
    try:
        return agrees(json.loads(expected), json.loads(found))
    except json.JSONDecodeError:
        return False


def matches(expected: str, found: str) -> bool:
    """The same for lines of text."""
    parts = [re.escape(part) for part in expected.strip().split("...")]
    return re.fullmatch(".*".join(parts), found.strip(), re.DOTALL) is not None


def test_the_page_walks(world_that_runs: Path, tmp_path: Path) -> None:
    walk = steps()
    with Served(world_that_runs, token_file=tmp_path / "token") as served:
        assert walk[0][0].startswith(EXAMPLE)
        lines = [text.replace(EXAMPLE, f"URL={served.url}\n") for text, _kind, _expected in walk]
        printed = walked(tmp_path, lines)
        assert served.stop() == 0
    for (text, kind, expected), found in zip(walk, printed, strict=False):
        right = as_json if kind == "json" else matches
        assert right(expected, found), f"{text}\n{expected}\n{found}"
    assert len(printed) == len(walk)
    assert served.token not in served.said


@pytest.fixture
def world_that_runs(tmp_path: Path) -> Path:
    """The world that the page begins with."""
    from data.emulation.seed import build

    path = tmp_path / "training.db"
    build(path, size="small")
    return path


def test_the_test_sees_differences() -> None:
    assert agrees({"a": [1, "..."]}, {"a": [1, 2], "b": 3})
    assert not agrees({"a": [1]}, {"a": [1, 2]})
    assert not agrees({"a": 1}, {"b": 1})
    assert not agrees([{"a": "x"}], [{"a": "y"}])
    assert matches("a...c\n200\n", "abc\n200\n")
    assert not matches("a...c\n200", "abc\n400")
