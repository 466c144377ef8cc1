"""What can be wrong with a database file, each in words that name the file and say what to do.

DatabaseProblem
├── OldSQLite           this Python's SQLite is too old
├── NoDatabase          nothing is there
├── NotAFile            a folder or a device
├── SameFile            the copy of a database would be the database itself
├── NotADatabase        a file, but not SQLite's
├── ForeignDatabase     another program's
├── NewerDatabase       made by a newer release
├── ReadOnlyDatabase    it, or its folder, cannot be written (or read)
├── NetworkFolder       on a file system that SQLite's locks do not hold on
├── DatabaseFull        no space left
├── FileLimit           this process may not make a file that large
├── DamagedDatabase     its content is broken
├── DatabaseLocked      another program keeps it busy
├── DiskProblem         the disk answered with an error
└── DatabaseClosed      it was closed meanwhile
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.sqlite.volumes import size_limit
from data.text import _

if TYPE_CHECKING:
    from pathlib import Path


def printable(path: Path) -> str:
    """A path as text that any terminal and any encoding can show."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in str(path))


class DatabaseProblem(Exception):  # noqa: N818 - a problem is put to a person, with advice
    """A database cannot be used. `str()` is one sentence that says what is wrong.

    Attributes:
        path: the file it is about.
        advice: what to do about it, one or two sentences.
    """

    def __init__(
        self, path: Path, *, sentence: str | None = None, advice: str | None = None
    ) -> None:
        """Say what is wrong with `path`; own words replace the class's, `{path}` is filled in."""
        self.path = path
        name = printable(path)
        self.advice = (self._advice() if advice is None else advice).format(path=name)
        super().__init__((self._sentence() if sentence is None else sentence).format(path=name))

    def _sentence(self) -> str:
        return _("The database {path} cannot be used.")

    def _advice(self) -> str:
        return _("Check the file and its folder, or name another file.")


class OldSQLite(DatabaseProblem):
    """The SQLite in this Python lacks what the databases need (STRICT tables, 3.37)."""

    def _sentence(self) -> str:
        return _("This Python's SQLite is too old for {path}: version 3.37 or newer is needed.")

    def _advice(self) -> str:
        return _(
            "Install a newer Python (from python.org, or with: uv python install 3.12) "
            "and install rtm with that."
        )


class NoDatabase(DatabaseProblem):
    """There is no file at the path, and none was to be made."""

    def _sentence(self) -> str:
        return _("There is no database at {path}.")

    def _advice(self) -> str:
        return _("Check the path, or make a database there with: rtm db seed --db {path}")


class NotAFile(DatabaseProblem):
    """The path is a folder, a device, a pipe or a socket."""

    def _sentence(self) -> str:
        return _("{path} is not a file.")

    def _advice(self) -> str:
        return _("Name a file, not a folder or a device.")


class SameFile(DatabaseProblem):
    """A database was to be copied onto itself."""

    def _sentence(self) -> str:
        return _("{path} is the database itself.")

    def _advice(self) -> str:
        return _("Name another file.")


class NotADatabase(DatabaseProblem):
    """A file that SQLite did not write."""

    def _sentence(self) -> str:
        return _("{path} is not an SQLite database.")

    def _advice(self) -> str:
        return _("Check the path; the file was left as it is.")


class ForeignDatabase(DatabaseProblem):
    """A database of another program, or of another kind."""

    def _sentence(self) -> str:
        return _("{path} is a database of another program.")

    def _advice(self) -> str:
        return _("Name a file that rtm made, or a new one; this one was left as it is.")


class NewerDatabase(DatabaseProblem):
    """Its schema is newer than this release knows."""

    def _sentence(self) -> str:
        return _("{path} was written by a newer release of rtm.")

    def _advice(self) -> str:
        return _("Upgrade rtm, or name another database; this one was left as it is.")


class ReadOnlyDatabase(DatabaseProblem):
    """The file or its folder cannot be written, or not even read."""

    def _sentence(self) -> str:
        return _("The database {path} cannot be written.")

    def _advice(self) -> str:
        return _("Give yourself the right to write the file and its folder, or use a copy of it.")


class NetworkFolder(DatabaseProblem):
    """The file lies on a network file system, where SQLite's locks do not hold."""

    def _sentence(self) -> str:
        return _("The database {path} lies on a network file system, where it would be damaged.")

    def _advice(self) -> str:
        return _("Keep the database on a local disk.")


class DatabaseFull(DatabaseProblem):
    """There is no space left for it."""

    def _sentence(self) -> str:
        return _("There is no space left for the database {path}.")

    def _advice(self) -> str:
        return _("Free some space on that disk and try again; nothing was lost.")


class FileLimit(DatabaseProblem):
    """The file would be larger than this process, or the file system, lets a file be."""

    def _sentence(self) -> str:
        limit = size_limit()
        if limit is None:
            return _("{path} may not grow: files on that disk cannot be that large.")
        words = _("{path} may not grow: files are limited to {n} bytes here.")
        return words.replace("{n}", str(limit))

    def _advice(self) -> str:
        if size_limit() is None:
            return _("Take another disk; nothing was lost.")
        return _("Lift the limit (ulimit -f unlimited) and try again; nothing was lost.")


class DamagedDatabase(DatabaseProblem):
    """Its pages contradict each other."""

    def _sentence(self) -> str:
        return _("The database {path} is damaged.")

    def _advice(self) -> str:
        return _("Bring back a backup of it with: rtm db restore --db {path} BACKUP")


class DatabaseLocked(DatabaseProblem):
    """Another program holds it longer than anyone should wait."""

    def _sentence(self) -> str:
        return _("The database {path} is kept busy by another program.")

    def _advice(self) -> str:
        return _("Wait until that program is done, or end it, and try again.")


class DiskProblem(DatabaseProblem):
    """The disk failed while the database was read or written."""

    def _sentence(self) -> str:
        return _("The disk failed while the database {path} was in use.")

    def _advice(self) -> str:
        return _("Check the disk, then check the database with: rtm db check --db {path}")


class DatabaseClosed(DatabaseProblem):
    """It was asked for something after it had been closed."""

    def _sentence(self) -> str:
        return _("The database {path} has been closed.")

    def _advice(self) -> str:
        return _("Start again to use it; what was not answered was not done.")
