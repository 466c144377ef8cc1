"""The command line on a small world, through everything that stands behind it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from data.emulation.services import clock
from data.models.statuses import STATUSES
from tests.app.cli.running import ROOT, spawn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.cli.running import Ran

    Rtm = Callable[..., Ran]

Rows = list[dict[str, Any]]


SEEDED = 1_790_000_000_000
"""When the small world was made; in processes of their own, time has gone on."""


@pytest.fixture(autouse=True)
def wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wall shows the moment that the world was made at."""
    monkeypatch.setattr(clock, "wall_ms", lambda: SEEDED)


@pytest.fixture
def rows(rtm: Rtm, small: Path) -> Callable[..., Rows]:
    """What `rtm customers list --json` gives with some more options."""

    def listed(*argv: str) -> Rows:
        ran = rtm("customers", "list", "--json", "--db", str(small), *argv)
        assert ran.code == 0, ran.err
        found: Rows = json.loads(ran.out)
        return found

    return listed


def test_everything_of_ones_own(rows: Callable[..., Rows]) -> None:
    own = rows()
    assert len(own) == 60
    assert {row["status"] for row in own} == set(STATUSES)
    everybody = rows("--owner", "all")
    assert len(everybody) > 60
    assert all(row["own"] for row in own)
    other = next(row["owner"]["orgId"] for row in everybody if not row["own"])
    one = rows("--owner", other)
    assert {row["owner"]["orgId"] for row in one} == {other}


def test_filters(rows: Callable[..., Rows]) -> None:
    everything = rows()
    for status in ("error", "pending_rpl_review"):
        found = rows("--status", status)
        assert {row["status"] for row in found} == {status}
        assert len(found) == sum(row["status"] == status for row in everything)
    assert {row["name"] for row in rows("--q", "acme")} >= {"Acme Dental", "Acme Freight"}
    assert all("webex_suite" in row["packages"] for row in rows("--package", "webex_suite"))
    users = [row["users"] for row in rows("--sort", "users", "--desc", "--limit", "5")]
    assert len(users) == 5
    assert users == sorted(users, reverse=True)
    assert [row["name"] for row in rows("--external-id", "NC-004411")] == ["Acme Dental"]
    assert [row["name"] for row in rows("--org-id", rows("--q", "NC-004411")[0]["orgId"])] == [
        "Acme Dental"
    ]


def test_hostile_names_are_harmless(rtm: Rtm, small: Path, rows: Callable[..., Rows]) -> None:
    names = [row["name"] for row in rows()]
    assert any("\x1b" in name for name in names)
    assert any(name.startswith("=") for name in names)
    for argv in ([], ["--json"], ["--csv"]):
        out = rtm("customers", "list", "--db", str(small), *argv).out
        assert all(sign.isprintable() or sign == "\n" for sign in out)
    text = rtm("customers", "list", "--db", str(small), "--csv").out
    for row in csv.reader(io.StringIO(text)):
        assert not any(value.startswith(("=", "+", "-", "@")) for value in row)


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]])
def test_every_customer_in_full(
    rtm: Rtm, small: Path, rows: Callable[..., Rows], form: list[str]
) -> None:
    for row in rows()[::10]:
        ran = rtm("customers", "get", row["id"], "--db", str(small), *form)
        assert ran.code == 0, ran.err
        assert row["externalId"] in ran.out
        assert all(sign.isprintable() or sign == "\n" for sign in ran.out)


def test_get_by_what_people_know(rtm: Rtm, small: Path, rows: Callable[..., Rows]) -> None:
    acme = rows("--q", "NC-004411")[0]
    for which in (acme["id"], acme["orgId"], "NC-004411", "acme dental"):
        value = json.loads(rtm("customers", "get", which, "--json", "--db", str(small)).out)
        assert value["name"] == "Acme Dental"
        assert value["history"]
    for unknown, code in (("Acme", 2), (acme["id"][:-4] + "AAAA", 5), ("NC-0044x", 5)):
        ran = rtm("customers", "get", unknown, "--db", str(small))
        assert (ran.code, ran.out) == (code, "")


@pytest.mark.rule("SUB-9")
def test_a_provider_by_its_name(rtm: Rtm, small: Path, rows: Callable[..., Rows]) -> None:
    found = rows("--owner", "harbour light communications")
    assert {row["owner"]["name"] for row in found} == {"Harbour Light Communications"}
    assert found == rows("--owner", found[0]["owner"]["orgId"])
    assert rows("--owner", "North Coast Telecom") == rows()
    exact = rows("--owner", "harbour", "--external-id", "HL-000101")
    assert [row["name"] for row in exact] == ["Acme Marine Supply"]
    ran = rtm("customers", "list", "--owner", "nobody", "--db", str(small))
    assert (ran.code, ran.out) == (2, "")
    assert "Harbour Light Communications" in ran.err


def test_the_clock_moves_what_is_listed(rtm: Rtm, small: Path, rows: Callable[..., Rows]) -> None:
    before = {row["id"] for row in rows("--status", "pending_rpl_review")}
    assert before
    assert rtm("db", "clock", "+30d", "--db", str(small)).code == 0
    assert not before & {row["id"] for row in rows("--status", "pending_rpl_review")}


def test_the_line_of_the_issue(small: Path) -> None:
    python = sys.executable
    command = f"{python} -m app customers list --db {small} --json | {python} -m json.tool"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(json.loads(done.stdout)) > 50


def test_a_reader_that_has_enough(small: Path) -> None:
    command = f"{sys.executable} -m app customers list --db {small} --owner all | head -n 1"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Customer")


def test_a_locale_without_such_signs(small: Path) -> None:
    ran = spawn("customers", "list", "--db", str(small), PYTHONIOENCODING="ascii")
    assert ran.code == 0
    assert "\\u" in ran.out
    as_json = spawn("customers", "list", "--db", str(small), "--json", PYTHONIOENCODING="ascii")
    assert as_json.out.isascii()
    assert len(json.loads(as_json.out)) > 50


def test_no_terminal_program_behind_the_list(small: Path) -> None:
    script = (
        "import sys; from app.cli import main; main(sys.argv[1:]);"
        "sys.exit('textual' in sys.modules)"
    )
    argv = [sys.executable, "-c", script, "customers", "list", "--db", str(small)]
    subprocess.run(argv, cwd=ROOT, check=True, capture_output=True)
