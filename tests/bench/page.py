"""The page of figures, made from what was measured, so that no miss is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.bench.results import table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.record import Record

BEGIN: Final = "<!-- Figures: written by the bench; what is between these lines is replaced. -->"
END: Final = "<!-- End of the figures. -->"


def renew(page: Path, record: Record) -> None:
    """Put figures into a page between its two marks; all other text stays.

    Raises:
        ValueError: the page has no marks.
    """
    text = page.read_text()
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} has no place for figures between {BEGIN} and {END}")
    page.write_text(f"{before}{BEGIN}\n\n{block(record)}\n\n{END}{after}")


def block(record: Record) -> str:
    """Where and when it was measured, every row, and what is missed."""
    rows = record.rows
    goals = [row for row in rows if row.goal is not None]
    missed = [f"{row.group}: {row.what}" for row in goals if row.met is False]
    says = f"{len(goals) - len(missed)} of {len(goals)} goals are met."
    if missed:
        says += " Missed:\n\n" + "\n".join(f"- {name}" for name in missed)
    parts = [f"{_where(record)}\n\n{table(rows)}", says]
    if record.failed:
        parts.append(f"Could not be measured: {', '.join(record.failed)}.")
    return "\n\n".join(parts)


def _where(record: Record) -> str:
    """The machine and the day, without names."""
    facts, parts = record.machine, record.parts.values()
    days = sorted({part.day for part in parts})
    loads = [part.load for part in parts]
    day = " and ".join(dict.fromkeys((days[0], days[-1]))) if days else "no day"
    has = ", ".join(facts[key] for key in ("processor", "memory") if facts.get(key))
    size = f"{record.plan['customers']:,}"
    versions = f"Python {facts['python']}, SQLite {facts['sqlite']}, Textual {facts['textual']}"
    lines = [
        f"Measured on {day}, on {facts['cores']} cores ({has}), {facts['system']},",
        f"{versions}; a world of {size} customers.",
    ]
    if loads:
        least, most = min(loads), max(loads)
        lines.append(f"The machine's load before the parts was {least:.1f} to {most:.1f}.")
    return "\n".join(lines)
