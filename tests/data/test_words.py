"""Help with words that were not understood."""

from __future__ import annotations

import time

from data.words import nearest, quoted, squashed


def test_one_word_written_in_many_ways() -> None:
    forms = ("RPL review", "rpl-review", "rpl_REVIEW", " Rpl  Review ")
    assert {squashed(form) for form in forms} == {"rplreview"}


def test_the_nearest_word_keeps_its_spelling() -> None:
    assert nearest("webex suit", ["calling", "Webex Suite"]) == "Webex Suite"
    assert nearest("zzz", ["calling", "Webex Suite"]) is None
    assert nearest("x", []) is None


def test_a_word_of_any_length_takes_no_time() -> None:
    began = time.monotonic()
    nearest("provisioned" * 20_000, ["provisioned", "provisioned_with_errors"])
    assert time.monotonic() - began < 1


def test_a_repeated_word_is_short_and_harmless() -> None:
    assert quoted("a'b") == '"a\'b"'
    assert quoted("a\x1b") == "'a\\x1b'"
    assert quoted("x" * 61) == f"'{'x' * 60}...'"
