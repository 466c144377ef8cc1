"""Bodies: every fault of their shape at once, and nothing that a body can do harm with."""

from __future__ import annotations

import asyncio
import json
import threading
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


def test_very_many_faults_end_it() -> None:
    with pytest.raises(Refusal) as caught:
        read({"packages": [1] * 500})
    assert len(caught.value.problems) == 100


def test_what_has_very_many_entries_is_one_fault_and_no_entry_is_looked_at() -> None:
    limits = {f"p{n}": "x" for n in range(bodies.MOST + 1)}
    body, faults = read(
        {
            "externalId": "NC-1",
            "packages": [1] * 300_000,
            "provisioningParameters": {"packages": {"limits": limits}},
            "provisioningId": [0] * 2_000,
            "unknown": [1] * 2_000,
        }
    )
    assert faults == {
        "packages": "must have at most 1,000 entries",
        "provisioningParameters.packages.limits": "must have at most 1,000 entries",
        "provisioningId": "must be text",
    }
    assert body.external_id == "NC-1"
    _, faults = read({"packages": ["x"] * 1_000, **{f"u{n}": n for n in range(2_000)}})
    assert faults == {}


def test_a_member_that_stands_twice_is_found_at_once_in_a_long_body() -> None:
    """Looking through all names for each of them would take a minute."""
    members = ",".join(f'"{n}":0' for n in range(99_000))
    content = f'{{{members},"98999":1}}'.encode()
    assert len(content) > 900_000
    with pytest.raises(Refusal) as caught:
        bodies.decode(content)
    assert "'98999'" in caught.value.problems[0][1]


def test_reading_a_body_changes_nothing_of_it() -> None:
    body = bodies.decode(b'{"packages": [1], "address": {"city": 5, "country": "US"}}')
    first = bodies.read(ProvisionCustomer, body)
    assert len(first[1]) == 2
    assert bodies.read(ProvisionCustomer, body) == first


def test_a_long_body_is_decoded_beside_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[str] = []
    decode = bodies.decode

    def noting(content: bytes) -> bodies.Body:
        threads.append(threading.current_thread().name)
        return decode(content)

    monkeypatch.setattr(bodies, "decode", noting)
    for size in (10, 10_000):
        body = asyncio.run(bodies.decoded(json.dumps({"a": "x" * size}).encode(), form=False))
        assert body.loaded == {"a": "x" * size}
    assert threads == [threading.current_thread().name, "rtm-body"]
    with pytest.raises(Refusal):
        asyncio.run(bodies.decoded(b"[" * 10_000, form=False))
    assert asyncio.run(bodies.decoded(b"a=b", form=True)).form == b"a=b"


def test_halves_of_characters_become_question_marks() -> None:
    body, _ = bodies.read(UpdateCustomer, b'{"externalId": "a\\ud800b"}')
    assert body.external_id == "a?b"


def test_what_is_kept_of_a_request_has_no_secret() -> None:
    content = '{"name": "é", "secret": "s3", "clientSecret": "s4"}'.encode()
    assert bodies.decode(content).kept == '{"name":"é"}'
    many = list(range(2_000))
    kept = bodies.decode(json.dumps({"a": many}).encode()).kept
    assert json.loads(kept or "") == {"a": many}


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
