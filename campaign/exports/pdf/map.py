"""The map of the brief, as `brief.typ` reads it: fills, labels, legend, and its values in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from campaign.analysis.class_breaks import Classes
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts import choropleth as map_figure
from campaign.charts.chart import Chart
from campaign.charts.geometry.paper import outlines
from campaign.domain.places import Places
from campaign.i18n.translator import Text


@dataclass(frozen=True)
class BriefMap:
    """The map as it was drawn, and as `brief.typ` reads it; one for all pages.

    It shows every unit, whatever oblast is chosen: a page marks its own.
    """

    picture: Chart
    data: Mapping[str, Any]

    @classmethod
    def of(cls, view: View) -> BriefMap | None:
        """The map of this view; None where no unit has anything to show."""
        if not view.has_register or view.totals(oblasts=False).empty:
            return None
        picture = by_region.choropleth(view)
        return cls(picture, _map(view, picture))

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


def _map(view: View, picture: Chart) -> dict[str, Any]:
    text, places, indicator = view.text, view.campaign.places, view.indicator
    classes: Classes = view.classes
    colours = map_figure.palette(indicator, classes, view.style)
    slots = {str(code): map_figure.slot(row, classes) for code, row in view.units.iterrows()}
    shown = {
        str(code): map_figure.label(str(row["state"]), float(row["value"]), indicator, text)
        for code, row in view.units.iterrows()
    }
    in_words = [
        [places.name(code, text), _in_words(slots[code], shown[code], text)]
        for code in places.codes
    ]
    used = set(slots.values())
    keys = [] if picture.figure is None else map_figure.legend_keys(picture.figure)
    return {
        "title": picture.title,
        "alt": f"{picture.title}. {'; '.join(': '.join(pair) for pair in in_words)}.",
        "fills": {code: [colours[s], s == map_figure.NOT_REPORTED] for code, s in slots.items()},
        "labels": {
            code: [
                places.short(code, text),
                shown[code],
                map_figure.people(view.units, code, indicator, text),
                view.style.on(colours[s]),
            ]
            for code, s in slots.items()
        },
        "legend_title": map_figure.legend_title(indicator, classes, view.average, text),
        "legend": [
            {"fill": colours[slot], "hatched": slot == map_figure.NOT_REPORTED, "label": name}
            for slot, name in keys
            # The unfolding map meets states that the map at rest does not have.
            if slot >= map_figure.FIRST_CLASS or slot in used
        ],
        "heads": [text("Oblast or city"), text(indicator.name)],
        "list": in_words,
    }


def _in_words(slot: int, shown: str, text: Text) -> str:
    states = (map_figure.NO_ACTIVITY, map_figure.NOT_REPORTED)
    return text(map_figure.STATE_NAMES[slot]) if slot in states else shown
