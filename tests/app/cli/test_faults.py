"""`rtm faults` and `rtm serve --fault`: one word for a fault, said, played, shown, taken back."""

from __future__ import annotations

import json
import re
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from app.cli.fault_spec import fault, fault_or_none, spec_of
from tests.app.cli.running import ROOT, spawn
from tests.serving import Served

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]

ME = "/v1/people/me"


@pytest.mark.parametrize(
    ("word", "wire"),
    [
        ("maintenance", {"kind": "maintenance"}),
        ("*:drop", {"operations": "*", "kind": "drop"}),
        ("a.b:delay=250", {"operations": "a.b", "kind": "delay", "delayMs": 250}),
        (
            "a.*:status=503,share=0.2,after,seed=7",
            {
                "operations": "a.*",
                "kind": "status",
                "status": 503,
                "share": 0.2,
                "moment": "after",
                "seed": 7,
            },
        ),
        (
            "a.b: most=3, share=20%, before, delay=5, cut",
            {
                "operations": "a.b",
                "kind": "cut",
                "delayMs": 5,
                "share": 0.2,
                "most": 3,
                "moment": "before",
            },
        ),
    ],
)
def test_a_word_is_a_fault(word: str, wire: dict[str, Any]) -> None:
    assert fault(word) == wire
    usual = {"moment": "before"}
    assert usual | fault(spec_of(wire)) == usual | wire


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("", "no operations before a colon"),
        ("none", "no operations before a colon"),
        ("customers.create", "no operations before a colon"),
        (":drop", "no operations before a colon"),
        ("*:", "it takes status=N"),
        ("*:share=0.5", "does not say what happens"),
        ("*:flood", "it takes status=N"),
        ("*:drop,", "it takes status=N"),
        ("*:drop=1", "it takes status=N"),
        ("*:status", "it takes status=N"),
        ("*:status=many", "status wants a number"),
        ("*:status=1e3", "status wants a number"),
        ("*:delay=0.5", "delay wants a number"),
        ("*:drop,share=x%", "share wants a number"),
        ("*:drop,share=20%%", "share wants a number"),
        ("*:drop,share=-1", "share wants a number"),
        ("*:drop,share=1e9", "share wants a number"),
        ("*:drop,cut", "said already"),
        ("*:drop,before,after", "said already"),
        ("*:status=503,garble", "said already"),
        ("*:drop,most=1,most=2", "said already"),
    ],
)
def test_a_word_that_is_none_is_told(word: str, reason: str) -> None:
    with pytest.raises(ArgumentTypeError) as found:
        fault(word)
    assert reason in str(found.value)
    assert "customers.create:status=503,share=0.2" in str(found.value)


def test_the_words_of_the_page_are_faults() -> None:
    page = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    found = re.findall(r"(?:--fault|faults add) '([^']+)'", page)
    assert len(found) == 3
    for word in found:
        assert fault(word)


def test_one_word_stands_for_no_fault_at_all() -> None:
    assert fault_or_none("none") == {}
    assert fault_or_none("*:drop") == fault("*:drop")


def test_faults_are_added_listed_and_taken_back(rtm: Rtm, small: Path) -> None:
    db = ("--db", str(small))
    ran = rtm("faults", "list", *db)
    assert (ran.code, ran.out) == (0, "")
    assert "No fault is on." in ran.err
    ran = rtm("faults", "add", "customers.list:status=503,share=20%", "maintenance", *db)
    assert ran.code == 0
    assert "customers.list:status=503,share=0.2" in ran.out
    ran = rtm("faults", "list", "--json", *db)
    found = json.loads(ran.out)
    assert [one["kind"] for one in found] == ["status", "maintenance"]
    assert (found[0]["share"], found[0]["seen"]) == (0.2, 0)
    ran = rtm("faults", "list", "--csv", *db)
    assert ran.out.splitlines()[0] == "fault,seen,fired,id"
    assert rtm("faults", "reset", *db).code == 0
    assert rtm("faults", "list", *db).out == ""


def test_faults_are_taken_back_whatever_fails(rtm: Rtm, small: Path) -> None:
    db = ("--db", str(small))
    assert rtm("faults", "add", "*:drop", *db).code == 0
    failed = rtm("providers", "list", *db)
    assert failed.code == 3
    assert "rtm faults list" in failed.err
    assert rtm("faults", "reset", *db).code == 0
    assert rtm("providers", "list", *db).code == 0


def test_what_fails_by_itself_is_no_fault(rtm: Rtm, small: Path) -> None:
    failed = rtm("customers", "get", "NC-404404", "--db", str(small))
    assert failed.code != 0
    assert "faults" not in failed.err


def test_what_is_no_fault_is_told(rtm: Rtm, small: Path) -> None:
    db = ("--db", str(small))
    ran = rtm("faults", "add", "customer.create:drop", *db)
    assert (ran.code, ran.out) == (5, "")
    assert "names no operation that can fail" in ran.err
    ran = rtm("faults", "add", "*:flop", *db)
    assert ran.code == 2
    assert "'*:flop' is no fault" in ran.err
    assert rtm("faults", "add", *db).code == 2


def test_several_are_added_all_or_none(rtm: Rtm, small: Path) -> None:
    db = ("--db", str(small))
    assert rtm("faults", "add", "people.me:delay=1", *db).code == 0
    ran = rtm("faults", "add", "*:delay=1", "customers.delete:drop", *db)
    assert (ran.code, ran.out) == (5, "")
    assert "'customers.delete:drop'; none was added." in ran.err
    assert "customers.remove," in ran.err
    found = json.loads(rtm("faults", "list", "--json", *db).out)
    assert [one["operations"] for one in found] == ["people.me"]
    ran = rtm("faults", "reset", "--json", *db)
    assert (ran.code, json.loads(ran.out)) == (0, {"reset": True})


def test_a_read_only_profile_lets_nothing_fail(rtm: Rtm, small: Path, home: Path) -> None:
    file = home / "config" / "rtm" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f'[profiles.looking]\nkind = "sandbox"\ndb = "{small}"\nread_only = true\n')
    profile = ("--profile", "looking")
    for argv in (("add", "*:drop"), ("reset",)):
        ran = rtm("faults", *argv, *profile)
        assert ran.code == 2
        assert "The profile looking is read-only." in ran.err
    ran = rtm("serve", "--port", "0", "--fault", "*:drop", *profile)
    assert ran.code == 2
    assert "The profile looking is read-only." in ran.err
    assert rtm("faults", "list", *profile).code == 0
    assert rtm("faults", "add", "people.me:drop", "--write", *profile).code == 0
    assert rtm("faults", "reset", "--write", *profile).code == 0


def test_a_server_plays_faults_and_takes_them_back(rtm: Rtm, small: Path) -> None:
    db = ("--db", str(small))
    rtm("faults", "add", "customers.list:drop", *db)
    options = ("--fault", "people.me:status=503", "--fault", "subscribers.list:cut")
    with Served(small, *options) as served:
        answer = httpx.get(served.url + ME, headers=served.headers)
        assert answer.status_code == 503
        assert answer.headers["rtm-faults"] == "3"
        assert answer.headers["retry-after"] == "1"
        for path in ("customers", "subscribers"):
            with pytest.raises(httpx.RemoteProtocolError):
                httpx.get(f"{served.url}/v1/wholesale/{path}", headers=served.headers)
        assert served.stop() == 0
        assert (
            "Faults are on: customers.list:drop  people.me:status=503  subscribers.list:cut"
            in served.said
        )
        # Nothing of it is told as a defect.
        assert "ASGI" not in served.said
    ran = rtm("faults", "list", *db)
    assert [line.split()[0] for line in ran.out.splitlines()[1:]] == ["customers.list:drop"]
    with Served(small, "--fault", "none") as served:
        assert "rtm-faults" not in httpx.get(served.url + ME, headers=served.headers).headers
        assert served.stop() == 0
        assert "Faults are on" not in served.said


def test_a_server_that_is_killed_leaves_them_to_be_seen(small: Path) -> None:
    with Served(small, "--fault", "customers.list:drop") as served:
        served.kill()
    with Served(small) as served:
        answer = httpx.get(served.url + ME, headers=served.headers)
        assert answer.headers["rtm-faults"] == "1"


def test_a_server_with_a_wrong_fault_does_not_begin(small: Path) -> None:
    for word, words in (("*:status=404", "must be one of 423"), ("nobody:drop", "no operation")):
        ran = spawn("serve", "--db", str(small), "--port", "0", "--fault", word)
        assert (ran.code, ran.out) == (2, "")
        assert "--fault: " in ran.err
        assert words in ran.err
