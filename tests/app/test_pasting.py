"""What is pasted is text, whatever it is and however it comes in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import constants
from textual.events import Key, Paste

from app import pasting
from app.pasting import END, MOST, PATIENCE, START, PastingParser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message

PIECES = ("x", "ü", "語", "q", "[", "2", "\x1b", "\r", "\x7f", "\x1b[A", "\x1b[31m", START, END)


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The parser's time."""
    time = Clock()
    monkeypatch.setattr(pasting, "get_time", time)
    monkeypatch.setattr("textual._parser.get_time", time)
    return time


def names(messages: Iterable[Message]) -> list[str]:
    """The names of keys; for a paste its text in quotes."""
    found = []
    for message in messages:
        if isinstance(message, Paste):
            found.append(f"'{message.text}'")
        elif isinstance(message, Key):
            found.append(message.key)
    return found


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("Call back\x1b\x1bqfrom mail", "Call backqfrom mail"),
        ("x\x1b6w", "x6w"),
        ("x\x1b[31mq", "x[31mq"),
        ("x\x1bOPq\x03", "xOPq"),
        (f"x{START}q", "x[200~q"),
        ("x\x1b", "x"),
        ("\x1b[201", "[201"),
        ("one\rtwo\nthree\tfour\x00\x9b", "one\rtwo\nthree four"),
    ],
)
def test_nothing_within_a_paste_is_a_key(pasted: str, text: str) -> None:
    parser = PastingParser()
    assert names(parser.feed(f"a{START}{pasted}{END}b")) == ["a", f"'{text}'", "b"]


def test_a_paste_of_nothing_says_nothing() -> None:
    assert names(PastingParser().feed(f"a{START}\x1b{END}b")) == ["a", "b"]


def test_an_end_alone_says_nothing() -> None:
    assert names(PastingParser().feed(f"a{END}b")) == ["a", "b"]


def test_what_was_begun_before_a_paste_comes_before_it() -> None:
    assert names(PastingParser().feed(f"\x1b{START}q{END}")) == ["escape", "'q'"]


@given(st.lists(st.sampled_from(PIECES)).map("".join), st.data())
def test_how_the_stream_is_divided_makes_no_difference(stream: str, data: st.DataObject) -> None:
    whole = names(PastingParser().feed(stream))
    cuts = data.draw(st.lists(st.integers(0, len(stream))).map(sorted))
    parser = PastingParser()
    edges = [0, *cuts, len(stream)]
    parts = [stream[one:other] for one, other in pairwise(edges)]
    assert [name for part in parts for name in names(parser.feed(part))] == whole


def test_marks_that_come_slowly_are_still_marks(clock: Clock) -> None:
    parser, found = PastingParser(), []
    for part in (START[:3], f"{START[3:]}q\x1b", f"w{END[:4]}", END[4:]):
        found += names(parser.feed(part))
        clock.now += PATIENCE * 0.9
        found += names(parser.tick())
    assert found == ["'qw'"]


def test_a_paste_without_an_end_is_over_when_nothing_comes(clock: Clock) -> None:
    parser = PastingParser()
    assert names(parser.feed(f"{START}dead\x1b[20")) == []
    clock.now += PATIENCE * 0.9
    assert names(parser.tick()) == []
    clock.now += PATIENCE * 0.2
    assert names(parser.tick()) == ["'dead[20'"]
    assert names(parser.feed(f"q{END}")) == ["q"]


def test_escape_waits_no_longer_than_it_did(clock: Clock) -> None:
    parser = PastingParser()
    assert names(parser.feed("\x1b")) == []
    assert names(parser.tick()) == []
    clock.now += constants.ESCAPE_DELAY
    assert names(parser.tick()) == ["escape"]
    assert names(parser.feed("[A")) == ["left_square_bracket", "A"]


def test_a_sequence_in_two_parts_is_one_key() -> None:
    parser = PastingParser()
    assert names([*parser.feed("\x1b["), *parser.feed("24"), *parser.feed("~")]) == ["f12"]


def test_half_a_character_is_not_the_end() -> None:
    parser = PastingParser()
    assert names([*parser.feed(""), *parser.feed("q")]) == ["q"]


def test_a_huge_paste_is_cut_and_its_rest_is_no_key() -> None:
    parser = PastingParser()
    parts = [START, "x" * (MOST - 1), "yz", "q" * 9, END, "a"]
    found = [message for part in parts for message in parser.feed(part)]
    assert names(found) == [f"'{'x' * (MOST - 1)}y'", "a"]
