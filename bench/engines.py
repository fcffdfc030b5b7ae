"""The time of a register in an engine beside bare SQL in the same engine, by its length.

`python -m bench.engines [--engines duckdb,postgresql,sail] [ROWS …]` prints a table in Markdown for
each engine. A register is invented with fixed numbers; 77 is the shipped one. Each round is a
process of its own, which reads its campaign from files of 77 rows, opens the register and answers;
of each measure the shortest of three rounds counts (of one round from `LONG` rows on). PostgreSQL
and Sail (Spark Connect) are the servers of `tests/engines/`, with their settings there.
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

from bench.subject import ROOT
from campaign.dataset.engines.columns import KEY
from campaign.dataset.engines.convert import convert_to_parquet
from campaign.dataset.engines.duckdb_engine import DuckDBEngine
from campaign.dataset.engines.key_facts import key_notes
from campaign.dataset.engines.settings import RegisterSettings

ENGINES = ("duckdb", "postgresql", "sail")
LENGTHS = (77, 1_000_000, 10_000_000)
SHIPPED = 77
ROUNDS = 3
LONG = 10_000_000
TABLE, READER = "activities", "campaign_bench"
REGIONS = ("KG-B", "KG-C", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y", "KG-GB", "KG-GO")

MAKE = """
COPY (
    SELECT format('2017-{{:09d}}', i) AS activity_id, DATE '2017-07-31' + n(i, 0, 113) AS date,
        CAST(NULL AS DATE) AS end_date, {regions}[1 + n(i, 1, {region_count})] AS oblast,
        'Район ' || n(i, 2, 40) AS district, 'Айыл ' || n(i, 3, 400) AS place,
        {types}[1 + n(i, 4, {type_count})] AS type, 'Иш-чара ' || n(i, 5, 5000) AS title,
        'Уюм ' || n(i, 6, 300) AS organiser, reached, CAST(reached * 0.5 AS INTEGER) AS women,
        CAST(reached * 0.4 AS INTEGER) AS men, CAST(reached * 0.7 AS INTEGER) AS youth
    FROM (
        SELECT i, CASE WHEN n(i, 7, 20) > 0 THEN n(i, 8, 400) END AS reached
        FROM range({rows}) AS numbers(i)
    )
) TO '{path}' (FORMAT parquet)
"""

BEGIN = """
import json, os, sys, time
from datetime import date
from pathlib import Path
from campaign.dataset.engines.drivers import connect
from campaign.dataset.engines.settings import RegisterSettings
measures = {}
def measure(name, work):
    began = time.perf_counter(), time.process_time()
    answer = work()
    measures[name] = [time.perf_counter() - began[0], time.process_time() - began[1]]
    return answer
def done():
    lines = Path("/proc/self/status").read_text().splitlines()
    (peak,) = (int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    print(json.dumps({"measures": measures, "peak_bytes": peak}))
values = json.loads(sys.argv[1])
values["files"] = tuple(map(Path, values["files"]))
settings = RegisterSettings(**values)
"""
BARE = f"""{BEGIN}
engine = connect(settings)
engine.types()
sql = (
    "SELECT oblast, date, type, count(*) AS n, count(reached) AS reported, "
    "sum(reached) AS reached, sum(women) AS women, sum(men) AS men, sum(youth) AS youth "
    "FROM register GROUP BY oblast, date, type"
)
measure("bare SQL: read and group", lambda: engine.fetch(sql, {{}}))
done()
"""
ANSWERS = f"""{BEGIN}
import statistics
from dataclasses import replace
from campaign.analysis.register_table import ListQuery, list_page
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.dataset.engines.open_register import open_register
from campaign.domain.register import FIRST_PAGE, PagePlace
from campaign.i18n.translator import Text
from campaign.ingest.file_references import campaign_reference
from campaign.theme.style import LIGHT
from campaign.web.first_paint import paint
from campaign.web.painted_page_cache import Address
campaign = campaign_cache.current()
reference = campaign_reference(campaign, "2017")
opened = measure("opening, every rule checked", lambda: open_register(settings, "x", reference))
register = opened.register
assert register is not None and opened.rejected == 0, opened.issues
edition = replace(campaign.editions["2017"], register=register, totals=opened.totals)
campaign = replace(campaign, editions={{**campaign.editions, "2017": edition}})
view = View(campaign, Selection("2017"), Text.of("ky"), LIGHT)
def page(words, sort, place=FIRST_PAGE):
    return list_page(view, ListQuery(words, sort, False), 20, place)
measure("grouped table", replace(register).totals)
first = measure("list, first page by date", lambda: page("", "date"))
measure("list, next page", lambda: page("", "date", PagePlace(first.last)))
measure("list, first page of a search", lambda: page("399", "date"))
def map_of(oblast):
    selection = Selection("2017", oblasts=(oblast,))
    return paint(Address("x", "/map", selection, "ky", "http://x"), campaign)
map_of("KG-B")
times = []
for oblast in ("KG-C", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y", "KG-GB", "KG-GO"):
    began = time.perf_counter(), time.process_time()
    map_of(oblast)
    times.append([time.perf_counter() - began[0], time.process_time() - began[1]])
measures["filter change: the map of another region"] = [
    statistics.median(each) for each in zip(*times)
]
done()
"""


def main() -> None:
    """Print the tables: seconds, processor seconds of the dashboard in brackets, and its memory."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("lengths", nargs="*", type=int, default=LENGTHS)
    parser.add_argument("--engines", default=ENGINES, type=lambda words: words.split(","))
    arguments = parser.parse_args()
    for engine in arguments.engines:
        columns = []
        for length in arguments.lengths:
            with tempfile.TemporaryDirectory() as folder:
                path = make_register(length, Path(folder) / "register.parquet")
                Path(folder).chmod(0o755)
                with _settings(engine, path) as settings:
                    columns.append(_column(settings, 1 if length >= LONG else ROUNDS))
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
    bare = [_run(BARE, settings) for _ in range(rounds)]
    answers = [_run(ANSWERS, settings) for _ in range(rounds)]
    words = {}
    for runs in (bare, answers):
        for name in runs[0]["measures"]:
            seconds, processor = min(run["measures"][name] for run in runs)
            words[name] = f"{seconds:.2f} s ({processor:.2f})"
    words["memory at most"] = f"{max(run['peak_bytes'] for run in answers) / 2**20:,.0f} MiB"
    return words


@contextlib.contextmanager
def _settings(engine: str, path: Path) -> Iterator[RegisterSettings]:
    """The settings of the register in an engine, which runs for the time of the block."""
    if engine == "duckdb":
        yield RegisterSettings("duckdb", "x", (path,))
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


def make_register(rows: int, path: Path) -> Path:
    """Write an invented register as Parquet; of 77 rows, the shipped one."""
    if rows == SHIPPED:
        source = ROOT / "data" / "2017" / "activities.csv"
        convert_to_parquet(source, path, source.name, lambda share: None)
        return path
    codes = ("lecture", "training", "conference", "round_table")
    rows_file = path.with_name("rows.parquet")
    sql = MAKE.format(
        rows=rows,
        path=rows_file,
        regions=list(REGIONS),
        region_count=len(REGIONS),
        types=list(codes),
        type_count=len(codes),
    )
    duckdb.sql("CREATE OR REPLACE MACRO n(i, salt, top) AS CAST(hash(i, salt) % top AS INTEGER)")
    duckdb.sql(sql)
    # As a conversion writes it.
    engine = DuckDBEngine([rows_file])
    engine.copy("SELECT * FROM register", path, lambda share: None, key_notes(engine, KEY))
    rows_file.unlink()
    return path


def _run(script: str, settings: RegisterSettings) -> dict[str, Any]:
    values = json.dumps(asdict(settings), default=str)
    process = subprocess.run(
        [sys.executable, "-c", script, values], cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    measured: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    return measured


if __name__ == "__main__":
    main()
