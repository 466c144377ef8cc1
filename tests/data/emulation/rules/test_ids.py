from __future__ import annotations

import base64
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules import ids

UUIDS = st.uuids().map(lambda u: u.bytes)


@given(st.sampled_from(ids.KINDS), UUIDS)
def test_an_id_comes_back_padded_or_not(kind: str, value: bytes) -> None:
    text = ids.encode(kind, value)
    padded = text + "=" * (-len(text) % 4)
    plain = base64.urlsafe_b64decode(padded).decode()
    assert plain == f"ciscospark://us/{kind}/{uuid.UUID(bytes=value)}"
    assert "=" not in text
    assert ids.decode(kind, text) == ids.decode(kind, padded) == value
    assert ids.decode_any(text) == (kind, value)


@given(UUIDS)
def test_an_id_of_another_kind_is_none(value: bytes) -> None:
    assert ids.decode(ids.ORGANIZATION, ids.encode(ids.CUSTOMER, value)) is None


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    ids.decode_any(text)
    ids.uuid_bytes(text)


@pytest.mark.parametrize(
    "text", ["", "=", "a", "é", "x" * 500, base64.b64encode(b"ciscospark://us/PEOPLE/1").decode()]
)
def test_what_is_no_id_is_refused(text: str) -> None:
    assert ids.decode_any(text) is None


@given(UUIDS)
def test_a_provisioning_id_is_a_bare_uuid(value: bytes) -> None:
    text = ids.encode_provisioning_id(value)
    assert base64.b64decode(text).decode() == str(uuid.UUID(bytes=value))


@given(UUIDS)
def test_a_bare_uuid_is_read_in_any_spelling(value: bytes) -> None:
    text = str(uuid.UUID(bytes=value))
    assert ids.uuid_text(value) == text
    assert ids.uuid_bytes(text.upper()) == ids.uuid_bytes(text.replace("-", "")) == value
