"""The configuration file: TOML, read by hand so that it costs nothing where there is none.

```toml
default = "live"            # the profile of a plain `rtm`
theme = "dark"              # these stand for every profile ...

[profiles.live]
kind = "live"
token_file = "~/.config/rtm/live.token"
theme = "light"             # ... that does not say otherwise
```

Every mistake is reported with its line, its key and what is allowed there. One in a profile
concerns only who uses it; one outside of them, or a file that is no TOML, concerns everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.profiles import DEFAULT, default_profile
from data.text import _
from data.words import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from app.profiles import Profile


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in the file.

    Attributes:
        key: the key in full, as in `profiles.live.base_url`; empty if the file as a whole is meant.
        line: its line, from 1; None where it is not known.
        text: what is wrong and what is allowed, in one sentence.
    """

    key: str
    line: int | None
    text: str


class ConfigProblem(Exception):  # noqa: N818 -- like DatabaseProblem: a person's error, not the program's
    """The configuration cannot be used.

    Attributes:
        path: the file.
        mistakes: all that is wrong, in the order of the file.
        advice: what to do.
    """

    def __init__(self, path: Path, mistakes: list[Mistake], advice: str = "") -> None:
        self.path = path
        self.mistakes = sorted(mistakes, key=lambda mistake: mistake.line or 0)
        self.advice = advice or _("Correct it, then try: rtm config validate")
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One line a mistake: file, line, key, sentence."""
        return [
            ":".join([str(self.path), *([str(mistake.line)] if mistake.line else [])])
            + (f": {mistake.key}: " if mistake.key else ": ")
            + mistake.text
            for mistake in self.mistakes
        ]


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration in force.

    Attributes:
        path: the file it comes from, whether it exists or not.
        exists: whether there is such a file.
        profiles: all sound profiles by name; `sandbox` is among them unless the file spoils it.
        default: the name of the profile used when none is asked for.
        faults: what is wrong in each of the other profiles.
    """

    path: Path
    exists: bool
    profiles: Mapping[str, Profile]
    default: str = DEFAULT
    faults: Mapping[str, Sequence[Mistake]] = field(default_factory=dict)

    def profile(self, name: str | None = None) -> Profile:
        """The profile of that name, or the default one.

        Raises:
            UnknownProfile: there is none of that name.
            ConfigProblem: it is wrong.
        """
        chosen = self.default if name is None else name
        self.require(chosen)
        if chosen in self.faults:
            raise ConfigProblem(self.path, list(self.faults[chosen]))
        return self.profiles[chosen]

    def require(self, name: str) -> None:
        """Make sure that there is a profile of that name, right or wrong.

        Raises:
            UnknownProfile: there is none.
        """
        if name not in self.profiles and name not in self.faults:
            raise UnknownProfile(name, self)

    @property
    def problem(self) -> ConfigProblem | None:
        """All that is wrong in profiles; None where nothing is."""
        mistakes = [one for found in self.faults.values() for one in found]
        return ConfigProblem(self.path, mistakes) if mistakes else None


class UnknownProfile(Exception):  # noqa: N818 -- see ConfigProblem
    """A profile was asked for that is not there; `advice` lists those that are."""

    def __init__(self, name: str, config: Config) -> None:
        super().__init__(_("There is no profile {name}.").format(name=quoted(name)))
        known = ", ".join(sorted({*config.profiles, *config.faults}))
        self.advice = _("There are: {known}. They are set in {path}.").format(
            known=known, path=config.path
        )


def load(path: Path | None = None) -> Config:
    """Read the configuration.

    Args:
        path: the file; the one in the configuration folder if None. It need not exist.

    Raises:
        ConfigProblem: the file cannot be read, or something outside of profiles is wrong; with
            every mistake in it.
    """
    from app.paths import config_file

    where = config_file() if path is None else path
    content = _content(where)
    if content is None:
        return Config(where, exists=False, profiles={DEFAULT: default_profile()})
    from app.config_reader import Reader

    return Reader(where, content).config()


def _content(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        sentence = _("The file is not UTF-8 text.")
    except OSError as error:
        sentence = _("The file cannot be read: {reason}.").format(reason=error.strerror)
    raise ConfigProblem(path, [Mistake("", None, sentence)])
