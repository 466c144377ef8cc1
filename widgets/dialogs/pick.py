"""Pick from lists: one of many, some of many, several lists at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from data.text import _
from widgets.dialogs.base import Dialog
from widgets.signs import current
from widgets.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.events import Resize
    from textual.widget import Widget

AROUND = 9
"""Lines that the dialog needs around its list."""


@dataclass(frozen=True, slots=True)
class Group:
    """A list to pick from.

    Attributes:
        key: names the list in the answer.
        title: stands above it; empty for none.
        options: value and words of each option.
        chosen: values that are chosen at the beginning.
        many: whether several may be chosen; else exactly one is.
    """

    key: str
    title: str
    options: Sequence[tuple[str, str]]
    chosen: frozenset[str] = frozenset()
    many: bool = True


class PickDialog(Dialog[dict[str, tuple[str, ...]]]):
    """Lists with signs before what is chosen. Space chooses, Enter is done, Esc changes nothing.

    The answer has, for each group's key, the chosen values in the list's order. A dialog of a
    single one-of-many group is answered by Enter on an option.
    """

    DEFAULT_CSS = """
    PickDialog OptionList {
        width: auto;
        min-width: 36;
        height: auto;
        padding: 0;
        background: transparent;
        &, &:focus { border: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", _("Choose"), id="pick.toggle"),
        Binding("enter", "done", _("Done"), priority=True, id="pick.done"),
        Binding("escape,q", "cancel", _("Cancel"), id="pick.cancel"),
        Binding("j", "down", _("Down"), show=False, id="pick.down"),
        Binding("k", "up", _("Up"), show=False, id="pick.up"),
    ]

    def __init__(self, title: str, groups: Sequence[Group]) -> None:
        single = len(groups) == 1 and not groups[0].many
        hint = _("Enter chooses, Esc goes back") if single else _("Space chooses, Enter is done")
        super().__init__(title, hint)
        self._groups = groups
        self._single = single
        self._at = ""
        self._chosen = {group.key: set(group.chosen) for group in groups}

    def body(self) -> Iterable[Widget]:
        """One list of all groups."""
        yield OptionList(*self._options(), markup=False)

    def on_mount(self) -> None:
        """Begin at what is chosen, else at the first option."""
        options = self.query_one(OptionList)
        options.highlighted = self._first()
        self.set_focus(options)

    def on_resize(self, event: Resize) -> None:
        """Keep the frame, the title and the hint in view; the list scrolls."""
        self.query_one(OptionList).styles.max_height = max(3, event.size.height - AROUND)

    def _first(self) -> int:
        options = self.query_one(OptionList).options
        able = [at for at, option in enumerate(options) if not option.disabled]
        for at in able:
            key, value = self._named(options[at].id)
            if self._single and value in self._chosen[key]:
                return at
        return able[0]

    def _options(self) -> list[Option | None]:
        options: list[Option | None] = []
        for group in self._groups:
            if group.title:
                title = Content.styled(clean(group.title), "bold")
                options.append(Option(title, id=f"{group.key} ", disabled=True))
            options += [
                Option(self._prompt(group, value, words), id=f"{group.key} {value}")
                for value, words in group.options
            ]
        return options

    def _prompt(self, group: Group, value: str, words: str) -> Content:
        signs = current()
        mark = signs.mark if value in self._chosen[group.key] else " "
        cursor = signs.cursor if self._at == f"{group.key} {value}" else " "
        return Content(f"{cursor}{mark} {clean(words)}")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Put the cursor's sign there: reverse video alone is not seen on every terminal."""
        before, self._at = self._at, event.option_id or ""
        for option_id in {before, self._at} - {""}:
            key, value = self._named(option_id)
            group = next(group for group in self._groups if group.key == key)
            words = next(words for other, words in group.options if other == value)
            prompt = self._prompt(group, value, words)
            self.query_one(OptionList).replace_option_prompt(option_id, prompt)

    @staticmethod
    def _named(option_id: str | None) -> tuple[str, str]:
        key, _space, value = (option_id or " ").partition(" ")
        return key, value

    def action_choose(self) -> None:
        """Choose the option under the cursor, or choose it no longer."""
        options = self.query_one(OptionList)
        option = options.highlighted_option
        if option is None:
            return
        key, value = self._named(option.id)
        group = next(group for group in self._groups if group.key == key)
        chosen = self._chosen[key]
        if group.many:
            chosen.symmetric_difference_update({value})
        else:
            chosen.clear()
            chosen.add(value)
        for other, words in group.options:
            options.replace_option_prompt(f"{key} {other}", self._prompt(group, other, words))

    def action_done(self) -> None:
        """Answer with what is chosen."""
        if self._single:
            self._chosen[self._groups[0].key].clear()
            self.action_choose()
        self.dismiss(self._answer())

    def _answer(self) -> dict[str, tuple[str, ...]]:
        return {
            group.key: tuple(
                value for value, _w in group.options if value in self._chosen[group.key]
            )
            for group in self._groups
        }

    def action_down(self) -> None:
        """Move down."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Move up."""
        self.query_one(OptionList).action_cursor_up()


def answer_of(answer: Mapping[str, tuple[str, ...]] | None, key: str) -> str | None:
    """The one value of a one-of-many group; None where the dialog was left."""
    return answer[key][0] if answer and answer.get(key) else None
