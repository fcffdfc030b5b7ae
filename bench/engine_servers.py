"""The servers of `tests/engines/`, filled with the rows of a Parquet file for a measurement."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from campaign.dataset.engines.settings import RegisterSettings

TABLE, READER = "activities", "campaign_bench"
LIMIT_S = 3_600
"""Timeout of a statement in seconds."""


@dataclass(frozen=True)
class Measured:
    """A register in an engine; `processes` are those of its server, without child processes."""

    settings: RegisterSettings
    processes: tuple[int, ...] = ()


@contextlib.contextmanager
def running(engine: str, path: Path) -> Iterator[Measured]:
    """The rows of a file in an engine, which runs until the end of the block."""
    if engine == "duckdb":
        yield Measured(RegisterSettings("duckdb", str(path), (path,)))
    elif engine == "csv":
        rows = path.with_suffix(".csv")
        duckdb.sql(f"COPY (FROM '{path}') TO '{rows}'")
        yield Measured(RegisterSettings("duckdb", str(rows), (rows,)))
    elif engine == "postgresql":
        with _postgres(path) as measured:
            yield measured
    else:
        with _spark(engine, path) as measured:
            yield measured


@contextlib.contextmanager
def _spark(engine: str, path: Path) -> Iterator[Measured]:
    """A server of Spark Connect, which reads the file itself."""
    from tests.engines.spark_server import ClusterServer, SailServer

    class Cluster(ClusterServer):
        """Spark with its usual compilers, and with memory for a large register."""

        executor_mb = 2_048
        java_options = ""
        options = {"spark.driver.memory": "2g"}

    services = path.with_name("services")
    os.environ["CAMPAIGN_SERVICES"] = str(services)
    server = SailServer(READER) if engine == "sail" else Cluster(READER)
    with server.listed(services):
        table = f"parquet.`{path}`"
        settings = RegisterSettings("spark", table=table, service=READER, limit_s=LIMIT_S)
        yield Measured(settings, tuple(process.pid for process in server.processes.values()))


@contextlib.contextmanager
def _postgres(path: Path) -> Iterator[Measured]:
    """PostgreSQL with the rows in a table, with the index that `docs/engines.md` names."""
    from tests.engines.cluster import READER as USER
    from tests.engines.cluster import SERVICE, Cluster

    cluster = Cluster.make()
    try:
        os.environ["PGSERVICEFILE"] = str(cluster.service_file)
        os.environ["PGPASSFILE"] = str(cluster.password_file)
        rows = path.with_suffix(".csv")
        duckdb.sql(f"COPY (FROM '{path}') TO '{rows}' (HEADER false)")
        kinds = {"BIGINT": "bigint", "INTEGER": "bigint", "DATE": "date"}
        columns = ", ".join(
            f'"{row[0]}" {kinds.get(row[1], "text")}'
            for row in duckdb.execute(f"DESCRIBE FROM '{path}'").fetchall()
        )
        cluster.do(f"CREATE TABLE {TABLE} ({columns})")
        with (
            cluster.connect() as connection,
            connection.cursor() as cursor,
            cursor.copy(f"COPY {TABLE} FROM STDIN (FORMAT csv)".encode()) as copy,
            rows.open("rb") as file,
        ):
            while part := file.read(1 << 20):
                copy.write(part)
        rows.unlink()
        cluster.do(
            f'CREATE INDEX ON {TABLE} (date, activity_id COLLATE "C")',
            f"GRANT SELECT ON {TABLE} TO {USER}",
            f"VACUUM ANALYZE {TABLE}",
        )
        settings = RegisterSettings("postgresql", table=TABLE, service=SERVICE, limit_s=LIMIT_S)
        yield Measured(settings, (cluster.processes()[0],))
    finally:
        cluster.remove()
