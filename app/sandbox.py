"""The sandbox's database: there, ours, and of this release, before anything works on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from data.text import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.profiles import Profile

    Progress = Callable[[str, float], None]

DEFAULT_SIZE: Final = "partner"
"""How large the default profile's world is made."""

APPLICATION: Final = b"RTMc"
SCHEMA_VERSION: Final = 4
"""What the schema's module says too, which takes longer to import than to look at a file."""


def prepare(profile: Profile, say: Callable[[str], None], progress: Progress | None = None) -> Path:
    """Make sure that a sandbox profile's database can be used.

    The default profile's database is made and filled where it is missing; any other one has to be
    there. One of an older release is backed up and upgraded.

    Args:
        profile: a sandbox profile.
        say: told a sentence when something takes a while.
        progress: told how far the filling is.

    Returns:
        The database.

    Raises:
        DatabaseProblem: it cannot be used.
    """
    path = profile.database
    if profile.seeded and not path.exists():
        create(path, say, progress)
    if not looks_sound(path):
        check(path, say)
    return path


def looks_sound(path: Path) -> bool:
    """Whether a file's first bytes say that it is a database of this release, and it is writable.

    This takes no time and no import, so that nothing keeps the console from its first picture.
    What it cannot see, opening the database meets.
    """
    try:
        with path.open("r+b") as file:
            header = file.read(100)
    except OSError:
        return False
    mark, version = header[68:72], header[60:64]
    return (
        header.startswith(b"SQLite format 3\0")
        and mark == APPLICATION
        and int.from_bytes(version, "big") == SCHEMA_VERSION
    )


def create(path: Path, say: Callable[[str], None], progress: Progress | None = None) -> None:
    """Make and fill the default database; another process may do so at the same time.

    Raises:
        DatabaseProblem: it cannot be made.
    """
    from app.paths import make_private
    from data.emulation.seed import build
    from data.sqlite.problems import ReadOnlyDatabase

    say(
        _("This is the first run: making a sandbox with invented customers at {path}.").format(
            path=path
        )
    )
    try:
        make_private(path.parent)
    except OSError as error:
        raise ReadOnlyDatabase(path) from error
    try:
        build(path, size=DEFAULT_SIZE, progress=progress)
    except FileExistsError:
        # Another process was quicker; what it made is looked at as any other.
        return


def check(path: Path, say: Callable[[str], None] | None = None) -> None:
    """Open a database once, upgrade it if it is of an older release, and close it again.

    Args:
        path: the database.
        say: told a sentence before an upgrade, which copies the whole file first.

    Raises:
        DatabaseProblem: it cannot be used.
    """
    from data.emulation.store.schema import SCHEMA
    from data.sqlite.connect import connect
    from data.sqlite.migrate import migrate, version_of

    connection = connect(path, application_id=SCHEMA.application_id)
    try:
        if say is not None and 0 < version_of(connection, path, SCHEMA) < SCHEMA.version:
            say(
                _(
                    "Upgrading {path} to this release; a copy of it stays beside it."
                    " A very large one takes some minutes."
                ).format(path=path)
            )
        migrate(connection, path, SCHEMA.migrations, SCHEMA.application_id)
    finally:
        connection.close()
