"""Sorted bars of one indicator by type of activity, coloured by the group of the type."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.indicators import Indicator
from campaign.charts.escape import escape, escape_lines
from campaign.charts.wording import (
    ATTENDANCE,
    GROUP_NAMES,
    amount,
    ended,
    missing,
    unreported,
    value_column,
)
from campaign.i18n.translator import Text
from campaign.theme.style import FADED, GROUPS, UNREPORTED, Style, base_layout, hatch_pattern

CLEAR = "rgba(0,0,0,0)"
"""The colour of a bar through which its hatching is seen."""

_LINE = 26  # characters of a label before it is broken
_ROW, _NARROW_ROW, _LEGEND = 34, 48, 32  # px


@dataclass(frozen=True)
class Bar:
    """One bar: query code, label, value with its state, colour, and its words at rest and on hover.

    `value` is NaN where the state is `not_reported`.
    """

    code: str
    label: str
    value: float
    state: str
    colour: str
    shown: str
    hover: str


def draw(
    frame: pd.DataFrame,
    indicator: Indicator,
    names: Mapping[str, str],
    text: Text,
    style: Style,
    *,
    chosen: Collection[str] = (),
) -> go.Figure:
    """A bar for each row of `indicators.by_type`, in its order; `names` are the types' names.

    The chosen types keep their full colour, the others fade. A type whose value was not reported
    has a hatched stub and the words.
    """
    rows = [
        Bar(
            code=str(code),
            label=names[str(code)],
            value=row["value"],
            state=row["state"],
            colour=style.groups[row["group"]],
            shown=_shown(row, indicator, text),
            hover=_hover(names[str(code)], row, indicator, text),
        )
        for code, row in frame.iterrows()
    ]
    present = set(frame["group"])
    legend = [(text(GROUP_NAMES[g]), style.groups[g]) for g in GROUPS if g in present]
    return bars(rows, legend, text, style, chosen=chosen)


def bars(
    rows: Sequence[Bar],
    legend: Sequence[tuple[str, str]],
    text: Text,
    style: Style,
    *,
    chosen: Collection[str] = (),
) -> go.Figure:
    """Horizontal bars from top to bottom with their values at the end; `legend` is (name, colour).

    All bars are one trace, so that the keyboard walks them in the order they are seen.
    """
    if not rows:
        return blank(text, style)
    most = max((r.value for r in rows if r.value == r.value), default=0.0) or 1.0
    hatched = [r.state == "not_reported" for r in rows]
    marker: dict[str, Any] = {
        "color": [CLEAR if h else r.colour for r, h in zip(rows, hatched, strict=True)]
    }
    if chosen:
        marker["opacity"] = [1 if r.code in chosen else FADED for r in rows]
    picture = go.Bar(
        orientation="h",
        x=[most * UNREPORTED if h else r.value for r, h in zip(rows, hatched, strict=True)],
        y=list(range(len(rows))),
        text=[r.shown for r in rows],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        marker=marker,
        hoverinfo="text",
        hovertext=[r.hover for r in rows],
        customdata=[f"type={r.code}" for r in rows],
        meta={"walk": True, "selected": [f"type={r.code}" for r in rows if r.code in chosen]},
        showlegend=False,
    )
    keys = [legend_key(name, colour) for name, colour in legend]
    if any(hatched):
        keys.append(
            legend_key(text("not reported"), style.not_reported, pattern=hatch_pattern(style))
        )
    layout = base_layout(style)
    layout["legend"] |= {"y": 1.01, "yanchor": "bottom"}
    # The values stand outside the bars, in the margin.
    layout["margin"]["r"] = 84
    layout |= {
        "barmode": "overlay",
        "bargap": 0.3,
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": bool(keys),
        "xaxis": {"visible": False, "range": [0, most], "fixedrange": True},
        "yaxis": {
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": [escape_lines(r.label, _LINE) for r in rows],
            "automargin": True,
            "ticklabelstandoff": 6,
            "fixedrange": True,
            "zeroline": False,
            "showgrid": False,
        },
        "shapes": [
            {
                "type": "line",
                "xref": "x",
                "x0": 0,
                "x1": 0,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": style.outline, "width": 1},
            }
        ],
    }
    return go.Figure(data=[picture, *keys, *hatching(picture, hatched, style)], layout=layout)


def narrow(frame: pd.DataFrame, names: Mapping[str, str]) -> dict[str, Any]:
    """On a phone the names stand above the bars, which then have the whole width."""
    return narrow_bars([names[str(code)] for code in frame.index])


def narrow_bars(labels: Sequence[str]) -> dict[str, Any]:
    """The same for any bars made by `bars`, given their labels in order."""
    if not labels:
        return {}
    return {
        "bargap": 0.64,
        "margin.l": 2,
        "yaxis.showticklabels": False,
        "annotations": [
            {
                "text": escape(label),
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "y": position,
                "yanchor": "bottom",
                "yshift": 8,
                "showarrow": False,
            }
            for position, label in enumerate(labels)
        ],
    }


def height(count: int, *, legend: bool = True) -> dict[str, Any]:
    """The height for so many bars: a fixed row for each, and room for the legend."""
    rows = count or 3
    around = _LEGEND if legend else 0
    return {
        "ratio": None,
        "px": rows * _ROW + 16 + around,
        "narrow_px": rows * _NARROW_ROW + 16 + around * 2,
    }


def read(
    frame: pd.DataFrame,
    indicator: Indicator,
    names: Mapping[str, str],
    text: Text,
    *,
    chosen: Sequence[str] = (),
) -> str:
    """Which type is highest, how high, its part of the whole, and what was not reported.

    Of several `chosen` types only those are compared; one is placed among all.
    """
    if len(chosen) == 1 and chosen[0] in frame.index:
        return _placed(frame, str(chosen[0]), indicator, names, text)
    if chosen:
        frame = frame[frame.index.isin(chosen)]
    if frame.empty:
        return text("No activities in this selection.")
    lacking = missing(frame, indicator, text)
    known = frame["value"].dropna()
    if known.empty:
        said = text("{indicator}: not reported", indicator=text(indicator.name))
        return ended(said, lacking)
    if known.max() == 0:
        return ended(text("{indicator}: 0 for every type", indicator=text(indicator.name)), lacking)
    top = [text.quote(names[str(code)]) for code in known.index[known == known.max()]]
    params = {"indicator": text(indicator.name), "amount": amount(known.max(), indicator, text)}
    if len(top) > 3:
        said = text("{indicator}, highest: {n} types alike ({amount})", n=len(top), **params)
    elif len(top) > 1:
        said = text(
            "{indicator}, highest: {names} ({amount} each)",
            names=text.list(top),
            **params,
        )
    elif indicator.adds_up and len(known) > 1:
        said = text(
            "{indicator}, highest: {name} ({amount}, {share:%} of the total)",
            name=top[0],
            share=float(known.max() / known.sum()),
            **params,
        )
    else:
        said = text("{indicator}, highest: {name} ({amount})", name=top[0], **params)
    return ended(said, lacking)


def _placed(
    frame: pd.DataFrame, code: str, indicator: Indicator, names: Mapping[str, str], text: Text
) -> str:
    """One type among all of the frame: its value, its rank, its part of the whole."""
    value, known = float(frame["value"][code]), frame["value"].dropna()
    name = text.quote(names[code])
    lacking = missing(frame.loc[[code]], indicator, text)
    if value != value:
        return ended(text("{place}: {value}", place=name, value=text("not reported")), lacking)
    rank = text(
        "rank among the types: {rank} of {ranked}",
        rank=int((known > value).sum()) + 1,
        ranked=len(known),
    )
    share = ""
    if indicator.adds_up and known.sum() > 0:
        share = text("share of all types: {share:%}", share=value / float(known.sum()))
    said = text("{place}: {value}", place=name, value=amount(value, indicator, text))
    return ended(said, rank, share, lacking)


def tabulate(
    frame: pd.DataFrame,
    indicator: Indicator,
    names: Mapping[str, str],
    text: Text,
    *,
    chosen: Sequence[str] = (),
) -> DataTable:
    """The bars as rows, in their order; which types are `chosen`."""
    shown = frame.copy()
    shown["name"] = [names[str(code)] for code in frame.index]
    shown["group_name"] = [text(GROUP_NAMES[group]) for group in frame["group"]]
    columns = [
        TableColumn("name", text("Type of activity")),
        *in_selection(shown, [str(code) in chosen for code in frame.index], text),
        TableColumn("group_name", text("Group")),
        value_column(indicator, text),
    ]
    if indicator.code != "activities":
        columns.append(TableColumn("activities", text("Activities"), "number"))
    if indicator.code in ATTENDANCE:
        columns.append(
            TableColumn("reported", text("Activities that reported attendance"), "number")
        )
    return DataTable(shown, tuple(columns))


# What other pictures share ------------------------------------------------------------------


def legend_key(name: str, colour: str, **marker: Any) -> go.Bar:
    """An entry of the legend without a bar of its own."""
    return go.Bar(
        x=[None], y=[None], name=name, marker={"color": colour, **marker}, hoverinfo="skip"
    )


def hatching(picture: go.Bar, hatched: Sequence[bool], style: Style) -> list[go.Bar]:
    """The bars that were not reported, hatched, behind the picture's own, which are `CLEAR` there.

    It has a place for every bar of the picture, so that what steps back there does so here.
    """
    if not any(hatched):
        return []
    opacity = picture.marker.opacity
    return [
        go.Bar(
            orientation=picture.orientation,
            base=picture.base,
            x=[x if h else None for x, h in zip(picture.x, hatched, strict=True)],
            y=picture.y,
            marker={
                "color": style.not_reported,
                "pattern": hatch_pattern(style),
                **({} if opacity is None else {"opacity": opacity}),
            },
            hoverinfo="skip",
            meta={"selected": []},
            showlegend=False,
            zorder=-1,
        )
    ]


def blank(text: Text, style: Style) -> go.Figure:
    """A figure that says that nothing was chosen to be shown."""
    layout = base_layout(style)
    layout |= {
        "dragmode": False,
        "xaxis": {"visible": False, "fixedrange": True},
        "yaxis": {"visible": False, "fixedrange": True},
        "annotations": [
            {
                "text": text("No activities in this selection."),
                "xref": "paper",
                "yref": "paper",
                "x": 0.5,
                "y": 0.5,
                "showarrow": False,
                "font": {"color": style.muted},
            }
        ],
    }
    return go.Figure(data=[], layout=layout)


def _shown(row: pd.Series, indicator: Indicator, text: Text) -> str:
    if row["state"] == "not_reported":
        return text("not reported")
    return indicator.format(row["value"], text)


def _hover(name: str, row: pd.Series, indicator: Indicator, text: Text) -> str:
    lines = [f"<b>{escape(name)}</b>"]
    if row["state"] == "not_reported":
        lines.append(text("{indicator}: not reported", indicator=text(indicator.name)))
    else:
        lines.append(amount(row["value"], indicator, text))
    if indicator.code != "activities":
        lines.append(text.n("{n} activity", "{n} activities", int(row["activities"])))
    lacking = int(row["activities"] - row["reported"])
    if indicator.code in ATTENDANCE and row["state"] != "not_reported":
        lines.append(unreported(lacking, text))
    return "<br>".join(line for line in lines if line)
