"""Files that a person names: whether one can be written, a name that is free, a file made whole."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from data.text import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

NAMES = 1000
"""Names that are tried for one that is free."""

SHOWN = 60
"""Characters of a folder's name that a sentence shows."""


def typed_path(typed: str) -> Path:
    """A path as a person writes it: `~` is the home folder; of an unknown user it stays as it is.

    Raises:
        ValueError: no path can be so, because of a NUL.
    """
    return Path(os.path.expanduser(typed))  # noqa: PTH111 -- Path.expanduser raises without a home


def default_path(stem: str, ending: str, now: datetime) -> str:
    """A free name in the present folder: `stem-2026-11-24.csv`, then `stem-2026-11-24-2.csv`.

    Args:
        stem: how it begins.
        ending: how it ends, with its dot.
        now: the platform's time, whose day is part of the name.
    """
    first = f"{stem}-{now:%Y-%m-%d}"
    names = [f"{first}{ending}", *(f"{first}-{n}{ending}" for n in range(2, NAMES))]
    return next((name for name in names if not _is_taken(name)), names[0])


def check_path(typed: str, endings: Sequence[str]) -> str:
    """Why a new file cannot be written at a path, in a sentence; empty if it can.

    Args:
        typed: the path as it was typed.
        endings: what its name may end with, each with its dot, in small letters.
    """
    if not typed.strip():
        return _("Type a file's name.")
    if not typed.isprintable():
        return _("The name has characters that are not text.")
    try:
        return _problem(typed_path(typed), endings)
    except (OSError, ValueError, RuntimeError) as error:
        return why_not(error)


def why_not(error: Exception) -> str:
    """Why a file could not be written, in a sentence.

    Args:
        error: an OSError, or the ValueError of a path that cannot be.
    """
    return _("The file cannot be written: {reason}.").format(reason=_reason(error))


def _problem(path: Path, endings: Sequence[str]) -> str:
    folder = str(path.parent)
    if len(folder) > SHOWN:
        folder = f"...{folder[-SHOWN:]}"
    if path.is_dir():
        return _("This is a folder; add a file's name.")
    if path.suffix.lower() not in endings:
        ends = _(" or ").join(endings)
        return _("The name must end with {endings}.").format(endings=ends)
    if _exists(path):
        return _("There is such a file already; choose another name.")
    if not path.parent.is_dir():
        return _("There is no folder {folder}.").format(folder=folder)
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return _("The folder {folder} cannot be written.").format(folder=folder)
    return ""


def _exists(path: Path) -> bool:
    """Whether a name is taken, also by a link to nothing.

    Raises:
        OSError: there can be no such name, or one may not look.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _is_taken(name: str) -> bool:
    try:
        return _exists(Path(name))
    except OSError:
        # A folder that one may not look into; the check of the path says so.
        return False


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).rstrip(".")


class NewFile:
    """A file that appears under its name when it is whole, and only if that name is still free.

    Until then it is a hidden file beside it that only its owner may read. Its methods block.

    Attributes:
        text: what is written to.

    Raises:
        OSError: the folder is not there, not writable, or full.
        ValueError: no path can be so.
    """

    def __init__(self, path: Path) -> None:
        import tempfile

        self._path = path
        handle, name = tempfile.mkstemp(
            prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent
        )
        self._part = Path(name)
        self.text: TextIO = os.fdopen(handle, "w", encoding="utf-8", newline="")

    def keep(self) -> None:
        """Give the file its name.

        Raises:
            FileExistsError: something has the name by now; it stays as it is.
            OSError: the disk is full or gone.
        """
        self.text.flush()
        os.fsync(self.text.fileno())
        self.text.close()
        try:
            _name(self._part, self._path)
        except FileExistsError:
            words = _("there is such a file already; choose another name")
            raise FileExistsError(errno.EEXIST, words, str(self._path)) from None

    def discard(self) -> None:
        """Remove what was written; does nothing where it has its name."""
        try:
            self.text.close()
        finally:
            self._part.unlink(missing_ok=True)


def _name(part: Path, path: Path) -> None:
    """Give a whole file its name, if that is free.

    Raises:
        FileExistsError: it is not.
        OSError: the disk is full or gone.
    """
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:
        # No hard links here: the name is taken first, so that only our own empty file is replaced.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            part.replace(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    else:
        part.unlink()
