"""Checks of a Plotly figure."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from campaign.analysis.data_table import DataTable
from campaign.charts.body import Body
from campaign.charts.chart import Chart


def chart_of(body: Body, key: str = "chart") -> Chart:
    """A chart with only a body."""
    return Chart(key, "Title", "", (), DataTable(pd.DataFrame(), ()), body=body)


def assert_plotly_takes(figure: dict[str, Any], narrow: dict[str, Any]) -> go.Figure:
    """Return the figure with the patch for narrow screens; an unknown key or value raises.

    Its trace types are those of the Plotly bundle in the browser.
    """
    assert {trace["type"] for trace in figure["data"]} <= {
        "bar",
        "choropleth",
        "scattergeo",
        "scatter",
    }
    plotly = go.Figure(figure)
    for key, value in narrow.items():
        item = re.fullmatch(r"(\w+)\[(\d+)\]\.(\S+)", key)
        if item is not None and item[1] == "data":
            plotly.data[int(item[2])].update({item[3].replace(".", "_"): value})
        elif item is None:
            plotly.update_layout({key.replace(".", "_"): value})
        else:
            plotly.layout[item[1]][int(item[2])][item[3]] = value
    return plotly


def keyboard_traces(figure: dict[str, Any]) -> list[dict[str, Any]]:
    """The traces whose points the keyboard selects."""
    return [trace for trace in figure["data"] if trace.get("meta", {}).get("walk")]


def visible_words(figure: dict[str, Any]) -> list[str]:
    """Every visible text of a figure, tooltips included."""
    layout = figure["layout"]
    words = [note["text"] for note in layout.get("annotations", [])]
    for name, axis in layout.items():
        if "axis" in name and axis.get("visible", True):
            words += axis.get("ticktext", [])
    for trace in figure["data"]:
        words += [trace.get("name", ""), *trace.get("hovertext", ()), *trace.get("text", ())]
    return words
