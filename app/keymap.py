"""The keys of the configuration: which ids there are, and which keys would mean two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.text import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from textual.binding import Binding
    from textual.message_pump import MessagePump

Place = tuple["type[MessagePump]", ...]
"""Classes that have a say in what a key does somewhere: the focused widget first, the app last."""


def problems_of(keys: Mapping[str, str]) -> list[str]:
    """What is wrong with the keys of a configuration anywhere in the console, in sentences.

    Args:
        keys: key, or keys with commas between, for each binding id.
    """
    return problems(keys, places())


def places() -> list[Place]:
    """Every place that can have the focus.

    A widget or screen with keys of its own belongs here, or its ids are called unknown; a test
    looks for those that are missing.
    """
    from app.shell import Shell
    from screens.activity.detail_screen import RequestScreen
    from screens.activity.list_screen import ActivityScreen
    from screens.customers.detail_screen import CustomerScreen
    from screens.customers.list_screen import CustomersScreen
    from screens.help import HelpScreen
    from widgets.command_line import CommandLine
    from widgets.dialogs.ask import AskDialog
    from widgets.dialogs.choices import Choices
    from widgets.dialogs.find import FindDialog
    from widgets.dialogs.pick import PickDialog
    from widgets.filter_bar import FilterBar
    from widgets.line_input import LineInput
    from widgets.record_table import RecordTable
    from widgets.sheet import Sheet

    lists, pages = (CustomersScreen, ActivityScreen), (CustomerScreen, RequestScreen)
    return [
        *((RecordTable, screen, Shell) for screen in lists),
        *((LineInput, FilterBar, screen, Shell) for screen in lists),
        *((Sheet, screen, Shell) for screen in pages),
        *((LineInput, CommandLine, screen, Shell) for screen in (*lists, *pages)),
        (Choices, PickDialog),
        (LineInput, AskDialog),
        (LineInput, FindDialog),
        (Sheet, HelpScreen),
    ]


def bindings(places: Iterable[type[MessagePump]]) -> Iterator[Binding]:
    """All bindings with an id of some classes, a binding for each key."""
    from textual.binding import Binding

    for kind in places:
        for base in kind.__mro__:
            found = [one for one in vars(base).get("BINDINGS", ()) if isinstance(one, Binding)]
            yield from (one for one in Binding.make_bindings(found) if one.id)


def known_ids(places: Sequence[Place]) -> set[str]:
    """The ids that a configuration may name."""
    return {one.id for place in places for one in bindings(place) if one.id}


def problems(keys: Mapping[str, str], places: Sequence[Place]) -> list[str]:
    """What is wrong with the keys of a configuration in some places, in sentences.

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
    """Keys that the configuration gives to one thing where another has it already.

    What shares a key without any configuration does so on purpose: Esc of a filter line goes
    before Esc of the screen around it.
    """
    usual: dict[str, set[str]] = {}
    for one in bindings(place):
        if one.id:
            usual.setdefault(one.id, set()).add(one.key)
    now = usual | {name: _named(typed) for name, typed in keys.items() if name in usual}
    for name in keys:
        for other in now if name in now else ():
            shared = now[name] & now[other] - (usual[name] & usual[other])
            for key in sorted(shared) if other != name else ():
                yield _("The key {key} is used twice, by {names}.").format(
                    key=key, names=" and ".join(sorted((name, other)))
                )


def _named(typed: str) -> set[str]:
    """Keys by Textual's names: `/` is slash."""
    from textual.keys import _character_to_key

    found = {key.strip() for key in typed.split(",")}
    return {_character_to_key(key) if len(key) == 1 else key for key in found}
