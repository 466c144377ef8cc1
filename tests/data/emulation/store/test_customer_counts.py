from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings

from data.emulation.store import customer_counts, gathering
from data.emulation.store.customer_counts import Count, count, estimate
from data.emulation.store.customer_filter import CustomerFilter, Scope
from data.emulation.store.customer_text import match_text
from tests.data.emulation import model
from tests.data.emulation.builder import NOW, World
from tests.data.emulation.store.test_customer_window import FILTERS, NOWS, TEXTS
from tests.data.emulation.worlds import worlds


@settings(max_examples=50, deadline=None)
@given(worlds(subscribers=0), FILTERS, TEXTS, NOWS)
def test_counts_are_what_a_full_search_would_find(
    world: World, only: CustomerFilter, text: str, now: int
) -> None:
    everything = model.customers(world.connection, now)
    matched = sum(model.passes(c, only, text) for c in everything)
    total = sum(model.passes(c, CustomerFilter(only.scope)) for c in everything)
    match = match_text(world.connection, text)
    gathering._local.kept = None
    assert count(world.connection, only, match, now) == (matched, total, True)
    assert estimate(world.connection, only, now).walked >= total


@pytest.fixture
def acmes() -> World:
    world = World()
    top, other = world.partner(), world.partner("Elsewhere")
    for n in range(20):
        world.customer(top, f"Acme {n}", "error" if n < 2 else "provisioned")
        world.customer(other, f"Acme {n}")
    return world


@pytest.mark.parametrize(
    ("cap", "looked_at", "exact", "expected"),
    [
        (5_000, 20_000, False, Count(20, 20, exact=True)),
        (7, 20_000, False, Count(7, 20, exact=False)),
        (7, 20_000, True, Count(20, 20, exact=True)),
        # Every other hit is somebody else's.
        (12, 10, False, Count(5, 20, exact=False)),
    ],
)
def test_a_count_with_a_text_stops_at_the_cap(
    acmes: World, cap: int, looked_at: int, exact: bool, expected: Count
) -> None:
    with (
        patch.object(customer_counts, "CAP", cap),
        patch.object(customer_counts, "LOOKED_AT", looked_at),
        patch.object(customer_counts, "FEW", 2),
    ):
        match = match_text(acmes.connection, "acme")
        gathering._local.kept = None
        only = CustomerFilter(Scope(1))
        assert count(acmes.connection, only, match, NOW, exact=exact) == expected
        few = only._replace(statuses=("error",))
        assert count(acmes.connection, few, match, NOW) == Count(2, 20, exact=True)


def test_a_count_reads_few_rows_where_the_index_knows_a_part_only(acmes: World) -> None:
    """A word of two characters is looked for in the rows that the longer word finds."""
    only = CustomerFilter(Scope(1))

    def counted(text: str, *, exact: bool = False) -> Count:
        gathering._local.kept = None
        return count(acmes.connection, only, match_text(acmes.connection, text), NOW, exact=exact)

    with patch.object(customer_counts, "FEW", 2):
        assert counted("acme 10") == Count(1, 20, exact=True)
        with (
            patch.object(customer_counts, "LOOKED_UP", 10),
            patch.object(customer_counts, "CAP", 9),
        ):
            # Two dozen hits of the longer word; half of those looked at are somebody else's.
            assert counted("acme ac") == Count(5, 20, exact=False)
            assert counted("acme ac", exact=True) == Count(20, 20, exact=True)
            assert counted("acme") == Count(9, 20, exact=False)
