"""Where the program keeps its files: the XDG folders, and what they are on other systems."""

from __future__ import annotations

import os
from pathlib import Path

NAME = "rtm"


def config_file() -> Path:
    """The configuration file; it need not exist."""
    import platformdirs

    return Path(platformdirs.user_config_dir(NAME, appauthor=False)) / "config.toml"


def data_folder() -> Path:
    """The folder of databases; it need not exist."""
    import platformdirs

    return Path(platformdirs.user_data_dir(NAME, appauthor=False))


def sandbox_database() -> Path:
    """The database of the default profile."""
    return data_folder() / "sandbox.db"


def crash_folder() -> Path:
    """The folder of crash reports; it need not exist."""
    import platformdirs

    return Path(platformdirs.user_state_dir(NAME, appauthor=False)) / "crashes"


def own_database(profile: str) -> Path:
    """The console's own database of a profile; neither it nor its folder need exist."""
    import platformdirs

    return Path(platformdirs.user_state_dir(NAME, appauthor=False)) / "profiles" / f"{profile}.db"


def locale_folder() -> Path:
    """The folder of compiled language catalogues."""
    return Path(__file__).parent / "locale"


def make_private(folder: Path) -> Path:
    """Make a folder that only its owner can look into; one that exists is left as it is."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def expand(text: str, base: Path | None = None) -> Path:
    """A path as a person writes it: `~` is the home folder, a relative one starts at `base`."""
    path = Path(os.path.expanduser(text))  # noqa: PTH111 -- Path.expanduser raises without a home
    return path if path.is_absolute() or base is None else base / path
