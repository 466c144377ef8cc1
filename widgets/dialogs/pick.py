"""Pick from lists: one of many, some of many, several lists at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from data.text import _
from widgets.dialogs.base import AROUND, Dialog
from widgets.dialogs.choices import Choices
from widgets.signs import current
from widgets.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.events import Resize
    from textual.widget import Widget


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

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", _("OK"), id="pick.done"),
        Binding("space", "choose", _("Mark"), id="pick.toggle"),
        Binding("escape,q", "cancel", _("Cancel"), id="pick.cancel"),
    ]

    def __init__(self, title: str, groups: Sequence[Group], hint: str = "") -> None:
        """Make the dialog.

        Args:
            title: stands above.
            groups: the lists, in order; one at least.
            hint: what is to be known before choosing.
        """
        super().__init__(title, hint)
        self._groups = groups
        self._single = len(groups) == 1 and not groups[0].many
        self._at = ""
        self._chosen = {group.key: set(group.chosen) for group in groups}

    def body(self) -> Iterable[Widget]:
        """One list of all groups."""
        yield Choices(*self._options(), markup=False)

    def on_mount(self) -> None:
        """Begin at what is chosen, else at the first option."""
        options = self.query_one(Choices)
        options.highlighted = self._first()
        self.set_focus(options)

    def on_resize(self, event: Resize) -> None:
        """Keep the frame, the title and the hint in view; the list scrolls."""
        self.query_one(Choices).styles.max_height = max(3, event.size.height - AROUND)

    def _first(self) -> int:
        options = self.query_one(Choices).options
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

    def on_option_list_option_highlighted(self, event: Choices.OptionHighlighted) -> None:
        """Put the cursor's sign there: reverse video alone is not seen on every terminal."""
        before, self._at = self._at, event.option_id or ""
        for option_id in {before, self._at} - {""}:
            key, value = self._named(option_id)
            group = next(group for group in self._groups if group.key == key)
            words = next(words for other, words in group.options if other == value)
            prompt = self._prompt(group, value, words)
            self.query_one(Choices).replace_option_prompt(option_id, prompt)

    @staticmethod
    def _named(option_id: str | None) -> tuple[str, str]:
        key, _space, value = (option_id or " ").partition(" ")
        return key, value

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Where one is picked there is nothing to mark."""
        return action != "choose" or not self._single

    def on_option_list_option_selected(self) -> None:
        """A click does what the key does."""
        if self._single:
            self.action_done()
        else:
            self.action_choose()

    def action_choose(self) -> None:
        """Choose the option under the cursor, or choose it no longer."""
        options = self.query_one(Choices)
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


def answer_of(answer: Mapping[str, tuple[str, ...]] | None, key: str) -> str | None:
    """The one value of a one-of-many group; None where the dialog was left."""
    return answer[key][0] if answer and answer.get(key) else None
