"""The ranked list beside the map: units from high to low, with the national figure marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from campaign.analysis.class_breaks import Classes
from campaign.analysis.indicators import Indicator
from campaign.analysis.region_rank import RegionRank
from campaign.charts.breakdown import CLEAR, hatching
from campaign.charts.choropleth import palette, slot
from campaign.charts.escape import escape
from campaign.charts.region_classes import STATE_NAMES, STATE_SIGNS
from campaign.charts.region_summary import rank_sentence
from campaign.domain.places import Places
from campaign.i18n.translator import Text
from campaign.theme.style import (
    BORDER,
    FADED,
    NATIONAL,
    RULE,
    UNREPORTED,
    Style,
    base_layout,
    dash_lengths,
    halo,
)

HEIGHT: Mapping[str, Any] = {"ratio": None, "px": 400, "narrow_px": 380}


def draw(
    units: pd.DataFrame,
    indicator: Indicator,
    classes: Classes,
    national: float | None,
    places: Places,
    text: Text,
    style: Style,
    *,
    hover: Mapping[str, str],
) -> go.Figure:
    """Bars in the colours of the map, longest on top; units without a value stand below.

    `national` is the country's figure. Where the indicator adds up, the mark stands at the
    mean per region, since the country's total is on another scale.
    """
    # The order of the table beside it, from below.
    rows = units.sort_values("value", ascending=False, na_position="last", kind="stable")[::-1]
    colours = palette(indicator, classes, style)
    fills = [colours[slot(row, classes)] for _, row in rows.iterrows()]
    names = [escape(places.short(str(code), text)) for code in rows.index]
    words = [
        text(STATE_NAMES[str(row["state"])])
        if str(row["state"]) in STATE_SIGNS
        else indicator.format(row["value"], text)
        for _, row in rows.iterrows()
    ]
    inside = [value > 0.3 * _longest(rows) for value in rows["value"]]
    layout = base_layout(style)
    layout |= {
        "margin": {"l": 4, "r": 8, "t": 30, "b": 4},
        "barmode": "overlay",
        "bargap": 0.3,
        "showlegend": False,
        "xaxis": {"visible": False, "fixedrange": True, "range": [0, _longest(rows) * 1.1]},
        "yaxis": {
            "automargin": True,
            "fixedrange": True,
            "ticklabelstandoff": 6,
            "tickvals": list(range(len(names))),
            "ticktext": names,
            "range": [-0.6, len(names) - 0.4],
        },
    }
    marked = mark(national, indicator, len(units), text)
    if marked is not None:
        at, named = marked
        layout["shapes"] = [
            {
                "type": "line",
                "layer": "below",
                "x0": at,
                "x1": at,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": style.muted, "width": RULE, "dash": dash_lengths(NATIONAL)},
            }
        ]
        layout["annotations"] = [
            {
                "x": at,
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "xanchor": "center" if at < _longest(rows) * 0.9 else "right",
                "showarrow": False,
                "text": named,
                "font": {"size": style.size - 2, "color": style.muted},
            }
        ]
    hatched = [state == "not_reported" for state in rows["state"]]
    stub = _longest(rows) * UNREPORTED
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(names))),
        "x": [
            stub if h else 0 if value != value else value
            for h, value in zip(hatched, rows["value"], strict=True)
        ],
        "text": words,
        # Inside a long bar, so that the national mark runs through no figure.
        "textposition": ["inside" if roomy else "outside" for roomy in inside],
        "insidetextanchor": "end",
        "textangle": 0,
        "cliponaxis": False,
        "textfont": {
            "color": [
                style.on(fill) if roomy else style.text
                for fill, roomy in zip(fills, inside, strict=True)
            ],
            # Words beside a short bar stand on the national mark.
            "shadow": ["none" if roomy else halo(style.background) for roomy in inside],
        },
        "marker": {
            "color": [CLEAR if h else fill for h, fill in zip(hatched, fills, strict=True)],
            "opacity": [1.0] * len(fills),
            "line": {"color": style.outline, "width": BORDER},
        },
        "customdata": [f"oblast={code}" for code in rows.index],
        "hovertext": [hover[str(code)] for code in rows.index],
        "hoverinfo": "text",
        "meta": {"play": "bars", "walk": True, "selected": []},
    }
    drawn = go.Bar(bars)
    return go.Figure(data=[drawn, *hatching(drawn, hatched, style)], layout=layout)


def fade_others(figure: go.Figure, chosen: Sequence[str], style: Style) -> dict[str, Any]:
    """What changes of the bars where some are chosen: the others step back."""
    bars = figure.data[0]
    shown = [code.removeprefix("oblast=") in chosen for code in bars.customdata]
    colours = bars.textfont.color
    return {
        "marker": {"opacity": [1.0 if here else FADED for here in shown]},
        "textfont": {
            "color": [c if here else style.text for c, here in zip(colours, shown, strict=True)]
        },
    }


def read(
    national: float | None,
    indicator: Indicator,
    text: Text,
    *,
    name: str = "",
    standing: RegionRank | None = None,
) -> str:
    """The country's figure in one sentence; empty where it is not known.

    Of chosen units, called `name`, how they stand in the country.
    """
    if standing is not None:
        return rank_sentence(name, standing, indicator, text)
    if national is None:
        return ""
    return text(
        "Kyrgyzstan, {indicator}: {value}.",
        indicator=lower_first(text(indicator.name)),
        value=indicator.format(national, text),
    )


def lower_first(words: str) -> str:
    """The phrase as it stands inside a sentence."""
    return words[:1].lower() + words[1:]


def mark(
    national: float | None, indicator: Indicator, units: int, text: Text
) -> tuple[float, str] | None:
    """Where the country's mark stands among so many units, and its words; None without a figure."""
    if national is None:
        return None
    if indicator.adds_up:
        share = national / units
        return share, text("Mean per region: {value}", value=indicator.format(share, text))
    return national, text("Kyrgyzstan: {value}", value=indicator.format(national, text))


def _longest(rows: pd.DataFrame) -> float:
    longest = rows["value"].max()
    return float(longest) if longest == longest and longest > 0 else 1.0
