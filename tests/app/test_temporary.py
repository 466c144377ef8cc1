"""Throw-away folders: private, and gone however the program ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.temporary import LOCK, PREFIX, YOUNG, private_folder

ROOT = Path(__file__).parents[2]
HOLD = """
import sys, time
from pathlib import Path
from app.temporary import private_folder
with private_folder(Path(sys.argv[1])) as folder:
    (folder / "demo.db").write_text("x")
    print(folder, flush=True)
    time.sleep(30)
"""


def hold(parent: Path) -> tuple[subprocess.Popen[str], Path]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(parent)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    return holder, Path(holder.stdout.readline().strip())


def end(holder: subprocess.Popen[str], number: int) -> int:
    holder.send_signal(number)
    holder.communicate(timeout=10)
    return holder.returncode


def age(folder: Path) -> None:
    past = folder.stat().st_mtime - YOUNG - 1
    os.utime(folder, (past, past))


def test_private_and_gone(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with private_folder(tmp_path) as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        assert folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) == before
    with pytest.raises(KeyError), private_folder(tmp_path):
        raise KeyError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_gone_after_a_signal(tmp_path: Path, number: int) -> None:
    holder, folder = hold(tmp_path)
    assert folder.is_dir()
    assert end(holder, number) == 128 + number
    assert list(tmp_path.iterdir()) == []


def test_what_a_kill_leaves_the_next_one_removes(tmp_path: Path) -> None:
    killed, left = hold(tmp_path)
    end(killed, signal.SIGKILL)
    holder, used = hold(tmp_path)
    try:
        assert left.is_dir()  # young: it may be about to be locked
        strange = tmp_path / f"{PREFIX}strange"
        strange.mkdir()
        for folder in (left, used, strange):
            age(folder)
        with private_folder(tmp_path):
            assert not left.exists()
            assert (used / LOCK).exists()
            assert strange.is_dir()
    finally:
        end(holder, signal.SIGTERM)
