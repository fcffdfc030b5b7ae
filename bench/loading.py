"""The time to read, check and show a register by its length, compared with DuckDB."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.change import by_turns
from bench.memory import peak_bytes, watching
from bench.registers import data_folder
from bench.served import START_SECONDS, serving
from bench.spread import median_or_none
from bench.subject import APP, ROOT

LENGTHS = (77, 100_000, 1_000_000)
REPEATS = 3
REPEAT_SECONDS = 30.0
"""Seconds after which a script is not repeated."""

READ_AND_CHECK = """
import json, sys, time
from pathlib import Path
import campaign.charts.by_region  # what the server has imported before it reads
from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign
began = time.perf_counter()
read = load_campaign(Folders(Path(sys.argv[1]), Path(sys.argv[2])))
took = time.perf_counter() - began
edition = read.editions["2017"]
accepted = 0 if edition.activities is None else len(edition.activities)
rules = sorted({issue.rule for issue in edition.issues})
print(json.dumps({"seconds": took, "accepted": accepted, "issues": rules}))
"""

READ_AND_GROUP = """
import json, sys, time
import duckdb
began = time.perf_counter()
rows = duckdb.sql(
    "select oblast, date, type, count(*), sum(reached), sum(women), sum(men), sum(youth), "
    f"sum(materials), sum(media_audience) from read_csv('{sys.argv[1]}') group by all"
).fetchall()
took = time.perf_counter() - began
print(json.dumps({"seconds": took, "groups": len(rows)}))
"""


def measure(lengths: tuple[int, ...] = LENGTHS) -> dict[str, Any]:
    """Return {length: seconds to read and check, to the first screen, DuckDB's, and memory}."""
    results = {}
    for rows in lengths:
        with tempfile.TemporaryDirectory() as folder:
            data = data_folder(rows, Path(folder) / "data")
            results[str(rows)] = _measure_register(rows, data)
    return results


def _measure_register(rows: int, data: Path) -> dict[str, Any]:
    path = data / "2017" / "activities.csv"
    loads = _run_repeatedly(READ_AND_CHECK, str(data), str(ROOT / "geo"))
    duck = [output["seconds"] for output in _run_repeatedly(READ_AND_GROUP, str(path))]
    result = {
        "file_bytes": path.stat().st_size,
        "accepted": loads[0]["accepted"],
        "issues": loads[0]["issues"],
        "load_s": [load["seconds"] for load in loads],
        "duckdb_s": duck,
        "duckdb_median_s": median_or_none(duck),
    }
    if result["accepted"] != rows:
        return result  # a rejected register does not appear on screen
    with serving(APP, CAMPAIGN_DATA=str(data)) as server, watching(server.pid) as peak:
        changes = asyncio.run(by_turns({APP: server.address}))[APP.name]
        ready, server_peak = server.ready, peak_bytes(server.pid)
    load, screen = median_or_none(result["load_s"]), changes["arrival_s"]
    return result | {
        "load_median_s": load,
        "first_screen_s": screen,
        "on_screen_s": (load or 0) + screen,
        "start_to_ready_s": ready,
        "peak_bytes": max(peak.size, server_peak),
        "change": changes,
    }


def _run_repeatedly(script: str, *arguments: str) -> list[dict[str, Any]]:
    """Return the outputs of several runs of a script; of one run if it takes long."""
    end = time.monotonic() + REPEAT_SECONDS
    outputs = [_run_script(script, *arguments)]
    while len(outputs) < REPEATS and time.monotonic() < end:
        outputs.append(_run_script(script, *arguments))
    return outputs


def _run_script(script: str, *arguments: str) -> dict[str, Any]:
    """Run a script in a fresh process and return the JSON that it prints."""
    process = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=START_SECONDS,
    )
    output: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    return output
