"""From a JSON object in the wire's spelling to an input, with all that is wrong at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, get_args

from pydantic import ValidationError

from data.models.base import WireModel
from data.text import _
from data.words import nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ModelT = TypeVar("ModelT", bound=WireModel)


class InputProblem(NamedTuple):
    """Something that is wrong with an input.

    Attributes:
        field: where, in the wire's spelling, such as `address.country`; empty for the whole.
        text: what is wrong and what is right, without a full stop at its end.
    """

    field: str
    text: str


class WrongInput(Exception):  # noqa: N818 -- a person's mistake, told in words
    """An input cannot be meant as it is.

    Attributes:
        problems: all that is wrong, at least one.
        advice: what to do.
    """

    def __init__(self, problems: Sequence[InputProblem], advice: str = "") -> None:
        super().__init__("; ".join(f"{one.field}: {one.text}" for one in problems))
        self.problems = tuple(problems)
        self.advice = advice

    def and_also(self, other: WrongInput | None) -> WrongInput:
        """This and another one together; what both say of a field is told once."""
        if other is None:
            return self
        known = {one.field for one in self.problems}
        more = [one for one in other.problems if one.field not in known]
        advice = "\n".join(dict.fromkeys(filter(None, (self.advice, other.advice))))
        return WrongInput([*self.problems, *more], advice)


def read(model: type[ModelT], given: Mapping[str, Any]) -> ModelT:
    """The input in a JSON object; nulls count as left out.

    Raises:
        WrongInput: a member is unknown, or a value has the wrong type.
    """
    bare = _without_nulls(given)
    problems = list(_unknown(model, bare, ""))
    try:
        value = model.model_validate(bare)
    except ValidationError as error:
        problems += _mistyped(error)
        raise WrongInput(problems) from None
    if problems:
        raise WrongInput(problems)
    return value


def require(problems: Sequence[InputProblem]) -> None:
    """Check that nothing is wrong.

    Raises:
        WrongInput: something is.
    """
    if problems:
        raise WrongInput(problems)


def missing(field: str) -> InputProblem:
    """The problem of a field that has to be given."""
    return InputProblem(field, _("is required"))


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(one) for name, one in value.items() if one is not None}
    return value


def _unknown(
    model: type[WireModel], given: Mapping[str, Any], place: str
) -> Iterator[InputProblem]:
    """Members that the model does not have, at any depth."""
    fields = {one.alias or name: one for name, one in model.model_fields.items()}
    for name, value in given.items():
        at = f"{place}{name}"
        if name not in fields:
            near = nearest(str(name), fields)
            known = ", ".join(sorted(fields))
            text = _("is not known here; there are: {known}").format(known=known)
            if near:
                text = _("is not known here; did you mean {word}?").format(word=near)
            yield InputProblem(at, text)
        elif isinstance(value, dict):
            inner = _model_in(fields[name].annotation)
            if inner is not None:
                yield from _unknown(inner, value, f"{at}.")


def _model_in(annotation: Any) -> type[WireModel] | None:
    """The model that an annotation allows, if it allows one."""
    for one in (annotation, *get_args(annotation)):
        if isinstance(one, type) and issubclass(one, WireModel):
            return one
    return None


def _mistyped(error: ValidationError) -> Iterator[InputProblem]:
    """What pydantic found, in our words; its own would repeat values."""
    words = {
        "string_type": _("must be text"),
        "tuple_type": _("must be a list"),
        "model_type": _("must be an object"),
        "model_attributes_type": _("must be an object"),
        "dict_type": _("must be an object"),
        "int_type": _("must be a whole number"),
        "int_parsing": _("must be a whole number"),
        "int_from_float": _("must be a whole number"),
    }
    for one in error.errors(include_url=False, include_context=False, include_input=False):
        place = ".".join(str(part) for part in one["loc"])
        yield InputProblem(place, words.get(one["type"], _("cannot be so")))


def packages(given: Sequence[str], field: str, problems: list[InputProblem]) -> tuple[str, ...]:
    """Packages by their names or the words for them (PKG-1, PKG-2), each once.

    Args:
        given: what was said.
        field: where.
        problems: takes what is wrong.
    """
    from data.operations.choices import choose, likeliest, listed, package_words

    known = package_words()
    found = []
    for word in given:
        name = choose(word, known)
        if name is not None:
            found.append(name)
            continue
        if not word.strip():
            problems.append(InputProblem(field, _("names no package")))
            continue
        near = likeliest(word, known)
        text = _("there is no package {word}; there are: {known}").format(
            word=quoted(word), known=", ".join(listed(known))
        )
        if near:
            text = _("there is no package {word}; did you mean {near}?").format(
                word=quoted(word), near=near
            )
        problems.append(InputProblem(field, text))
    return tuple(dict.fromkeys(found))


def check_email(text: str, field: str, problems: list[InputProblem]) -> None:
    """See that something can be an email address at all; the platform knows better."""
    name, at, host = text.strip().rpartition("@")
    if not text.strip():
        problems.append(missing(field))
    elif not at or not name or "." not in host.strip(".") or any(map(str.isspace, text.strip())):
        problems.append(InputProblem(field, _("must be an email address, as in jo@example.com")))
