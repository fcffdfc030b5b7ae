"""The leading types of the brief, as `brief.typ` reads them: a bar a row."""

from __future__ import annotations

from typing import Any

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.theme.style import UNREPORTED


def types_of(view: View, picture: Chart) -> dict[str, Any]:
    """The bars of the picture as shares of the longest; no rows where nothing was drawn."""
    bars = picture.figure.data[0] if picture.figure is not None and picture.figure.data else None
    if bars is None:
        return {"title": picture.title, "heads": ["", ""], "rows": []}
    heads = {column.key: column.head for column in picture.table.columns}
    most = max([v for v in picture.table.frame["value"] if v == v], default=0.0) or 1.0
    chosen = view.selection.types
    return {
        "title": picture.title,
        "heads": [heads["name"], heads["value"]],
        "rows": [
            {
                "name": row["name"],
                "share": UNREPORTED
                if row["state"] == "not_reported"
                else round(row["value"] / most, 5),
                "shown": shown,
                "colour": colour,
                "hatched": row["state"] == "not_reported",
                "chosen": not chosen or str(code) in chosen,
            }
            for (code, row), shown, colour in zip(
                picture.table.frame.iterrows(), bars.text, bars.marker.color, strict=True
            )
        ],
    }
