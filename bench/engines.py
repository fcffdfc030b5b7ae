"""The time of a register in an engine beside bare SQL in the same engine, by its length.

`python -m bench.engines [--engines duckdb,postgresql,sail] [--rounds N] [ROWS …]` prints a table in
Markdown for each engine. A register is invented with fixed numbers; 77 is the shipped one. In each
round a process of its own runs the bare query, then one reads its campaign from files of 77 rows,
opens the register and answers, and, if the register is in files, a third one opens it again. Of
each measure the shortest of three rounds counts (of one round from `LONG` rows on). PostgreSQL and
Sail (Spark Connect) are the servers of `tests/engines/`, with their settings there.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from bench.engine_register import make_register
from bench.engine_scripts import AGAIN, ANSWERS, BARE
from bench.subject import ROOT
from campaign.dataset.engines.answer_paths import answer_paths
from campaign.dataset.engines.settings import RegisterSettings

ENGINES = ("duckdb", "postgresql", "sail")
LENGTHS = (77, 1_000_000, 10_000_000)
ROUNDS = 3
LONG = 10_000_000
TABLE, READER = "activities", "campaign_bench"


def main() -> None:
    """Print the tables: seconds, processor seconds of the dashboard in brackets, and its memory."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("lengths", nargs="*", type=int, default=LENGTHS)
    parser.add_argument("--engines", default=ENGINES, type=lambda words: words.split(","))
    parser.add_argument("--rounds", type=int)
    arguments = parser.parse_args()
    for engine in arguments.engines:
        columns = []
        for length in arguments.lengths:
            with tempfile.TemporaryDirectory() as folder:
                path = make_register(length, Path(folder) / "register.parquet")
                Path(folder).chmod(0o755)
                with _settings(engine, path) as settings:
                    rounds = arguments.rounds or (1 if length >= LONG else ROUNDS)
                    columns.append(_column(settings, rounds))
            sys.stderr.write(f"{engine} {length}: {columns[-1]}\n")
        heads = [f"{length:,} rows" for length in arguments.lengths]
        load = os.getloadavg()[2]
        print(
            f"\n| {engine} (load {load:.1f}) | {' | '.join(heads)} |\n|---|{'---:|' * len(heads)}"
        )
        for name in columns[0]:
            print(f"| {name} | {' | '.join(column[name] for column in columns)} |")


def _column(settings: RegisterSettings, rounds: int) -> dict[str, str]:
    """The best of some rounds by measure, in words."""
    bare, answers, again = [], [], []
    for _ in range(rounds):
        bare.append(_run(BARE, settings))
        if settings.files:
            for path in answer_paths(settings):
                path.unlink(missing_ok=True)
        answers.append(_run(ANSWERS, settings))
        if settings.files:
            again.append(_run(AGAIN, settings))
    words = {}
    for runs in (bare, answers, again) if again else (bare, answers):
        for name in runs[0]["measures"]:
            seconds, processor = min(run["measures"][name] for run in runs)
            words[name] = f"{seconds:.2f} s ({processor:.2f})"
    words["memory at most"] = f"{max(run['peak_bytes'] for run in answers) / 2**20:,.0f} MiB"
    return words


@contextlib.contextmanager
def _settings(engine: str, path: Path) -> Iterator[RegisterSettings]:
    """The settings of the register in an engine, which runs for the time of the block."""
    if engine == "duckdb":
        yield RegisterSettings("duckdb", str(path), (path,))
    elif engine == "postgresql":
        with _postgres(path) as service:
            yield RegisterSettings("postgresql", table=TABLE, service=service, limit_s=600)
    else:
        from tests.engines.spark_server import SailServer

        services = path.with_name("services")
        os.environ["CAMPAIGN_SERVICES"] = str(services)
        with SailServer(READER).listed(services):
            yield RegisterSettings("spark", table=f"parquet.`{path}`", service=READER, limit_s=600)


@contextlib.contextmanager
def _postgres(path: Path) -> Iterator[str]:
    """The service of a server with the rows in a table, with the index that the README names."""
    from tests.engines.cluster import READER, SERVICE, Cluster

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
            f"CREATE INDEX ON {TABLE} (date, activity_id)",
            f"GRANT SELECT ON {TABLE} TO {READER}",
            f"VACUUM ANALYZE {TABLE}",
        )
        yield SERVICE
    finally:
        cluster.remove()


def _run(script: str, settings: RegisterSettings) -> dict[str, Any]:
    values = json.dumps(asdict(settings), default=str)
    process = subprocess.run(
        [sys.executable, "-c", script, values], cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    measured: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    return measured


if __name__ == "__main__":
    main()
