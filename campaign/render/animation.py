"""The animation of a map by day, with its colours, as data for the scripts that play it."""

from __future__ import annotations

from typing import Any

from campaign.charts.body import Choropleth
from campaign.charts.chart import Chart
from campaign.theme.roles import paint
from campaign.theme.style import Style


def animation(chart: Chart, style: Style) -> dict[str, Any]:
    """Return the animation with its colours and the selected regions' names; {} for none."""
    body = chart.body
    if not isinstance(body, Choropleth) or not body.animation:
        return {}
    paints = [paint(role, style) for role in body.roles]
    names = {code: body.by_code[code].name for code in body.selected}
    return {
        **body.animation,
        "fills": [look.fill for look in paints],
        "ink": [look.ink for look in paints],
        **({"chosen": names} if names else {}),
    }
