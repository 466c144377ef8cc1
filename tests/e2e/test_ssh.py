"""The console through a real SSH server on loopback."""

from __future__ import annotations

import getpass
import shutil
import socket
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.tmux import RTM, Terminal, needs_tmux

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin")
pytestmark = [
    pytest.mark.e2e,
    needs_tmux,
    pytest.mark.skipif(
        SSHD is None or shutil.which("ssh") is None,
        reason="no SSH server: sudo apt-get install openssh-server openssh-client",
    ),
]


def _free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _key(path: Path) -> Path:
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)]
    subprocess.run(command, check=True)
    return path


@pytest.fixture
def ssh(tmp_path: Path) -> Iterator[str]:
    """An SSH server with keys of its own; gives the command line that logs in."""
    host, user, port = _key(tmp_path / "host"), _key(tmp_path / "user"), _free_port()
    (tmp_path / "authorized").write_text((tmp_path / "user.pub").read_text())
    (tmp_path / "authorized").chmod(0o600)
    _require_separation_folder()
    config = tmp_path / "sshd_config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {host}\n"
        f"AuthorizedKeysFile {tmp_path / 'authorized'}\nPidFile {tmp_path / 'pid'}\n"
        "StrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\n"
    )
    server = subprocess.Popen([str(SSHD), "-D", "-e", "-f", str(config)], stderr=subprocess.DEVNULL)
    _await_port(port)
    yield (
        f"ssh -tt -q -p {port} -i {user} -o StrictHostKeyChecking=no"
        f" -o UserKnownHostsFile={tmp_path / 'known'} {getpass.getuser()}@127.0.0.1"
    )
    server.terminate()
    server.wait(5)


def _require_separation_folder(folder: Path = Path("/run/sshd")) -> None:
    """Make the folder that some builds of the server ask for at its start, or skip the test."""
    if folder.is_dir():
        return
    try:
        folder.mkdir()
    except OSError as error:
        reason = f"the SSH server needs {folder}, which only root can make: sudo mkdir {folder}"
        pytest.skip(f"{reason} ({error.strerror})")


def test_without_the_servers_folder_the_reason_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _require_separation_folder(tmp_path / "made")
    assert (tmp_path / "made").is_dir()

    def refuse(_folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "mkdir", refuse)
    _require_separation_folder(tmp_path / "made")
    with pytest.raises(pytest.skip.Exception, match="sudo mkdir"):
        _require_separation_folder(tmp_path / "missing")


def _await_port(port: int) -> None:
    end = time.monotonic() + 5
    while time.monotonic() < end:
        with closing(socket.socket()) as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the SSH server did not start")


def test_the_console_over_ssh(world: Path, ssh: str, terminal: Callable[..., Terminal]) -> None:
    window = terminal(f'{ssh} "LANG=C.UTF-8 {RTM} --db {world}"', (80, 24))
    window.wait("North Coast Telecom › Customers")
    window.type("/acme")
    window.wait("Acme Dental")
    window.keys("Enter")
    window.type("q")
    window.wait("EXIT 0")


def test_a_dropped_line_leaves_a_sound_database(
    world: Path, ssh: str, terminal: Callable[..., Terminal]
) -> None:
    window = terminal(f'{ssh} "LANG=C.UTF-8 {RTM} --db {world}"', (80, 24))
    window.wait("North Coast Telecom › Customers")
    subprocess.run(["pkill", "-KILL", "-f", f"^ssh -tt -q .*{world}"], check=True)
    window.wait("EXIT 137")
    end = time.monotonic() + 10
    while time.monotonic() < end:
        found = subprocess.run(["pgrep", "-f", f"rtm --db {world}$"], check=False)
        if found.returncode:
            break
        time.sleep(0.1)
    assert found.returncode, "the console outlived its line"
    check = subprocess.run([RTM, "db", "check", "--db", world], check=False, capture_output=True)
    assert check.returncode == 0
