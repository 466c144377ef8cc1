"""Runs an operation from the command line: input, plan, question, change, wait."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from app.cli.asking import require_word, require_yes
from app.cli.backend import with_hub
from app.cli.change_input import collect, refused
from app.cli.change_lookup import look_up
from app.cli.change_sheet import (
    accepted_line,
    blocker_lines,
    outcome_lines,
    plan_lines,
    undo_line,
)
from app.cli.failures import ExitCode, Stop, WrongUse
from app.cli.refused import refusal
from app.cli.settling import settle
from app.terminal import is_terminal
from data.client import HubError
from data.operations.inputs.reading import WrongInput
from data.operations.operation import Danger
from data.operations.plan import Blocker
from data.text import _
from widgets.text import clean

if TYPE_CHECKING:
    from argparse import Namespace

    from app.cli.context import Context
    from data.client import HubClient
    from data.operations.operation import Operation
    from data.operations.outcome import Outcome
    from data.operations.plan import Plan


def run(operation: Operation, context: Context, options: Namespace) -> int:
    """Do it, or with --dry-run say what it would be.

    Raises:
        Stop: it is not possible, or the person does not want it.
        HubError: the platform cannot be reached or refuses.
    """
    return _Run(operation, context, options).run()


class Blocked(Stop):
    """Something is known to be in the way.

    Attributes:
        blockers: what.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__("\n".join(blocker_lines(plan)), code=ExitCode.REFUSED)
        self.blockers = plan.blockers


class _Run:
    """One command."""

    def __init__(self, operation: Operation, context: Context, options: Namespace) -> None:
        self._operation = operation
        self._context = context
        self._options = options
        self._changes = operation.danger is not Danger.NONE
        self._yes = bool(getattr(options, "yes", False))

    def run(self) -> int:
        """Plan; then, where a person has to agree, ask between two sessions with the backend."""
        blocked = self._read_only()
        if blocked is not None and not self._options.dry_run:
            raise WrongUse(blocked.reason, blocked.advice)
        given = collect(self._operation, self._options)
        plan, outcome = with_hub(self._context, lambda hub: self._begin(hub, given))
        if self._options.dry_run:
            if blocked is not None:
                # What would be done can be looked at here all the same.
                self._context.say(f"{blocked.reason} {blocked.advice}")
            return self._show(plan)
        if outcome is None:
            self._ask(plan)
            outcome = with_hub(self._context, lambda hub: self._carry_out(hub, plan))
        return self._tell(outcome)

    def _read_only(self) -> Blocker | None:
        """Why nothing may be changed here, if so."""
        profile = self._context.profile()
        if not self._changes or not profile.read_only or self._options.write:
            return None
        return Blocker(
            _("The profile {name} is read-only.").format(name=profile.name),
            _("Say --write, or set read_only = false for it (rtm config path)."),
        )

    async def _begin(self, hub: HubClient, given: dict[str, Any]) -> tuple[Plan, Outcome | None]:
        """The plan, and what became of it where nobody has to be asked first."""
        plan = await self._plan(hub, given)
        if self._options.dry_run:
            if self._changes and not plan.blockers:
                plan = await self._checked(hub, plan)
            return plan, None
        if plan.asks and plan.requests:
            return plan, None
        self._require_free(plan)
        return plan, await self._carry_out(hub, plan)

    async def _plan(self, hub: HubClient, given: dict[str, Any]) -> Plan:
        try:
            named = await look_up(self._operation, self._context, self._options, hub)
            return await self._operation.plan(hub, {**given, **named})
        except WrongInput as error:
            raise refused(self._operation, error) from None

    async def _checked(self, hub: HubClient, plan: Plan) -> Plan:
        from app.cli.checking import checked

        return await checked(self._operation, hub, plan, self._context.say)

    def _require_free(self, plan: Plan) -> None:
        """Stop where something is known to be in the way."""
        if plan.blockers:
            raise Blocked(plan)

    def _ask(self, plan: Plan) -> None:
        """Let the person see the plan and agree.

        Raises:
            WrongUse: there is nobody to ask.
            Stop: the answer is no, or something is in the way.
        """
        self._require_free(plan)
        for line in plan_lines(plan, requests=False):
            self._context.say(line)
        question = clean(f"{plan.title}?")
        if plan.asks_word:
            require_word(question, self._operation.word, yes=self._yes)
        else:
            require_yes(question, yes=self._yes)

    async def _carry_out(self, hub: HubClient, plan: Plan) -> Outcome:
        """Do it, and wait for the end of it where that was asked for."""
        try:
            outcome = await self._operation.apply(hub, plan)
        except asyncio.CancelledError:
            if self._changes:
                words = _(
                    "Whether the platform has taken this is not known; look before repeating."
                )
                self._context.say(words)
            raise
        except HubError as error:
            raise refusal(self._operation, error) from error
        if not getattr(self._options, "wait", False) or not plan.requests:
            return outcome
        return await self._settled(hub, outcome)

    async def _settled(self, hub: HubClient, outcome: Outcome) -> Outcome:
        """The outcome when nothing moves any more.

        What was accepted goes on whatever ends the waiting: time, a failure, a signal. So that it
        is not lost, what is known of it is shown then.
        """
        latest = outcome

        def seen(now: Outcome) -> None:
            nonlocal latest
            latest = now

        try:
            return await settle(hub, outcome, self._options.timeout, self._context.say, seen)
        except BaseException:
            self._context.output.one(latest.as_object(), lambda: outcome_lines(latest))
            self._context.say(accepted_line(latest))
            raise

    def _show(self, plan: Plan) -> int:
        self._context.output.one(plan.as_object(), lambda: plan_lines(plan))
        return ExitCode.REFUSED if plan.blockers else ExitCode.DONE

    def _tell(self, outcome: Outcome) -> int:
        self._context.output.one(outcome.as_object(), lambda: outcome_lines(outcome))
        back = self._operation.undo(outcome)
        if back is not None and self._options.format is None and is_terminal(sys.stderr):
            self._context.say(undo_line(back))
        return ExitCode.FAILED if outcome.failed else ExitCode.DONE
