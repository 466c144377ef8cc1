"""Bodies: every fault of their shape at once, and nothing that a body can do harm with."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.http import bodies
from data.emulation.services.problems import Refusal
from data.models.requests import ProvisionCustomer, UpdateCustomer


def read(value: Any) -> tuple[ProvisionCustomer, dict[str, str]]:
    body, faults = bodies.read(ProvisionCustomer, json.dumps(value).encode())
    return body, {fault.field: fault.text for fault in faults}


def test_what_is_right_is_kept_beside_what_is_wrong() -> None:
    body, faults = read(
        {
            "externalId": "NC-1",
            "packages": ["webex_calling", 5, None],
            "provisioningId": 7,
            "address": {"city": "Duluth", "country": ["US"]},
            "customerInfo": "Acme",
            "provisioningParameters": {"packages": {"limits": {"webex_suite": "five"}}},
            "unknown": {"deep": [1]},
        }
    )
    assert faults == {
        "packages[1]": "must be text",
        "packages[2]": "must be text",
        "provisioningId": "must be text",
        "address.country": "must be text",
        "customerInfo": "must be an object",
        "provisioningParameters.packages.limits.webex_suite": "must be a whole number",
    }
    assert body.external_id == "NC-1"
    assert body.address is not None
    assert (body.address.city, body.address.country) == ("Duluth", "")
    assert body.packages == ()


def test_null_is_the_same_as_missing() -> None:
    body, faults = read({"externalId": None, "address": None, "packages": ["a"]})
    assert faults == {}
    assert (body.external_id, body.address, body.packages) == ("", None, ("a",))


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b'"x"', b"{", b"\xff", b'{"a": NaN}', b'{"a": Infinity}', b"[" * 100_000, b"null"],
)
def test_what_is_no_object_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        bodies.read(UpdateCustomer, content)
    assert (caught.value.status, caught.value.problems[0][0].number) == (400, 40002)
    assert bodies.kept(content) is None


def test_very_many_faults_end_it() -> None:
    with pytest.raises(Refusal) as caught:
        read({"packages": [1] * 500})
    assert len(caught.value.problems) == 100


def test_halves_of_characters_become_question_marks() -> None:
    body, _ = bodies.read(UpdateCustomer, b'{"externalId": "a\\ud800b"}')
    assert body.external_id == "a?b"


def test_what_is_kept_of_a_request_has_no_secret() -> None:
    kept = bodies.kept('{"name": "é", "secret": "s3", "clientSecret": "s4"}'.encode())
    assert kept == '{"name":"é"}'


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)
_FIELDS = ("packages", "address", "customerInfo", "provisioningParameters", "orgId", "external_id")


@given(st.dictionaries(st.sampled_from(_FIELDS), _JSON))
def test_any_object_is_read_or_refused(value: dict[str, Any]) -> None:
    with suppress(Refusal):
        bodies.read(ProvisionCustomer, json.dumps(value).encode())
