"""Languages that the program can speak: English, and each with a compiled catalogue."""

from __future__ import annotations

from app.paths import locale_folder


def known() -> list[str]:
    """Two-letter codes of all languages, English first."""
    found = {file.parts[-3] for file in locale_folder().glob("*/LC_MESSAGES/rtm.mo")}
    return ["en", *sorted(found - {"en"})]


def code(tag: str) -> str:
    """The two letters of a tag such as `ja_JP.UTF-8`; `en` for C, POSIX and nothing."""
    short = tag.partition(".")[0].replace("-", "_").partition("_")[0].lower()
    return "en" if short in ("", "c", "posix") else short


def choose(*wishes: str | None) -> str:
    """Speak the first wish that there is a catalogue for, else English; wishes are tags.

    Returns:
        The code of the language in use from now on.
    """
    from data.text import install, language

    for wish in wishes:
        if wish and install(code(wish), locale_folder()):
            break
    else:
        install("en", locale_folder())
    return language()
