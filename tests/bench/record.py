"""What was measured so far, part by part, in a JSON file that a later run can go on with."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.bench.results import Row, machine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bench.plan import Plan


@dataclass(frozen=True, slots=True)
class Part:
    """One part's figures.

    Attributes:
        rows: what came out.
        failed: what could not be measured.
        day: when it ended, as a date.
        seconds: how long it took.
        load: the machine's load before it.
    """

    rows: list[Row]
    failed: list[str]
    day: str = field(default_factory=lambda: f"{datetime.now(UTC):%Y-%m-%d}")
    seconds: float = 0.0
    load: float = field(default_factory=lambda: os.getloadavg()[0])


@dataclass
class Record:
    """Everything that was measured by one plan on one machine.

    Attributes:
        plan: how much was done, as the plan's fields.
        machine: where.
        parts: the figures by the part's name.
    """

    plan: dict[str, Any]
    machine: dict[str, str] = field(default_factory=machine)
    parts: dict[str, Part] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        """All rows, in the order of the parts."""
        return [row for part in self.parts.values() for row in part.rows]

    @property
    def failed(self) -> list[str]:
        """Names of what could not be measured."""
        return [name for part in self.parts.values() for name in part.failed]

    def put(self, name: str, part: Part, order: Sequence[str]) -> None:
        """Keep a part's figures, in the order of all parts."""
        parts = {**self.parts, name: part}
        self.parts = {one: parts[one] for one in order if one in parts}

    def save(self, path: Path) -> None:
        """Write everything, whole or not at all."""
        parts = {
            name: asdict(part) | {"rows": [asdict(row) | {"met": row.met} for row in part.rows]}
            for name, part in self.parts.items()
        }
        facts = {"machine": self.machine, "plan": self.plan, "parts": parts}
        new = path.with_name(path.name + ".new")
        new.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n")
        new.replace(path)


def blank(plan: Plan) -> Record:
    """Nothing measured yet."""
    return Record(json.loads(json.dumps(asdict(plan))))


def read(path: Path) -> Record:
    """What a file holds.

    Raises:
        OSError, ValueError, KeyError: it is not there, or no such file.
    """
    facts = json.loads(path.read_text())
    parts = {name: part_of(part) for name, part in facts["parts"].items()}
    return Record(facts["plan"], facts["machine"], parts)


def part_of(facts: dict[str, Any]) -> Part:
    """A part from its JSON."""
    names = ("group", "what", "figure", "unit", "goal", "measured")
    rows = [Row(*(row[name] for name in names)) for row in facts["rows"]]
    return Part(rows, facts["failed"], facts["day"], facts["seconds"], facts["load"])
