"""The programs that measure a register in an engine: bare SQL, and queries of the dashboard."""

from __future__ import annotations

BEGIN = """
import json, os, sys, time
from datetime import date
from pathlib import Path
from bench.processor import tree_processor_seconds
from campaign.dataset.engines.drivers import connect
from campaign.dataset.engines.settings import RegisterSettings
server = tuple(map(int, sys.argv[2:]))
measures = {}
def now():
    return time.perf_counter(), time.process_time() + tree_processor_seconds(server)
def measure(name, work):
    began = now()
    answer = work()
    measures[name] = [end - start for start, end in zip(began, now())]
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
import duckdb
is_csv = any(file.suffix == ".csv" for file in settings.files)
# The dashboard would copy it first.
engine = duckdb.read_csv(settings.path) if is_csv else connect(settings)
if not is_csv:
    engine.types()
sql = (
    "SELECT oblast, date, type, count(*) AS n, count(reached) AS reported, "
    "sum(reached) AS reached, sum(women) AS women, sum(men) AS men, sum(youth) AS youth "
    "FROM register GROUP BY oblast, date, type"
)
measure(
    "bare SQL: read and group",
    lambda: engine.query("register", sql).df() if is_csv else engine.fetch(sql, {{}}),
)
done()
"""
OPENING = """
from campaign.dataset import campaign_cache
from campaign.dataset.engines.open_register import open_register
from campaign.ingest.file_references import campaign_reference
campaign = campaign_cache.current()
reference = campaign_reference(campaign, "2017")
def open_as(name):
    return measure(name, lambda: open_register(settings, "x", reference))
"""
ANSWERS = f"""{BEGIN}{OPENING}
import statistics
from dataclasses import replace
from campaign.analysis.register_table import ListQuery, list_page
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.domain.register import FIRST_PAGE, PagePlace
from campaign.i18n.translator import Text
from campaign.theme.style import LIGHT
from campaign.web.first_paint import render
from campaign.web.pages import Address
opened = open_as("opening, every rule checked")
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
measure("the same by title", lambda: page("399", "title"))
def map_of(oblast):
    selection = Selection("2017", oblasts=(oblast,))
    return render(Address("x", "/map", selection, "ky", "http://x"), campaign)
map_of("KG-B")
times = []
for oblast in ("KG-C", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y", "KG-GB", "KG-GO"):
    began = now()
    map_of(oblast)
    times.append([end - start for start, end in zip(began, now())])
measures["filter change: the map of another region"] = [
    statistics.median(each) for each in zip(*times)
]
done()
"""
