"""Finding customers by text: four ways, by what the text is.

* an id of the platform or a bare uuid: exactly that customer, or that organization's;
* three characters or more: the trigram index over names, external ids and emails, for each word;
  a shorter word beside such a one is found anywhere too, in the rows that the longer ones find;
* one or two signs of Han, kana or hangul: the index of signs and pairs;
* anything shorter than three: the beginning of a name or of an external id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from data.emulation.rules import ids
from data.emulation.rules.search import SHORTEST_TRIGRAM, is_gram, words_of
from data.search_key import search_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_SHORTEST_LONG = 5
_LONGEST_PHRASE = 12
_PROBED = 10
_HITS = 256
_AND = 3
_WORDS = 3
_CONTAINS = "(instr(c.name_key, {0}) OR instr(c.external_key, {0}) OR instr(c.email_key, {0}))"
LAST: Final = "\U0010ffff"
"""Greater than whatever follows a beginning."""

_BY_ORGANIZATION = (
    "SELECT c.id AS id FROM organizations AS o CROSS JOIN customers AS c"
    " ON c.organization_id = o.id WHERE o.uuid = :uuid"
)
_OF_ORGANIZATION = "c.organization_id IN (SELECT id FROM organizations WHERE uuid = :uuid)"
_BY_EXTERNAL = (
    "SELECT id FROM customers INDEXED BY customers_external WHERE external_id = :external"
    " AND owner_id IN (SELECT id FROM partners WHERE root_id = :root) AND status <> 'deleted'"
)
_BEGINS = "root_id = :root AND {0} >= :key AND {0} < :last"
_PREFIX = (
    "SELECT id FROM customers INDEXED BY customers_by_{1}"
    " WHERE root_id = :root AND {0} >= :key AND {0} < :last"
)


ID_BITS: Final = 31
"""A place in `customers_fts` is a name's order key, and below it so many bits for the rowid."""
ID_IN_PLACE: Final = f"rowid & {(1 << ID_BITS) - 1}"
"""SQL: the customer of a row of `customers_fts`."""
PLACES: Final = "SELECT rowid FROM customers_fts WHERE customers_fts MATCH :match"
"""SQL: the hits of a `Match` with `streams`."""


class Match(NamedTuple):
    """A way to find customers by an index other than the sort orders'.

    Attributes:
        sources: SQL queries that give ids of all that match, and perhaps of some more.
        test: SQL, whether row `c` matches.
        parameters: what both name.
        beginning: SQL, whether the column `{0}` begins with the text, for a part of the matches
            that stand together in an order by that column; empty where there is no such part.
        streams: whether `PLACES` gives the candidates in the order of their names.
        phrase: an FTS5 query that gives the matches and no more; empty where there is none that is
            quick.
    """

    sources: Sequence[str]
    test: str
    parameters: dict[str, Any]
    beginning: str = ""
    streams: bool = False
    phrase: str = ""

    def candidates(self, most: int | None = None) -> str:
        """SQL that gives each id once, in the column `id`.

        Args:
            most: give up looking after so many; there may be up to twice as many then.
        """
        limit = "" if most is None else f" LIMIT {most}"
        return " UNION ".join(f"SELECT id FROM ({source}{limit})" for source in self.sources)


def match_text(connection: sqlite3.Connection, text: str) -> Match | None:
    """The way to find a text, or None where it says nothing (empty, only blanks or marks)."""
    return _by_id(connection, text.strip()) or _by_key(connection, search_key(text))


def match_exactly(external_id: str | None, organization: bytes | None) -> Match | None:
    """The way to find customers by external id, by their organization's uuid, or by both."""
    if external_id is None and organization is None:
        return None
    tests = []
    if external_id is not None:
        source = _BY_EXTERNAL
        tests.append("c.external_id = :external")
    if organization is not None:
        source = _BY_ORGANIZATION
        tests.append(_OF_ORGANIZATION)
    values = {"external": external_id, "uuid": organization}
    return Match((source,), " AND ".join(tests), values)


def _by_id(connection: sqlite3.Connection, text: str) -> Match | None:
    found = ids.decode_any(text)
    if found is not None and found[0] not in {ids.CUSTOMER, ids.ORGANIZATION}:
        return None
    value = found[1] if found else ids.uuid_bytes(text)
    if value is None:
        return None
    sources = (
        "SELECT id FROM customers WHERE uuid = :uuid",
        _BY_ORGANIZATION,
    )
    match = Match(sources, f"(c.uuid = :uuid OR {_OF_ORGANIZATION})", {"uuid": value})
    # An external id may look like a uuid: what is no id of ours is looked for as text.
    if (
        found is None
        and connection.execute(match.candidates(), match.parameters).fetchone() is None
    ):
        return None
    return match


def _by_key(connection: sqlite3.Connection, key: str) -> Match | None:
    if not key:
        return None
    if len(key) >= SHORTEST_TRIGRAM:
        return _by_words(connection, key)
    if is_gram(key):
        return Match(
            ("SELECT rowid AS id FROM customers_grams WHERE customers_grams MATCH :match",),
            "instr(c.name_key, :key)",
            {"match": _quoted(key), "key": key},
        )
    return Match(
        (_PREFIX.format("name_key", "name"), _PREFIX.format("external_key", "external")),
        "((c.name_key >= :key AND c.name_key < :last)"
        " OR (c.external_key >= :key AND c.external_key < :last))",
        {"key": key, "last": key + LAST},
        _BEGINS,
    )


def _by_words(connection: sqlite3.Connection, key: str) -> Match:
    """The way to find all words of a key, each anywhere, in any order."""
    words = words_of(key)
    # The longest say most; those that are too short for the index are only tested.
    said = sorted((word for word in words if len(word) >= SHORTEST_TRIGRAM), key=len)[-_WORDS:]
    short = all(SHORTEST_TRIGRAM <= len(word) <= _LONGEST_PHRASE for word in words)
    tests = [_CONTAINS.format(f":word{n}") for n in range(len(words))]
    return Match(
        (f"SELECT {ID_IN_PLACE} AS id FROM customers_fts WHERE customers_fts MATCH :match",),
        f"({' AND '.join(tests)})",
        {
            "match": " AND ".join(trigrams(connection, word) for word in said),
            "key": key,
            "last": key + LAST,
            **{f"word{n}": word for n, word in enumerate(words)},
        },
        _BEGINS,
        streams=True,
        phrase=" AND ".join(map(_quoted, words)) if short and len(words) <= _WORDS else "",
    )


def trigrams(connection: sqlite3.Connection, key: str) -> str:
    """An FTS5 query for a key of three characters or more.

    Every trigram costs a pass over all rows that have it, and the rows that are found are tested
    for the whole key anyway; so the rarest few of a long key do. Each is quoted: nothing in a key
    is an operator.
    """
    if len(key) <= _SHORTEST_LONG:
        return _quoted(key)
    last = len(key) - SHORTEST_TRIGRAM
    starts = {round(i * last / (_PROBED - 1)) for i in range(_PROBED)}
    parts = {key[start : start + SHORTEST_TRIGRAM] for start in starts}
    rarest = sorted(((_reach(connection, part), part) for part in parts), reverse=True)[:_AND]
    return " AND ".join(_quoted(part) for _, part in rarest)


def _reach(connection: sqlite3.Connection, part: str) -> float:
    """How far the first hits of a trigram reach: the rarer it is, the farther."""
    row = connection.execute(
        f"SELECT rowid FROM customers_fts WHERE customers_fts MATCH ? LIMIT 1 OFFSET {_HITS - 1}",
        (_quoted(part),),
    ).fetchone()
    return float("inf") if row is None else float(row[0])


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
