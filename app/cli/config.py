"""`rtm config`: what is configured, where, and whether it is right. Tokens are never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.registry import Command, Group
from data.text import _, _n

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from app.cli.context import Context
    from app.config import Config
    from app.profiles import Profile


def entry() -> Group:
    """The commands."""
    return Group(
        "config",
        _("Show and check the configuration."),
        (
            Command("show", _("Show the profiles in force."), show, formats=("json",)),
            Command("path", _("Print the path of the configuration file."), path),
            Command("validate", _("Check the configuration and say what is wrong."), validate),
        ),
    )


def show(context: Context, _options: Namespace) -> int:
    """Show every profile, complete with what it leaves to its defaults, or what is wrong in it."""
    from app.config import ConfigProblem

    config = _load(context)
    profiles = [profile_facts(profile) for _name, profile in sorted(config.profiles.items())]
    wrong = {
        name: ConfigProblem(config.path, list(found)).lines()
        for name, found in sorted(config.faults.items())
    }
    value = {"path": str(config.path), "exists": config.exists, "default": config.default}
    context.output.one(
        {**value, "profiles": profiles, "wrong": wrong}, lambda: _lines(config, profiles, wrong)
    )
    return 0


def path(context: Context, _options: Namespace) -> int:
    """Print where the file is, whether it exists or not."""
    from app.paths import config_file

    context.output.stream.write(f"{config_file()}\n")
    return 0


def validate(context: Context, _options: Namespace) -> int:
    """Check the file, the tokens that it names, and the keys that it gives."""
    from app.cli.failures import ExitCode, Stop

    config = _load(context)
    wrong = [] if config.problem is None else config.problem.lines()
    wrong += [
        f"{profile.name}: {text}"
        for _name, profile in sorted(config.profiles.items())
        for text in (*token_problems(profile), *key_problems(profile))
    ]
    if wrong:
        advice = _("Correct it in {path}.").format(path=config.path)
        code = ExitCode.FAILED if config.problem is None else ExitCode.WRONG_USE
        raise Stop("\n".join(wrong), advice, code)
    if not config.exists:
        context.say(_("There is no configuration file; the defaults hold."))
    n = len(config.profiles)
    context.say(_n("{n} profile, nothing wrong.", "{n} profiles, nothing wrong.", n).format(n=n))
    return 0


def profile_facts(profile: Profile) -> dict[str, Any]:
    """A profile as it is shown: where its token comes from, never the token."""
    from app.credentials import source_of

    facts: dict[str, Any] = {"name": profile.name, "kind": profile.kind}
    if profile.kind == "sandbox":
        facts["db"] = str(profile.database)
    else:
        facts["base_url"] = profile.base_url
        facts["token"] = source_of(profile)
    facts |= {"read_only": profile.read_only, "low_bandwidth": profile.low_bandwidth}
    facts |= {"keep_requests": profile.keep_requests, "own_db": str(profile.own_database)}
    for key in ("theme", "language", "ascii"):
        value = getattr(profile, key)
        if value is not None:
            facts[key] = value
    if profile.keys:
        facts["keys"] = dict(profile.keys)
    return facts


def token_problems(profile: Profile) -> list[str]:
    """Why a live profile has no token; empty where it has one, or needs none."""
    if profile.kind != "live":
        return []
    from app.credentials import CredentialProblem, read_token

    try:
        read_token(profile)
    except CredentialProblem as problem:
        return [f"{problem} {problem.advice}"]
    return []


def key_problems(profile: Profile) -> list[str]:
    """What is wrong with a profile's keys, as the console says at its start."""
    if not profile.keys:
        return []
    # The keys are the console's own, which takes a while to import.
    from app.keymap import problems_of

    return problems_of(profile.keys)


def _load(context: Context) -> Config:
    from app.config import load

    config = load()
    # An unknown --profile is a mistake here as everywhere.
    config.require(context.options.profile or config.default)
    return config


def _lines(
    config: Config, profiles: list[dict[str, Any]], wrong: dict[str, list[str]]
) -> Iterator[str]:
    from widgets.text import clean

    there = "" if config.exists else _("(does not exist; the defaults hold)")
    yield f"# {clean(str(config.path))} {there}".rstrip()
    for facts in profiles:
        mark = _("(default)") if facts["name"] == config.default else ""
        yield ""
        yield f"[{facts['name']}] {mark}".rstrip()
        for key, value in facts.items():
            if key == "keys":
                for binding, text in value.items():
                    yield f"  keys.{clean(binding)} = {clean(text)}"
            elif key != "name":
                shown = str(value).lower() if isinstance(value, bool) else clean(str(value))
                yield f"  {key} = {shown}"
    for name, lines in wrong.items():
        mark = _("(default, wrong)") if name == config.default else _("(wrong)")
        yield ""
        yield f"[{clean(name)}] {mark}"
        yield from (f"  {clean(line)}" for line in lines)
