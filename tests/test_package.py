"""What is installed: four packages with their data, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_wheel_has_the_packages_with_their_data(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    (wheel,) = tmp_path.glob("rtm_console-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "app",
        "screens",
        "widgets",
        "data",
    }
    tracked = subprocess.run(
        ["git", "ls-files", "app", "screens", "widgets", "data"],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
    ).stdout.split()
    assert {name for name in tracked if (ROOT / name).exists()} <= names


def test_the_source_package_has_what_the_wheel_is_made_of(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    (made,) = tmp_path.glob("rtm_console-*.tar.gz")
    with tarfile.open(made) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
        (information,) = (name for name in archive.getnames() if name.endswith("/PKG-INFO"))
        told = archive.extractfile(information)
        assert told is not None
        assert b"\nClassifier: Private :: Do Not Upload\n" in told.read()
    assert {name.partition("/")[0] for name in names} == {
        "app",
        "screens",
        "widgets",
        "data",
        "README.md",
        "CHANGELOG.md",
        "pyproject.toml",
        ".gitignore",
        "PKG-INFO",
    }
    assert "app/__init__.py" in names


def test_cleaning_removes_what_is_ignored_by_name() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    clean = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nclean:\n")[2].split()
    named = {one.strip("/") for one in ignored if "*" not in one} - {".venv"}
    assert named <= set(clean)


def test_requirements_name_no_index_and_pin_by_hash() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if "://" in line or line.startswith("-")]
        pinned = [line for line in lines if "==" in line]
        assert pinned
        assert sum("--hash=sha256:" in line for line in lines) >= len(pinned)


def test_textual_is_pinned_exactly() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        wanted = tomllib.load(file)["project"]["dependencies"]
    assert [one for one in wanted if one.startswith("textual==")]
