"""`register.toml` in the folder of an edition: the engine and the location of its register."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from campaign.schema.issues import Issue

SETTINGS_FILE = "register.toml"
REQUIREMENTS = "requirements-engines.txt"
_TEXT_KEYS: Mapping[str, tuple[str, ...]] = {
    "duckdb": ("engine", "path"),
    "postgresql": ("engine", "table", "service"),
    "spark": ("engine", "table", "service"),
    "trino": ("engine", "table", "service"),
}
"""The required settings of each engine."""
_MORE_KEYS: Mapping[str, tuple[str, ...]] = {
    "duckdb": (),
    "postgresql": ("version", "poll_s", "limit_s"),
    "spark": ("version", "poll_s", "limit_s"),
    "trino": ("version", "poll_s", "limit_s"),
}
"""The optional settings of each engine."""
_DRIVERS: Mapping[str, str] = {
    "duckdb": "duckdb",
    "postgresql": "psycopg[binary]",
    "spark": "pyspark-client",
    "trino": "trino",
}
ENGINES = tuple(_TEXT_KEYS)
POLL_S, LIMIT_S = 10, 60
_SECONDS = ("poll_s", "limit_s")
MOST_SECONDS = 3_600


@dataclass(frozen=True)
class RegisterSettings:
    """The settings of a register: its engine, and the location of its rows.

    For DuckDB, `path` is as written, relative to `folder`, the folder of the settings, and `files`
    are the files that it matches now, sorted by name. For a server, `table` is a table or view of
    `service`, a section of `pg_service.conf` or, for Spark and Trino, of the file of services;
    `version` is a query that returns one value, or ""; `poll_s` is the time between two checks of
    the version, `limit_s` the time limit of a statement, in seconds.
    """

    engine: str
    path: str = ""
    files: tuple[Path, ...] = ()
    table: str = ""
    service: str = ""
    version: str = ""
    poll_s: int = POLL_S
    limit_s: int = LIMIT_S
    folder: Path = Path()

    @property
    def is_in_server(self) -> bool:
        """True if the rows can change without a change of a file."""
        return self.engine != "duckdb"

    @property
    def is_tested(self) -> bool:
        """True if the tests have run statements on a server of this engine."""
        return self.engine != "trino"

    @property
    def driver(self) -> str:
        """The package with the driver of the engine."""
        return _DRIVERS[self.engine]

    @property
    def requirements(self) -> str:
        """The requirements file with the packages of the engine."""
        return "requirements-trino.txt" if self.engine == "trino" else REQUIREMENTS

    @property
    def source(self) -> str:
        """The name of the register in a source line."""
        return self.path or self.table


def read_settings(file: Path, label: str) -> RegisterSettings | Issue:
    """Return the settings of a file, or the issue if they are not valid."""
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Issue(label, "missing_file")
    except OSError:
        return Issue(label, "not_permitted")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return Issue(label, "settings_unreadable")
    engine = settings.get("engine")
    if not isinstance(engine, str) or not engine.strip():
        return Issue(label, "settings_value", params={"value": "engine"})
    if engine not in ENGINES:
        params = {"value": engine, "allowed": ", ".join(ENGINES)}
        return Issue(label, "settings_engine", params=params)
    keys = (*_TEXT_KEYS[engine], *_MORE_KEYS[engine])
    for key in settings:
        if key not in keys:
            return Issue(label, "settings_key", params={"value": key, "allowed": ", ".join(keys)})
    for key in keys:
        if key in settings or key in _TEXT_KEYS[engine]:
            rule = "settings_seconds" if key in _SECONDS else "settings_value"
            if not _is_valid(key, settings.get(key)):
                most = {"most": MOST_SECONDS} if key in _SECONDS else {}
                return Issue(label, rule, params={"value": key, **most})
    if engine != "duckdb":
        return RegisterSettings(**settings)
    path = settings["path"]
    files = find_files(file.parent, path)
    if not files:
        return Issue(label, "settings_files", params={"value": path})
    if len({found.suffix == ".csv" for found in files}) > 1:
        return Issue(label, "settings_mixed", params={"value": path})
    return RegisterSettings(engine, path, files, folder=file.parent)


def _is_valid(key: str, value: object) -> bool:
    if key in _SECONDS:
        return type(value) is int and 1 <= value <= MOST_SECONDS
    return isinstance(value, str) and bool(value.strip())


def find_files(folder: Path, path: str) -> tuple[Path, ...]:
    """Return the files of a path in the folder of the settings; `*` matches any characters."""
    parts = Path(path)
    root = Path(parts.anchor) if parts.is_absolute() else folder
    pattern = str(parts.relative_to(parts.anchor)) if parts.is_absolute() else path
    try:
        return tuple(sorted(filter(Path.is_file, root.glob(pattern))))
    except (OSError, ValueError, NotImplementedError):
        return ()
