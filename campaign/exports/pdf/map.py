"""The map of the brief, as `brief.typ` reads it: fills, labels, legend, and its values in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.body import Choropleth
from campaign.charts.chart import Chart
from campaign.charts.geometry.paper import outlines
from campaign.charts.region_classes import STATE_NAMES, STATE_SIGNS
from campaign.domain.places import Places
from campaign.theme.paint import paint
from campaign.theme.style import Style


@dataclass(frozen=True)
class BriefMap:
    """The map, and as `brief.typ` reads it; one for all pages.

    It shows every unit, whatever oblast is chosen: a page marks its own.
    """

    picture: Chart
    data: Mapping[str, Any]

    @classmethod
    def of(cls, view: View) -> BriefMap | None:
        """The map of this view; None where no unit has anything to show."""
        if not view.has_register or view.totals(oblasts=False).empty:
            return None
        chart = by_region.choropleth(view)
        return cls(chart, _map_data(view, chart))

    def chosen(self, view: View) -> dict[str, Any]:
        """The map with the oblasts of this view marked."""
        return {**self.data, "chosen": view.selection.oblasts}

    def reading(self, view: View) -> str:
        """What the map says of the oblasts of this view."""
        return by_region.mark_selection(self.picture, view).reading


def outlines_of(places: Places) -> dict[str, Any] | None:
    """The outlines that all maps of a file share; None without boundaries."""
    if places.boundaries is None:
        return None
    shapes = outlines(places)
    return {
        "width": shapes.width,
        "height": shapes.height,
        "rings": shapes.rings,
        "labels": shapes.labels,
        "insets": [
            {"code": i.code, "frame": i.frame, "rings": i.rings, "label": i.label}
            for i in shapes.insets
        ],
    }


def _map_data(view: View, chart: Chart) -> dict[str, Any]:
    """The map in words, and its looks where it can be drawn."""
    in_words = _values_in_words(view)
    return {
        "title": chart.title,
        "alt": f"{chart.title}. {'; '.join(': '.join(pair) for pair in in_words)}.",
        "heads": [view.text("Oblast or city"), view.text(view.indicator.name)],
        "list": in_words,
        **(_looks(chart.body, view.style) if isinstance(chart.body, Choropleth) else {}),
    }


def _looks(body: Choropleth, style: Style) -> dict[str, Any]:
    looks = {unit.code: paint(unit.datum.role, style) for unit in body.units}
    return {
        "fills": {code: [look.fill, look.hatched] for code, look in looks.items()},
        "labels": {
            unit.code: [unit.short, unit.datum.words, unit.datum.note, looks[unit.code].ink]
            for unit in body.units
        },
        "legend_title": body.legend_title,
        "legend": [
            {
                "fill": paint(key.role, style).fill,
                "hatched": paint(key.role, style).hatched,
                "label": key.words,
            }
            for key in body.legend_at_rest
        ],
    }


def _values_in_words(view: View) -> list[list[str]]:
    """Name and value of every unit in the official order; the reason where there is no value."""
    text = view.text
    pairs = []
    for code, row in view.units.iterrows():
        state = str(row["state"])
        missing = text(STATE_NAMES[state]) if state in STATE_SIGNS else ""
        words = missing or view.indicator.format(float(row["value"]), text)
        pairs.append([view.campaign.places.name(str(code), text), words])
    return pairs
