"""Servers of Spark and Trino by the name of a service, like the service file of PostgreSQL.

The file `CAMPAIGN_SERVICES` has a section for each service, with `host` and, if needed, `port`,
`user`, `ssl` (`true` or `false`) and a secret: `token`, or `token_file`, the path of a file with
only the token. None of this is logged.
"""

from __future__ import annotations

import configparser
import os
from dataclasses import dataclass, field
from pathlib import Path

from campaign.dataset.engines.engine import EngineError

VARIABLE = "CAMPAIGN_SERVICES"
_KEYS = frozenset({"host", "port", "user", "ssl", "token", "token_file"})


@dataclass(frozen=True)
class Service:
    """The address of a server and its user; `port` 0 is the default port of the engine."""

    host: str = field(repr=False)
    port: int = 0
    user: str = field(default="campaign", repr=False)
    is_encrypted: bool = False
    token: str = field(default="", repr=False)


def read_service(name: str) -> Service:
    """Return the service in the current file. Raises `EngineError` for a wrong section."""
    try:
        parser = configparser.ConfigParser(interpolation=None)
        with Path(os.environ.get(VARIABLE) or "").open(encoding="utf-8") as file:
            parser.read_file(file)
        section = parser[name]
        if not set(section) <= _KEYS:
            raise EngineError("the service has an unknown setting", "engine_away")
        token = section.get("token", "")
        if "token_file" in section:
            token = Path(section["token_file"]).read_text(encoding="utf-8").strip()
        service = Service(
            section["host"],
            section.getint("port", 0),
            section.get("user", "campaign"),
            section.getboolean("ssl", bool(token)),
            token,
        )
    except (OSError, KeyError, ValueError, configparser.Error) as error:
        # The message of the error may contain the path of the file, or a line of it.
        raise EngineError(f"no such service: {type(error).__name__}", "engine_away") from None
    if service.token and not service.is_encrypted:
        raise EngineError("a token is sent over an encrypted connection only", "engine_away")
    return service
