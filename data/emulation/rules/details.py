"""What a step brings beside its status: a JSON object in `steps.detail`.

Its keys, all optional: `errors` and `warnings`, lists of `{"errorCode": int, "description": str}`,
which the subject has from the step on (a step without them clears them), and `note`, a sentence for
people.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple


class Detail(NamedTuple):
    """A step's detail. errors and warnings are JSON lists as the tables keep them, or None."""

    errors: str | None = None
    warnings: str | None = None
    note: str | None = None


NOTHING = Detail()


def read(text: str | None) -> Detail:
    """The detail of a step; unknown keys are left out of account."""
    if not text:
        return NOTHING
    found = json.loads(text)
    if not isinstance(found, dict):
        return Detail(note=found if isinstance(found, str) else None)
    note = found.get("note")
    return Detail(_list(found.get("errors")), _list(found.get("warnings")), note and str(note))


def write(*, errors: Any = None, warnings: Any = None, note: str | None = None) -> str | None:
    """The JSON text of a detail, None where there is nothing to say."""
    found = {"errors": errors, "warnings": warnings, "note": note}
    kept = {key: value for key, value in found.items() if value}
    return json.dumps(kept, ensure_ascii=False) if kept else None


def sentence(text: str | None) -> str | None:
    """A step's detail in words: its note, else the descriptions of its errors and warnings."""
    detail = read(text)
    if detail.note:
        return detail.note
    lists = [json.loads(part) for part in (detail.errors, detail.warnings) if part]
    words = [str(problem.get("description", "")) for problems in lists for problem in problems]
    return "; ".join(filter(None, words)) or None


def _list(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) and value else None
