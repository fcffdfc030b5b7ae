"""The animation of a map by day, with its colours, as data for the scripts that play it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.spec import Choropleth
from campaign.theme.roles import paint
from campaign.theme.style import DARK, LIGHT, Style


def animation(chart: Chart, style: Style) -> dict[str, Any]:
    """Return the animation with its colours and the selected regions' names; {} for none."""
    spec = chart.spec
    if not isinstance(spec, Choropleth) or not spec.animation:
        return {}
    paints = [paint(role, style) for role in spec.roles]
    names = {code: spec.by_code[code].name for code in spec.selected}
    return {
        **spec.animation,
        "fills": [look.fill for look in paints],
        "ink": [look.text_color for look in paints],
        **({"chosen": names} if names else {}),
    }


def days_of_page(chart: Chart, view: View) -> dict[str, Any]:
    """Return what the script of a page plays: the animation with colours for light and dark.

    It also has the regions' `names`, the `roles` of the class indices, the `hatched` indices among
    them, the words of the button, and the `note` that table and CSV file cover the whole period. {}
    for a chart without an animation.
    """
    light, dark = (animation(chart, style) for style in (LIGHT, DARK))
    if not light:
        return {}
    assert isinstance(chart.spec, Choropleth)
    text = view.text
    return {
        **light,
        **{name: _pairs(light[name], dark[name]) for name in ("fills", "ink")},
        "period": view.country_view.scope.sentence(light["period"]),
        "names": {code: datum.name for code, datum in chart.spec.by_code.items()},
        "roles": chart.spec.roles,
        "hatched": [at for at, role in enumerate(chart.spec.roles) if paint(role, LIGHT).hatched],
        "play": text("Play"),
        "pause": text("Pause"),
        "note": text(
            "The table and the CSV file cover the whole period: {dates}.",
            dates=text.date_range_short(*view.days),
        ),
    }


def _pairs(light: list[str], dark: list[str]) -> list[str]:
    return [f"light-dark({one},{other})" for one, other in zip(light, dark, strict=True)]


def day_words(animation: Mapping[str, Any], index: int) -> str:
    """Return number and date of a day, from 0 for the first one, as the script writes them."""
    day = date.fromisoformat(animation["start"]) + timedelta(index)
    number = animation["day"].replace("{n}", str(animation["first"] + index))
    words = animation["months"][f"{day:%Y-%m}"].replace("{d}", str(day.day))
    return f"{number}\u00a0· {words}"
