"""Plans and outcomes as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.models.advice import advice
from data.models.statuses import label
from data.operations.forms import plain, to_json
from data.text import _
from widgets.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from data.models.customers import Customer, Problem
    from data.operations.operation import Undo
    from data.operations.outcome import Outcome
    from data.operations.plan import Plan


def plan_lines(plan: Plan, *, requests: bool = True) -> Iterator[str]:
    """A plan, its effects first.

    Args:
        plan: the plan.
        requests: whether the requests are shown.
    """
    yield clean(plan.title)
    yield from (f"  {clean(effect)}" for effect in plan.effects)
    yield from blocker_lines(plan)
    if requests and plan.requests:
        yield _("Would be sent:")
        for one in plan.as_object()["requests"]:
            yield f"  {one['method']} {clean(one['path'])}"
            if one["body"] is not None:
                yield from (f"    {line}" for line in to_json(one["body"], indent=2).split("\n"))


def blocker_lines(plan: Plan) -> Iterator[str]:
    """What is in the way, each with what to do about it."""
    if plan.blockers:
        yield _("This cannot be done now:")
    for one in plan.blockers:
        yield f"  {clean(one.reason)}"
        if one.advice:
            yield f"    -> {clean(one.advice)}"


def outcome_lines(outcome: Outcome) -> Iterator[str]:
    """What became of it."""
    if not outcome.plan.requests:
        yield from (clean(effect) for effect in outcome.plan.effects)
        return
    name = outcome.subject.name
    if outcome.plan.danger.value == "none":
        yield _("{name}: nothing is in the way.").format(name=clean(name))
        for one in outcome.details.get("info", ()):
            yield f"  {one['infoCode']} {clean(one['description'])}"
        return
    yield f"{clean(name)}: {label(outcome.status)}" if outcome.status else clean(name)
    if outcome.found:
        yield "  " + _("The answer was lost; it was looked for, and it is done.")
    if outcome.subject.kind == "subscriber" and outcome.status == "pending_user_migration":
        again = outcome.plan.operation == "subscribers.resend-consent"
        sent = _("The email that asks for consent was sent again; it waits for that person.")
        yield "  " + (
            sent
            if again
            else _("An email asks that person to consent; send it again: {command}").format(
                command=f"rtm subscribers resend-consent {clean(name)}"
            )
        )
    facts = [(_("Id"), outcome.subject.id)]
    facts += [(key, plain(outcome.details.get(key))) for key in ("package", "personId")]
    yield from (f"  {label_}  {clean(value)}" for label_, value in facts if value)


def accepted_line(outcome: Outcome) -> str:
    """What to do about something that goes on when nobody waits for it any more."""
    subject = outcome.subject
    words = ["rtm", f"{subject.kind}s", "get", subject.id]
    if subject.kind == "subscriber" and subject.owner:
        words += ["--on-behalf-of", subject.owner]
    line = _("The platform has accepted this and works on it. Look how far it is: {command}")
    line = line.format(command=" ".join(words))
    if outcome.tracking_ids:
        ids = _("Tracking id: {id}").format(id=", ".join(outcome.tracking_ids))
        line = f"{line}  ({ids})"
    return clean(line)


def undo_line(undo: Undo) -> str:
    """The command that takes something back."""
    thing, _dot, word = undo.operation.partition(".")
    words = ["rtm", thing, word]
    names = {
        "addPackages": "--add-package",
        "removePackages": "--remove-package",
        "externalId": "--external-id",
        "package": "--package",
        "billingStartDate": "--billing-start",
        "ownerOrgId": "--on-behalf-of",
    }
    for key, value in undo.given.items():
        if key in ("customerId", "subscriberId"):
            words.insert(3, str(value))
        elif key in names:
            shown = ",".join(value) if isinstance(value, list) else str(value)
            words += [names[key], _quoted(shown)]
        elif key == "address":
            options = {
                "addressLine1": "--address",
                "addressLine2": "--address2",
                "city": "--city",
                "stateOrProvince": "--state",
                "zipOrPostalCode": "--zip",
                "country": "--country",
            }
            for part, option in options.items():
                if part in value:
                    words += [option, _quoted(str(value[part]))]
    line = _("Taken back with: {command}").format(command=" ".join(words))
    return clean(f"{line}  ({undo.note})" if undo.note else line)


def problem_lines(customer: Customer) -> Iterator[str]:
    """What is wrong with a customer and its packages, each with what to do about it."""
    yield from _problems(customer.errors)
    for package in customer.resource_details.packages:
        yield from _problems(package.errors, f"{package.name}: ")


def _problems(problems: Iterable[Problem], start: str = "") -> Iterator[str]:
    for one in problems:
        number = "" if one.number is None else f"{one.number} "
        yield f"  {start}{number}{clean(one.description)}"
        if words := advice(one.number):
            yield f"    -> {words}"


def _quoted(word: str) -> str:
    """A word as a shell takes it."""
    import shlex

    return shlex.quote(word)
