"""`rtm db clock`: what time the platform has, a push forward, and how long things take."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Final

from app.cli.asking import require_yes
from app.cli.failures import WrongUse, unknown
from app.sandbox import check, prepare
from data.emulation.maintenance import move_clock
from data.emulation.rules.paces import PACES
from data.emulation.rules.times import DAY, HOUR, LATEST, MINUTE, SECOND, iso, parse_moment
from data.emulation.services import clock
from data.emulation.store import clock as clock_row
from data.emulation.store.schema import SCHEMA
from data.sqlite.connect import connect, translate
from data.text import _
from data.words import quoted

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from app.cli.context import Context
    from data.emulation.services.clock import ClockState

UNITS: Final = {"s": SECOND, "m": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY}
"""What may stand behind the numbers of `+2h` and `+1d12h`."""

FAR: Final = 366 * DAY
"""Milliseconds that time goes forward at once unless a person agrees: it never comes back."""

FASTEST: Final = 1_000_000
"""Platform seconds in a second of the wall, at most."""

_PACE: Final = "pace="


def run(context: Context, options: Namespace) -> int:
    """Show the clock, or change it and show it then."""
    context.database()  # a live profile is refused here, with the words for it
    path = prepare(context.profile(), context.say)
    check(path)
    word, pace = _wanted(options)
    if word is not None:
        _require_meant(path, word, yes=options.yes)
    if word is not None or pace is not None:
        move_clock(path, lambda connection: _change(connection, word, pace))
    state, pace = _read(path)
    value = {"now": iso(state.now), "mode": state.mode, "rate": state.rate, "pace": pace}
    context.output.one(
        value,
        lambda: [
            f"{value['now']}  {_words(state)}",
            _("pace {pace}: {words}").format(pace=pace, words=_pace_words(pace)),
        ],
    )
    if _waits(state):
        context.say(_standing(state))
    return 0


def _require_meant(path: Path, word: str, *, yes: bool) -> None:
    """Let a person agree to a leap: only a new world is earlier.

    Raises:
        WrongUse: the word is none, time would go back, or there is nobody to ask.
        Stop: the answer is no.
    """
    if not _is_leap(word):
        return
    now = _read(path)[0].now
    forward = _ahead(word, now)
    if forward > FAR:
        question = _(
            "Move the platform's time {n} days forward, to {moment}? It never goes back."
        ).format(n=forward // DAY, moment=iso(now + forward))
        require_yes(question, yes=yes)


def _is_leap(word: str) -> bool:
    return word not in ("freeze", "run", "real") and not word.startswith("x")


def _wanted(options: Namespace) -> tuple[str | None, str | None]:
    """The word for the time and the one for the pace.

    Raises:
        WrongUse: the pace is none, or is told twice.
    """
    word: str | None = options.to
    pace: str | None = options.pace
    if word is None or not word.startswith(_PACE):
        return word, pace
    if pace is not None:
        raise WrongUse(_("The pace is told twice: leave one of the two out."))
    pace = word.removeprefix(_PACE)
    if pace not in PACES:
        raise WrongUse(unknown("pace", pace, PACES))
    return None, pace


def _change(connection: sqlite3.Connection, word: str | None, pace: str | None) -> ClockState:
    """Change the time, the pace, or both at once."""
    if pace is not None:
        clock_row.set_pace(connection, pace)
    return clock.get(connection) if word is None else change(connection, word)


def _read(path: Path) -> tuple[ClockState, str]:
    connection = connect(path, application_id=SCHEMA.application_id)
    try:
        return clock.get(connection), clock_row.pace(connection)
    except sqlite3.Error as error:
        raise translate(error, path) from error
    finally:
        connection.close()


def change(connection: sqlite3.Connection, word: str) -> ClockState:
    """Change the clock as a word says: `+2h`, `freeze`, `run`, `real`, `x60`, or a time.

    Raises:
        WrongUse: the word is none of these, or time would go back.
    """
    if word == "freeze":
        return clock.set_clock(connection, "frozen")
    if word == "run":
        return clock.set_clock(connection, "offset")
    if word == "real":
        return clock.set_clock(connection, "real")
    if word.startswith("x"):
        return clock.set_clock(connection, "scaled", rate=_rate(word))
    return clock.advance(connection, _ahead(word, clock.get(connection).now))


def _ahead(word: str, now: int) -> int:
    """Milliseconds that a word moves the time forward.

    Raises:
        WrongUse: the word is none, or time would go back or too far.
    """
    forward = _forward(word) if word.startswith("+") else _until(word, now)
    if now + forward > LATEST:
        raise WrongUse(_("{word} is too far ahead.").format(word=quoted(word)))
    return forward


def _rate(word: str) -> float:
    if not re.fullmatch(r"x\d+(\.\d+)?", word, re.ASCII) or not 0 < float(word[1:]) <= FASTEST:
        raise _unknown(word)
    return float(word[1:])


def _forward(word: str) -> int:
    parts = re.findall(r"(\d{1,9})([smhdw])", word, re.ASCII)
    if not parts or word != "+" + "".join(n + unit for n, unit in parts):
        raise _unknown(word)
    return sum(int(n) * UNITS[unit] for n, unit in parts)


def _until(word: str, now: int) -> int:
    moment = None if word.isdigit() else parse_moment(word)
    if moment is None:
        raise _unknown(word)
    if moment < now:
        raise WrongUse(
            _("{moment} is past: the platform has {now}, and its time never goes back.").format(
                moment=iso(moment), now=iso(now)
            ),
            _("For an earlier time make a new world: rtm db seed --at {word} --force").format(
                word=word
            ),
        )
    return moment - now


def _unknown(word: str) -> WrongUse:
    return WrongUse(
        _("The clock does not understand {word}.").format(word=quoted(word)),
        _(
            "It takes: +2h (also s, m, d, w), a time as 2026-10-01T14:00Z, freeze, run, real, x60,"
            " pace=demo."
        ),
    )


def _words(state: ClockState) -> str:
    if _waits(state):
        return _("real: stands until the wall's clock has caught up with it")
    words = {
        "real": _("real: the time of the wall"),
        "frozen": _("frozen: stands"),
        "offset": _("offset: runs ahead of the wall"),
    }
    scaled = _("scaled: {rate:g} seconds a second").format(rate=state.rate)
    return words.get(state.mode, scaled)


def _waits(state: ClockState) -> bool:
    """Whether the time is to be the wall's and is ahead of it."""
    return state.mode == "real" and not state.rate


def _standing(state: ClockState) -> str:
    return _(
        "The platform's time stands until {moment}; nothing is provisioned before."
        " To let it go on: rtm db clock run"
    ).format(moment=iso(state.now))


def _pace_words(pace: str) -> str:
    words = {
        "instant": _("everything is done at once"),
        "demo": _("provisioning takes seconds"),
        "real": _("provisioning takes minutes and hours"),
    }
    return words.get(pace, "")
