"""The configuration file: TOML, read by hand so that it costs nothing where there is none.

```toml
default = "live"            # the profile of a plain `rtm`
theme = "dark"              # these stand for every profile ...

[profiles.live]
kind = "live"
token_file = "~/.config/rtm/live.token"
theme = "light"             # ... that does not say otherwise
```

Every mistake is reported with its line, its key and what is allowed there; all of them at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.config_fields import (
    COMMON,
    LIVE,
    SANDBOX,
    Check,
    WrongValueError,
    is_name,
    read,
    table,
    text,
)
from app.profiles import DEFAULT, LIVE_URL, TOKEN_VARIABLE, Profile, default_profile
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


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
        profiles: all profiles by name; `sandbox` is always among them.
        default: the name of the profile used when none is asked for.
    """

    path: Path
    exists: bool
    profiles: Mapping[str, Profile]
    default: str = DEFAULT

    def profile(self, name: str | None = None) -> Profile:
        """The profile of that name, or the default one.

        Raises:
            UnknownProfile: there is none of that name.
        """
        chosen = self.default if name is None else name
        if chosen not in self.profiles:
            raise UnknownProfile(chosen, self)
        return self.profiles[chosen]


class UnknownProfile(Exception):  # noqa: N818 -- see ConfigProblem
    """A profile was asked for that is not there; `advice` lists those that are."""

    def __init__(self, name: str, config: Config) -> None:
        super().__init__(_("There is no profile {name}.").format(name=repr(name)))
        known = ", ".join(sorted(config.profiles))
        self.advice = _("There are: {known}. They are set in {path}.").format(
            known=known, path=config.path
        )


def load(path: Path | None = None) -> Config:
    """Read the configuration.

    Args:
        path: the file; the one in the configuration folder if None. It need not exist.

    Raises:
        ConfigProblem: with every mistake in it.
    """
    from app.paths import config_file

    where = config_file() if path is None else path
    content = _content(where)
    if content is None:
        return Config(where, exists=False, profiles={DEFAULT: default_profile()})
    return _Reader(where, content).config()


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


class _Reader:
    """Turns the text of a file into profiles and collects mistakes on the way."""

    def __init__(self, path: Path, content: str) -> None:
        self._path = path
        self._content = content
        self._mistakes: list[Mistake] = []

    def config(self) -> Config:
        entries = self._parse()
        common = self._values(entries, (), {**COMMON, "default": text, "profiles": table})
        profiles = {DEFAULT: self._profile(DEFAULT, {}, common)}
        for name, own in common.get("profiles", {}).items():
            if not is_name(name):
                self._add(("profiles", name), _("A name has letters, digits, - and _ only."))
            elif not isinstance(own, dict):
                self._add(("profiles", name), _("This must be a table: [profiles.NAME]."))
            else:
                profiles[name] = self._profile(name, own, common)
        default = common.get("default", DEFAULT)
        if default not in profiles:
            known = ", ".join(sorted(profiles))
            self._add(("default",), _("This must be one of: {known}.").format(known=known))
        if self._mistakes:
            raise ConfigProblem(self._path, self._mistakes)
        return Config(self._path, exists=True, profiles=profiles, default=default)

    def _parse(self) -> dict[str, Any]:
        import tomllib

        from app.config_lines import line_in

        try:
            return tomllib.loads(self._content)
        except tomllib.TOMLDecodeError as error:
            sentence = _("This is not TOML: {reason}.").format(reason=str(error).rstrip("."))
            raise ConfigProblem(self._path, [Mistake("", line_in(str(error)), sentence)]) from None

    def _profile(self, name: str, entries: Mapping[str, Any], common: dict[str, Any]) -> Profile:
        kind = entries.get("kind", "sandbox")
        fields = {"sandbox": SANDBOX, "live": LIVE}.get(kind) if isinstance(kind, str) else None
        place = ("profiles", name)
        if fields is None:
            self._add((*place, "kind"), _("This must be one of: sandbox, live."))
            return Profile(name)
        values = {key: common[key] for key in COMMON if key in common}
        own = self._values(entries, place, {**COMMON, **fields, "kind": text})
        own["keys"] = {**values.get("keys", {}), **own.get("keys", {})}
        values |= own
        if kind == "live":
            values.setdefault("base_url", LIVE_URL)
            values.setdefault("read_only", True)
            if "token_file" not in values:
                values.setdefault("token_env", TOKEN_VARIABLE)
        for key in ("db", "token_file"):
            if key in values:
                values[key] = self._file(values[key])
        if kind == "sandbox" and "db" not in values:
            values |= {"db": _database_of(name), "seeded": name == DEFAULT}
        return Profile(**{"name": name, "kind": kind, **values})

    def _values(
        self, entries: Mapping[str, Any], place: tuple[str, ...], fields: dict[str, Check]
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in entries.items():
            try:
                values[key] = read(key, value, fields)
            except WrongValueError as wrong:
                self._add((*place, key), str(wrong))
        return values

    def _file(self, name: str) -> Path:
        from app.paths import expand

        return expand(name, self._path.parent)

    def _add(self, place: tuple[str, ...], sentence: str) -> None:
        from app.config_lines import line_of

        self._mistakes.append(Mistake(".".join(place), line_of(self._content, place), sentence))


def _database_of(name: str) -> Path:
    from app.paths import data_folder

    return data_folder() / f"{name}.db"
