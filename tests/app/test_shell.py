"""What holds for every screen of the console."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from app.wiring import Backend
from screens.activity.detail_screen import RequestScreen
from screens.activity.list_screen import ActivityScreen
from screens.area import AreaScreen
from screens.customers.detail_screen import CustomerScreen
from screens.customers.list_screen import CustomersScreen
from tests.console import console_on
from tests.screens.activity.test_refresh import activity
from tests.screens.customers.test_list_screen import opened, settled
from widgets.command_line import CommandLine
from widgets.cover import Cover
from widgets.filter_bar import FilterBar
from widgets.header import Header
from widgets.line_input import LineInput

if TYPE_CHECKING:
    from pathlib import Path

    from app.profiles import Profile
    from app.shell import Shell
    from data.client import RequestLog


def seen(shell: Shell) -> str:
    """The text on the screen."""
    strips = shell.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


async def test_the_header_says_where_who_and_when(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        header = shell.screen.query_one(Header)
        await settled(pilot, lambda: header.state.partner != "")
        state = header.state
        assert (state.profile, state.partner) == ("sandbox", "North Coast Telecom")
        assert state.crumbs == ("Customers",)
        assert state.role == "full+wholesale"
        assert state.clock == "14:02Z"


async def test_what_fell_due_is_written_down_behind_the_start(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settling: list[Backend] = []

    async def settle(backend: Backend) -> None:
        settling.append(backend)

    monkeypatch.setattr(Backend, "settle", settle)
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await settled(pilot, lambda: bool(settling))
    assert len(settling) == 1


async def test_what_is_said_while_a_screen_is_being_made_is_said_there(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        row = screen.table.cursor_row
        assert row is not None
        page = CustomerScreen(row.id, row)
        shell.push_screen(page)
        shell.say("Something was written.")
        await settled(pilot, lambda: page.is_mounted and "written" in page.key_bar.message)


async def test_garbage_is_collected_again_once_the_rows_are_there(world: Path) -> None:
    shell = console_on(world)
    gc.disable()
    try:
        async with shell.run_test(size=(80, 24)) as pilot:
            await opened(shell, pilot)
            await settled(pilot, gc.isenabled)
    finally:
        gc.enable()
        gc.unfreeze()


async def test_areas_are_left_as_they_were(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("slash", *"acme", "enter", "6")
        await settled(pilot, lambda: isinstance(shell.screen, ActivityScreen))
        await pilot.press("1")
        await settled(pilot, lambda: isinstance(shell.screen, CustomersScreen))
        assert shell.screen is screen
        assert [row.name for row in screen.table.rows if "cme" in row.name]


async def test_activity_has_the_exact_requests(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(120, 40)) as pilot:
        log = await activity(shell, pilot)
        assert any("/hub/v1/customers" in row.target for row in log.table.rows)
        await pilot.press("enter")
        await settled(pilot, lambda: isinstance(shell.screen, RequestScreen))
        await pilot.press("escape", "slash", *"nothing-like-this")
        await settled(pilot, lambda: not log.table.rows)


@pytest.mark.parametrize(
    ("typed", "screen"),
    [
        ("activity", ActivityScreen),
        ("customer NC-004411", CustomerScreen),
        ("cust acme dental", CustomersScreen),
    ],
)
async def test_commands_go_anywhere(world: Path, typed: str, screen: type) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        await pilot.press("colon", *["space" if c == " " else c for c in typed], "enter")
        if typed.startswith("cust "):
            area = shell.screen
            assert isinstance(area, AreaScreen)
            await settled(pilot, lambda: ":customer" in area.key_bar.message)
            return
        await settled(pilot, lambda: isinstance(shell.screen, screen))


async def test_a_command_filters_the_list(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("6", "colon", *"customers", "space", *"status:error", "enter")
        await settled(pilot, lambda: {row.status for row in screen.table.rows} == {"error"})
        assert shell.screen is screen
        assert screen.query_one(FilterBar).text == "status:error"
        assert screen.table.count is not None
        assert screen.table.count.matched == len(screen.table.rows)


async def test_a_page_of_a_customer_gives_way_to_the_next(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(120, 24)) as pilot:
        screen = await opened(shell, pilot)
        for name, crumb in (("NC-004411", "Acme Dental"), ("NC-001702", "Acme Freight")):
            await pilot.press("colon", *"customer", "space", *name, "enter")
            await settled(pilot, lambda crumb=crumb: crumb in crumbs_of(shell))
        assert crumbs_of(shell) == ("Customers", "Acme Freight")
        await pilot.press("escape")
        await settled(pilot, lambda: shell.screen is screen)


def crumbs_of(shell: Shell) -> tuple[str, ...]:
    """The path that the header shows."""
    headers = shell.screen.query(Header)
    return headers.first().state.crumbs if headers else ()


async def test_an_unknown_command_is_said(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("colon", *"custmers", "enter")
        await pilot.pause()
        assert ":customers" in screen.key_bar.message


async def test_history_is_walked_with_the_arrows(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        for command in ("activity", "customers acme"):
            keys = ["space" if sign == " " else sign for sign in command]
            await pilot.press("colon", *keys, "enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomersScreen))
        await pilot.press("6", "colon", "x")
        line = shell.screen.query_one(CommandLine).query_one(LineInput)
        seen_lines = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await pilot.press(key)
            seen_lines.append(line.value)
        older, newer = "activity", "customers acme"
        assert seen_lines == [newer, older, older, newer, "x", "x"]
        await pilot.press("up", "enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomersScreen))
        assert shell.command_history == [older, newer]


async def test_tab_completes_a_command_and_goes_round(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("colon", *"cu")
        line = screen.query_one(CommandLine).query_one(LineInput)
        shown = []
        for key in ("tab", "tab", "tab", "shift+tab"):
            await pilot.press(key)
            shown.append(line.value)
        assert shown == ["customer", "customers ", "customer ", "customers "]
        assert shell.focused is line


async def test_ctrl_c_twice_quits_and_once_does_not(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("ctrl+c")
        assert "once more" in screen.key_bar.message
        await pilot.press("j", "ctrl+c")
        assert shell.is_running
        await pilot.press("ctrl+c")
        await pilot.pause()
    assert shell.return_code == 0


@pytest.mark.parametrize("size", [(40, 10), (50, 12), (80, 24), (200, 60)])
async def test_it_opens_in_any_size(world: Path, size: tuple[int, int]) -> None:
    shell = console_on(world)
    async with shell.run_test(size=size) as pilot:
        await opened(shell, pilot)
        assert shell.screen.query_one(Cover).display == (size == (40, 10))


async def test_no_key_that_multiplexers_or_flow_control_need_is_bound(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        bound = {active.binding.key for active in shell.screen.active_bindings.values()}
        assert not bound & {"ctrl+a", "ctrl+b", "ctrl+s", "ctrl+q"}


async def test_every_binding_has_an_id_of_its_own(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        for active in shell.screen.active_bindings.values():
            assert active.binding.id, active.binding


async def test_a_crash_leaves_a_report_without_values(
    world: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.paths.crash_folder", lambda: tmp_path / "crashes")
    shell = console_on(world)

    def fail() -> None:
        secret = "hunter2"
        raise RuntimeError(secret[:0] + "it broke")

    async def crash() -> None:
        async with shell.run_test(size=(80, 24)) as pilot:
            await opened(shell, pilot)
            shell.call_later(fail)
            await settled(pilot, lambda: shell.crash_report is not None)

    with pytest.raises(RuntimeError, match="it broke"):
        await crash()
    assert shell.crash_report is not None
    text = shell.crash_report.read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert "hunter2" not in text.replace('secret = "hunter2"', "")


async def test_a_backend_that_cannot_be_reached_is_said_and_tried_again(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import wiring
    from data.client.errors import Unreachable

    real, tries = wiring.open_profile, 0

    async def open_profile(profile: Profile, log: RequestLog) -> wiring.Backend:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise Unreachable("There is no connection to the platform.", sent=False)
        return await real(profile, log=log)

    monkeypatch.setattr("app.wiring.open_profile", open_profile)
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = shell.screen
        assert isinstance(screen, CustomersScreen)
        await settled(pilot, lambda: "no connection" in screen.key_bar.message)
        assert "any proxy, then try again. r tries again." in seen(shell)
        await pilot.press("r")
        await opened(shell, pilot)
        assert tries == 2


@pytest.mark.parametrize("command", ["customers acme", "customer NC-001702", "activity"])
async def test_commands_from_a_page_that_they_take_away(world: Path, command: str) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        for name in ("NC-004411", "NC-002208"):
            await pilot.press("colon", *"customer", "space", *name, "enter")
            await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
        before = shell.screen
        await pilot.press("colon", *["space" if c == " " else c for c in command], "enter")
        await settled(pilot, lambda: shell.screen is not before)
        await pilot.press("1")
        await settled(pilot, lambda: shell.screen.AREA == "customers")  # type: ignore[attr-defined] # an area
        await pilot.press("ctrl+c", "ctrl+c")
        await settled(pilot, lambda: shell.return_code == 0)


async def test_a_customer_that_is_not_there_leaves_the_list_alone(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        screen = await opened(shell, pilot)
        await pilot.press("colon", *"customer", "space", *"zzzz", "enter")
        await settled(pilot, lambda: "No customer" in screen.key_bar.message)
        assert shell.screen is screen
        assert len(screen.table.rows) > 20


async def test_the_profile_is_named_however_long_the_path_is(world: Path) -> None:
    shell = console_on(world)
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        await pilot.press("slash", *"NC-006008", "enter", "enter")
        await settled(pilot, lambda: isinstance(shell.screen, CustomerScreen))
        await settled(pilot, lambda: "sandbox" in seen(shell).splitlines()[0])


async def test_without_colours_only_bold_and_reverse_are_sent(world: Path) -> None:
    from dataclasses import replace

    from tests.console import TERMINAL

    shell = console_on(world, terminal=replace(TERMINAL, colors="none"))
    async with shell.run_test(size=(80, 24)) as pilot:
        await opened(shell, pilot)
        for strip in shell.screen._compositor.render_strips():
            for segment in strip.apply_filter(
                shell._filters[-1], shell.screen.background_colors[1]
            ):
                if segment.style is not None and segment.style.color is not None:
                    assert segment.style.color.is_default
