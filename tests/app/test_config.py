"""The configuration file: defaults, what it may say, and what it says about mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.config import ConfigProblem, UnknownProfile, load
from app.config_lines import line_of

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str) -> list[tuple[str, int | None, str]]:
    try:
        problem = load(write(folder, text)).problem
    except ConfigProblem as raised:
        problem = raised
    assert problem is not None
    return [(mistake.key, mistake.line, mistake.text) for mistake in problem.mistakes]


def test_no_file_is_a_sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    config = load(tmp_path / "none.toml")
    profile = config.profile()
    assert not config.exists
    assert (profile.name, profile.kind, profile.seeded) == ("sandbox", "sandbox", True)
    assert profile.database == tmp_path / "data" / "rtm" / "sandbox.db"
    assert not profile.read_only


def test_profiles(tmp_path: Path) -> None:
    config = load(
        write(
            tmp_path,
            """
default = "live"
theme = "dark"
[keys]
refresh = "f5"
quit = "f10"
[profiles.live]
kind = "live"
token_file = "live.token"
keys = {quit = "q"}
[profiles.lab]
db = "lab.db"
theme = "light"
low_bandwidth = true
[profiles.proxy]
kind = "live"
base_url = "http://127.0.0.1:8080/v1/"
read_only = false
""",
        )
    )
    live, lab, proxy = config.profile(), config.profile("lab"), config.profile("proxy")
    assert (live.name, live.kind, live.read_only) == ("live", "live", True)
    assert live.base_url == "https://webexapis.com"
    assert live.token_file == tmp_path / "live.token"
    assert (live.token_env, live.db, live.theme) == ("", None, "dark")
    assert live.keys == {"refresh": "f5", "quit": "q"}
    assert (lab.kind, lab.db, lab.theme) == ("sandbox", tmp_path / "lab.db", "light")
    assert lab.low_bandwidth
    assert not lab.seeded
    assert lab.keys == {"refresh": "f5", "quit": "f10"}
    assert proxy.base_url == "http://127.0.0.1:8080"
    assert (proxy.token_env, proxy.read_only) == ("RTM_TOKEN", False)
    assert config.profile("sandbox").seeded


def test_unknown_profile_lists_the_known(tmp_path: Path) -> None:
    config = load(write(tmp_path, '[profiles.lab]\ndb = "x.db"'))
    with pytest.raises(UnknownProfile) as caught:
        config.profile("lib")
    assert "'lib'" in str(caught.value)
    assert "lab, sandbox" in caught.value.advice


def test_every_mistake_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        """
default = "lvie"
[profiles.live]
kind = "live"
base_url = "http://webexapis.com"
tokn_env = "X"
read_only = "yes"
[profiles."a/b"]
kind = "sandbox"
[profiles.lab]
kind = "sandpit"
""",
    )
    assert [(key, line) for key, line, _ in found] == [
        ("default", 2),
        ("profiles.live.base_url", 5),
        ("profiles.live.tokn_env", 6),
        ("profiles.live.read_only", 7),
        ("profiles.a/b", 8),
        ("profiles.lab.kind", 11),
    ]
    assert "token_env perhaps?" in found[2][2]
    assert "sandbox, live" in found[5][2]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('theme = "pink"', "dark, light, terminal"),
        ("theme = 1", "dark, light, terminal"),
        ('language = "tlh"', "en"),
        ("ascii = 1", "true or false"),
        ("keys = {quit = 3}", "quit"),
        ('keys = "q"', "table"),
        ('keys = {quit = ",,"}', "quit"),
        ("default = 3", "quotation marks"),
        ("profiles = 3", "table"),
        ("profiles.x = 3", "[profiles.NAME]"),
        ('profiles.x.db = ""', "quotation marks"),
        ('profiles.x = {kind = "live", db = "x"}', "no such key"),
        ('profiles.x = {kind = "live", token_env = "abc-def"}', "not the token itself"),
        ('profiles.x = {kind = "live", base_url = "https://u:p@host"}', "plain address"),
        ('profiles.x = {kind = "live", base_url = "https://[host"}', "not a web address"),
        ('profiles.x = {kind = "live", base_url = "ftp://127.0.0.1"}', "https://"),
        ('profiles.x = {kind = ["live"]}', "sandbox, live"),
    ],
)
def test_wrong_values(tmp_path: Path, line: str, says: str) -> None:
    ((_key, number, text),) = [
        found for found in mistakes(tmp_path, line) if "one of: sandbox." not in found[2]
    ]
    assert number == 1
    assert says in text


def test_a_token_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(ConfigProblem) as caught:
        load(write(tmp_path, '[profiles.live]\nkind = "live"\ntoken = "s3cr3t"')).profile("live")
    said = str(caught.value) + caught.value.advice
    assert "token_file" in said
    assert "s3cr3t" not in said


def test_a_wrong_profile_is_in_nobodys_way_but_its_users(tmp_path: Path) -> None:
    config = load(write(tmp_path, '[profiles.lab]\n[profiles.plain]\nbase_url = "http://a.b"\n'))
    assert config.profile("lab").name == "lab"
    assert config.profile().name == "sandbox"
    assert sorted(config.profiles) == ["lab", "sandbox"]
    with pytest.raises(ConfigProblem, match=r"config.toml:3: profiles.plain.base_url: "):
        config.profile("plain")
    with pytest.raises(UnknownProfile) as caught:
        config.profile("plian")
    assert "lab, plain, sandbox" in caught.value.advice


def test_broken_files(tmp_path: Path) -> None:
    ((key, line, text),) = mistakes(tmp_path, 'default = "live"\n[profiles\n')
    assert (key, line) == ("", 2)
    assert "not TOML" in text
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigProblem, match="not UTF-8"):
        load(tmp_path / "config.toml")
    with pytest.raises(ConfigProblem, match="cannot be read"):
        load(tmp_path)


def test_lines_of_keys() -> None:
    text = "a = 1\n[b . 'c']\nd.e = 2\n[b.f]\n"
    assert line_of(text, ("a",)) == 1
    assert line_of(text, ("b",)) == 2
    assert line_of(text, ("b", "c", "d", "e")) == 3
    assert line_of(text, ("b", "f", "g")) == 4
    assert line_of(text, ("z",)) is None
