"""The token that a server gives out: kept in a file, or made anew each time."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from app.credentials import CredentialProblem
from data.emulation.store.partners import accounts
from data.text import _
from data.words import quoted
from widgets.text import clean

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from data.emulation.platform import Platform

_LONGEST: Final = 1_000
"""Bytes of a token file that are read; a token has about a hundred."""


_LISTED: Final = 12
"""Accounts that are named where an email is none of theirs."""


class Account(NamedTuple):
    """Who a token is of; both words come from the database.

    Attributes:
        email: of the account.
        token: its token.
    """

    email: str
    token: str


def account(platform: Platform, email: str | None, file: Path | None) -> Account:
    """The account that other programs work as, with its token.

    Args:
        platform: the emulation.
        email: whose; None is the partner's first full and wholesale administrator.
        file: where the token is kept: read if the file is there, else made and written into it.

    Raises:
        CredentialProblem: nobody has the email; or the file is not to be used.
        DatabaseProblem: the database cannot be read.
    """
    if file is not None:
        token = _read(file)
        if token is not None:
            return _known(platform, token, email, file)
    try:
        token = platform.token(email)
    except LookupError:
        raise _nobody(platform, email or "") from None
    if file is not None and not _make(file, token):
        # Another server was quicker.
        return _known(platform, _read(file) or "", email, file)
    return Account(_owner(platform, token) or "", token)


def _nobody(platform: Platform, email: str) -> CredentialProblem:
    """What to say where no account has an email: those that there are."""
    found = platform.database.read_blocking(accounts)
    known = [
        f"  {clean(one.email)}  {', '.join(one.roles)} ({clean(one.partner)})"
        for one in found[:_LISTED]
    ]
    lines = [_("Leave --as out for the administrator, whose token may do everything.")]
    if known:
        lines += [_("Accounts:"), *known]
    if len(found) > _LISTED:
        more = _("{n} more: rtm db accounts")
        lines.append(f"  {more.format(n=len(found) - _LISTED)}")
    return CredentialProblem(
        _("No account has the email {email}.").format(email=quoted(email)), "\n".join(lines)
    )


def _known(platform: Platform, token: str, email: str | None, file: Path) -> Account:
    """The account of a token that was read."""
    owner = _owner(platform, token)
    if owner is None:
        raise CredentialProblem(
            _("The token in {path} is none of this database.").format(path=file),
            _("Name another file, or remove this one: it is made anew then."),
        )
    if email is not None and owner.lower() != email.lower():
        raise CredentialProblem(
            _("The token in {path} is of another account than {email}.").format(
                path=file, email=quoted(email)
            ),
            _("Name a file for each account."),
        )
    return Account(owner, token)


def _owner(platform: Platform, token: str) -> str | None:
    """The email of the account that a token is of; None where it is of none."""
    from data.emulation.services.callers import authenticate
    from data.emulation.services.problems import Refusal

    def work(connection: sqlite3.Connection) -> str | None:
        try:
            return authenticate(connection, f"Bearer {token}").staff.email
        except Refusal:
            return None

    return platform.database.read_blocking(work)


def _read(file: Path) -> str | None:
    """What stands in a token file; None where there is none.

    Raises:
        CredentialProblem: it is somebody else's, others may read it, or it holds no token.
    """
    try:
        # What is no plain file (a pipe) must not keep us waiting.
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(file, error.strerror or "") from None
    try:
        _require_private(file, os.fstat(descriptor))
        content = os.read(descriptor, _LONGEST)
    finally:
        os.close(descriptor)
    token = content.decode("ascii", "replace").strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise CredentialProblem(
            _("What stands in {path} is not a token.").format(path=file),
            _("Name another file, or remove this one: it is made anew then."),
        )
    return token


def _require_private(file: Path, status: os.stat_result) -> None:
    """Refuse a file that others could have written or read."""
    if not stat.S_ISREG(status.st_mode):
        raise _unusable(file, _("it is no file"))
    if status.st_uid != os.geteuid():
        raise _unusable(file, _("it belongs to somebody else"))
    mode = stat.S_IMODE(status.st_mode)
    if mode & 0o077:
        raise CredentialProblem(
            _("The token file {path} can be read by others (mode {mode}).").format(
                path=file, mode=f"{mode:04o}"
            ),
            _("Close it: chmod 600 {path}").format(path=file),
        )


def _make(file: Path, token: str) -> bool:
    """Write a token file, whole or not at all; False where there is one already.

    Raises:
        CredentialProblem: it cannot be written.
    """
    from data.sqlite.volumes import publish

    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        # What a process of the same number has left behind.
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            # Whatever the umask is.
            os.fchmod(opened.fileno(), 0o600)
            opened.write(f"{token}\n")
        publish(part, file)
        return True
    except FileExistsError:
        return False
    except OSError as error:
        raise _unusable(file, error.strerror or "") from None
    finally:
        with suppress(OSError):
            part.unlink()


def _unusable(file: Path, reason: str) -> CredentialProblem:
    return CredentialProblem(
        _("The token file {path} cannot be used: {reason}.").format(path=file, reason=reason),
        _("Name another one: --token-file FILE"),
    )
