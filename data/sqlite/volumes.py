"""What can be told about the disk that a file lies on, without writing to it."""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "davfs", "coda"}
    | {"fuse.sshfs", "fuse.davfs", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.curlftpfs"}
)
"""File systems whose locks SQLite cannot rely on, by the names that Linux gives them."""

_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
_MOUNTS: Final = Path("/proc/self/mounts")
_WORK: Final = r"(?:\.[0-9]{1,9}\.(?:new|part|restored|seeding))"
_OWN_BACKUP: Final = r"(?:\.(?:before-reset|v[0-9]+)\.[0-9-]+\.bak)?"


def is_network(path: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether a path is known to lie on a network file system; False where nothing is known.

    Args:
        path: a file, which need not exist.
        mounts: the table of mounted file systems (Linux only).
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        table = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    place, best, kind = f"{path.resolve()}/", -1, ""
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        mount = f"{_unescaped(fields[1]).rstrip('/')}/"
        # Of two on the same point the later one covers the earlier.
        if len(mount) >= best and place.startswith(mount):
            best, kind = len(mount), fields[2]
    return kind in NETWORK


def is_read_only(path: Path) -> bool:
    """Whether the file system of a path is mounted read-only, so that nobody can write there."""
    try:
        return bool(os.statvfs(path.resolve().parent).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def free_bytes(path: Path) -> int:
    """Space left for this user on the disk of a path, in bytes; very much where unknown."""
    try:
        found = os.statvfs(path.resolve().parent)
    except OSError:
        return sys.maxsize
    return found.f_bavail * found.f_frsize


def publish(part: Path, target: Path) -> None:
    """Give a finished file its name at once, never in place of another.

    Raises:
        FileExistsError: the name is taken; both files are as they were.
    """
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A file system without hard links (exFAT) leaves a moment in which another may come.
        if target.exists():
            raise FileExistsError(str(target)) from error
        part.rename(target)
    else:
        part.unlink()


def sweep(path: Path) -> None:
    """Remove the half-made files of a database whose processes are gone.

    Such a file lies beside the database and is called `.NAME.PROCESS.new` (or `part`, `restored`,
    `seeding`); what is made for one of these has both names, as `..NAME.7.new.7.seeding`. As long
    as any process in a name lives, the file stays. What cannot be removed stays too.

    Args:
        path: the database or backup that was to be made; it need not exist.
    """
    name = re.escape(path.name)
    pattern = re.compile(rf"(\.+){name}{_OWN_BACKUP}({_WORK}+)(?:-wal|-shm|-journal)?")
    try:
        beside = list(path.parent.iterdir())
    except OSError:
        return
    for file in beside:
        found = pattern.fullmatch(file.name)
        if found is None:
            continue
        processes = re.findall(r"[0-9]+", found[2])
        if len(found[1]) != len(processes) or any(is_alive(int(one)) for one in processes):
            continue
        with suppress(OSError):
            file.unlink()


def is_alive(process: int) -> bool:
    """Whether a process of that number runs; True also where it cannot be known."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def size_limit() -> int | None:
    """How large this process may make a file, in bytes; None where that is not limited."""
    import resource

    soft, _hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    return None if soft == resource.RLIM_INFINITY else soft


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    for sign, code in ((" ", "040"), ("\t", "011"), ("\n", "012"), ("\\", "134")):
        text = text.replace(f"\\{code}", sign)
    return text
