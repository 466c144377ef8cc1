"""Call queues and virtual lines (contract, section 7; QUE)."""

from __future__ import annotations

from typing import Any

from pydantic import Field, StrictInt

from data.models.base import Items, WireModel
from data.models.requests import RequestBody


class QueueRow(WireModel):
    """A call queue as lists have it; `has_cx_essentials` tells one of Customer Assist."""

    id: str
    name: str = ""
    has_cx_essentials: bool = False
    location_name: str = ""
    location_id: str = ""
    phone_number: str = ""
    extension: str = ""
    enabled: bool = True


class QueueRows(Items[QueueRow]):
    """A page of call queues."""

    items: tuple[QueueRow, ...] = Field(alias="queues")


class CallBounce(WireModel):
    """What becomes of a call that an agent does not answer."""

    call_bounce_enabled: bool | None = None
    call_bounce_max_rings: StrictInt | None = None
    agent_unavailable_enabled: bool | None = None
    alert_agent_enabled: bool | None = None
    alert_agent_max_seconds: StrictInt | None = None
    call_bounce_on_hold_enabled: bool | None = None
    call_bounce_on_hold_max_seconds: StrictInt | None = None


class DistinctiveRing(WireModel):
    """How calls of the queue ring."""

    enabled: bool | None = None
    ring_pattern: str = ""


class CallPolicies(WireModel):
    """How calls find an agent; `policy` is one of the five, `REGULAR` goes from top to bottom."""

    routing_type: str = ""
    policy: str = ""
    call_bounce: CallBounce | None = None
    distinctive_ring: DistinctiveRing | None = None


class Overflow(WireModel):
    """What becomes of a call that finds the queue full; time in seconds."""

    action: str = ""
    send_to_voicemail: bool | None = None
    transfer_number: str = ""
    overflow_after_wait_enabled: bool | None = None
    overflow_after_wait_time: StrictInt | None = None
    play_overflow_greeting_enabled: bool | None = None
    greeting: str = ""


class QueueSettings(WireModel):
    """How a queue behaves; `queue_size` is how many calls wait at most."""

    queue_size: StrictInt | None = None
    call_offer_tone_enabled: bool | None = None
    reset_call_statistics_enabled: bool | None = None
    overflow: Overflow | None = None


class Agent(WireModel):
    """Who answers calls of a queue; `type` is PEOPLE, PLACE or VIRTUAL_LINE.

    `weight` is a decimal number, of weighted routing only.
    """

    id: str
    type: str = ""
    first_name: str = ""
    last_name: str = ""
    phone_number: str = ""
    extension: str = ""
    weight: str = ""


class CallQueue(WireModel):
    """A call queue with its agents in order."""

    id: str
    name: str = ""
    has_cx_essentials: bool = False
    enabled: bool = True
    language_code: str = ""
    first_name: str = ""
    last_name: str = ""
    time_zone: str = ""
    phone_number: str = ""
    extension: str = ""
    call_policies: CallPolicies = CallPolicies()
    queue_settings: QueueSettings = QueueSettings()
    agents: tuple[Agent, ...] = ()
    allow_agent_join_enabled: bool | None = None
    allow_call_waiting_for_agents_enabled: bool | None = None
    phone_number_for_outgoing_calls_enabled: bool | None = None


class Supervisor(WireModel):
    """Who looks after the agents of a queue."""

    id: str
    first_name: str = ""
    last_name: str = ""


class WholeQueue(CallQueue):
    """A call queue as the emulation's hub shows it: where it is, and who supervises."""

    org_id: str = ""
    location_id: str = ""
    supervisors: tuple[Supervisor, ...] = ()


class NewResource(WireModel):
    """What a call answers that made something of telephony: its id."""

    id: str


class LineNumber(WireModel):
    """What a virtual line is called with."""

    external: str = ""
    extension: str = ""
    primary: bool = True


class LineLocation(WireModel):
    """Where a virtual line is."""

    id: str
    name: str = ""


class VirtualLine(WireModel):
    """A line that belongs to nobody (PKG-8)."""

    id: str
    first_name: str = ""
    last_name: str = ""
    external_caller_id_name_policy: str = ""
    number: LineNumber = LineNumber()
    location: LineLocation | None = None
    number_of_devices_assigned: int = 0


class VirtualLines(Items[VirtualLine]):
    """A page of virtual lines."""

    items: tuple[VirtualLine, ...] = Field(alias="virtualLines")


class AgentInput(RequestBody):
    """An agent of a request: the id of a person, a workspace or a virtual line, and its weight."""

    id: str = ""
    weight: str = ""


class QueueInput(RequestBody):
    """What making and changing a queue have in common; what is left out stays as it is."""

    name: str | None = None
    phone_number: str | None = None
    extension: str | None = None
    language_code: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    time_zone: str | None = None
    call_policies: CallPolicies | None = None
    queue_settings: QueueSettings | None = None
    agents: tuple[AgentInput, ...] | None = None
    allow_agent_join_enabled: bool | None = None
    allow_call_waiting_for_agents_enabled: bool | None = None
    phone_number_for_outgoing_calls_enabled: bool | None = None

    def settings(self) -> dict[str, Any]:
        """What it says that has no column of its own, as it stands on the wire."""
        found = self.model_dump(
            mode="json",
            by_alias=True,
            exclude_unset=True,
            exclude_none=True,
            exclude={"name", "phone_number", "extension", "agents"},
        )
        found.get("callPolicies", {}).pop("policy", None)
        for name in ("enabled", "hasCxEssentials"):
            found.pop(name, None)
        return found


class CreateQueue(QueueInput):
    """POST of a call queue."""


class UpdateQueue(QueueInput):
    """PUT of a call queue; an empty number is taken off. There is no way back (QUE-2)."""

    enabled: bool | None = None
    has_cx_essentials: bool | None = None


class UpgradeQueue(RequestBody):
    """Upgrade to Customer Assist, without the agents that lack the package or not (QUE-5)."""

    without_agents: bool = False


class SupervisorsInput(RequestBody):
    """All supervisors that a queue is to have, by the ids of their persons."""

    person_ids: tuple[str, ...] = ()


class CreateVirtualLine(RequestBody):
    """POST of a virtual line."""

    first_name: str = ""
    last_name: str = ""
    location_id: str = ""
    phone_number: str = ""
    extension: str = ""
