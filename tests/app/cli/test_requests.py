"""`rtm requests`: what was asked, by commands and consoles of a profile."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import sqlite3
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from data.hidden import HIDDEN
from data.local.opening import open_local
from data.local.requests import Texts, insert
from tests.app.cli.running import spawn
from tests.data.local.support import request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran


@pytest.fixture
def own(home: Path) -> Path:
    """The console's own database of the plain profile; not there yet."""
    return home / "state" / "rtm" / "profiles" / "sandbox.db"


def keep(own: Path, *changes: dict[str, Any]) -> None:
    """Keep requests as another program would."""
    with closing(open_local(own).connection) as connection:
        insert(connection, [request(**one) for one in changes], 100)


def listed(rtm: Callable[..., Ran], *options: str) -> list[dict[str, Any]]:
    done = rtm("requests", "list", "--json", *options)
    assert done.code == 0, done.err
    rows: list[dict[str, Any]] = json.loads(done.out)
    return rows


def test_a_commands_own_requests_are_kept(rtm: Callable[..., Ran], small: Path, own: Path) -> None:
    assert rtm("customers", "get", "NC-004411", "--db", str(small)).code == 0
    rows = listed(rtm)
    assert [row["n"] for row in rows] == list(range(len(rows), 0, -1))
    assert rows[-1]["operation"] == "capabilities"
    assert rows[0]["operation"] == "customers.detail"
    assert {row["program"] for row in rows} == {"command"}
    assert {row["pid"] for row in rows} == {os.getpid()}
    assert {row["place"] for row in rows} == {str(small)}
    assert own.stat().st_mode & 0o777 == 0o600
    assert listed(rtm) == rows, "looking asks nothing and is not recorded"


def test_a_command_that_fails_leaves_its_requests_too(rtm: Callable[..., Ran], small: Path) -> None:
    assert rtm("customers", "get", "NC-999999", "--db", str(small)).code == 5
    assert listed(rtm)
    done = rtm("customers", "delete", "NC-999999", "--yes", "--db", str(small))
    assert done.code == 5
    failed = listed(rtm, "--failed")
    assert all(row["error"] for row in failed)


def test_the_list_is_filtered_and_cut(rtm: Callable[..., Ran], own: Path) -> None:
    import time

    now = int(time.time() * 1000)
    keep(
        own,
        {"at_ms": now - 7_200_000},
        {"at_ms": now - 60_000, "error": "NotFound", "status": 404, "target": "/v1/x"},
        {"at_ms": now, "method": "POST", "operation": "customers.create"},
    )
    assert [row["n"] for row in listed(rtm)] == [3, 2, 1]
    assert [row["n"] for row in listed(rtm, "--limit", "1")] == [3]
    assert [row["n"] for row in listed(rtm, "--failed")] == [2]
    assert [row["n"] for row in listed(rtm, "--since", "1h")] == [3, 2]
    assert [row["n"] for row in listed(rtm, "--text", "post CREATE")] == [3]
    rows = list(csv.DictReader(io.StringIO(rtm("requests", "list", "--csv").out)))
    assert [(row["n"], row["status"], row["error"]) for row in rows[:2]] == [
        *(("3", "200", ""), ("2", "404", "NotFound")),
    ]
    table = rtm("requests", "list").out.splitlines()
    assert table[0].split()[:3] == ["No", "Time", "From"]
    assert "404 NotFound" in table[2]
    none = rtm("requests", "list", "--text", "nothing-of-that")
    assert (none.code, none.err) == (0, "No request matches.\n")


@pytest.mark.parametrize("since", ["", "2", "h", "-1h", "1y", "1.5h", "9999999999d"])
def test_a_while_that_is_none_is_refused(rtm: Callable[..., Ran], since: str) -> None:
    done = rtm("requests", "list", f"--since={since}")
    assert done.code == 2
    assert "--since" in done.err


def test_before_anything_was_asked(rtm: Callable[..., Ran], home: Path) -> None:
    done = rtm("requests", "list", "--json")
    assert (done.code, done.out) == (0, "[]\n")
    assert "Profile sandbox has kept no request yet." in done.err
    assert rtm("requests", "clear").err == "0 requests forgotten.\n"
    assert rtm("requests", "show", "1").code == 5
    assert rtm("requests", "replay", "1").code == 5
    assert list(home.iterdir()) == [], "and nothing is made by looking"


def test_one_in_full(rtm: Callable[..., Ran], own: Path) -> None:
    body = '{"name": "it\'s \\"Acme\\" $HOME"}'
    texts = Texts({"content-type": "application/json"}, body, {"server": "x"}, '{"id":"C1"}')
    keep(
        own, {"method": "POST", "host": "webexapis.com", "texts": texts, "target": "/v1/x?a=1&b=2"}
    )
    shown = rtm("requests", "show", "1").out
    for part in ("POST /v1/x?a=1&b=2", '  "id": "C1"', "content-type: application/json", "$TOKEN"):
        assert part in shown
    value = json.loads(rtm("requests", "show", "1", "--json").out)
    assert value["responseBody"] == '{"id":"C1"}'
    assert value["requestHeaders"] == texts.request_headers
    # A shell makes of the line exactly what was asked.
    line = value["curl"].replace("curl ", "printf '%s\\0' ", 1)
    done = subprocess.run(
        ["/bin/sh", "-c", line], env={"TOKEN": "t0k"}, capture_output=True, text=True, check=True
    )
    words = done.stdout.split("\0")
    assert words[:4] == ["-X", "POST", "-H", "Authorization: Bearer t0k"]
    assert words[-3:-1] == [body, "https://webexapis.com/v1/x?a=1&b=2"]
    assert shlex.split(value["curl"])[0] == "curl"


def test_a_safe_request_is_asked_once_more(rtm: Callable[..., Ran], small: Path) -> None:
    assert rtm("customers", "list", "--limit", "1", "--json", "--db", str(small)).code == 0
    (first,) = [row for row in listed(rtm) if row["operation"] == "customers.window"]
    n = str(first["n"])
    done = rtm("requests", "replay", n, "--json", "--db", str(small))
    assert done.code == 0, done.err
    value = json.loads(done.out)
    assert value["difference"] == "The answer is the same."
    assert value["changedLines"] == []
    assert value["before"]["n"] == first["n"]
    newest = listed(rtm)[0]
    assert newest["operation"] == "requests.replay"
    assert value["after"]["n"] == newest["n"] > first["n"]
    assert value["after"]["target"] == first["target"]
    assert rtm("customers", "delete", "NC-001001", "--yes", "--db", str(small)).code == 0
    words = rtm("requests", "replay", n, "--db", str(small)).out
    assert f"Against request {n}" in words


def test_a_refusal_is_an_answer(rtm: Callable[..., Ran], small: Path, own: Path) -> None:
    keep(own, {"place": str(small), "target": "/v1/nowhere"})
    done = rtm("requests", "replay", "1", "--db", str(small))
    assert done.code == 0
    assert "The answer is 404, it was 200." in done.out


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"method": "DELETE"}, "this was a DELETE"),
        ({"method": "POST", "operation": "customers.precheck"}, "this was a POST"),
        ({"target": f"/r.csv?Signature={HIDDEN}"}, "secrets are not kept"),
        ({"place": "https://webexapis.com"}, "another platform: https://webexapis.com"),
    ],
)
def test_what_is_not_asked_again_says_why(
    rtm: Callable[..., Ran], small: Path, own: Path, changes: dict[str, Any], why: str
) -> None:
    keep(own, {"place": str(small)} | changes)
    done = rtm("requests", "replay", "1", "--db", str(small))
    assert done.code == 2
    assert why in done.err
    assert len(listed(rtm)) == 1, "nothing was sent"


def test_all_are_forgotten(rtm: Callable[..., Ran], own: Path) -> None:
    keep(own, {}, {})
    aside = [own.with_name(f"{own.name}.damaged-20260101-000000{end}") for end in ("", "-wal")]
    for one in aside:
        one.write_bytes(b"Jo Personal")
    other = own.with_name("other.db.damaged-20260101-000000")
    other.touch()
    done = rtm("requests", "clear")
    assert (done.code, done.err) == (0, "2 requests forgotten.\n2 damaged files deleted.\n")
    assert listed(rtm) == []
    assert not any(one.exists() for one in aside)
    assert other.exists(), "another profile's"


def test_what_is_not_wiped_yet_is_told(rtm: Callable[..., Ran], own: Path) -> None:
    keep(own, {}, {})
    with closing(sqlite3.connect(own, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM requests").fetchone()
        done = rtm("requests", "clear")
    assert done.code == 1
    assert "2 requests forgotten." in done.err
    assert "not yet wiped" in done.err
    assert "rtm requests clear" in done.err
    assert rtm("requests", "clear").code == 0


def test_each_profile_has_its_own_and_may_keep_none(
    rtm: Callable[..., Ran], small: Path, home: Path
) -> None:
    folder = home / "config" / "rtm"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(
        f'[profiles.a]\ndb = "{small}"\nkeep_requests = 2\n'
        f'[profiles.b]\ndb = "{small}"\nkeep_requests = false\n'
    )
    for name in ("a", "b"):
        for _ in range(2):
            assert rtm("customers", "list", "--limit", "1", "--profile", name).code == 0
    assert len(listed(rtm, "--profile", "a")) == 2
    done = rtm("requests", "list", "--profile", "b")
    assert "keeps no requests (keep_requests)" in done.err
    state = home / "state" / "rtm" / "profiles"
    assert [path.name for path in state.iterdir()] == ["a.db"]
    shown = rtm("config", "show").out
    assert "keep_requests = 2\n" in shown
    assert f"own_db = {state / 'a.db'}" in shown
    (folder / "config.toml").write_text("keep_requests = 20001\n")
    done = rtm("config", "validate")
    assert done.code == 2
    assert "up to 20,000" in done.err


@pytest.mark.parametrize("trouble", ["damaged", "foreign", "folder"])
def test_a_file_that_cannot_be_used_keeps_no_command_from_its_work(
    rtm: Callable[..., Ran], small: Path, own: Path, trouble: str
) -> None:
    own.parent.mkdir(parents=True)
    if trouble == "damaged":
        own.write_text("no database" * 100)
    elif trouble == "foreign":
        with closing(sqlite3.connect(own)) as connection:
            connection.execute("CREATE TABLE theirs (n)")
    else:
        own.mkdir()
    looked = rtm("requests", "list")
    assert looked.code == 1
    assert str(own) in looked.err
    done = rtm("customers", "list", "--limit", "1", "--csv", "--db", str(small))
    assert (done.code, done.err) == (0, "")
    if trouble == "damaged":
        assert "set aside by itself" in looked.err
        assert listed(rtm)
        assert [path.name[:18] for path in own.parent.glob("*.damaged*")] == ["sandbox.db.damaged"]


def test_no_token_is_in_the_file(rtm: Callable[..., Ran], small: Path, own: Path) -> None:
    code = (
        "from data.emulation.platform import Platform; from pathlib import Path; import sys;"
        "print(Platform.open(Path(sys.argv[1])).token(None))"
    )
    import sys

    done = subprocess.run(
        [sys.executable, "-c", code, str(small)], capture_output=True, text=True, check=True
    )
    token = done.stdout.strip()
    assert token.startswith("sbx.")
    assert spawn("customers", "list", "--db", str(small)).code == 0
    for file in own.parent.iterdir():
        content = file.read_bytes()
        assert token.encode() not in content
        assert b"sbx." not in content
        assert b"Bearer" not in content
