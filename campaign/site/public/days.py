"""The days of a map on a public page: the changes on each day, in a separate file."""

from __future__ import annotations

import json
from typing import Any

from campaign.analysis.view import View
from campaign.charts.body import Choropleth
from campaign.charts.chart import Chart
from campaign.render.plotly import figure as plotly
from campaign.theme.roles import paint
from campaign.theme.style import DARK, LIGHT


def day_file(chart: Chart, view: View) -> bytes:
    """Return the animation of the live map as JSON, with colours for light and dark; b"" if none.

    The JSON also has the regions' `names`, the `roles` of the class indices, the `hatched` indices
    among them, the labels of button and slider, and the `note` that table and CSV file cover the
    whole period.
    """
    light, dark = (plotly.animation(chart, style) for style in (LIGHT, DARK))
    if not light:
        return b""
    assert isinstance(chart.body, Choropleth)
    text = view.text
    content: dict[str, Any] = {
        **light,
        **{name: _pairs(light[name], dark[name]) for name in ("fills", "ink")},
        "period": view.country_view.scope.sentence(light["period"]),
        "names": {code: datum.name for code, datum in chart.body.by_code.items()},
        "roles": chart.body.roles,
        "hatched": [at for at, role in enumerate(chart.body.roles) if paint(role, LIGHT).hatched],
        "play": text("Play"),
        "pause": text("Pause"),
        "slider": text("Day of the campaign"),
        "note": text(
            "The table and the CSV file cover the whole period: {dates}.",
            dates=text.date_range_short(*view.days),
        ),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _pairs(light: list[str], dark: list[str]) -> list[str]:
    return [f"light-dark({one},{other})" for one, other in zip(light, dark, strict=True)]
