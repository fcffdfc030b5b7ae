"""Type × unit: one indicator in a grid of cells, coloured by class."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from campaign.analysis.class_breaks import Classes, classify, limits
from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.indicators import Indicator
from campaign.charts.breakdown import CLEAR, blank, hatching, legend_key
from campaign.charts.escape import escape, escape_lines
from campaign.charts.wording import amount, ended, missing, unreported, value_column
from campaign.i18n.translator import Text
from campaign.theme.style import FADED, Style, base_layout, halo, hatch_pattern

SIGN = "?"
"""What stands in a cell whose value was not reported, as on the map; the legend says so."""

_CLASSES = 5
_LABEL, _HEAD = 26, 12  # characters of a line
_ROW, _NARROW_ROW, _AROUND = 34, 50, 120  # px


def draw(
    frame: pd.DataFrame,
    indicator: Indicator,
    units: Mapping[str, str],
    types: Mapping[str, str],
    text: Text,
    style: Style,
    *,
    chosen_units: Collection[str] = (),
    chosen_types: Collection[str] = (),
) -> go.Figure:
    """A cell for each row of `indicators.by_unit_and_type`; no activity leaves its place empty.

    `units` and `types` are names by code, in the order of columns and rows; types without a row
    are left out. Classes are quantiles, so that one large cell does not pale all others. Cells
    outside the choice fade; a chosen unit and type together outline their cell.

    The cells are bars and not `go.Heatmap`: only bars can be hatched, outlined, pointed at and
    walked one by one, and made flatter by the layout alone where a phone needs room for names.
    """
    rows = _rows(frame, types)
    cells = _cells(frame, rows, units)
    if cells.empty:
        return blank(text, style)
    classes = _classes(cells, indicator)
    ramp = style.ramp(indicator.family, max(len(classes.classes), 1))
    fills = [_fill(cell, indicator, classes, ramp, style) for cell in cells.to_dict("records")]
    hatched = [state == "not_reported" for state in cells["state"]]
    inside = [
        (not chosen_units or unit in chosen_units) and (not chosen_types or kind in chosen_types)
        for unit, kind in zip(cells["oblast"], cells["type"], strict=True)
    ]
    chosen_any = bool(chosen_units or chosen_types)
    marker: dict[str, Any] = {
        "color": [CLEAR if h else fill for h, fill in zip(hatched, fills, strict=True)]
    }
    if chosen_any:
        marker["opacity"] = [1 if i else FADED for i in inside]
        if chosen_units and chosen_types:
            marker["line"] = {"color": style.text, "width": [2 if i else 0 for i in inside]}
    codes = [
        f"oblast={unit}&type={kind}"
        for unit, kind in zip(cells["oblast"], cells["type"], strict=True)
    ]
    columns = {code: number for number, code in enumerate(units)}
    lines = {code: number for number, code in enumerate(rows)}
    picture = go.Bar(
        orientation="h",
        base=[columns[unit] - 0.48 for unit in cells["oblast"]],
        x=[0.96] * len(cells),
        y=[lines[kind] for kind in cells["type"]],
        text=[
            SIGN if h else _short(value, indicator, text)
            for h, value in zip(hatched, cells["value"], strict=True)
        ],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        insidetextfont={
            "color": [
                style.on(fill) if i or not chosen_any else style.text
                for fill, i in zip(fills, inside, strict=True)
            ],
            **_over_hatch(hatched, style),
        },
        marker=marker,
        hoverinfo="text",
        hovertext=[
            _hover(cell, indicator, units, types, text) for cell in cells.to_dict("records")
        ],
        customdata=codes,
        meta={
            "walk": True,
            "selected": [
                code
                for code, i in zip(codes, inside, strict=True)
                if i and chosen_units and chosen_types
            ],
        },
        showlegend=False,
    )
    layout = base_layout(style)
    layout["legend"] |= {"y": -0.02, "yanchor": "top"}
    axis: dict[str, Any] = {
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "automargin": True,
    }
    axis["ticklabelstandoff"] = 6
    layout |= {
        "barmode": "overlay",
        "bargap": 0.08,
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {
            **axis,
            "side": "top",
            "range": [-0.5, len(units) - 0.5],
            "tickvals": list(range(len(units))),
            "ticktext": [escape_lines(name, _HEAD) for name in units.values()],
            "autotickangles": [0, -90],
        },
        "yaxis": {
            **axis,
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": [escape_lines(name, _LABEL) for name in rows.values()],
        },
        "shapes": _lines(len(rows), style),
    }
    return go.Figure(
        data=[
            picture,
            *_legend(cells, classes, ramp, indicator, text, style),
            *hatching(picture, hatched, style),
        ],
        layout=layout,
    )


def narrow(frame: pd.DataFrame, types: Mapping[str, str]) -> dict[str, Any]:
    """On a phone: names of types above their cells, names of units upright."""
    rows = _rows(frame, types)
    if not rows:
        return {}
    return {
        "bargap": 0.56,
        "margin.l": 2,
        "margin.r": 2,
        "font.size": 12,
        "xaxis.tickangle": -90,
        "yaxis.showticklabels": False,
        # The first name needs room above the first row of cells.
        "yaxis.range": [len(rows) - 0.7, -0.8],
        "shapes": [],
        "annotations": [
            {
                "text": escape(name),
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "y": number,
                "yanchor": "bottom",
                "yshift": 11,
                "showarrow": False,
                "font": {"size": 13},
            }
            for number, name in enumerate(rows.values())
        ],
    }


def height(frame: pd.DataFrame, types: Mapping[str, str]) -> dict[str, Any]:
    """A fixed row for each type met."""
    count = len(_rows(frame, types)) or 3
    return {
        "ratio": None,
        "px": count * _ROW + _AROUND,
        "narrow_px": count * _NARROW_ROW + _AROUND + 110,
    }


def read(
    frame: pd.DataFrame,
    indicator: Indicator,
    units: Mapping[str, str],
    types: Mapping[str, str],
    text: Text,
) -> str:
    """The highest cell, how many pairs had no activity, and what was not reported.

    The frame, `units` and `types` are of what is compared.
    """
    rows = _rows(frame, types)
    cells = _cells(frame, rows, units)
    if cells.empty:
        return text("No activities in this selection.")
    lacking = missing(cells, indicator, text)
    name = text(indicator.name)
    known = cells.dropna(subset=["value"])
    empty = text(
        "empty cells: {n} of {of}",
        n=len(rows) * len(units) - len(cells),
        of=len(rows) * len(units),
    )
    if known.empty:
        return ended(text("{indicator}: not reported", indicator=name), empty, lacking)
    if len(rows) * len(units) == 1:
        value = indicator.format(known["value"].iloc[0], text)
        return ended(text("{place}: {value}", place=name, value=value), lacking)
    most = known["value"].max()
    top = known[known["value"] == most].to_dict("records")
    params = {"indicator": name, "amount": amount(most, indicator, text)}
    if len(top) > 1:
        said = text("{indicator}, highest: {n} cells alike ({amount})", n=len(top), **params)
    else:
        said = text(
            "{indicator}, highest: {place} · {type} ({amount})",
            place=units[top[0]["oblast"]],
            type=text.quote(types[top[0]["type"]]),
            **params,
        )
    return ended(said, empty, lacking)


def tabulate(
    frame: pd.DataFrame,
    indicator: Indicator,
    units: Mapping[str, str],
    types: Mapping[str, str],
    text: Text,
    *,
    chosen_units: Collection[str] = (),
    chosen_types: Collection[str] = (),
) -> DataTable:
    """Rows and columns as drawn: a row for each type, a column for each unit; which are chosen."""
    rows = _rows(frame, types)
    cells = _cells(frame, rows, units)
    shown = pd.DataFrame({"name": list(rows.values())}, index=list(rows))
    columns = [
        TableColumn("name", text("Type of activity")),
        *in_selection(shown, [code in chosen_types for code in rows], text),
    ]
    for code, name in units.items():
        if code in chosen_units:
            name = text("{place} (in the selection)", place=name)
        of_unit = cells[cells["oblast"] == code].set_index("type")
        shown[code] = of_unit["value"].reindex(shown.index)
        shown[f"{code}_state"] = of_unit["state"].reindex(shown.index).fillna("no_activity")
        base = value_column(indicator, text)
        columns.append(TableColumn(code, name, base.kind, base.digits, f"{code}_state"))
    return DataTable(shown, tuple(columns))


def _over_hatch(hatched: Sequence[bool], style: Style) -> dict[str, Any]:
    """What makes a sign readable on a hatch; nothing where there is none."""
    if not any(hatched):
        return {}
    return {
        "weight": [700 if h else 400 for h in hatched],
        "shadow": [halo(style.not_reported) if h else "none" for h in hatched],
    }


def _rows(frame: pd.DataFrame, types: Mapping[str, str]) -> dict[str, str]:
    met = set(frame["type"])
    return {code: name for code, name in types.items() if code in met}


def _cells(frame: pd.DataFrame, rows: Mapping[str, str], units: Mapping[str, str]) -> pd.DataFrame:
    """The rows drawn, in reading order."""
    lines = {code: number for number, code in enumerate(rows)}
    columns = {code: number for number, code in enumerate(units)}
    cells = frame[frame["oblast"].isin(list(columns)) & frame["type"].isin(list(lines))]
    order = cells["type"].map(lines).astype("int64") * len(columns) + cells["oblast"].map(columns)
    return cells.loc[order.sort_values(kind="stable").index]


def _classes(cells: pd.DataFrame, indicator: Indicator) -> Classes:
    values = [_rounded(value, indicator) for value in cells["value"].dropna()]
    return classify(values, "quantiles", _CLASSES, _digits(indicator))


def _digits(indicator: Indicator) -> int:
    return 2 if indicator.percent else indicator.digits


def _rounded(value: float, indicator: Indicator) -> float:
    """The value as it is shown, so that two cells that read alike are coloured alike."""
    scale = 10 ** _digits(indicator)
    return math.floor(value * scale + 0.5) / scale


def _short(value: float, indicator: Indicator, text: Text) -> str:
    """The value as it fits a cell of a phone: a share in whole per cent."""
    return text.percent(value, 0) if indicator.percent else indicator.format(value, text)


def _fill(
    cell: Mapping[Any, Any], indicator: Indicator, classes: Classes, ramp: list[str], style: Style
) -> str:
    if cell["state"] == "not_reported":
        return style.not_reported
    if cell["state"] == "zero":
        return style.zero
    # A share too small to be shown as 1 % may be all there is: then there are no classes.
    return ramp[classes.index(_rounded(cell["value"], indicator)) if classes.classes else 0]


def _legend(
    cells: pd.DataFrame,
    classes: Classes,
    ramp: list[str],
    indicator: Indicator,
    text: Text,
    style: Style,
) -> list[go.Bar]:
    keys = []
    outline = {"color": style.outline, "width": 0.5}
    for found, colour in zip(classes.classes, ramp, strict=False):
        words = limits(found, lambda value: _short(value, indicator, text), text)
        keys.append(legend_key(words, colour, line=outline))
    if (cells["state"] == "zero").any():
        keys.append(legend_key(text("zero"), style.zero, line=outline))
    if (cells["state"] == "not_reported").any():
        keys.append(
            legend_key(
                f"{SIGN} {text('not reported')}",
                style.not_reported,
                line=outline,
                pattern=hatch_pattern(style),
            )
        )
    if len(keys):
        keys.append(legend_key(text("empty: no activity"), style.no_activity, line=outline))
    return keys


def _hover(
    cell: Mapping[Any, Any],
    indicator: Indicator,
    units: Mapping[str, str],
    types: Mapping[str, str],
    text: Text,
) -> str:
    said = (
        text("{indicator}: not reported", indicator=text(indicator.name))
        if cell["state"] == "not_reported"
        else amount(cell["value"], indicator, text)
    )
    lines = [
        f"<b>{escape(units[cell['oblast']])} · {escape(types[cell['type']])}</b>",
        said,
    ]
    if indicator.code != "activities":
        lines.append(text.n("{n} activity", "{n} activities", int(cell["activities"])))
        if cell["state"] != "not_reported" and indicator.code != "materials":
            lines.append(unreported(int(cell["activities"] - cell["reported"]), text))
    return "<br>".join(line for line in lines if line)


def _lines(count: int, style: Style) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "layer": "below",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": number - 0.5,
            "y1": number - 0.5,
            "line": {"color": style.line, "width": 1},
        }
        for number in range(count + 1)
    ]
