from __future__ import annotations

import uuid

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data.emulation.rules import ids
from data.emulation.rules.search import order_key
from data.emulation.store.customer_filter import CustomerFilter, Scope
from data.emulation.store.customer_text import match_text, trigrams
from data.emulation.store.customer_window import SORTS, Query, window
from data.emulation.store.positions import Place
from data.search_key import search_key
from tests.data.emulation.builder import NOW, World

NAMES = (
    "Acme Dental",
    "Ménage à trois",
    "Zwei & Söhne GmbH",
    "東京歯科医院",
    "ラーメン一番",
    'Quote "x" OR NEAR(*)',
    "a very long name of a business that has to be told from another very long name",
)


@pytest.fixture(scope="module")
def world() -> World:
    world = World()
    top = world.partner()
    for n, name in enumerate(NAMES):
        world.customer(top, name, external_id=f"NC-{n:06}", email=f"office@firm{n}.example")
    world.customer(top, "By uuid", external_id=str(uuid.UUID(int=7)))
    return world


def found(world: World, text: str) -> list[str]:
    query = Query(
        CustomerFilter(Scope(1)),
        match_text(world.connection, text),
        SORTS["name"],
        descending=False,
        now=NOW,
    )
    keys = window(world.connection, query, Place(), 100).keys
    rows = (
        world.connection.execute("SELECT name FROM customers WHERE id = ?", k[1:]) for k in keys
    )
    return [row.fetchone()[0] for row in rows]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dental", "Acme Dental"),
        ("MENAGE A", "Ménage à trois"),
        ("söhne", "Zwei & Söhne GmbH"),
        ("sohne", "Zwei & Söhne GmbH"),
        ("歯", "東京歯科医院"),
        ("ﾗｰ", "ラーメン一番"),
        ("歯科医", "東京歯科医院"),
        ("nc-000002", "Zwei & Söhne GmbH"),
        ("firm3", "東京歯科医院"),
        ("zw", "Zwei & Söhne GmbH"),
        ('"x" or', 'Quote "x" OR NEAR(*)'),
        ("near(*)", 'Quote "x" OR NEAR(*)'),
        ("long name of a business that has to be told from", NAMES[-1]),
        ("dental acme", "Acme Dental"),
        ("d acm", "Acme Dental"),
    ],
)
def test_texts_that_are_found(world: World, text: str, name: str) -> None:
    assert found(world, text) == [name]


@pytest.mark.parametrize(
    "text", ["dental acmes", "cme", "京医", "long name of a shop that has to be told"]
)
def test_texts_that_are_not(world: World, text: str) -> None:
    assert found(world, text) == ([] if text != "cme" else ["Acme Dental"])


@pytest.mark.parametrize("text", ["", " ", "\x00", "\u200d", "\u0301"])
def test_a_text_that_says_nothing_filters_nothing(world: World, text: str) -> None:
    assert len(found(world, text)) == len(NAMES) + 1


def test_an_id_finds_exactly_its_customer(world: World) -> None:
    rows = world.connection.execute(
        "SELECT c.name, c.uuid, o.uuid FROM customers AS c JOIN organizations AS o"
        " ON o.id = c.organization_id"
    ).fetchall()
    for name, customer, organization in rows:
        text = ids.encode(ids.CUSTOMER, customer)
        assert found(world, text) == found(world, text + "==") == [name]
        assert found(world, f" {ids.encode(ids.ORGANIZATION, organization)}\n") == [name]
        assert (
            found(world, ids.uuid_text(customer).upper()) == found(world, customer.hex()) == [name]
        )
        assert found(world, ids.uuid_text(organization)) == [name]
    assert found(world, ids.encode(ids.CUSTOMER, bytes(16))) == []
    assert found(world, ids.encode(ids.PERSON, rows[0][1])) == []


def test_an_external_id_may_look_like_a_uuid(world: World) -> None:
    assert found(world, str(uuid.UUID(int=7))) == ["By uuid"]


@settings(deadline=None)
@given(st.text(max_size=30).map(search_key).filter(lambda key: len(key) >= 3))
def test_no_text_is_an_operator(world: World, key: str) -> None:
    world.connection.execute(
        "SELECT count(*) FROM customers_fts WHERE customers_fts MATCH ?",
        (trigrams(world.connection, key),),
    ).fetchone()


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_any_part_of_a_name_finds_it(world: World, name: str, data: st.DataObject) -> None:
    key = search_key(name)
    start = data.draw(st.integers(0, len(key) - 3))
    end = data.draw(st.integers(start + 3, len(key)))
    assume(len(key[start:end].strip()) >= 3)
    assert name in found(world, key[start:end])


def test_a_huge_text_is_answered(world: World) -> None:
    assert found(world, " ".join(f"acme{n}" for n in range(5_000))) == []


def test_the_database_orders_names_as_the_rules_do(world: World) -> None:
    rows = world.connection.execute("SELECT name_key, order_key FROM customers").fetchall()
    assert len(rows) > len(NAMES)
    assert all(order_key(key) == number for key, number in rows)
