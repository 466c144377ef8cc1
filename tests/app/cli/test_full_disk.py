"""A disk without room, as the command line meets it: said plainly, nothing damaged."""

from __future__ import annotations

import functools
import resource
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.e2e.tmux import RTM

if TYPE_CHECKING:
    from pathlib import Path

ROOM = 64 * 1024
"""Bytes to which a file may grow; every world is larger."""

FULL = """
mount -t tmpfs -o size=64m none "$DISK" && cp "$WORLD" "$DISK/w.db" || exit 90
dd if=/dev/zero of="$DISK/fill" bs=4096 2> "$DISK/../dd"
$RTM db clock +2h --db "$DISK/w.db"; echo "clock $?"
$RTM db backup "$DISK/copy.db" --db "$DISK/w.db"; echo "backup $?"
$RTM db seed --size small --db "$DISK/new.db"; echo "seed $?"
$RTM db reset --yes --db "$DISK/w.db"; echo "reset $?"
rm "$DISK/fill"
ls "$DISK"
$RTM db check --db "$DISK/w.db"; echo "check $?"
$RTM db clock +2h --db "$DISK/w.db" > "$DISK/../clock"; echo "again $?"
"""


def limited(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`rtm` in a process whose files cannot grow beyond `ROOM`."""
    limit = functools.partial(resource.setrlimit, resource.RLIMIT_FSIZE, (ROOM, ROOM))
    return subprocess.run(
        [RTM, *arguments],
        check=False, capture_output=True, text=True, timeout=60, preexec_fn=limit,
    )  # fmt: skip


def may_mount(folder: Path) -> bool:
    """Whether a process may have a disk of its own here."""
    command = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", str(folder)]
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@pytest.mark.e2e
def test_a_full_disk_is_named_and_loses_nothing(small: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not may_mount(disk):
        pytest.skip("this machine lets nobody mount a small disk in a namespace of its own")
    variables = {"DISK": str(disk), "WORLD": str(small), "RTM": str(RTM)}
    script = "".join(f"{name}='{value}'\n" for name, value in variables.items()) + FULL
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script],
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    said = done.stdout.split("\n")
    for command in ("clock", "backup", "seed", "reset"):
        assert f"{command} 1" in said, (done.stdout, done.stderr)
    assert done.stderr.count("There is no space left for the database") == 4, done.stderr
    assert "Traceback" not in done.stderr
    left = {line for line in said if line.endswith((".db", ".bak"))}
    assert left == {"w.db"}, "nothing half-made stays"
    assert "check 0" in said
    assert "again 0" in said


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (["db", "seed", "--size", "small", "--db", "{folder}/new.db"], "new.db"),
        (["db", "backup", "{folder}/copy.db", "--db", "{world}"], "copy.db"),
    ],
)
def test_a_file_that_cannot_grow_is_not_left_half_made(
    small: Path, tmp_path: Path, arguments: list[str], made: str
) -> None:
    before = small.read_bytes()
    done = limited(*(one.format(folder=tmp_path, world=small) for one in arguments))
    assert done.returncode == 1, done.stderr
    assert f"{made} may not grow: files are limited to {ROOM} bytes" in done.stderr
    assert "check" not in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / made).exists()
    assert small.read_bytes() == before
