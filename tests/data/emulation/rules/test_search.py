from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules.search import grams, is_gram, order_key
from data.search_key import search_key


@given(st.lists(st.text(), max_size=8))
def test_order_keys_are_in_the_order_of_keys(texts: list[str]) -> None:
    keys = sorted(map(search_key, texts))
    assert [order_key(key) for key in keys] == sorted(map(order_key, keys))
    assert all(0 <= order_key(key) < 1 << 32 for key in keys)


def test_grams_are_signs_and_pairs() -> None:
    assert grams("株式会社") == "株 式 会 社 株式 式会 会社"
    assert grams("Acme 東京 Ltd 김") == "東 京 東京 김"
    assert grams("Acme") == grams("Café") == ""


@pytest.mark.parametrize("key", ["株", "東京", "トヨ", "김"])
def test_short_queries_in_such_scripts_are_grams(key: str) -> None:
    assert is_gram(key)
    assert key in grams("x" + key + "会").split()


@pytest.mark.parametrize("key", ["", "a", "a株", "東京都", "・"])
def test_other_queries_are_none(key: str) -> None:
    assert not is_gram(key)
