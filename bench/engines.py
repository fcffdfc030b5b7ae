"""The time of a register in DuckDB over Parquet beside DuckDB's bare SQL, by its length.

`python -m bench.engines [ROWS …]` prints a table in Markdown. A register is invented with fixed
numbers. Each measure is a process of its own, which opens the register first where it needs it, and
reads its campaign from files of 77 rows; the shortest of three counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import duckdb

from bench.subject import ROOT

LENGTHS = (1_000_000, 10_000_000)
TIMES = 3
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
    ORDER BY activity_id
) TO '{path}' (FORMAT parquet)
"""

BEGIN = """
import json, sys, time
from pathlib import Path
def now():
    return time.perf_counter(), time.process_time()
def done(began):
    took, processor = (after - before for before, after in zip(began, now()))
    lines = Path("/proc/self/status").read_text().splitlines()
    (peak,) = (int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    print(json.dumps({"seconds": took, "processor_s": processor, "peak_bytes": peak}))
"""
BARE = f"""{BEGIN}
import duckdb
began = now()
duckdb.sql("SET memory_limit = '1GB'")
duckdb.sql(
    "select oblast, date, type, count(*), count(reached), sum(reached), sum(women), sum(men), "
    f"sum(youth) from read_parquet('{{sys.argv[1]}}') group by all"
).fetchall()
done(began)
"""
OPEN = f"""{BEGIN}
from datetime import date
from campaign.analysis.register_table import ListQuery, list_line, list_page
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.dataset.engines.open_register import open_register
from campaign.dataset.engines.settings import RegisterSettings
from campaign.domain.register import FIRST_PAGE, PagePlace
from campaign.i18n.translator import Text
from campaign.ingest.reference import campaign_reference
from campaign.theme.style import LIGHT
from dataclasses import replace
campaign = campaign_cache.current()
settings = RegisterSettings("duckdb", "x", (Path(sys.argv[1]),))
reference = campaign_reference(campaign, "2017")
began = now()
opened = open_register(settings, "register.toml", reference)
"""
CHECK = f"{OPEN}\ndone(began)\n"
TOTALS = f"{OPEN}\nbegan = now()\nopened.register.totals()\ndone(began)\n"
READY = f"{OPEN}\nopened.register.totals()\ndone(began)\n"
LIST = f"""{OPEN}
edition = replace(campaign.editions["2017"], register=opened.register)
campaign = replace(campaign, editions={{**campaign.editions, "2017": edition}})
view = View(campaign, Selection("2017"), Text.of("ky"), LIGHT)
opened.register.codes_of
def page(words, sort, place=FIRST_PAGE):
    return list_page(view, ListQuery(words, sort, False), 20, place)
"""
FIRST = f'{LIST}\nbegan = now()\npage("", "date")\ndone(began)\n'
NEXT = f"""{LIST}
place = PagePlace(page("", "date").last)
began = now()
page("", "date", place)
done(began)
"""
SEARCH = f'{LIST}\nbegan = now()\npage("айыл 399", "date")\ndone(began)\n'
TITLES = f'{LIST}\nbegan = now()\npage("", "title")\ndone(began)\n'

MEASURES: Mapping[str, str] = {
    "DuckDB: read and group": BARE,
    "grouped table": TOTALS,
    "every rule checked": CHECK,
    "every rule checked, and the grouped table": READY,
    "list, first page by date": FIRST,
    "list, next page": NEXT,
    "list, first page of a search": SEARCH,
    "list, first page by title": TITLES,
}


def main(lengths: tuple[int, ...]) -> None:
    """Print the table: seconds, processor seconds in brackets, and the peak of memory."""
    rows: dict[str, list[str]] = {name: [] for name in MEASURES}
    for length in lengths:
        with tempfile.TemporaryDirectory() as folder:
            path = make_register(length, Path(folder) / "register.parquet")
            for name, script in MEASURES.items():
                runs = [_run(script, path) for _ in range(TIMES)]
                sys.stderr.write(f"{length} {name}: {runs}\n")
                best = min(runs, key=lambda run: run["seconds"])
                peak = max(run["peak_bytes"] for run in runs)
                times = f"{best['seconds']:.2f} s ({best['processor_s']:.2f} s)"
                rows[name].append(f"{times}, {peak / 2**20:.0f} MiB")
    heads = [f"{length:,} rows" for length in lengths]
    print(f"| | {' | '.join(heads)} |\n|---|{'---|' * len(heads)}")
    for name, cells in rows.items():
        print(f"| {name} | {' | '.join(cells)} |")


def make_register(rows: int, path: Path) -> Path:
    """Write an invented register as Parquet."""
    codes = ("lecture", "training", "conference", "round_table")
    sql = MAKE.format(
        rows=rows,
        path=path,
        regions=list(REGIONS),
        region_count=len(REGIONS),
        types=list(codes),
        type_count=len(codes),
    )
    duckdb.sql("CREATE OR REPLACE MACRO n(i, salt, top) AS CAST(hash(i, salt) % top AS INTEGER)")
    duckdb.sql(sql)
    return path


def _run(script: str, path: Path) -> dict[str, float]:
    process = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    measured: dict[str, float] = json.loads(process.stdout.splitlines()[-1])
    return measured


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or LENGTHS)
