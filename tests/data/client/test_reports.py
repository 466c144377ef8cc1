"""Billing reports through the client: over the emulation, and word for word over a mock."""

from __future__ import annotations

import csv
import stat
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from data.client import errors
from data.models.reports import CreateReport
from data.models.settings import ClockInput, PlatformSettingsInput
from tests.data.client.losing import Losing, failures
from tests.data.client.support import TOKEN, Pauses, client, error, hasty

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from data.client import HubClient
    from tests.data.client.emulated import Emulation, Way

ID = "report-1"
FILE = b"PARTNER_NAME,QUANTITY\r\nNorth Coast,1.5\r\n"


@pytest.fixture
def emulation(fresh: Emulation) -> Emulation:
    """One for each test, since all of them write."""
    return fresh


async def month(hub: HubClient, back: int = 2, level: str = "") -> CreateReport:
    """A report over thirty days that are over on the platform's clock; nobody asked for it yet."""
    today = (await hub.clock()).now.date()
    start = today - timedelta(days=31 * back + 3)
    return CreateReport(
        billing_start_date=start.isoformat(),
        billing_end_date=(start + timedelta(days=29)).isoformat(),
        type=level,
    )


@pytest.mark.rule("REP-1", "REP-4", "REP-5", "REP-7")
async def test_the_life_of_a_report(hub: HubClient) -> None:
    body = await month(hub, level="CUSTOMER")
    made = await hub.reports.create(body)
    assert (made.type, made.billing_start_date) == ("CUSTOMER", body.billing_start_date)
    report = await hub.reports.wait_for(made.id)
    assert (report.status, report.category) == ("COMPLETED", "RECONCILIATION")
    content = await hub.reports.download(made.id)
    header, *rows = csv.reader(content.decode().splitlines())
    assert header[10] == "QUANTITY"
    assert rows
    start, end = body.billing_start_date, body.billing_end_date
    (found,) = await hub.reports.list(start=start, end=end, level="CUSTOMER", status="COMPLETED")
    assert (found.id, found.temp_download_url) == (made.id, "")
    await hub.reports.delete(made.id)
    with pytest.raises(errors.NotFound):
        await hub.reports.download(made.id)
    assert await hub.reports.list(start=start, end=end, sort_by="id") == ()


@pytest.mark.rule("REP-6")
async def test_a_finished_report_is_in_the_way(hub: HubClient) -> None:
    body = await month(hub)
    await hub.reports.create(body)
    with pytest.raises(errors.Conflict) as caught:
        await hub.reports.create(body)
    assert caught.value.codes == (40915,)
    assert "Delete" in caught.value.advice


@pytest.mark.rule("REP-3")
async def test_one_waits_for_a_report_as_long_as_it_takes(hub: HubClient) -> None:
    await hub.set_clock(ClockInput(mode="frozen", pace="demo"))
    made = await hub.reports.create(await month(hub))
    assert (await hub.reports.create(await month(hub))).id == made.id
    with pytest.raises(errors.NotSettled, match="in progress"):
        await hub.reports.wait_for(made.id, within=0.0)
    with pytest.raises(errors.NotSettled, match="in progress"):
        await hub.reports.download(made.id)
    await hub.set_clock(ClockInput(forward=60_000))
    seen: list[str] = []
    report = await hub.reports.wait_for(made.id, progress=lambda one: seen.append(one.status))
    assert (report.status, seen) == ("COMPLETED", ["COMPLETED"])


@pytest.mark.rule("REP-3")
async def test_a_report_may_fail(hub: HubClient) -> None:
    await hub.platform_settings.update(PlatformSettingsInput(report_outcome="failed"))
    made = await hub.reports.create(await month(hub))
    report = await hub.reports.wait_for(made.id)
    assert report.status == "FAILED"
    assert report.errors[0].code == 50001
    with pytest.raises(errors.Conflict, match="failed"):
        await hub.reports.download(made.id)


async def test_a_file_is_written_for_its_owner_only(hub: HubClient, tmp_path: Path) -> None:
    made = await hub.reports.create(await month(hub, level="USER"))
    path = tmp_path / "report.csv"
    size = await hub.reports.save(made.id, path)
    assert path.read_bytes() == await hub.reports.download(made.id)
    assert (path.stat().st_size, stat.S_IMODE(path.stat().st_mode)) == (size, 0o600)
    with pytest.raises(FileExistsError):
        await hub.reports.save(made.id, path)
    assert path.stat().st_size == size


async def test_a_lost_answer_makes_no_second_report(emulation: Emulation, way: Way) -> None:
    for back, (_, failure) in enumerate(failures(), 3):
        losing = Losing(emulation.transport(way), failure, arrives=True)
        async with emulation.over(way, transport=losing, settings=hasty()) as hub:
            body = await month(hub, back)
            made = await hub.reports.create(body)
            assert made.found
            rows = await hub.reports.list(start=body.billing_start_date, end=body.billing_end_date)
            assert [row.id for row in rows] == [made.id]


def telling(url: str, file: Callable[[httpx.Request], httpx.Response]) -> Callable[..., Any]:
    """A platform with one report, whose file is at an address."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith(ID):
            body = {"id": ID, "status": "COMPLETED", "tempDownloadURL": url}
            return httpx.Response(200, json=body)
        return file(request)

    return answer


SIGNED = "https://files.example/reports/1.csv?Expires=1785247325&X-Amz-Signature=c2lnbmVkIQ"


@pytest.mark.rule("REP-4")
async def test_neither_token_nor_signature_leaves_its_place() -> None:
    sent: list[httpx.Request] = []

    def file(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, content=FILE, headers={"content-type": "text/csv"})

    async with client(telling(SIGNED, file)) as hub:
        assert await hub.reports.download(ID) == FILE
        (request,) = sent
        assert str(request.url) == SIGNED
        assert "authorization" not in request.headers
        assert TOKEN not in str(request.headers.raw)
        assert "".join(hub.log.lines()).count("c2lnbmVkIQ") == 0
        last = hub.log.last
        assert last is not None
        assert (last.host, last.operation) == ("files.example", "reports.download")
        assert (last.response_size, last.response_text()) == (len(FILE), "")


@pytest.mark.parametrize(
    "url",
    [
        "http://files.example/1.csv?Signature=s",
        "ftp://files.example/1.csv",
        "https://name:secret@files.example/1.csv",
        "file:///etc/passwd",
        "/v1/people/me",
        "no address",
    ],
)
async def test_an_address_that_is_not_safe_is_not_read(url: str, tmp_path: Path) -> None:
    def file(request: httpx.Request) -> httpx.Response:
        raise AssertionError(request.url)

    path = tmp_path / "report.csv"
    async with client(telling(url, file)) as hub:
        with pytest.raises(errors.Unsafe) as caught:
            await hub.reports.save(ID, path)
    assert not path.exists()
    assert "secret" not in str(caught.value)
    assert "Signature" not in str(caught.value)


async def test_a_download_that_breaks_off_is_made_again_from_the_start(tmp_path: Path) -> None:
    parts = iter([b"PARTNER", None, FILE])

    class Cut(httpx.AsyncByteStream):
        async def __aiter__(self) -> Any:
            for part in parts:
                if part is None:
                    raise httpx.ReadError("cut")
                yield part

    def file(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Cut())

    path = tmp_path / "report.csv"
    async with client(telling(SIGNED, file), pauses=Pauses()) as hub:
        assert await hub.reports.save(ID, path) == len(FILE)
    assert path.read_bytes() == FILE


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (error(410, {"code": 45003, "description": "Run out."}), errors.NotFound),
        (error(403, {"code": 45004, "description": "Not signed here."}), errors.Forbidden),
        (httpx.Response(200, html="<h1>Sign in</h1>"), errors.BadAnswer),
        (httpx.Response(302, headers={"location": "https://evil.example/"}), errors.BadAnswer),
    ],
)
async def test_what_is_no_file_leaves_none(
    answer: httpx.Response, kind: type[errors.HubError], tmp_path: Path
) -> None:
    path = tmp_path / "report.csv"
    async with client(telling(SIGNED, lambda _: answer)) as hub:
        with pytest.raises(kind):
            await hub.reports.save(ID, path)
    assert not path.exists()
