"""What `rtm faults` does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.backend import with_hub
from app.cli.failures import WrongUse
from app.cli.fault_spec import spec_of
from app.cli.output import Column
from data.models.faults import Fault, FaultInput
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.cli.context import Context
    from app.cli.fault_spec import Spec
    from data.client import HubClient


def show(context: Context) -> int:
    """List the faults."""

    async def read(hub: HubClient) -> Sequence[Fault]:
        return await hub.faults.list()

    return _list(context, with_hub(context, read))


def add(context: Context, specs: Sequence[Spec], *, write: bool) -> int:
    """Add faults and list them: all of them or none.

    Raises:
        WrongUse: the profile is read-only.
        HubError: one of them is none, or the platform has no faults to give.
    """
    require_writable(context, write=write)
    bodies = [FaultInput.model_validate(spec) for spec in specs]

    from data.client.errors import HubError
    from data.words import quoted

    async def work(hub: HubClient) -> Sequence[Fault]:
        added: list[Fault] = []
        for word, body in zip(map(spec_of, specs), bodies, strict=True):
            try:
                added.append(await hub.faults.add(body))
            except HubError as error:
                for one in added:
                    await hub.faults.remove(one.id)
                if len(bodies) > 1:
                    words = _("That is about {fault}; none was added.")
                    error.remark(words.format(fault=quoted(word)))
                raise
        return added

    return _list(context, with_hub(context, work))


def reset(context: Context, *, write: bool) -> int:
    """Take all faults back.

    Raises:
        WrongUse: the profile is read-only.
        HubError: the platform has no faults to give.
    """
    require_writable(context, write=write)

    async def work(hub: HubClient) -> None:
        await hub.faults.reset()

    with_hub(context, work)
    context.output.one({"reset": True}, lambda: ())
    context.say(_("All faults are taken back."))
    return 0


def _list(context: Context, rows: Sequence[Fault]) -> int:
    columns: list[Column[Fault]] = [
        Column("fault", lambda row: spec_of(_wire(row)), _("Fault")),
        Column("seen", lambda row: row.seen, _("Seen"), "right"),
        Column("fired", lambda row: row.fired, _("Hit"), "right"),
        Column("id", lambda row: row.id, _("Id")),
    ]
    records = context.output.records(columns, _wire)
    records.write(rows)
    records.end()
    if not rows:
        context.say(_("No fault is on."))
    return 0


def _wire(row: Fault) -> dict[str, Any]:
    return row.model_dump(by_alias=True, exclude_unset=True, exclude_none=True)


def require_writable(context: Context, *, write: bool) -> None:
    """Check that the profile lets anything be changed.

    Raises:
        WrongUse: it is read-only.
    """
    profile = context.profile()
    if profile.read_only and not write:
        raise WrongUse(
            _("The profile {name} is read-only.").format(name=profile.name),
            _("Say --write, or set read_only = false for it (rtm config path)."),
        )
