"""Looks at the console's own database for doctor: where it is, how large, whether it is sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.doctor import Finding
from data.text import _

if TYPE_CHECKING:
    from pathlib import Path

    from app.profiles import Profile


def requests(profile: Profile) -> Finding:
    """What is kept of requests; nothing about it keeps anybody from working."""
    path = profile.own_database
    if not profile.keep_requests:
        return Finding("requests", "ok", _("None are kept (keep_requests)."))
    if not path.exists():
        words = _("{path} is made with the first request.")
        return Finding("requests", "ok", words.format(path=path))
    return _content(path)


def _content(path: Path) -> Finding:
    import sqlite3

    from data.local.opening import SPOILED, read_local
    from data.local.requests import count
    from data.sqlite.connect import translate
    from data.sqlite.problems import DatabaseProblem

    try:
        connection = read_local(path)
        try:
            n = count(connection).total if connection is not None else 0
        except sqlite3.Error as error:
            raise translate(error, path) from error
        finally:
            if connection is not None:
                connection.close()
    except SPOILED as problem:
        advice = _("It is set aside by itself, and a new one made, when the next request is kept.")
        return Finding("requests", "warn", str(problem), advice)
    except DatabaseProblem as problem:
        return Finding("requests", "warn", str(problem), problem.advice)
    text = _("{path}: {n} requests, {kb} kB").format(
        path=path, n=f"{n:,}", kb=f"{path.stat().st_size // 1000:,}"
    )
    aside = sorted(path.parent.glob(f"{path.name}.damaged-*"))
    if aside:
        advice = _("Damaged ones were set aside; delete them if nobody needs them: {path}")
        return Finding("requests", "hint", text, advice.format(path=aside[0]))
    return Finding("requests", "ok", text)
