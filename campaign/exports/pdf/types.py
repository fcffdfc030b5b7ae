"""The leading types of the brief, as `brief.typ` reads them: a bar a row."""

from __future__ import annotations

from typing import Any

from campaign.analysis.view import View
from campaign.charts.body import Bars
from campaign.charts.chart import Chart
from campaign.theme.paint import paint
from campaign.theme.style import UNREPORTED


def types_of(view: View, chart: Chart) -> dict[str, Any]:
    """The bars of the chart as shares of the longest; no rows where there is nothing."""
    body = chart.body
    assert isinstance(body, Bars)
    rows = []
    for datum in body.data:
        look = paint(datum.role, view.style)
        share = UNREPORTED if look.hatched else round(datum.value / body.end, 5)
        rows.append(
            {
                "name": datum.label,
                "share": share,
                "shown": datum.words,
                "colour": look.fill,
                "hatched": look.hatched,
                "chosen": not datum.faded,
            }
        )
    return {"title": chart.title, "heads": list(body.headings), "rows": rows}
