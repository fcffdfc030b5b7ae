"""The benchmark's pure functions: percentiles, ratios, the table, the generated registers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.Element_pb2 import Element

from bench import lighthouse
from bench.engines import BARE_SQL, BESIDE, format_times, shortest
from bench.lighthouse import read_report
from bench.load import median_round
from bench.nginx import configuration
from bench.page_memory import PageMemory
from bench.processor import processor_seconds, tree_processor_seconds
from bench.public_pages import LARGE, audited_paths, brotli_bytes, count_changes, pack, page_paths
from bench.registers import data_folder, register
from bench.row import Row, Target, ratio
from bench.spread import percentile
from bench.table import markdown, rows
from bench.turns import by_turns, median_values
from bench.widgets import Widget, act, read_widget
from bench.wrk import read_output
from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign
from campaign.domain.campaign import Campaign
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.region import map_regions
from campaign.site.view_cache import cached_chart
from tests.campaigns import view_of

GEO = Path(__file__).resolve().parent.parent / "geo"


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 50.0), (0.95, 95.0), (1.0, 100.0), (0.0, 1.0)]
)
def test_a_percentile_is_a_value_that_was_measured(share: float, expected: float) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], share) == expected


def test_a_percentile_of_few_values_is_the_worst_and_of_none_is_none() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.95) == 3.0
    assert percentile([], 0.95) is None


def test_a_ratio_needs_both_values() -> None:
    assert ratio(1.0, 4.0) == 0.25
    assert ratio(None, 4.0) is None
    assert ratio(1.0, None) is None
    assert ratio(1.0, 0.0) is None


def test_median_round_has_median_times_and_all_lost_sessions() -> None:
    rounds = [
        {"p95_s": p95, "reruns": 9, "lost": lost, "reasons": ["cut off"] * lost}
        for p95, lost in ((0.3, 0), (0.1, 1), (None, 1))
    ]
    result = median_round(rounds)
    assert result["p95_s"] == 0.2 and result["reruns"] == 9
    assert result["lost"] == 2 and result["reasons"] == ["cut off"] and result["rounds"] == rounds


@pytest.mark.parametrize(
    ("sign", "value", "verdict"),
    [
        ("≥", 10.0, "yes"),
        ("≥", 9.9, "**no**"),
        ("≤", 10.0, "yes"),
        ("≤", 10.1, "**no**"),
        ("≤", None, ""),
    ],
)
def test_verdict_compares_value_and_target(sign: str, value: float | None, verdict: str) -> None:
    assert Row("", "", "", value, Target(sign, 10)).verdict == verdict


def test_the_table_says_which_targets_are_met() -> None:
    verdicts = {row.label: row.verdict for row in rows(MEASURED) if row.target}
    assert verdicts == {
        "20 viewers, reruns per second": "yes",
        "20 viewers, p95 of one rerun": "**no**",
        "100 viewers, p95 of one rerun": "yes",
        "100 viewers, sessions lost": "**no**",
        "First visit, bytes": "yes",
        "First visit without a touch, bytes": "yes",
        "Later filter change, bytes": "yes",
        "One rerun on the server, a view drawn before": "yes",
        "Memory for each further session": "**no**",
        "Register of 1,000,000 rows read, checked and on screen (beside: DuckDB)": "**no**",
        "… of 1,000,000, memory at most": "yes",
        "Filter change at 1,000,000 rows, a view drawn before (beside: at 77)": "yes",
        "Filter change at 1,000,000 rows, a view never drawn before (beside: at 77)": "**no**",
    }


def test_the_ratios_are_ours_divided_by_the_other() -> None:
    words = {row.label: row.value_text for row in rows(MEASURED)}
    assert words["20 viewers, reruns per second"] == "20"
    assert words["20 viewers, p95 of one rerun"] == "0.2"
    assert words["100 viewers, p95 of one rerun"] == "2 s"
    assert words["First visit, bytes"] == "0.25"
    assert words["Memory for each further session"] == "2 MiB"
    assert words["Register of 1,000,000 rows read, checked and on screen (beside: DuckDB)"] == "20"


def test_the_markdown_names_day_cores_and_versions() -> None:
    text = markdown(MEASURED)
    lines = text.splitlines()
    assert all(line.count("|") == 7 for line in lines if line.startswith("|"))
    assert "2017-11-20 on 2 cores" in text and "streamlit 1.67.0" in text


def test_measurements_take_turns_in_each_round() -> None:
    order: list[str] = []

    def measure(name: str, value: float) -> dict[str, Any]:
        order.append(name)
        return {"seconds": value + len(order)}

    values = by_turns({"a": lambda: measure("a", 0), "b": lambda: measure("b", 10)}, 3)
    assert order == ["a", "b"] * 3
    assert values["a"]["seconds"] == 3 and values["b"]["seconds"] == 14
    assert [result["seconds"] for result in values["a"]["rounds"]] == [1, 3, 5]


def test_median_values_skip_rounds_without_the_number() -> None:
    rounds = [
        {"score": score, "shift": None, "failed": ["title"]} for score in (0.9, None, 0.5, 0.6)
    ]
    assert median_values(rounds) == {"score": 0.6, "shift": None, "rounds": rounds}


def test_read_report_returns_scores_seconds_bytes_and_failed_audits() -> None:
    assert read_report(REPORT) == {
        "performance": 0.93,
        "accessibility": 0.96,
        "best_practices": 1,
        "seo": None,
        "fcp_s": 0.7,
        "lcp_s": None,
        "tbt_s": 0.437,
        "cls": 0.004,
        "bytes": 15_000,
        "requests": 2,
        "failed_audits": ["color-contrast"],
    }


def test_lighthouse_runs_again_after_a_runtime_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    failure = {"runtimeError": {"code": "NO_NAVSTART", "message": "no start"}}
    reports = [failure, REPORT]
    monkeypatch.setattr(lighthouse, "COMMAND", tmp_path)
    monkeypatch.setattr(lighthouse, "_run_lighthouse", lambda address, preset: reports.pop(0))
    assert lighthouse.audit("http://a", "mobile")["performance"] == 0.93
    reports[:] = [failure] * 4
    with pytest.raises(RuntimeError, match="no start"):
        lighthouse.audit("http://a", "mobile")
    assert len(reports) == 1


def test_a_page_that_did_not_load_has_no_scores() -> None:
    with pytest.raises(RuntimeError, match="Lighthouse: no paint"):
        read_report(REPORT | {"runtimeError": {"code": "NO_FCP", "message": "no paint"}})


def test_read_output_reads_the_last_line_of_wrk() -> None:
    numbers = '{"requests": 100, "microseconds": 500000, "bytes": 900, "p99_microseconds": 2000'
    assert read_output(f'Running 5s test\n\n{numbers}, "failed": 3}}\n') == {
        "pages": 100,
        "pages_per_s": 200,
        "bytes_per_page": 9,
        "p99_s": 0.002,
        "failed": 3,
    }


def test_pages_are_compressed_and_listed_by_address(tmp_path: Path) -> None:
    for name in ("index.html", "ky/index.html", "en/map/index.html", "en/map/KG-GB б.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("word " * 1000)
    (tmp_path / "card.png").write_bytes(b"picture")
    (tmp_path / "index.html.gz").write_bytes(b"packed before")
    pack(tmp_path)
    sizes = page_paths(tmp_path)
    assert list(sizes) == ["/en/map/KG-GB%20%D0%B1.html", "/en/map/", "/", "/ky/"]
    assert sizes["/"] == len("packed before") and 0 < sizes["/ky/"] < 200
    assert not (tmp_path / "card.png.gz").exists()


def test_only_pages_that_are_large_by_gzip_are_compressed_by_brotli(tmp_path: Path) -> None:
    for name in ("index.html", "ky/index.html", "ky/map б.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("word " * 1000)
    gzip_bytes = {"/": LARGE, "/ky/": LARGE + 1, f"/ky/{quote('map б.html')}": LARGE + 1}
    sizes = brotli_bytes(tmp_path, gzip_bytes)
    assert list(sizes) == ["/ky/", "/ky/map%20%D0%B1.html"]
    assert all(0 < size < 100 for size in sizes.values())


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["/", "/en/", "/en/map/", "/en/map/KG-B/", "/ky/"], ["/en/", "/en/map/"]),
        (["/", "/en.html", "/map.html", "/timeline"], ["/", "/map.html", "/timeline"]),
        (["/a.html", "/b.html"], ["/a.html"]),
    ],
)
def test_lighthouse_audits_up_to_three_public_pages(paths: list[str], expected: list[str]) -> None:
    assert audited_paths(paths) == expected


def test_count_changes_counts_added_removed_and_changed_files() -> None:
    before = {"same": "1", "other": "1", "gone": "1"}
    assert count_changes(before, {"same": "1", "other": "2", "new": "1"}) == 3
    assert count_changes(before, before) == 0


def test_nginx_listens_on_localhost_with_one_worker(tmp_path: Path) -> None:
    settings = configuration(tmp_path, 8123)
    assert "listen 127.0.0.1:8123;" in settings and "worker_processes 1;" in settings
    assert f'root "{tmp_path}";' in settings


def test_rows_of_pages_have_the_plain_page_and_targets() -> None:
    table_rows = {row.label: row for row in rows(PAGES)}
    fast = table_rows["Lighthouse mobile, `/map`: performance"]
    assert (fast.ours, fast.other, fast.value_text, fast.verdict) == ("0.91", "0.25", "0.91", "yes")
    late = table_rows["Lighthouse mobile, `/map`: first contentful paint"]
    assert (late.ours, late.other, late.verdict) == ("1,100 ms", "15,200 ms", "**no**")
    heavy = table_rows["Lighthouse mobile, `/map`: bytes over HTTP"]
    assert (heavy.ours, heavy.value_text, heavy.verdict) == ("751.0 KB", "751 KB", "**no**")
    assert table_rows["Lighthouse mobile, `/map`: requests"].value_text == "0.5"
    assert table_rows["Lighthouse desktop, `/map`: performance"].verdict == "**no**"
    assert table_rows["Slow line and processor, `/map`: live"].value_text == "7.2 s"
    assert table_rows["Slow line and processor, `/map`: all charts drawn"].verdict == "**no**"


def test_rows_of_public_pages_name_the_largest_and_the_slowest() -> None:
    verdicts = {row.label: (row.value_text, row.verdict) for row in rows(PUBLIC) if row.target}
    assert verdicts == {
        "Public pages: written into an empty folder": ("61 s", "**no**"),
        "Public pages: written again": ("4 s", "yes"),
        "Public pages: files that the second time changed": ("0", "yes"),
        "Public pages: pages a second of one nginx worker": ("75,800", "yes"),
        "Public pages: requests failed": ("0", "yes"),
        "Public pages: the largest without the register, Brotli": ("21.5 KiB", "**no**"),
        "Public pages: the largest with the register, Brotli": ("29.3 KiB", "yes"),
        "Public page `/en/`, Lighthouse mobile: performance": ("1", "yes"),
        "Public page `/en/`, Lighthouse mobile: requests": ("2", "**no**"),
    }


def test_the_table_says_why_public_pages_were_not_measured() -> None:
    sentence = "not measured: no such command"
    assert [row.ours for row in rows({"public": {"skipped": sentence}})] == [sentence]


def test_a_rejected_register_misses_its_target() -> None:
    results = {"rows": {"1000000": {"accepted": 0, "duckdb_median_s": 0.5}}}
    assert [(row.ours, row.verdict) for row in rows(results)] == [("refused", "**no**")]


def test_a_part_that_was_not_measured_has_no_lines() -> None:
    assert rows({"machine": MEASURED["machine"]}) == []


def test_a_generated_register_is_reproducible_and_passes_ingest(tmp_path: Path) -> None:
    assert register(100).equals(register(100))
    data = data_folder(100, tmp_path / "data")
    edition = load_campaign(Folders(data, GEO)).editions["2017"]
    assert edition.activities is not None
    assert len(edition.activities) == 100
    assert edition.issues == ()
    assert edition.activities["activity_id"].is_unique
    assert edition.activities["oblast"].nunique() == 9
    assert 0 < edition.activities["reached"].isna().sum() < 20


def test_77_rows_are_the_shipped_register(tmp_path: Path) -> None:
    data = data_folder(77, tmp_path / "data")
    shipped = GEO.parent / "data" / "2017" / "activities.csv"
    assert (data / "2017" / "activities.csv").read_bytes() == shipped.read_bytes()


def test_a_widget_keeps_its_value_until_the_server_sets_it() -> None:
    element = Element()
    element.multiselect.id = "$$ID-0123-oblasts:page:en"
    element.multiselect.label = "Regions"
    element.multiselect.options.extend(("Batken", "Chui", "Naryn"))
    element.multiselect.default.append(1)
    widget = read_widget(element)
    assert widget is not None and widget.state is not None
    assert widget.options == ("Batken", "Chui", "Naryn")
    assert widget.has_name("oblasts:page:en") and widget.has_name("Regions")
    assert not widget.has_name("page:en:0")
    assert list(widget.state.string_array_value.data) == ["Chui"] and not widget.is_forced

    element.multiselect.set_value = True
    element.multiselect.raw_values.append("Naryn")
    widget = read_widget(element)
    assert widget is not None and widget.state is not None
    assert list(widget.state.string_array_value.data) == ["Naryn"] and widget.is_forced


def test_the_page_of_html_has_the_regions_and_links(campaign: Campaign) -> None:
    view = view_of(campaign, lang="en", oblast="KG-N", indicator="reach")
    page = SitePage("map", view, LiveLinks(campaign), cached_chart, becomes_live=True)
    widget = _page_of("0a1b", map_regions(page))
    assert widget.has_name("live-page") and widget.page is not None
    assert widget.page.chosen == ("Naryn",) and not widget.page.is_missing
    assert widget.options[:2] == ("Batken", "Chui") and len(widget.options) == 9
    assert "/map?lang=en&indicator=reach&oblast=KG-B,KG-N" in widget.page.addresses
    address = "/map?lang=en&indicator=reach&oblast=KG-C,KG-T"
    assert widget.page.region_address(["Chui", "Talas"]) == address
    first, second = act(widget.id, f"follow {address}"), act(widget.id, "whole")
    # Streamlit's own id for the events of a component.
    assert first.id == _make_trigger_id(widget.id, "events")
    ((event,), (later,)) = (json.loads(state.json_trigger_value) for state in (first, second))
    ((number, link),) = event["value"]
    assert event["event"] == "act" and link == f"follow {address}"
    assert later["value"][0][0] > number


def test_a_page_that_is_sent_by_its_name_keeps_its_html() -> None:
    memory = PageMemory()
    for digest, html, kept in (("0a1b", "<p>", "<p>"), ("0a1b", "", "<p>"), ("2c3d", "", "")):
        memory.begin_run()
        memory.add(_page_of(digest, html), None)
        memory.end_run()
        assert memory.page is not None and memory.page.html == kept
    assert memory.page is not None and memory.page.is_missing


def _page_of(digest: str, html: str) -> Widget:
    """Return the component with a page of HTML."""
    element = Element()
    element.bidi_component.id = "$$ID-0123-live-page"
    element.bidi_component.component_name = "campaign_page"
    address = "/map?lang=en&indicator=reach&oblast=KG-N"
    head = json.dumps({"page": digest, "stem": "map", "address": address, "answers": []})
    element.bidi_component.bytes = f"{head}\n{html}".encode()
    widget = read_widget(element)
    assert widget is not None
    return widget


def _load_numbers(reruns: float, p95: float, lost: int) -> dict[str, Any]:
    return {"reruns_per_s": reruns, "p50_s": p95 / 2, "p95_s": p95, "lost": lost}


def _visit_numbers(size: float) -> dict[str, Any]:
    return {
        "bytes_median": size,
        "untouched_bytes_median": size / 4,
        "map_median_s": 2.0,
        "change_first_bytes": size / 10,
        "change_bytes_median": size / 20,
        "repaint_first_s": 0.1,
        "repaint_last_s": 0.2,
    }


def _register_numbers(
    seconds: float, peak: int, known_median: float, new_median: float
) -> dict[str, Any]:
    return {
        "on_screen_s": seconds,
        "duckdb_median_s": 0.5,
        "peak_bytes": peak,
        "change": {"known_median_s": known_median, "new_median_s": new_median},
    }


MEASURED: dict[str, Any] = {
    "machine": {
        "date": "2017-11-20T10:00:00+00:00",
        "cores": 2,
        "busy_before": 0.1,
        "python": "3.11.7",
        "versions": {"streamlit": "1.67.0"},
    },
    "load": {
        "app": {"20": _load_numbers(100, 0.4, 0), "100": _load_numbers(90, 2.0, 1)},
        "plain": {"20": _load_numbers(5, 2.0, 0), "100": _load_numbers(4, 20.0, 0)},
    },
    "visit": {
        "app": _visit_numbers(2_000_000) | {"change_bytes_median": 4_000},
        "plain": _visit_numbers(8_000_000),
    },
    "change": {
        "app": {"known_median_s": 0.02, "new_median_s": 0.1},
        "plain": {"known_median_s": 0.1, "new_median_s": 0.1},
    },
    "memory": {"app": {"per_session": 2 * 2**20}, "plain": {"per_session": 2**20}},
    "rows": {
        "77": _register_numbers(0.5, 2**28, 0.02, 0.05),
        "1000000": _register_numbers(10.0, 2**30, 0.02, 0.5),
    },
}

REPORT: dict[str, Any] = {
    "categories": {
        "performance": {"score": 0.93, "auditRefs": [{"id": "speed-index", "weight": 10}]},
        "accessibility": {
            "score": 0.96,
            "auditRefs": [
                {"id": "color-contrast", "weight": 7},
                {"id": "image-alt", "weight": 10},
                {"id": "video-caption", "weight": 10},
                {"id": "focus-traps", "weight": 0},
            ],
        },
        "best-practices": {"score": 1, "auditRefs": []},
        "seo": {"score": None, "auditRefs": []},
    },
    "audits": {
        "first-contentful-paint": {"score": 1, "numericValue": 700.0},
        "largest-contentful-paint": {"score": None, "scoreDisplayMode": "error"},
        "total-blocking-time": {"score": 0.8, "numericValue": 437.0},
        "cumulative-layout-shift": {"score": 1, "numericValue": 0.004},
        "speed-index": {"score": 0.4},
        "color-contrast": {"score": 0},
        "image-alt": {"score": 1},
        "video-caption": {"score": None},
        "focus-traps": {"score": 0},
        "network-requests": {
            "details": {
                "items": [
                    {"url": "http://127.0.0.1:8501/", "transferSize": 11_000},
                    {"url": "http://127.0.0.1:8501/a.js", "transferSize": 4_000},
                    {"url": "data:image/png;base64,AA", "transferSize": 500},
                    {"url": "ws://127.0.0.1:8501/_stcore/stream", "transferSize": 0},
                ]
            }
        },
    },
}


def _lighthouse_numbers(performance: float, fcp: float, size: int, requests: int) -> dict[str, Any]:
    return {
        "performance": performance,
        "fcp_s": fcp,
        "lcp_s": fcp,
        "tbt_s": 0.4,
        "cls": 0.0,
        "bytes": size,
        "requests": requests,
        "accessibility": 1,
        "best_practices": 1,
        "seo": 1,
    }


PAGES: dict[str, Any] = {
    "lighthouse": {
        "app": {
            "/map": {
                "mobile": _lighthouse_numbers(0.91, 1.1, 751_000, 50),
                "desktop": _lighthouse_numbers(0.96, 0.2, 751_000, 50),
            }
        },
        "plain": {
            "/": {
                "mobile": _lighthouse_numbers(0.25, 15.2, 7_535_000, 100),
                "desktop": _lighthouse_numbers(0.5, 1.5, 7_535_000, 100),
            }
        },
    },
    "throttled": {
        "app": {"/map": {"readable_s": 0.5, "live_s": 7.2, "drawn_s": 14.0}},
        "plain": {"/": {"readable_s": 9.0, "live_s": 30.0, "drawn_s": 40.0}},
    },
}
PUBLIC: dict[str, Any] = {
    "public": {
        "publish_s": 61.0,
        "publish_again_s": 4.0,
        "changed_files": 0,
        "gzip_bytes": {"/en/": 9_000, "/en/map/": 25_000, "/en/activities/": 39_000},
        "brotli_bytes": {"/en/map/": 22_000, "/en/activities/": 30_000},
        "load": {"pages_per_s": 75_800.0, "failed": 0},
        "lighthouse": {"/en/": {"performance": 1.0, "requests": 2}},
    }
}


def test_rows_compare_two_processes_with_one() -> None:
    def load(reruns: float, seconds: float, lost: int) -> dict[str, Any]:
        return {"viewers": 20, "reruns_per_s": reruns, "p95_s": seconds, "lost": lost}

    speed, wait, lost = rows({"processes": {"1": load(40, 0.5, 0), "2": load(60, 0.25, 3)}})
    assert speed.label.startswith("20 viewers, 2 processes behind nginx (beside: 1 process)")
    assert (speed.ours, speed.other, speed.value_text) == ("60.0", "40.0", "1.5")
    assert (wait.ours, wait.other, wait.value_text) == ("250 ms", "500 ms", "0.5")
    assert (lost.ours, lost.other, lost.value_text) == ("3", "0", "3")


def test_engine_times_are_the_shortest_and_relative_to_the_bare_query() -> None:
    rounds = [
        {BARE_SQL: (3.0, 2.0), "opening": (9.0, 4.0)},
        {BARE_SQL: (2.0, 3.0), "opening": (8.0, 5.0)},
    ]
    times = shortest(rounds)
    assert times == {BARE_SQL: (2.0, 2.0), "opening": (8.0, 4.0)}
    assert format_times(times)["opening"] == "8.00 s (4.00; 2.0×)"
    # A server is compared with DuckDB, not with itself.
    assert format_times({BESIDE: (0.5, 0.5), **times})["opening"] == "8.00 s (4.00; 8.0×)"


def test_processor_time_of_a_server_includes_ended_children() -> None:
    work = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(10**7))'])"
    script = f"{work}; print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stdout.readline()
        assert tree_processor_seconds([process.pid]) > processor_seconds(process.pid) + 0.05
        process.kill()
