from __future__ import annotations

import errno
from pathlib import Path

import pytest

from data.sqlite.volumes import free_bytes, is_network, is_read_only, publish

MOUNTS = r"""
/dev/vda / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/vdb /home/local ext4 rw 0 0
//server/share /mnt/my\040share cifs rw 0 0
me@server: /mnt/ssh fuse.sshfs rw 0 0
server:/old /over nfs rw 0 0
tmpfs /over tmpfs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/var/x.db", False),
        ("/home/ann/x.db", True),
        ("/homely/x.db", False),
        ("/home/local/x.db", False),
        ("/mnt/my share/x.db", True),
        ("/mnt/ssh/x.db", True),
        ("/over/x.db", False),
    ],
)
def test_network_file_systems_are_known_by_name(tmp_path: Path, path: str, network: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert is_network(Path(path), mounts) is network


def test_where_nothing_is_known_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_network(tmp_path / "x.db", tmp_path / "none")
    monkeypatch.setattr("sys.platform", "darwin")
    assert not is_network(Path("/home/ann/x.db"), tmp_path / "none")
    assert not is_read_only(tmp_path / "none" / "x.db")
    assert free_bytes(tmp_path / "none" / "x.db") > 1 << 40


def test_this_disk(tmp_path: Path) -> None:
    assert not is_read_only(tmp_path / "x.db")
    assert 0 < free_bytes(tmp_path / "x.db") < 1 << 60


@pytest.mark.parametrize("links", [True, False])
def test_a_finished_file_takes_no_other_ones_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def no_links(_source: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if not links:
        monkeypatch.setattr("os.link", no_links)
    part, target = tmp_path / "part", tmp_path / "target"
    part.write_text("new")
    publish(part, target)
    assert target.read_text() == "new"
    part.write_text("newer")
    with pytest.raises(FileExistsError):
        publish(part, target)
    assert (part.read_text(), target.read_text()) == ("newer", "new")
