"""Whether what is there is what was asked, where the answer to a change was lost."""

from __future__ import annotations

from typing import Any

import pytest

from data.client import compare
from data.client.lost import Unclear
from data.models.customers import Customer, CustomerDetail
from data.models.requests import UpdateCustomer, UpdateSubscriber
from data.models.resources import Subscriber

ASKED = UpdateCustomer.model_validate({"packages": ["webex_suite"], "externalId": "X-2"})
LIMITED = UpdateCustomer.model_validate(
    {
        "packages": ["webex_suite"],
        "provisioningParameters": {"packages": {"limits": {"webex_suite": 5}}},
    }
)


def row(status: str = "provisioned", **more: Any) -> Customer:
    given = {"id": "C1", "packages": ["webex_suite"], "externalId": "X-2", "status": status}
    return Customer.model_validate({**given, **more})


OLD = row(externalId="X-1")
GOING = {"packages": [{"name": "webex_meetings", "status": "deleting"}]}


@pytest.mark.parametrize(
    ("body", "before", "now", "done"),
    [
        (ASKED, OLD, row(), True),
        (ASKED, OLD, row("updating"), True),
        (ASKED, None, row(), True),
        (ASKED, row(), row(), True),
        (ASKED, OLD, OLD, False),
        # Somebody else's update may be what is under way.
        (ASKED, OLD, row("updating", externalId="X-1"), None),
        (ASKED, row("updating", externalId="X-1"), row("updating", externalId="X-1"), False),
        # A package that is on its way out is as good as gone.
        (ASKED, OLD, row(packages=["webex_suite", "webex_meetings"], resourceDetails=GOING), True),
        (ASKED, OLD, row(packages=["webex_suite", "webex_meetings"]), False),
        # It was to be tried anew, and has failed before or again.
        (ASKED, row("error"), row("error"), None),
        (ASKED, row("error"), row("provisioning"), True),
        # Limits do not show in the public answer.
        (LIMITED, row(), row(), None),
        (LIMITED, row(), row("updating"), True),
        (LIMITED, row(packages=["webex_meetings"]), row(), True),
    ],
)
def test_updates(
    body: UpdateCustomer, before: Customer | None, now: Customer, done: bool | None
) -> None:
    if done is None:
        with pytest.raises(Unclear):
            compare.is_updated(body, before, now)
    else:
        assert compare.is_updated(body, before, now) is done


@pytest.mark.parametrize(("most", "done"), [(5, True), (4, False)])
def test_a_detail_shows_limits(most: int, done: bool) -> None:
    def detail(limit: int) -> CustomerDetail:
        given = {"id": "C1", "packages": ["webex_suite"], "status": "provisioned"}
        return CustomerDetail.model_validate({**given, "packageLimits": {"webex_suite": limit}})

    assert compare.asks_for_details(LIMITED)
    assert compare.is_updated(LIMITED, detail(4), detail(most)) is done


@pytest.mark.parametrize(
    ("asked", "package", "packages", "there"),
    [
        ("webex_suite", "webex_suite", [], True),
        ("webex_suite", "webex_calling", ["webex_calling"], False),
        ("customer_assist", "cx_essentials", ["cx_essentials"], True),
        ("attendant_console", "webex_suite", ["webex_suite", "attendant_console"], True),
        ("attendant_console", "webex_suite", ["webex_suite"], False),
    ],
)
def test_packages_of_a_user(asked: str, package: str, packages: list[str], there: bool) -> None:
    user = Subscriber(id="S1", package=package, packages=tuple(packages))
    assert compare.has_package(user, UpdateSubscriber(package=asked)) is there


def test_texts_and_ids() -> None:
    assert compare.same_text(" Cafe\u0301  one", "caf\u00e9 ONE")
    assert compare.same_id("abc==", "abc")
    assert compare.kept(" Cafe\u0301 ") == "Caf\u00e9"
