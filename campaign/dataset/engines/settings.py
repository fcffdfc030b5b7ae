"""`register.toml` beside an edition: which engine has its register, and where."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from campaign.schema.issues import Issue

SETTINGS_FILE = "register.toml"
ENGINES = ("duckdb",)
KEYS = ("engine", "path")


@dataclass(frozen=True)
class RegisterSettings:
    """The settings of a register: its engine, and its files in the order of their names.

    `path` is as written, `files` are those that it names now.
    """

    engine: str
    path: str
    files: tuple[Path, ...]


def read_settings(file: Path, label: str) -> RegisterSettings | Issue:
    """Return the settings of a file, or the issue that they are not valid."""
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Issue(label, "missing_file")
    except OSError:
        return Issue(label, "not_permitted")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return Issue(label, "settings_unreadable")
    for key in settings:
        if key not in KEYS:
            return Issue(label, "settings_key", params={"value": key, "allowed": ", ".join(KEYS)})
    for key in KEYS:
        value = settings.get(key)
        if not isinstance(value, str) or not value.strip():
            return Issue(label, "settings_value", params={"value": key})
    engine, path = settings["engine"], settings["path"]
    if engine not in ENGINES:
        params = {"value": engine, "allowed": ", ".join(ENGINES)}
        return Issue(label, "settings_engine", params=params)
    files = find_files(file.parent, path)
    if not files:
        return Issue(label, "settings_files", params={"value": path})
    if len({found.suffix == ".csv" for found in files}) > 1:
        return Issue(label, "settings_mixed", params={"value": path})
    return RegisterSettings(engine, path, files)


def find_files(folder: Path, path: str) -> tuple[Path, ...]:
    """The files that a path names, from the folder of the settings; `*` stands for any letters."""
    parts = Path(path)
    root = Path(parts.anchor) if parts.is_absolute() else folder
    pattern = str(parts.relative_to(parts.anchor)) if parts.is_absolute() else path
    try:
        return tuple(sorted(file for file in root.glob(pattern) if file.is_file()))
    except (OSError, ValueError, NotImplementedError):
        return ()
