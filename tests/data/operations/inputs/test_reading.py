"""From a JSON object to an input, with all that is wrong at once."""

from __future__ import annotations

from typing import Any

import pytest

from data.models.requests import ProvisionCustomer
from data.operations.inputs.reading import InputProblem, WrongInput, check_email, packages, read


def problems(given: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(WrongInput) as caught:
        read(ProvisionCustomer, given)
    return [(one.field, one.text) for one in caught.value.problems]


def test_what_is_right_is_read() -> None:
    given = {"externalId": "x", "packages": ["webex_suite"], "address": {"city": "Hull"}}
    value = read(ProvisionCustomer, {**given, "orgId": None, "customerInfo": {"language": None}})
    assert value.wire() == {**given, "customerInfo": {}}


def test_all_that_is_wrong_is_said_at_once() -> None:
    found = problems(
        {
            "external_id": "the model's name is not the wire's",
            "address": {"adressLine1": "x", "city": 5},
            "provisioningParameters": {"packages": {"limits": {"webex_suite": 1.5}}},
            "packages": "webex_suite",
            "customerInfo": ["x"],
        }
    )
    assert found == [
        ("external_id", "is not known here; did you mean externalId?"),
        ("address.adressLine1", "is not known here; did you mean addressLine1?"),
        ("packages", "must be a list"),
        ("address.city", "must be text"),
        ("customerInfo", "must be an object"),
        ("provisioningParameters.packages.limits.webex_suite", "must be a whole number"),
    ]


def test_what_is_like_nothing_gets_all_names() -> None:
    [(field, text)] = problems({"address": {"qqq": 1}})
    assert field == "address.qqq"
    assert "there are: addressLine1, addressLine2, city, country" in text


def test_no_value_is_repeated() -> None:
    with pytest.raises(WrongInput) as caught:
        read(ProvisionCustomer, {"externalId": {"secret": "s3"}})
    assert "s3" not in str(caught.value)


@pytest.mark.rule("PKG-2")
def test_packages_by_their_words() -> None:
    wrong: list[InputProblem] = []
    said = ["Customer Assist", "cx_essentials", "customer_assist", "SUITE", "webex-calling"]
    assert packages(said, "packages", wrong) == ("cx_essentials", "webex_suite", "webex_calling")
    assert wrong == []
    assert packages(["", "qqqq"], "packages", wrong) == ()
    assert len(wrong) == 2
    assert "there are: common_area_calling" in wrong[1].text


@pytest.mark.parametrize(
    ("text", "right"),
    [("jo@b.example", True), (" jo@b.example ", True), ("", False), ("jo", False),
     ("@b.example", False), ("jo@b", False), ("jo@.", False), ("j o@b.example", False)],
)  # fmt: skip
def test_emails(text: str, right: bool) -> None:
    wrong: list[InputProblem] = []
    check_email(text, "email", wrong)
    assert (not wrong) is right
