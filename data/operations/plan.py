"""What would be done: in words, and as the requests that would be sent."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from data.operations.operation import Danger

if TYPE_CHECKING:
    from collections.abc import Mapping

MANY = 5
"""Users; whoever touches more is asked to type a word."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing that a plan is about.

    Attributes:
        kind: customer, subscriber, location or workspace.
        id: the platform's id; empty where it is yet to be made.
        name: what people call it.
        owner: the indirect provider's organization id; empty for one's own.
    """

    kind: str
    id: str = ""
    name: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request that would be sent; `path` has no host, `body` is as on the wire."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why it cannot be done now, and what to do about it."""

    reason: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an operation would do.

    Attributes:
        operation: its name.
        title: the same in words, with the names of things: `Remove Acme Dental`.
        subject: what it is about.
        effects: what it does, a sentence each.
        requests: what would be sent; empty where nothing would change.
        blockers: what is in the way, as far as it can be known beforehand.
        touches: users whose service becomes another one or ends.
        danger: what it costs.
        before: what changes, as it is, by the wire's names.
        after: the same as it would be.
        work: what the operation itself needs to carry it out.
    """

    operation: str
    title: str
    subject: Subject
    effects: tuple[str, ...] = ()
    requests: tuple[Request, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    touches: int = 0
    danger: Danger = Danger.CHANGE
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    work: Any = field(default=None, repr=False, compare=False)

    @property
    def asks(self) -> bool:
        """Whether a person has to say yes first."""
        return self.danger is Danger.LOSS or self.asks_word

    @property
    def asks_word(self) -> bool:
        """Whether a person has to type a word first."""
        return self.touches > MANY

    def blocked(self, *blockers: Blocker) -> Plan:
        """The plan with more in its way."""
        return replace(self, blockers=(*self.blockers, *blockers))

    def as_object(self) -> dict[str, Any]:
        """The plan as JSON, without secrets; its names are stable."""
        subject = self.subject
        return {
            "operation": self.operation,
            "title": self.title,
            "subject": {
                "kind": subject.kind,
                "id": subject.id or None,
                "name": subject.name,
                "onBehalfOf": subject.owner or None,
            },
            "effects": list(self.effects),
            "blockers": [{"reason": one.reason, "advice": one.advice} for one in self.blockers],
            "touches": self.touches,
            "danger": self.danger.value,
            "changes": bool(self.requests) and self.danger is not Danger.NONE,
            "before": without_secrets(self.before),
            "after": without_secrets(self.after),
            "requests": [
                {"method": one.method, "path": one.path, "body": without_secrets(one.body)}
                for one in self.requests
            ],
        }


def path(*parts: str, **query: str) -> str:
    """The path of a request below `/v1`; ids are quoted, empty parameters left out."""
    target = "/" + "/".join(quote(part, safe="") for part in parts)
    pairs = [f"{name}={quote(value, safe='')}" for name, value in query.items() if value]
    return target + ("?" + "&".join(pairs) if pairs else "")


def without_secrets(value: Any) -> Any:
    """JSON without the values of members whose names announce a secret (decision 12)."""
    from data.client.redact import is_secret
    from data.hidden import HIDDEN

    if isinstance(value, dict):
        return {
            name: HIDDEN if is_secret(name) else without_secrets(one) for name, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [without_secrets(one) for one in value]
    return value
