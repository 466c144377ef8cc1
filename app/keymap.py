"""The keys of the configuration: which ids there are, and which keys would mean two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from data.text import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from textual.message_pump import MessagePump

Place = tuple["type[MessagePump]", ...]
"""Classes that have a say in what a key does somewhere: the focused widget, its screen, the app."""


def bindings(places: Iterable[type[MessagePump]]) -> Iterator[Binding]:
    """All bindings with an id of some classes, a binding for each key."""
    for kind in places:
        for base in kind.__mro__:
            found = [one for one in vars(base).get("BINDINGS", ()) if isinstance(one, Binding)]
            yield from (one for one in Binding.make_bindings(found) if one.id)


def known_ids(places: Sequence[Place]) -> set[str]:
    """The ids that a configuration may name."""
    return {one.id for place in places for one in bindings(place) if one.id}


def problems(keys: Mapping[str, str], places: Sequence[Place]) -> list[str]:
    """What is wrong with the keys of a configuration, in sentences.

    Args:
        keys: key, or keys with commas between, for each binding id.
        places: where keys work.
    """
    ids = known_ids(places)
    found = [
        _("The configuration gives a key to “{name}”, which is none.").format(name=name[:40])
        for name in keys
        if name not in ids
    ]
    for place in places:
        found += _clashes(keys, place)
    return list(dict.fromkeys(found))


def _clashes(keys: Mapping[str, str], place: Place) -> Iterator[str]:
    """Keys that the configuration gives to one thing where another has it already."""
    by_id: dict[str, set[str]] = {}
    for one in bindings(place):
        if one.id:
            by_id.setdefault(one.id, set()).add(one.key)
    for name, typed in keys.items():
        if name in by_id:
            by_id[name] = {key.strip() for key in typed.split(",")}
    for name in keys:
        for other, taken in by_id.items():
            for key in sorted(by_id.get(name, set()) & taken) if other != name else ():
                yield _("The key {key} is used twice, by {names}.").format(
                    key=key, names=" and ".join(sorted((name, other)))
                )
