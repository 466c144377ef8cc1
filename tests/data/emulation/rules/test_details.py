from __future__ import annotations

import json

from data.emulation.rules import codes, details, roles
from data.emulation.rules.details import Detail


def test_a_detail_comes_back() -> None:
    errors = [{"errorCode": 1, "description": "No number is free."}]
    text = details.write(errors=errors, note="Waiting")
    assert details.read(text) == Detail(errors=json.dumps(errors), note="Waiting")
    assert details.write() is None
    assert details.read(None) == details.read("[1]") == Detail()
    assert details.read('"Approved"') == Detail(note="Approved")


def test_a_detail_in_words() -> None:
    warnings = [{"errorCode": 2560, "description": "Calling is in maintenance."}]
    errors = [{"errorCode": 1, "description": "Full."}]
    assert details.sentence(details.write(note="Approved", errors=errors)) == "Approved"
    text = details.write(errors=errors, warnings=warnings)
    assert details.sentence(text) == "Full.; Calling is in maintenance."
    assert details.sentence(None) is details.sentence("{}") is None


def test_codes_are_distinct_and_marked() -> None:
    numbers = [code.number for code in codes.CODES]
    assert len(numbers) == len(set(numbers)) >= 14
    assert {code.source for code in codes.CODES} == {"documented", "assumed"}


def test_creating_asks_for_both_roles() -> None:
    assert roles.is_full_wholesale([roles.WHOLESALE, roles.FULL])
    assert not roles.is_full_wholesale([roles.FULL])
