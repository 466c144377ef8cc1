"""Text for people, in their language.

`_` and `_n` look a sentence up in the catalogue that `install` chose. English needs no catalogue
and imports nothing, so the command line stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DOMAIN = "rtm"


class _English:
    """The catalogue of a program that is written in English."""

    def gettext(self, message: str) -> str:
        return message

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return singular if n == 1 else plural


class _State:
    catalogue: _English = _English()
    language: str = "en"


def install(language: str, folder: Path) -> bool:
    """Choose the language of everything said from now on.

    Args:
        language: a language tag such as `en`, `ja` or `ja_JP.UTF-8`.
        folder: where the compiled catalogues lie, `<folder>/<language>/LC_MESSAGES/rtm.mo`.

    Returns:
        Whether there is a catalogue for it (English always); without one English stays.
    """
    tag = language.partition(".")[0].replace("-", "_")
    if tag.partition("_")[0] in ("", "en", "C", "POSIX"):
        _State.catalogue, _State.language = _English(), "en"
        return True
    import gettext

    class Catalogue(_English):
        """A compiled catalogue behind the same two calls."""

        def __init__(self, inner: gettext.NullTranslations) -> None:
            self._inner = inner

        def gettext(self, message: str) -> str:
            return self._inner.gettext(message)

        def ngettext(self, singular: str, plural: str, n: int) -> str:
            return self._inner.ngettext(singular, plural, n)

    try:
        found = gettext.translation(DOMAIN, folder, [tag, tag.partition("_")[0]])
    except OSError:
        return False
    _State.catalogue, _State.language = Catalogue(found), tag.partition("_")[0]
    return True


def language() -> str:
    """The language in use, as two letters."""
    return _State.language


def _(message: str) -> str:
    """The sentence in the language in use."""
    return _State.catalogue.gettext(message)


def _n(singular: str, plural: str, n: int) -> str:
    """The sentence in the number that `n` asks for."""
    return _State.catalogue.ngettext(singular, plural, n)
