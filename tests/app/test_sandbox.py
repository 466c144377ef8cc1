"""The sandbox's database: made on the first run, looked at on every other."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app import sandbox
from app.profiles import Profile
from data.emulation import seed
from data.emulation.store.schema import SCHEMA
from data.sqlite.problems import NoDatabase, ReadOnlyDatabase

ROOT = Path(__file__).parents[2]


@pytest.fixture
def quick(seeded: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The first run makes a small world; where it was made is noted."""
    made: list[Path] = []

    def build(path: Path, **_options: object) -> None:
        if path.exists():
            raise FileExistsError
        made.append(path)
        shutil.copy(seeded, path)

    monkeypatch.setattr(seed, "build", build)
    return made


def test_the_default_profile_is_filled_once(tmp_path: Path, quick: list[Path]) -> None:
    path = tmp_path / "data" / "rtm" / "sandbox.db"
    profile, said = Profile("sandbox", db=path, seeded=True), list[str]()
    assert sandbox.prepare(profile, said.append) == path
    assert sandbox.prepare(profile, said.append) == path
    assert quick == [path]
    assert len(said) == 1
    assert str(path) in said[0]
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_any_other_one_has_to_be_there(tmp_path: Path, quick: list[Path]) -> None:
    with pytest.raises(NoDatabase):
        sandbox.prepare(Profile("lab", db=tmp_path / "x.db"), pytest.fail)
    assert quick == []
    assert list(tmp_path.iterdir()) == []


def test_two_first_runs_at_once(
    tmp_path: Path, seeded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sandbox.db"
    both = threading.Barrier(2)
    copied = threading.Lock()

    def build(target: Path, **_options: object) -> None:
        both.wait(5)
        with copied:
            if target.exists():
                raise FileExistsError
            shutil.copy(seeded, target)

    monkeypatch.setattr(seed, "build", build)
    problems: list[BaseException] = []

    def first_run() -> None:
        try:
            sandbox.prepare(Profile("sandbox", db=path, seeded=True), lambda _text: None)
        except BaseException as error:  # noqa: BLE001 -- shown by the assertion below
            problems.append(error)

    runs = [threading.Thread(target=first_run) for _run in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(10)
    assert problems == []


def test_a_folder_that_cannot_be_made(tmp_path: Path, quick: list[Path]) -> None:
    (tmp_path / "file").write_text("")
    profile = Profile("sandbox", db=tmp_path / "file" / "rtm" / "sandbox.db", seeded=True)
    with pytest.raises(ReadOnlyDatabase):
        sandbox.prepare(profile, lambda _text: None)
    assert quick == []


def test_looking_changes_nothing(tmp_path: Path, seeded: Path) -> None:
    path = tmp_path / "x.db"
    shutil.copy(seeded, path)
    sandbox.check(path)
    before = path.read_bytes()
    sandbox.check(path)
    assert path.read_bytes() == before
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM customers").fetchone()[0] > 0
    connection.close()


def test_an_older_one_is_upgraded_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    first = ROOT / "tests" / "data" / "emulation" / "store" / "v1.db.gz"
    path.write_bytes(gzip.decompress(first.read_bytes()))
    said: list[str] = []
    assert sandbox.prepare(Profile("lab", db=path), said.append) == path
    assert sandbox.prepare(Profile("lab", db=path), said.append) == path
    (sentence,) = said
    assert str(path) in sentence
    assert "copy" in sentence
    assert sandbox.looks_sound(path)
    assert len(list(tmp_path.glob("old.db.v1.*.bak"))) == 1


def test_the_first_bytes_tell(tmp_path: Path, seeded: Path) -> None:
    assert int.from_bytes(sandbox.APPLICATION, "big") == SCHEMA.application_id
    assert SCHEMA.version == sandbox.SCHEMA_VERSION
    assert sandbox.looks_sound(seeded)
    other = tmp_path / "other.db"
    assert not sandbox.looks_sound(other)
    content = bytearray(seeded.read_bytes())
    for place in (0, 63, 71):
        changed = content.copy()
        changed[place] ^= 1
        other.write_bytes(changed)
        assert not sandbox.looks_sound(other)
    other.write_bytes(b"")
    assert not sandbox.looks_sound(other)


def test_opening_imports_no_database(seeded: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from app import sandbox; "
        "from app.profiles import Profile; "
        "sandbox.prepare(Profile('x', db=Path(sys.argv[1])), print); "
        "sys.exit('sqlite3' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script, str(seeded)], cwd=ROOT, check=True)
