from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.emulation.rules.sip import sip_domain


@pytest.mark.rule("PRV-4")
@given(st.binary(min_size=16, max_size=16))
def test_each_organization_has_a_domain(uuid: bytes) -> None:
    domain = sip_domain(uuid)
    assert re.fullmatch(r"c[0-9a-f]{12}\.sip\.rtm\.example", domain)
    assert sip_domain(uuid) == domain
    assert sip_domain(bytes([uuid[0] ^ 1]) + uuid[1:]) != domain
