"""The benchmark's pure parts: percentiles, ratios, the table, the registers it invents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.Element_pb2 import Element

from bench.load import median_round
from bench.registers import data_folder, register
from bench.spread import percentile
from bench.table import Row, Target, markdown, ratio, rows
from bench.widgets import read_widget
from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign

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


def test_of_rounds_the_median_counts_and_every_lost_session() -> None:
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
def test_a_target_is_met_on_its_own_side(sign: str, value: float | None, verdict: str) -> None:
    assert Row("", "", "", value, Target(sign, 10)).verdict == verdict


def test_the_table_says_which_targets_are_met() -> None:
    verdicts = {row.label: row.verdict for row in rows(MEASURED) if row.target}
    assert verdicts == {
        "20 viewers, reruns per second": "yes",
        "20 viewers, p95 of one rerun": "**no**",
        "100 viewers, p95 of one rerun": "yes",
        "100 viewers, sessions lost": "**no**",
        "First visit, bytes": "yes",
        "Later filter change, bytes": "yes",
        "One rerun on the server, a view drawn before": "yes",
        "Memory for each further session": "**no**",
        "Register of 1,000,000 rows read, checked and on screen (beside: DuckDB)": "**no**",
        "… of 1,000,000, memory at most": "yes",
        "Filter change at 1,000,000 rows, a view drawn before (beside: at 77)": "yes",
        "Filter change at 1,000,000 rows, a view never drawn before (beside: at 77)": "**no**",
    }


def test_the_ratios_are_ours_divided_by_the_other() -> None:
    words = {row.label: row.words for row in rows(MEASURED)}
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


def test_a_register_that_was_refused_misses_its_target() -> None:
    results = {"rows": {"1000000": {"accepted": 0, "duckdb_median_s": 0.5}}}
    assert [(row.ours, row.verdict) for row in rows(results)] == [("refused", "**no**")]


def test_a_part_that_was_not_measured_has_no_lines() -> None:
    assert rows({"machine": MEASURED["machine"]}) == []


def test_an_invented_register_is_the_same_every_time_and_passes_ingest(tmp_path: Path) -> None:
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


def test_a_widget_keeps_what_it_shows_until_the_server_sets_it() -> None:
    element = Element()
    element.button_group.id = "$$ID-0123-oblasts:page:en"
    element.button_group.label = "Regions"
    for word in ("Batken", "Chui", "Naryn"):
        element.button_group.options.add(content=word)
    element.button_group.default.append(1)
    widget = read_widget(element)
    assert widget is not None and widget.state is not None
    assert widget.options == ("Batken", "Chui", "Naryn")
    assert widget.has_name("oblasts:page:en") and widget.has_name("Regions")
    assert not widget.has_name("page:en:0")
    assert list(widget.state.string_array_value.data) == ["Chui"] and not widget.is_forced

    element.button_group.set_value = True
    element.button_group.raw_values.append("Naryn")
    widget = read_widget(element)
    assert widget is not None and widget.state is not None
    assert list(widget.state.string_array_value.data) == ["Naryn"] and widget.is_forced


def _loads(reruns: float, p95: float, lost: int) -> dict[str, Any]:
    return {"reruns_per_s": reruns, "p50_s": p95 / 2, "p95_s": p95, "lost": lost}


def _seen(size: float) -> dict[str, Any]:
    return {
        "bytes_median": size,
        "map_median_s": 2.0,
        "change_first_bytes": size / 10,
        "change_bytes_median": size / 20,
        "repaint_first_s": 0.1,
        "repaint_last_s": 0.2,
    }


def _read(seconds: float, peak: int, known_median: float, new_median: float) -> dict[str, Any]:
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
        "app": {"20": _loads(100, 0.4, 0), "100": _loads(90, 2.0, 1)},
        "plain": {"20": _loads(5, 2.0, 0), "100": _loads(4, 20.0, 0)},
    },
    "visit": {
        "app": _seen(2_000_000) | {"change_bytes_median": 4_000},
        "plain": _seen(8_000_000),
    },
    "change": {
        "app": {"known_median_s": 0.02, "new_median_s": 0.1},
        "plain": {"known_median_s": 0.1, "new_median_s": 0.1},
    },
    "memory": {"app": {"per_session": 2 * 2**20}, "plain": {"per_session": 2**20}},
    "rows": {
        "77": _read(0.5, 2**28, 0.02, 0.05),
        "1000000": _read(10.0, 2**30, 0.02, 0.5),
    },
}
