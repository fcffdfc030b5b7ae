"""The time to open and query a register in an engine, compared with bare SQL in DuckDB, by length.

`python -m bench.engines [--engines duckdb,csv,postgresql,sail,spark] [--rounds N] [ROWS …]` prints
a table in Markdown for each engine; `csv` is DuckDB with a CSV file. A register is invented with
fixed numbers; 77 is the shipped one. Each round starts separate processes: the first runs a bare
query in DuckDB over the Parquet file, the second runs the same query in the engine, the third
reads its campaign from files of 77 rows, opens the register and queries it; if the register is in
files, a fourth opens it again. The table has the shortest time of three rounds (of one round from
`LONG` rows on). The servers are those of `tests/engines/` with their settings, but Spark has its
usual compilers and more memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.engine_register import make_register
from bench.engine_scripts import ANSWERS, BARE
from bench.engine_servers import Measured, running
from bench.subject import ROOT

ENGINES = ("duckdb", "csv", "postgresql", "sail", "spark")
LENGTHS = (77, 1_000_000, 10_000_000)
ROUNDS = 3
LONG = 10_000_000
BESIDE = "bare SQL in DuckDB"
BARE_SQL = "bare SQL: read and group"

Times = dict[str, tuple[float, float]]
"""(seconds, seconds of processor time) by measure."""


def main() -> None:
    """Print the tables: seconds, and in brackets the processor time and its ratio."""
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
                rounds = arguments.rounds or (1 if length >= LONG else ROUNDS)
                columns.append(_column(engine, path, rounds))
            sys.stderr.write(f"{engine} {length}: {columns[-1]}\n")
        header = [f"{length:,} rows" for length in arguments.lengths]
        load = os.getloadavg()[2]
        print(
            f"\n| {engine} (load {load:.1f}) | {' | '.join(header)} |\n|---|{'---:|' * len(header)}"
        )
        for name in columns[0]:
            print(f"| {name} | {' | '.join(column[name] for column in columns)} |")


def _column(engine: str, path: Path, rounds: int) -> dict[str, str]:
    """The shortest time of each measure over some rounds, and the peak memory, as text."""
    with running("duckdb", path) as beside, running(engine, path) as measured:
        runs = [_round(beside, measured) for _ in range(rounds)]
    times = shortest([times for times, _ in runs])
    peak = max(peak_bytes for _, peak_bytes in runs) / 2**20
    return format_times(times) | {"memory at most": f"{peak:,.0f} MiB"}


def _round(beside: Measured, measured: Measured) -> tuple[Times, int]:
    """The times of one round, and the peak memory of the dashboard in bytes."""
    settings = measured.settings
    times = {}
    if settings.is_in_server:
        times[BESIDE] = _run(BARE, beside)["measures"][BARE_SQL]
    times |= _run(BARE, measured)["measures"]
    answers = _run(ANSWERS, measured)
    times |= answers["measures"]
    return times, answers["peak_bytes"]


def shortest(rounds: Sequence[Times]) -> Times:
    """The shortest time and the shortest processor time of each measure over some rounds."""
    return {
        name: (min(times[name][0] for times in rounds), min(times[name][1] for times in rounds))
        for name in rounds[0]
    }


def format_times(times: Times) -> dict[str, str]:
    """Times as text, with their ratio to the processor time of the bare query in DuckDB."""
    _, beside = times.get(BESIDE) or times[BARE_SQL]
    return {
        name: f"{seconds:.2f} s ({processor:.2f}; {processor / beside:,.1f}×)"
        for name, (seconds, processor) in times.items()
    }


def _run(script: str, measured: Measured) -> dict[str, Any]:
    values = json.dumps(asdict(measured.settings), default=str)
    process = subprocess.run(
        [sys.executable, "-c", script, values, *map(str, measured.processes)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    answer: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    return answer


if __name__ == "__main__":
    main()
