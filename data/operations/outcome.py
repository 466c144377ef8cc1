"""What became of a plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from data.client import HubClient
    from data.operations.plan import Plan, Subject


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a plan; with the plan itself, all that a record of it needs.

    Attributes:
        plan: what was carried out.
        subject: what it was about, with its id now.
        status: the platform's word for the thing's state now; empty where it has none.
        url: where to read on; empty where the platform gave nothing.
        tracking_ids: the platform's names for the calls that were to change or check something.
        found: whether the answer was lost and the change was found to be done.
        details: what else the platform told, by the wire's names.
    """

    plan: Plan
    subject: Subject
    status: str = ""
    url: str = ""
    tracking_ids: Sequence[str] = ()
    found: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether it ended in an error, all or in part."""
        return self.status in ("error", "provisioned_with_errors") and bool(self.plan.requests)

    def as_object(self) -> dict[str, Any]:
        """The outcome as JSON; its names are stable, and what is not known is left out."""
        known = {
            "operation": self.plan.operation,
            "kind": self.subject.kind,
            "id": self.subject.id,
            "name": self.subject.name,
            "status": self.status,
            "url": self.url,
            "changed": bool(self.plan.requests) and self.plan.danger.value != "none",
            "found": self.found,
            "trackingIds": list(self.tracking_ids),
            **self.details,
        }
        return {name: value for name, value in known.items() if value not in ("", None)}


def mark(hub: HubClient) -> int:
    """A place in the log of requests, for `tracking_ids`."""
    last = hub.log.last
    return 0 if last is None else last.n


def tracking_ids(hub: HubClient, since: int) -> tuple[str, ...]:
    """The platform's names for the calls since a mark that were to change or check something."""
    found = (one.tracking_id for one in hub.log if one.n > since and one.method != "GET")
    return tuple(one for one in found if one)
