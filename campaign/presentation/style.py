"""The look of a hall: colours for a dim projector, figures large enough for the last row."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from plotly.colors import sample_colorscale

from campaign.theme.style import LIGHT, RAMPS, Style, contrast

LEAST_CONTRAST = 7.0
"""Of any words on their ground, also of a value on the colour of its class."""

_STEPS = 200
_RUNNING, _DAILY, _LANE = (0, 0.18), (0.28, 0.665), (0.745, 0.875)
_GAP, _NAMES = 0.03, 0.18


@dataclass(frozen=True, eq=False)
class ProjectorStyle(Style):
    """A light style whose map colours all bear black or white words at 7:1."""

    def ramp(self, family: str, count: int) -> list[str]:
        """`count` colours from low to high, none from the middle, which bears no words well."""
        points = [0.2 + 0.8 * step / _STEPS for step in range(_STEPS + 1)]
        sampled = sample_colorscale(RAMPS[family], points, colortype="tuple")
        colours = [colour for colour in map(_hex, sampled) if _bears_words(colour)]
        if count == 1:
            return [colours[len(colours) // 3]]
        return [colours[round((len(colours) - 1) * i / (count - 1))] for i in range(count)]


HALL = ProjectorStyle(
    **{field.name: getattr(LIGHT, field.name) for field in fields(Style)}
    | {
        "text": "#101a24",
        "muted": "#3d4a57",
        "line": "#b4bfca",
        "accent": "#084a72",
        "hatch": "#5d6873",
        "outline": "#84909c",
        "mark_text": "#6b3800",
    }
)


def arrange(key: str, figure: dict[str, Any]) -> dict[str, Any]:
    """The figure of a picture, by the picture's key, with the proportions of a hall."""
    layout = figure["layout"]
    if key == "map":
        # The legend stands beside the map.
        return _with(figure, margin={**layout["margin"], "b": 0})
    if key == "timeline" and "yaxis3" in layout:
        return _with(figure, **_timeline(layout))
    if key == "multiples" and "yaxis2" in layout:
        return _with(figure, **_multiples(layout))
    return figure


def _timeline(layout: Mapping[str, Any]) -> dict[str, Any]:
    """Less height for larger words: the panels move apart, and away from the marks."""
    moved = {
        layout["yaxis"]["domain"][1]: _DAILY[1],
        layout["yaxis2"]["domain"][1]: _RUNNING[1],
    }
    return {
        "yaxis": {**layout["yaxis"], "domain": list(_DAILY)},
        "yaxis2": {**layout["yaxis2"], "domain": list(_RUNNING)},
        "yaxis3": {**layout["yaxis3"], "domain": list(_LANE)},
        "yaxis4": {**layout["yaxis4"], "domain": [0, _DAILY[1]]},
        "annotations": [
            {**note, "y": moved[note["y"]]}
            if note.get("yref") == "paper" and note["y"] in moved
            else note
            for note in layout["annotations"]
        ],
    }


def _multiples(layout: Mapping[str, Any]) -> dict[str, Any]:
    """Small panels in two rows: a hall is wide, and a name needs its room above each."""
    count = sum(name.startswith("xaxis") for name in layout)
    columns = math.ceil(count / 2)
    wide = (1 - _GAP * (columns - 1)) / columns
    changes: dict[str, Any] = {}
    notes = [dict(note) for note in layout["annotations"]]
    for index in range(count):
        row, column = divmod(index, columns)
        number = "" if index == 0 else str(index + 1)
        x, y = layout[f"xaxis{number}"], layout[f"yaxis{number}"]
        left, top = column * (wide + _GAP), 1 - row * 0.5 - _NAMES
        ends = [0, -1] if len(x["tickvals"]) > 1 else [0]
        changes[f"xaxis{number}"] = {
            **x,
            "domain": [left, left + wide],
            "showticklabels": index + columns >= count and column == 0,
            "tickvals": [x["tickvals"][end] for end in ends],
            "ticktext": [x["ticktext"][end] for end in ends],
        }
        changes[f"yaxis{number}"] = {
            **y,
            "domain": [0.5 - row * 0.5, top],
            "showticklabels": column == 0,
        }
        # The names are the first of the notes, in the order of the panels.
        notes[index] |= {"x": left, "y": top}
    return changes | {"annotations": notes, "margin": {**layout["margin"], "l": 44, "r": 30}}


def _with(figure: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**figure, "layout": {**figure["layout"], **changes}}


def _bears_words(colour: str) -> bool:
    return max(contrast(colour, "#000000"), contrast(colour, "#ffffff")) >= LEAST_CONTRAST


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(c * 255):02x}" for c in channels)
