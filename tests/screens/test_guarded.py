"""What a screen does with what goes wrong in its work."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from app.credentials import CredentialProblem
from data.advised import advised
from data.client.errors import Unreachable
from screens.guarded import guarded, trouble

if TYPE_CHECKING:
    from screens.context import Console


class Saying:
    """A console that keeps what it is told to say."""

    def __init__(self) -> None:
        self.said: list[Exception] = []

    def say_error(self, error: Exception) -> None:
        self.said.append(error)


PROBLEMS = [Unreachable("There is no connection."), CredentialProblem("No token.", "Set it.")]


@pytest.mark.parametrize("problem", PROBLEMS)
async def test_what_can_be_put_right_is_said_and_told(problem: Exception) -> None:
    console, told = Saying(), list[Exception]()

    async def work() -> None:
        raise problem

    await guarded(cast("Console", console), work, failed=told.append)
    assert console.said == told == [problem]
    await guarded(cast("Console", console), work)
    assert console.said == [problem, problem]


@pytest.mark.parametrize("defect", [TypeError("x"), KeyError("x"), OSError(5, "x")])
async def test_a_defect_is_not_swallowed(defect: Exception) -> None:
    console, told = Saying(), list[Exception]()

    async def work() -> None:
        raise defect

    with pytest.raises(type(defect)):
        await guarded(cast("Console", console), work, failed=told.append)
    assert console.said == told == []


async def test_files_may_fail_where_files_are_concerned() -> None:
    console = Saying()

    async def full() -> None:
        raise OSError(28, "No space left on device")

    async def wrong() -> None:
        raise TypeError

    await guarded(cast("Console", console), full, files=True)
    assert [type(error) for error in console.said] == [OSError]
    with pytest.raises(TypeError):
        await guarded(cast("Console", console), wrong, files=True)


def test_who_is_advised() -> None:
    assert all(advised(problem) for problem in PROBLEMS)
    assert not advised(ValueError("x"))


def test_what_to_do_is_said_where_something_is_missing() -> None:
    assert trouble(PROBLEMS[1]) == "No token. Set it. r tries again."
    assert trouble(OSError("No answer.")) == "No answer. r tries again."
