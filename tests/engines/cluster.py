"""A PostgreSQL server for the tests, in a temporary folder and without a port."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import psycopg

from tests.dataset.engines.registers import DAYS, NUMBERS

SERVICES = {"campaign_bytes": "bytes", "campaign_words": "words"}
"""The database of each service: one sorts texts by bytes, one as in a dictionary."""
SERVICE = "campaign_bytes"
OWNER, READER = "table_owner", "table_reader"
START_TIMEOUT_S = 60
"""Seconds in which a server must start or stop."""


@dataclass(frozen=True)
class Cluster:
    """A server that listens only to a socket in `folder`; `password` is that of both users."""

    folder: Path
    password: str

    @classmethod
    def make(cls) -> Cluster:
        """Return a new running cluster with an empty database for each of `SERVICES`."""
        folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
        cluster = cls(folder, secrets.token_hex(16))
        (folder / "password").write_text(cluster.password)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
            shutil.chown(folder / "password", "postgres", "postgres")
        cluster._run(
            *("initdb", "-D", str(folder / "data"), "-U", OWNER, "--no-sync"),
            *("--encoding=UTF8", "--locale=C", "--auth=scram-sha-256"),
            f"--pwfile={folder / 'password'}",
        )
        cluster.start()
        cluster.write_service()
        cluster.do(f"CREATE ROLE {READER} LOGIN PASSWORD '{cluster.password}'", database="postgres")
        for database, rule in (("bytes", ""), ("words", "LOCALE_PROVIDER icu ICU_LOCALE 'ru'")):
            cluster.do(f"CREATE DATABASE {database} TEMPLATE template0 {rule}", database="postgres")
        return cluster

    @property
    def service_file(self) -> Path:
        return self.folder / "pg_service.conf"

    @property
    def password_file(self) -> Path:
        return self.folder / "pgpass"

    def write_service(self) -> None:
        """Write the service file and the password file of the server."""
        self.service_file.write_text(
            "".join(
                f"[{service}]\nhost={self.folder}\ndbname={database}\nuser={READER}\n"
                for service, database in SERVICES.items()
            )
        )
        self.password_file.write_text(f"*:*:*:*:{self.password}\n")
        self.password_file.chmod(0o600)

    def start(self) -> None:
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={self.folder} "
            "-c fsync=off -c max_connections=40"
        )
        self._control("start", "-o", options, "-l", str(self.folder / "log"))

    def kill(self) -> None:
        """Kill the server and all its processes."""
        self._control("stop", "-m", "immediate")

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.folder)

    @contextlib.contextmanager
    def hung(self) -> Iterator[None]:
        """Stop the server and all its processes within the block."""
        processes = self.processes()
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in processes:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGCONT)

    def processes(self) -> list[int]:
        """The server, and all processes that it has started."""
        server = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        return [server, *map(int, children)]

    def connect(self, database: str = "bytes") -> psycopg.Connection[tuple[Any, ...]]:
        """Return a connection of the owner."""
        return psycopg.connect(
            host=str(self.folder),
            user=OWNER,
            password=self.password,
            dbname=database,
            autocommit=True,
        )

    def do(self, *statements: str, database: str = "bytes") -> None:
        with self.connect(database) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def fill(self, table: str, cells: pd.DataFrame, database: str = "bytes") -> None:
        """Create a table of these cells in another order, which the reader may read.

        Every second empty text is NULL.
        """
        kinds = dict.fromkeys(NUMBERS, "bigint") | dict.fromkeys(DAYS, "date")
        columns = ", ".join(f'"{name}" {kinds.get(name, "text")}' for name in cells)
        self.do(
            f"DROP TABLE IF EXISTS {table}",
            f"CREATE TABLE {table} ({columns})",
            database=database,
        )
        typed = cells.copy()
        for name in cells:
            is_missing = (cells[name] == "") & ((cells.index % 2 == 0) | (name in kinds))
            typed[name] = cells[name].astype("object").mask(is_missing, None)
        rows = typed.sample(frac=1, random_state=1).itertuples(index=False, name=None)
        with (
            self.connect(database) as connection,
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy,
        ):
            for row in rows:
                copy.write_row(row)
        self.do(f"GRANT SELECT ON {table} TO {READER}", database=database)

    def _control(self, action: str, *options: str) -> None:
        data = str(self.folder / "data")
        self._run("pg_ctl", action, "-D", data, "-w", "-s", "-t", str(START_TIMEOUT_S), *options)

    def _run(self, program: str, *options: str) -> None:
        """Run a program of PostgreSQL, not as root."""
        user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*user, str(_programs() / program), *options]
        # The server keeps its output open, so that a pipe would never end.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(
                command,
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                cwd="/",
                check=False,
            )
            if done.returncode:
                output.seek(0)
                raise RuntimeError(f"{program}: {output.read().decode(errors='replace')}")


def _programs() -> Path:
    """Return the folder of the newest installed programs of PostgreSQL."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    newest = max(folders, key=lambda folder: int(folder.parent.name), default=None)
    if newest is not None:
        return newest
    program = shutil.which("initdb")
    if program is None:
        raise RuntimeError("PostgreSQL is not installed: run `make engines`")
    return Path(program).resolve().parent


def wait_until(is_true: Any, seconds: float = 30) -> None:
    """Wait for a condition; raises AssertionError if it does not become true."""
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end, "the condition does not become true"
        time.sleep(0.05)
