"""Billing reports: their life, who has them, and where their files are (REP)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from data.emulation.rules import ids
from data.emulation.rules.roles import FULL, READ_ONLY
from tests.data.emulation.builder import NOW
from tests.data.emulation.http.asking import Reply, ask, org_id
from tests.data.emulation.http.ground import Ground

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPORTS = "/v1/wholesale/billing/reports"
JUNE = {"billingStartDate": "2026-06-01", "billingEndDate": "2026-06-30"}
MINUTE = 60_000


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    found = Ground(tmp_path / "platform.db")
    found.run("UPDATE settings SET value = 'instant' WHERE key = 'pace'")
    yield found
    found.close()


def create(ground: Ground, *, partner: int = 1, **more: str) -> str:
    reply = ground.send("POST", REPORTS, JUNE | more, partner=partner)
    assert reply.status == 200, reply.body
    found: str = reply.json["id"]
    return found


def codes(reply: Reply, status: int) -> list[int]:
    assert reply.status == status, reply.body
    assert all(set(error) == {"code", "description"} for error in reply.json["errors"])
    return [error["code"] for error in reply.json["errors"]]


def listed(ground: Ground, query: str = "", *, partner: int = 1) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ground.get(f"{REPORTS}?{query}", partner=partner)["items"]
    return found


def address(ground: Ground, report: str) -> str:
    found: str = ground.get(f"{REPORTS}/{report}")["tempDownloadURL"]
    return found


def download(ground: Ground, url: str) -> Reply:
    """As anybody: without a token."""
    return ask(ground.platform.app, url)


@pytest.mark.rule("REP-1", "REP-2")
def test_a_report_is_the_partners_unless_said_otherwise(ground: Ground) -> None:
    reply = ground.send("POST", REPORTS, JUNE | {"internal": True, "type": ""})
    assert reply.json == {"id": reply.json["id"], **JUNE, "type": "PARTNER"}
    assert ids.decode(ids.BILLING_REPORT, reply.json["id"])
    report = ground.get(f"{REPORTS}/{reply.json['id']}")
    assert report["category"] == "RECONCILIATION"
    assert ids.decode(ids.PERSON, report["createdBy"])
    more = ["category", "status", "created", "createdBy", "tempDownloadURL"]
    assert list(report) == [*reply.json, *more]
    for level in ("CUSTOMER", "USER"):
        create(ground, type=level)
    assert sorted(one["type"] for one in listed(ground)) == ["CUSTOMER", "PARTNER", "USER"]


@pytest.mark.rule("REP-1", "REP-10")
@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"billingEndDate": "2026-07-25"}, [45001]),
        ({"billingStartDate": "2021-07-24"}, [45001]),
        ({"billingStartDate": "2026-07-01"}, [45001]),
        ({"billingStartDate": "", "type": "TEAM"}, [40004, 40013]),
        ({"billingStartDate": 5, "billingEndDate": "x"}, [40003, 40008]),
        ({"category": "POINT_IN_TIME"}, [45002]),
    ],
)
def test_all_that_is_wrong_with_a_report(
    ground: Ground, change: dict[str, Any], wrong: list[int]
) -> None:
    assert codes(ground.send("POST", REPORTS, JUNE | change), 400) == wrong
    assert listed(ground) == []


@pytest.mark.rule("REP-3")
def test_a_report_is_made_in_its_own_time(ground: Ground) -> None:
    ground.run("UPDATE settings SET value = 'real' WHERE key = 'pace'")
    report = create(ground)
    found = ground.get(f"{REPORTS}/{report}")
    assert found["status"] == "IN_PROGRESS"
    assert "tempDownloadURL" not in found
    ground.move(2 * MINUTE - 1)
    assert ground.get(f"{REPORTS}/{report}")["status"] == "IN_PROGRESS"
    ground.move(18 * MINUTE + 1)
    assert ground.get(f"{REPORTS}/{report}")["status"] == "COMPLETED"
    assert [one["status"] for one in listed(ground, "status=COMPLETED")] == ["COMPLETED"]
    assert listed(ground, "status=IN_PROGRESS") == []


@pytest.mark.rule("REP-3", "REP-6")
def test_one_that_failed_says_why_and_is_replaced(ground: Ground) -> None:
    ground.send("PUT", "/hub/v1/settings", {"reportOutcome": "failed"})
    ground.run("UPDATE settings SET value = 'demo' WHERE key = 'pace'")
    first = create(ground)
    assert "errors" not in ground.get(f"{REPORTS}/{first}")
    ground.move(10_000)
    found = ground.get(f"{REPORTS}/{first}")
    assert (found["status"], found["errors"][0]["code"]) == ("FAILED", 50001)
    assert "tempDownloadURL" not in found
    ground.send("PUT", "/hub/v1/settings", {"reportOutcome": "completed"})
    second = create(ground)
    assert second != first
    assert [one["id"] for one in listed(ground)] == [second]
    assert codes(ground.send("GET", f"{REPORTS}/{first}"), 404) == [2024]


@pytest.mark.rule("REP-6")
def test_a_finished_report_is_deleted_before_it_is_made_again(ground: Ground) -> None:
    report = create(ground, type="USER")
    assert codes(ground.send("POST", REPORTS, JUNE | {"type": "USER"}), 409) == [40915]
    # Another level, period, category or owner is another report.
    create(ground, type="CUSTOMER")
    create(ground, type="USER", billingEndDate="2026-06-29")
    create(ground, type="USER", category="POINT_IN_TIME")
    create(ground, type="USER", subPartnerOrgId=org_id(ground.world, 2))
    assert ground.send("DELETE", f"{REPORTS}/{report}").status == 204
    assert create(ground, type="USER") != report


@pytest.mark.rule("REP-6")
def test_one_in_progress_is_given_again(ground: Ground) -> None:
    ground.run("UPDATE settings SET value = 'demo' WHERE key = 'pace'")
    report = create(ground)
    assert create(ground) == report
    assert len(listed(ground)) == 1
    assert ground.send("DELETE", f"{REPORTS}/{report}").status == 204
    assert create(ground) != report


@pytest.mark.rule("REP-4")
def test_an_address_works_for_thirty_minutes_without_a_token(ground: Ground) -> None:
    report = create(ground)
    url = address(ground, report)
    until = int(parse_qs(urlsplit(url).query)["Expires"][0])
    reply = download(ground, url)
    assert (reply.status, reply.headers["content-type"]) == (200, "text/csv;charset=UTF-8")
    assert reply.body.startswith(b"PARTNER_NAME,PARTNER_ORG_ID,")
    ground.move(30 * MINUTE)
    assert download(ground, url).status == 200
    ground.world.set_now(until * 1_000 - 1)
    assert download(ground, url).status == 200
    ground.world.set_now(until * 1_000)
    assert codes(download(ground, url), 410) == [45003]
    # Every look at the report gives one anew.
    again = address(ground, report)
    assert again != url
    assert download(ground, again).status == 200


@pytest.mark.rule("REP-4")
def test_an_address_cannot_be_made_up(ground: Ground) -> None:
    report, other = create(ground), create(ground, type="USER")
    url = address(ground, report)
    until = parse_qs(urlsplit(url).query)["Expires"][0]
    path, _, query = url.partition("?")
    forged = [
        url.replace(until, str(int(until) + 1)),
        url.replace(until, "0" + until),
        url.replace(until, ""),
        url.replace(report, other),
        url.replace(report, "x"),
        url[:-1],
        url + "A",
        path,
        f"{path}?Expires={until}",
        f"{path}?{query.replace('Signature=', 'signature=')}",
        f"{path}?Expires={until}&Signature=%C3%A9",
    ]
    for wrong in forged:
        assert codes(download(ground, wrong), 403) == [45004], wrong
    assert download(ground, url).status == 200
    assert download(ground, url.replace(report, report + "==")).status == 200


@pytest.mark.rule("REP-7")
def test_a_deleted_reports_address_is_dead_at_once(ground: Ground) -> None:
    url = address(ground, report := create(ground))
    assert download(ground, url).status == 200
    assert ground.send("DELETE", f"{REPORTS}/{report}").status == 204
    assert codes(download(ground, url), 404) == [2024]
    assert codes(ground.send("DELETE", f"{REPORTS}/{report}"), 404) == [2024]
    # What takes its place has an address of its own.
    create(ground)
    assert download(ground, url).status == 404


@pytest.mark.rule("REP-5")
def test_a_list_matches_exactly(ground: Ground) -> None:
    month, part = create(ground), create(ground, billingStartDate="2026-06-10")
    users = create(ground, type="USER")

    def found(query: str) -> set[str]:
        return {one["id"] for one in listed(ground, query)}

    assert found("") == {month, part, users}
    assert found("billingStartDate=2026-06-01") == {month, users}
    assert found("billingStartDate=2026-06-01&billingEndDate=2026-06-30&type=USER") == {users}
    # What lies within a period is not what equals it.
    assert found("billingStartDate=2026-05-01&billingEndDate=2026-07-01") == set()
    assert found("billingStartDate=2026-06-10&billingEndDate=2026-06-30") == {part}
    assert found("type=PARTNER&status=COMPLETED&type=") == {month, part, users}
    assert found("status=FAILED") == set()
    assert not any("tempDownloadURL" in one for one in listed(ground))
    for wrong in ("type=TEAM", "status=done", "sortBy=type", "max=101", "billingStartDate=June"):
        assert codes(ground.send("GET", f"{REPORTS}?{wrong}"), 400) == [40000]


@pytest.mark.rule("REP-5")
def test_a_list_is_sorted(ground: Ground) -> None:
    ends = ("2026-06-20", "2026-06-05", "2026-06-12")
    made = [create(ground, billingEndDate=end) for end in ends]
    ground.run("UPDATE billing_reports SET outcome = 'FAILED' WHERE id = 2")
    assert [one["id"] for one in listed(ground)] == made[::-1]
    assert [one["billingEndDate"] for one in listed(ground, "sortBy=billingEndDate")] == [
        *sorted(ends)
    ]
    assert [one["id"] for one in listed(ground, "sortBy=id")] == sorted(made)
    states = [one["status"] for one in listed(ground, "sortBy=status")]
    assert states == ["COMPLETED", "COMPLETED", "FAILED"]
    assert [one["id"] for one in listed(ground, "sortBy=billingStartDate&max=1")] == made[2:]


@pytest.mark.rule("SUB-3", "SUB-5")
def test_a_partner_handles_its_sub_partners_reports(ground: Ground) -> None:
    harbour = org_id(ground.world, 2)
    own, theirs = create(ground), create(ground, subPartnerOrgId=harbour)
    assert [one["id"] for one in listed(ground)] == [own]
    assert [one["id"] for one in listed(ground, f"subPartnerOrgId={harbour}")] == [theirs]
    assert ground.get(f"{REPORTS}/{theirs}")["createdBy"]
    # The sub-partner has it too, and does not hear of the parent's people.
    (seen,) = listed(ground, partner=2)
    assert seen["id"] == theirs
    assert "createdBy" not in seen
    assert download(ground, address(ground, theirs)).status == 200
    for report, partner in ((own, 2), (theirs, 3), (theirs, 4), (own, 4)):
        for method in ("GET", "DELETE"):
            reply = ground.send(method, f"{REPORTS}/{report}", partner=partner)
            assert codes(reply, 404) == [2024]
    mine = create(ground, partner=2, type="USER")
    assert "createdBy" in listed(ground, "type=USER", partner=2)[0]
    assert ground.send("DELETE", f"{REPORTS}/{mine}").status == 204


@pytest.mark.rule("SUB-3")
def test_nobody_asks_for_a_strangers_report(ground: Ground) -> None:
    for partner, other in ((2, 1), (2, 3), (4, 2), (1, 4)):
        org = org_id(ground.world, other)
        body = JUNE | {"subPartnerOrgId": org}
        assert ground.send("POST", REPORTS, body, partner=partner).status == 404
        reply = ground.send("GET", f"{REPORTS}?subPartnerOrgId={org}", partner=partner)
        assert reply.status == 404


@pytest.mark.rule("SUB-11")
def test_a_suspended_sub_partner_has_reports_still(ground: Ground) -> None:
    create(ground, subPartnerOrgId=org_id(ground.world, 3))
    create(ground, partner=3, type="USER")
    assert len(listed(ground, partner=3)) == 2


@pytest.mark.rule("ADM-2", "ADM-4")
def test_who_reads_and_who_writes(ground: Ground) -> None:
    own = create(ground)
    theirs = create(ground, subPartnerOrgId=org_id(ground.world, 2))
    by_sub_partner = f"subPartnerOrgId={org_id(ground.world, 2)}"
    ground.world.staff(1, "reader@example.com", [READ_ONLY])
    ground.world.staff(1, "full@example.com", [FULL])

    def as_staff(email: str, method: str, path: str, body: Any = None) -> int:
        token = ground.platform.token(email)
        return ask(ground.platform.app, path, token, method=method, body=body).status

    reader = "reader@example.com"
    assert as_staff(reader, "GET", f"{REPORTS}/{own}") == 200
    assert as_staff(reader, "GET", REPORTS) == 200
    assert as_staff(reader, "DELETE", f"{REPORTS}/{own}") == 403
    assert as_staff(reader, "POST", REPORTS, JUNE | {"type": "USER"}) == 403
    # Sub-partners take both roles.
    assert as_staff("full@example.com", "GET", f"{REPORTS}/{theirs}") == 404
    assert as_staff("full@example.com", "GET", f"{REPORTS}?{by_sub_partner}") == 403
    assert as_staff("full@example.com", "DELETE", f"{REPORTS}/{own}") == 204


def test_asking_twice_changes_nothing(ground: Ground) -> None:
    report = create(ground)
    first = ground.get(f"{REPORTS}/{report}")
    assert ground.get(f"{REPORTS}/{report}") == first
    url = first["tempDownloadURL"]
    assert download(ground, url).body == download(ground, url).body
    assert ask(ground.platform.app, url, method="HEAD").body == b""
    assert urlsplit(url).netloc == "test"
    assert ground.one("SELECT max(high_ms) FROM clock") >= NOW
