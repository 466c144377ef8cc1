"""Fetches a live profile's token from where the profile says; nothing keeps or shows it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.profiles import Profile


class CredentialProblem(Exception):  # noqa: N818 -- like DatabaseProblem: a person's error
    """There is no token to use; `advice` says what to do. Never contains the token."""

    def __init__(self, text: str, advice: str) -> None:
        super().__init__(text)
        self.advice = advice


def read_token(profile: Profile, environ: Mapping[str, str] | None = None) -> str:
    """The token of a live profile.

    Args:
        profile: a live profile.
        environ: variables to look in; the process's own if None.

    Raises:
        CredentialProblem: it is missing, malformed, or in a file that others can read.
    """
    if profile.token_file is not None:
        return _checked(_from_file(profile.token_file), str(profile.token_file))
    token = (os.environ if environ is None else environ).get(profile.token_env, "")
    if not token:
        raise CredentialProblem(
            _("The variable {name} with the token of profile {profile} is not set.").format(
                name=profile.token_env, profile=profile.name
            ),
            _("Set it (export {name}=...), or give the profile a token_file.").format(
                name=profile.token_env
            ),
        )
    return _checked(token, profile.token_env)


def source_of(profile: Profile) -> str:
    """Where a live profile's token comes from, in words; never the token."""
    if profile.token_file is not None:
        return _("from the file {path}").format(path=profile.token_file)
    return _("from the variable {name}").format(name=profile.token_env)


def _from_file(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            mode = os.fstat(file.fileno()).st_mode & 0o777
            if mode & 0o077:
                raise CredentialProblem(
                    _("The token file {path} can be read by others (mode {mode}).").format(
                        path=path, mode=f"{mode:04o}"
                    ),
                    _("Close it: chmod 600 {path}").format(path=path),
                )
            # A token is short; whatever else is there is not read in full.
            return file.read(64_000)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or _("it is not text")
        raise CredentialProblem(
            _("The token file {path} cannot be read: {reason}.").format(path=path, reason=reason),
            _("Write the token into it and nothing else, then: chmod 600 {path}").format(path=path),
        ) from None


def _checked(text: str, source: str) -> str:
    token = text.strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise CredentialProblem(
            _("What stands in {source} is not a token.").format(source=source),
            _("Put only the token there: one line, without the word Bearer."),
        )
    return token
