"""Every activity as a span on the calendar, in one lane per unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.charts.calendar import Calendar, by_date
from campaign.charts.escape import escape, escape_lines
from campaign.charts.old_parts import blank
from campaign.charts.timeline import (
    DAY_MS,
    WIDE_TICKS,
    calendar_axis,
    narrow_axis,
    rule_names,
    rules,
)
from campaign.charts.wording import GROUP_NAMES, ended, people, unreported
from campaign.i18n.translator import Text
from campaign.theme.style import GROUPS, Style, base_layout

LIMIT = 400
"""The most activities drawn; the sentence says where there were more."""

_CLEAR = 2  # days kept clear on both sides of an activity, so that marks never touch
_FEWEST_ROWS = 2  # room for a name of two lines
_ROW, _AROUND = 17, 130  # px
_LABEL, _HOVER_LINE = 12, 52  # characters


def pack_rows(rows: pd.DataFrame, units: Mapping[str, str]) -> pd.DataFrame:
    """The first `LIMIT` activities by date, each with a `row` of its own in its unit's lane.

    `last` is the end date, or the date where none is given. `row` counts from the top over all
    lanes; activities less than some days apart never share one.
    """
    kept = rows[rows["oblast"].isin(list(units))].sort_values("date", kind="stable").head(LIMIT)
    kept = kept.reset_index(drop=True)
    kept["last"] = kept["end_date"].fillna(kept["date"])
    lanes = _lanes(kept, units)
    kept["row"] = pd.Series(
        {index: lane.top + row for lane in lanes for index, row in lane.rows.items()},
        dtype="float64",
    )
    return kept


def draw(
    rows: pd.DataFrame,
    units: Mapping[str, str],
    types: pd.DataFrame,
    calendar: Calendar,
    text: Text,
    style: Style,
) -> go.Figure:
    """A lane for each of `units` (code: short name), a dot for each day, a bar for several days.

    `rows` are the chosen rows of the register, `types` is `Campaign.types`. Hollow marks are
    activities whose attendance was not reported.
    """
    kept = pack_rows(rows, units)
    if kept.empty:
        return blank(text, style)
    lanes = _lanes(kept, units)
    groups = kept["type"].map(types["group"])
    kept["colour"] = groups.map(style.groups)
    single = kept["last"] == kept["date"]
    data = [
        _spans(kept[~single], style),
        _dots(kept[single]),
        _areas(kept, types, units, calendar, text),
        *_keys(set(groups), bool(kept["reached"].isna().any()), text, style),
    ]
    count = lanes[-1].top + lanes[-1].height
    layout = base_layout(style)
    layout["margin"] |= {"r": 12, "b": round(style.size * 3.2)}
    layout["legend"] |= {"y": 1.01, "yanchor": "bottom"}
    layout |= {
        "barmode": "overlay",
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {
            **calendar_axis(calendar, text, WIDE_TICKS),
            "gridcolor": style.line,
            "linecolor": style.outline,
        },
        "yaxis": {
            # Two rows above the lanes for the names of the rules.
            "range": [count - 0.5, -2.6],
            "tickvals": [lane.top + (lane.height - 1) / 2 for lane in lanes],
            "ticktext": [escape_lines(units[lane.code], _LABEL) for lane in lanes],
            "automargin": True,
            "ticklabelstandoff": 6,
            "fixedrange": True,
            "zeroline": False,
            "showgrid": False,
        },
        "shapes": [*_borders(lanes, style), *rules(calendar, style)],
        "annotations": rule_names(calendar, text, style),
    }
    return go.Figure(data=[trace for trace in data if trace is not None], layout=layout)


def narrow(calendar: Calendar, text: Text) -> dict[str, Any]:
    """On a phone: fewer dates, smaller names of lanes and groups."""
    return {**narrow_axis(calendar, text), "yaxis.tickfont.size": 12, "legend.font.size": 12}


def height(rows: pd.DataFrame, units: Mapping[str, str]) -> dict[str, Any]:
    """A fixed height: a row for each activity that must stand above another."""
    lanes = _lanes(pack_rows(rows, units), units)
    count = lanes[-1].top + lanes[-1].height if lanes else 4
    px = round((count + 2.1) * _ROW) + _AROUND - 40
    return {"ratio": None, "px": px, "narrow_px": px + 40}


def read(rows: pd.DataFrame, units: Mapping[str, str], text: Text) -> str:
    """How many activities, how many of several days, the unit with most, what is left out."""
    here = rows[rows["oblast"].isin(list(units))]
    if here.empty:
        return text("No activities in this selection.")
    several = int((here["end_date"] > here["date"]).sum())
    said = text("Activities: {n}", n=len(here))
    longer = text("lasting several days: {n}", n=several)
    counts = here["oblast"].value_counts()
    top = [name for code, name in units.items() if counts.get(code, 0) == counts.max()]
    most = text.n("{n} activity", "{n} activities", int(counts.max()))
    lead = ""
    if len(counts) > 1 and len(top) <= 3:
        lead = text("most in one region: {names} ({amount})", names=text.list(top), amount=most)
    cut = text("drawn: the first {n} by date", n=LIMIT) if len(here) > LIMIT else ""
    return ended(said, longer, lead, unreported(int(here["reached"].isna().sum()), text), cut)


def tabulate(
    rows: pd.DataFrame, units: Mapping[str, str], names: Mapping[str, str], text: Text
) -> DataTable:
    """The activities drawn, by date; `names` are the names of the types."""
    shown = pack_rows(rows, units)
    shown["unit"] = shown["oblast"].map(dict(units))
    shown["type_name"] = shown["type"].map(dict(names))
    shown["state"] = "not_reported"
    return DataTable(
        shown,
        (
            TableColumn("date", text("Date"), "date"),
            TableColumn("last", text("Last day"), "date"),
            TableColumn("unit", text("Region")),
            TableColumn("place", text("Place")),
            TableColumn("type_name", text("Type of activity")),
            TableColumn("title", text("Title")),
            TableColumn("reached", text("People reached"), "number", state="state"),
        ),
    )


# Lanes --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Lane:
    """The rows of one unit: where they begin, how many, and which activity stands in which."""

    code: str
    top: int
    rows: Mapping[Any, int]

    @property
    def height(self) -> int:
        """Rows of the lane, those of its name at least."""
        return max(_FEWEST_ROWS, 1 + max(self.rows.values(), default=0))


def _lanes(kept: pd.DataFrame, units: Mapping[str, str]) -> list[_Lane]:
    """A lane for each unit; within it an activity takes the first row that is free by then."""
    lanes: list[_Lane] = []
    top = 0
    by_unit = dict(iter(kept.groupby("oblast")))
    clear = pd.Timedelta(days=2 * _CLEAR)
    for code in units:
        rows: dict[Any, int] = {}
        free: list[pd.Timestamp] = []
        for index, row in by_unit[code].iterrows() if code in by_unit else ():
            at = next((i for i, day in enumerate(free) if day < row["date"]), len(free))
            if at == len(free):
                free.append(row["last"])
            free[at] = row["last"] + clear
            rows[index] = at
        lanes.append(_Lane(code, top, rows))
        top += lanes[-1].height
    return lanes


def _borders(lanes: list[_Lane], style: Style) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "layer": "below",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": lane.top - 0.5,
            "y1": lane.top - 0.5,
            "line": {"color": style.line, "width": 1},
        }
        for lane in lanes
    ]


# The parts of the picture -------------------------------------------------------------------


def _spans(rows: pd.DataFrame, style: Style) -> go.Bar | None:
    if rows.empty:
        return None
    hollow = rows["reached"].isna()
    return go.Bar(
        orientation="h",
        base=[f"{_iso(day - pd.Timedelta(days=1))} 12:00" for day in rows["date"]],
        x=[_length(row) for row in rows.to_dict("records")],
        y=[int(row) for row in rows["row"]],
        width=0.62,
        marker={
            "color": [
                style.background if h else colour
                for h, colour in zip(hollow, rows["colour"], strict=True)
            ],
            "line": {"color": list(rows["colour"]), "width": 1.75},
            "cornerradius": 5,
        },
        hoverinfo="skip",
        showlegend=False,
    )


def _dots(rows: pd.DataFrame) -> go.Scatter | None:
    if rows.empty:
        return None
    return go.Scatter(
        mode="markers",
        x=[_iso(day) for day in rows["date"]],
        y=[int(row) for row in rows["row"]],
        marker={
            "size": 9,
            "color": list(rows["colour"]),
            "symbol": ["circle-open" if h else "circle" for h in rows["reached"].isna()],
            "line": {"width": [1.75 if h else 0 for h in rows["reached"].isna()]},
        },
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _areas(
    rows: pd.DataFrame,
    types: pd.DataFrame,
    units: Mapping[str, str],
    calendar: Calendar,
    text: Text,
) -> go.Bar:
    """Unseen areas, wide enough for a finger: what is pointed at, walked and clicked."""
    names = types[f"name_{text.lang}"]
    ordered = rows.sort_values(["row", "date"], kind="stable")
    around = timedelta(days=_CLEAR)
    records = ordered.to_dict("records")
    return go.Bar(
        orientation="h",
        base=[_iso(row["date"] - around) for row in records],
        x=[_length(row) + (2 * _CLEAR - 1) * DAY_MS for row in records],
        y=[int(row["row"]) for row in records],
        width=1,
        marker={"color": "rgba(0,0,0,0)"},
        hoverinfo="text",
        hovertext=[_hover(row, names, units, text) for row in records],
        customdata=[by_date(row["date"].date(), row["last"].date()) for row in records],
        meta={"walk": True},
        showlegend=False,
    )


def _hover(row: Mapping[Any, Any], names: pd.Series, units: Mapping[str, str], text: Text) -> str:
    title, kind = _said(row, "title"), str(names[row["type"]])
    place = [units[row["oblast"]], _said(row, "place")]
    attendance = (
        text("attendance not reported") if pd.isna(row["reached"]) else people(row["reached"], text)
    )
    lines = [
        f"<b>{escape_lines(title or kind, _HOVER_LINE)}</b>",
        # Many titles begin with the type: it is not said twice.
        "" if not title or title.startswith(kind) else escape(kind),
        text.date_range_short(row["date"].date(), row["last"].date()),
        escape_lines(", ".join(part for part in place if part), _HOVER_LINE),
        attendance,
    ]
    return "<br>".join(line for line in lines if line)


def _keys(met: set[str], hollow: bool, text: Text, style: Style) -> list[go.Scatter]:
    keys = [
        _key(text(GROUP_NAMES[group]), "circle", style.groups[group])
        for group in GROUPS
        if group in met
    ]
    if hollow:
        keys.append(_key(text("attendance not reported"), "circle-open", style.muted))
    return keys


def _key(name: str, symbol: str, colour: str) -> go.Scatter:
    return go.Scatter(
        name=name,
        mode="markers",
        x=[None],
        y=[None],
        marker={
            "symbol": symbol,
            "size": 9,
            "color": colour,
            "line": {"width": 1.75 if "open" in symbol else 0},
        },
        hoverinfo="skip",
    )


def _length(row: Mapping[Any, Any]) -> int:
    return int((row["last"] - row["date"]).days + 1) * DAY_MS


def _said(row: Mapping[Any, Any], key: str) -> str:
    value = row.get(key)
    return "" if value is None or pd.isna(value) else str(value).strip()


def _iso(day: date) -> str:
    return str(pd.Timestamp(day).date().isoformat())
