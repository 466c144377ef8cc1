"""Turns the text of the configuration file into profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.config import Config, ConfigProblem, Mistake
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
from app.config_lines import line_in, line_of
from app.paths import data_folder, expand
from app.profiles import DEFAULT, LIVE_URL, TOKEN_VARIABLE, Profile
from data.text import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Reader:
    """Turns the text of a file into profiles and collects mistakes on the way."""

    def __init__(self, path: Path, content: str) -> None:
        self._path = path
        self._content = content
        self._mistakes: list[Mistake] = []
        self._faults: dict[str, list[Mistake]] = {}

    def config(self) -> Config:
        """The configuration.

        Raises:
            ConfigProblem: something is wrong outside of profiles; with every mistake in the text.
        """
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
        if default not in profiles and default not in self._faults:
            known = ", ".join(sorted({*profiles, *self._faults}))
            self._add(("default",), _("This must be one of: {known}.").format(known=known))
        if self._mistakes:
            everything = [one for found in self._faults.values() for one in found]
            raise ConfigProblem(self._path, self._mistakes + everything)
        sound = {name: one for name, one in profiles.items() if name not in self._faults}
        return Config(self._path, exists=True, profiles=sound, default=default, faults=self._faults)

    def _parse(self) -> dict[str, Any]:
        import tomllib

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
            values |= {"db": data_folder() / f"{name}.db", "seeded": name == DEFAULT}
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
        return expand(name, self._path.parent)

    def _add(self, place: tuple[str, ...], sentence: str) -> None:
        mistake = Mistake(".".join(place), line_of(self._content, place), sentence)
        own = len(place) > 1 and place[0] == "profiles"
        (self._faults.setdefault(place[1], []) if own else self._mistakes).append(mistake)
