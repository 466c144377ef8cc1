"""What a command is given to work with: the options of every command, and where its words go."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from app.cli.failures import WrongUse
from app.cli.output import Output
from data.text import _

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from app.profiles import Profile
    from app.terminal import Terminal


class Context:
    """The circumstances of a command.

    Attributes:
        options: the parsed arguments.
        terminal: what the terminal can.
        output: where data goes.
        named: whether the database was named with `--db`.
    """

    def __init__(self, options: Namespace, terminal: Terminal) -> None:
        self.options = options
        self.terminal = terminal
        self.output = Output(options.format, terminal)
        self.named = options.db is not None
        self._profile: Profile | None = None

    def say(self, text: str) -> None:
        """Say a sentence on standard error."""
        print(text, file=sys.stderr)  # noqa: T201 -- words for the person

    def profile(self) -> Profile:
        """The profile that the options ask for, on the database that they ask for.

        Raises:
            ConfigProblem: the profile, or the configuration outside of profiles, is wrong.
            UnknownProfile: there is no such profile.
            WrongUse: a live profile has no database.
        """
        if self._profile is None:
            self._profile = self._find()
        return self._profile

    def database(self) -> Path:
        """The sandbox's database.

        Raises:
            WrongUse: the profile is a live one.
        """
        profile = self.profile()
        if profile.db is None:
            raise WrongUse(
                _("Profile {name} is the live platform: it has no database.").format(
                    name=profile.name
                ),
                _("Name a database (--db PATH) or a sandbox profile (--profile sandbox)."),
            )
        return profile.db

    def _find(self) -> Profile:
        from app.config import load
        from app.profiles import DEFAULT, default_profile

        path = self.options.db
        config = load()
        if self.options.profile or path is None:
            profile = config.profile(self.options.profile)
        else:
            # A database by name needs no profile but the plain one, whatever the default is.
            profile = config.profiles.get(DEFAULT) or default_profile()
        if not self.options.lang and profile.language:
            from app.languages import choose

            choose(profile.language)
        if path is None:
            return profile
        if profile.kind != "sandbox":
            raise WrongUse(
                _("Profile {name} is the live platform: --db does not go with it.").format(
                    name=profile.name
                ),
                _("Leave one of the two out."),
            )
        from app.paths import expand

        return replace(profile, db=expand(path), seeded=False)
