"""What may stand under each key of the configuration file.

A check takes a value as TOML gives it and answers the value to use, or raises WrongValueError
with what is allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from data.hosts import is_loopback
from data.text import _
from data.words import nearest

Check = Callable[[Any], Any]


class WrongValueError(Exception):
    """A key or a value that is not allowed; the text says what is."""


def read(key: str, value: object, fields: Mapping[str, Check]) -> Any:
    """The value of a key, checked.

    Raises:
        WrongValueError: the key is not among the fields, or the value is not allowed.
    """
    if key not in fields:
        raise WrongValueError(_unknown(key, fields))
    return fields[key](value)


def is_name(name: str) -> bool:
    """Whether a profile may be called so: its name is part of file names."""
    return len(name) <= 40 and name.isascii() and name.replace("-", "").replace("_", "").isalnum()


def _unknown(key: str, fields: Mapping[str, object]) -> str:
    if key == "token":
        return _("A token does not belong in this file; use token_env or token_file.")
    allowed = _("Allowed here: {keys}.").format(keys=", ".join(sorted(fields)))
    near = nearest(key, fields)
    if near:
        return _("There is no such key; {near} perhaps?").format(near=near) + " " + allowed
    return _("There is no such key.") + " " + allowed


def text(value: object) -> str:
    """Text, not empty."""
    if not isinstance(value, str) or not value:
        raise WrongValueError(_("This must be text in quotation marks."))
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError(_("This must be true or false."))
    return value


MOST_REQUESTS = 20_000
"""Requests that can be kept at most."""


def _kept(value: object) -> int:
    """How many: true is as many as without the key, false is none."""
    if isinstance(value, bool):
        from app.profiles import KEPT_REQUESTS

        return KEPT_REQUESTS if value else 0
    if not isinstance(value, int) or not 0 <= value <= MOST_REQUESTS:
        raise WrongValueError(
            _("This must be true, false or a number up to {n}.").format(n=f"{MOST_REQUESTS:,}")
        )
    return value


def table(value: object) -> dict[str, Any]:
    """A table, whatever is in it."""
    if not isinstance(value, dict):
        raise WrongValueError(_("This must be a table."))
    return value


def _keys(value: object) -> dict[str, str]:
    for key, binding in table(value).items():
        if not isinstance(binding, str) or not all(part.strip() for part in binding.split(",")):
            sentence = _("The key for {binding} must be text, as in {example}.")
            raise WrongValueError(sentence.format(binding=key, example='"f5"'))
    return table(value)


def _theme(value: object) -> str:
    from app.options import THEMES

    if value not in THEMES:
        raise WrongValueError(_("This must be one of: {known}.").format(known=", ".join(THEMES)))
    return str(value)


def _language(value: object) -> str:
    from app.languages import known

    languages = known()
    if value not in languages:
        raise WrongValueError(_("This must be one of: {known}.").format(known=", ".join(languages)))
    return str(value)


def _variable(value: object) -> str:
    name = text(value)
    if not name.isascii() or not name.isidentifier():
        raise WrongValueError(
            _("This must be the name of an environment variable, not the token itself.")
        )
    return name


def _url(value: object) -> str:
    from urllib.parse import urlsplit

    try:
        url = urlsplit(text(value))
        host, _port = url.hostname or "", url.port
    except ValueError:
        raise WrongValueError(_("This is not a web address.")) from None
    if not host or url.username is not None or url.query or url.fragment:
        raise WrongValueError(_("This must be a plain address, as in https://webexapis.com"))
    if url.scheme != "https" and not (url.scheme == "http" and is_loopback(host)):
        raise WrongValueError(
            _("This must begin with https:// (http:// only on this machine itself).")
        )
    return url.geturl().rstrip("/").removesuffix("/v1")


COMMON: dict[str, Check] = {
    "theme": _theme,
    "language": _language,
    "ascii": _flag,
    "low_bandwidth": _flag,
    "keys": _keys,
    "keep_requests": _kept,
}
SANDBOX: dict[str, Check] = {"db": text, "read_only": _flag}
LIVE: dict[str, Check] = {
    "base_url": _url,
    "token_env": _variable,
    "token_file": text,
    "read_only": _flag,
}
