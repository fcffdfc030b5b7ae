"""One small chart per unit: people reached by week or by day, all on the same scale."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.charts.calendar import Calendar
from campaign.charts.escape import escape
from campaign.charts.old_parts import blank
from campaign.charts.ticks import value_ticks
from campaign.charts.timeline import DAY_MS, calendar_axis
from campaign.charts.wording import ended, people, unreported
from campaign.i18n.translator import Text
from campaign.theme.style import DAY_MARK, FADED, Style, base_layout

WEEK = 7
WIDE_COLUMNS, NARROW_COLUMNS = 3, 2

_MOST_DAYS = 45  # up to here a bar is a day, beyond it a week
_PANEL, _HEAD, _FOOT = 104, 46, 66  # px: the bars, the name above them, what stands below
_GAP = 0.05  # between columns, share of the width


def bin_values(frame: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """`indicators.by_unit_and_day` by week of the days on show, or by day where these are few.

    Columns `oblast`, `first`, `last` (days of the bin), `reached` (NaN: not reported),
    `activities`, `reported`. A bin without a row had no activity.
    """
    size = bin_days(calendar)
    origin = pd.Timestamp(calendar.first)
    numbers = (frame["date"] - origin).dt.days // size
    by_bin = frame.assign(bin=numbers).groupby(["oblast", "bin"], sort=True, observed=True)
    sums = by_bin[["activities", "reported"]].sum()
    sums["reached"] = by_bin["reached"].sum(min_count=1)
    sums = sums.reset_index()
    sums["first"] = origin + pd.to_timedelta(sums["bin"] * size, unit="D")
    last = sums["first"] + pd.Timedelta(days=size - 1)
    sums["last"] = last.where(last <= pd.Timestamp(calendar.last), pd.Timestamp(calendar.last))
    return sums[["oblast", "first", "last", "reached", "activities", "reported"]]


def draw(
    frame: pd.DataFrame,
    units: Mapping[str, str],
    calendar: Calendar,
    text: Text,
    style: Style,
    *,
    chosen: Collection[str] = (),
) -> go.Figure:
    """A panel for each of `units` (code: short name), in their order, its total beside its name.

    `frame` is `indicators.by_unit_and_day`. The chosen units keep their full colour. A bin whose
    activities all left attendance empty has a hollow mark on the baseline.
    """
    if not units:
        return blank(text, style)
    bins = bin_values(frame, calendar)
    most = float(bins["reached"].max()) if bins["reached"].notna().any() else 0.0
    ticks = value_ticks(most, 2)
    data: list[Any] = []
    layout = base_layout(style)
    layout["margin"] |= {"t": 4, "r": 8, "b": _FOOT, "l": 48}
    layout |= {"showlegend": False, "hovermode": "closest", "dragmode": False, "bargap": 0}
    for number, (code, name) in enumerate(units.items(), start=1):
        rows = bins[bins["oblast"] == code]
        axis = "" if number == 1 else str(number)
        opacity = FADED if chosen and code not in chosen else 1
        data += _panel(rows, axis, opacity, calendar, style)
        data.append(_area(code, name, rows, axis, ticks[-1], code in chosen, calendar, text))
        layout[f"xaxis{axis}"] = {
            **calendar_axis(calendar, text, 3),
            "anchor": f"y{axis}",
            "linecolor": style.outline,
            "showgrid": False,
            "tickfont": {"size": style.size - 2, "color": style.muted},
        }
        layout[f"yaxis{axis}"] = {
            "anchor": f"x{axis}",
            "range": [0, ticks[-1] * 1.04],
            "tickvals": ticks,
            "ticktext": [text.number(value) for value in ticks],
            "tickfont": {"size": style.size - 2, "color": style.muted},
            "gridcolor": style.line,
            "zeroline": False,
            "fixedrange": True,
        }
    for key, value in _grid(list(units), WIDE_COLUMNS).items():
        name, attribute = key.split(".", 1)
        layout[name][attribute] = value
    layout["annotations"] = _notes(bins, units, WIDE_COLUMNS, text)
    return go.Figure(data=data, layout=layout)


def narrow(
    frame: pd.DataFrame, units: Mapping[str, str], calendar: Calendar, text: Text
) -> dict[str, Any]:
    """On a phone: two columns, only the first and a middle date below."""
    if not units:
        return {}
    patch = _grid(list(units), NARROW_COLUMNS)
    axis = calendar_axis(calendar, text, 2)
    for number in range(1, len(units) + 1):
        name = "xaxis" if number == 1 else f"xaxis{number}"
        patch |= {f"{name}.tickvals": axis["tickvals"], f"{name}.ticktext": axis["ticktext"]}
    patch |= {"margin.l": 42, "margin.r": 20}
    patch["annotations"] = [
        {**note, "font": {"size": 12}}
        for note in _notes(bin_values(frame, calendar), units, NARROW_COLUMNS, text)
    ]
    return patch


def height(units: Mapping[str, str]) -> dict[str, Any]:
    """A fixed height for so many panels."""
    return {
        "ratio": None,
        "px": _height(len(units), WIDE_COLUMNS),
        "narrow_px": _height(len(units), NARROW_COLUMNS),
    }


def read(frame: pd.DataFrame, units: Mapping[str, str], calendar: Calendar, text: Text) -> str:
    """The unit and the week (or day) with most people, and what was not reported."""
    bins = bin_values(frame[frame["oblast"].isin(list(units))], calendar)
    if bins.empty:
        return text("No activities in this selection.")
    lacking = unreported(int((bins["activities"] - bins["reported"]).sum()), text)
    known = bins.dropna(subset=["reached"])
    if known.empty:
        return ended(text("People reached: not reported"), lacking)
    most = known["reached"].max()
    if most == 0:
        return ended(text("People reached: 0 in every region"), lacking)
    top = known[known["reached"] == most].to_dict("records")
    if len(top) > 1:
        names = [name for code, name in units.items() if code in {row["oblast"] for row in top}]
        said = text(
            "Highest bars: {names} ({amount} each)",
            names=text.list(names),
            amount=people(most, text),
        )
    else:
        said = text(
            "Highest bar: {name}, {dates} ({amount})",
            name=units[top[0]["oblast"]],
            dates=text.date_range_short(top[0]["first"].date(), top[0]["last"].date()),
            amount=people(most, text),
        )
    return ended(said, lacking)


def tabulate(
    frame: pd.DataFrame,
    units: Mapping[str, str],
    calendar: Calendar,
    text: Text,
    *,
    chosen: Collection[str] = (),
) -> DataTable:
    """A row for each bar and each hollow mark, unit by unit; which units are `chosen`."""
    bins = bin_values(frame, calendar)
    order = {code: number for number, code in enumerate(units)}
    shown = bins[bins["oblast"].isin(list(order))].copy()
    shown["order"] = shown["oblast"].map(order)
    shown = shown.sort_values(["order", "first"], kind="stable")
    shown["unit"] = shown["oblast"].map(dict(units))
    shown["state"] = "not_reported"
    return DataTable(
        shown,
        (
            TableColumn("unit", text("Region")),
            *in_selection(shown, [code in chosen for code in shown["oblast"]], text),
            TableColumn("first", text("First day"), "date"),
            TableColumn("last", text("Last day"), "date"),
            TableColumn("activities", text("Activities"), "number"),
            TableColumn("reported", text("Activities that reported attendance"), "number"),
            TableColumn("reached", text("People reached"), "number", state="state"),
        ),
    )


# The parts of the picture -------------------------------------------------------------------


def _panel(
    rows: pd.DataFrame, axis: str, opacity: float, calendar: Calendar, style: Style
) -> list[Any]:
    known = rows[rows["reached"].notna()]
    traces: list[Any] = [
        go.Bar(
            x=_middles(known),
            y=[int(n) for n in known["reached"]],
            width=_widths(known, calendar),
            xaxis=f"x{axis}",
            yaxis=f"y{axis}",
            marker={"color": style.accent, "opacity": opacity},
            hoverinfo="skip",
        )
    ]
    for marked, symbol in (
        (rows[rows["reached"].isna()], "circle-open"),
        (rows[rows["reached"] == 0], "circle"),
    ):
        if len(marked):
            traces.append(
                go.Scatter(
                    mode="markers",
                    x=_middles(marked),
                    y=[0] * len(marked),
                    xaxis=f"x{axis}",
                    yaxis=f"y{axis}",
                    marker={
                        "symbol": symbol,
                        "size": DAY_MARK,
                        "color": style.text,
                        "opacity": opacity,
                    },
                    cliponaxis=False,
                    hoverinfo="skip",
                )
            )
    return traces


def _area(
    code: str,
    name: str,
    rows: pd.DataFrame,
    axis: str,
    top: float,
    selected: bool,
    calendar: Calendar,
    text: Text,
) -> go.Bar:
    """The whole panel, unseen: one stop of the keyboard and one target for the finger."""
    middle = pd.Timestamp(calendar.first) + pd.Timedelta(days=(calendar.days - 1) / 2)
    query = f"oblast={code}"
    return go.Bar(
        x=[middle.strftime("%Y-%m-%d %H:%M")],
        y=[top],
        width=DAY_MS * calendar.days,
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
        marker={"color": "rgba(0,0,0,0)"},
        hoverinfo="text",
        hovertext=[_hover(name, rows, text)],
        customdata=[query],
        meta={"walk": True, "selected": [query] if selected else []},
    )


def _hover(name: str, rows: pd.DataFrame, text: Text) -> str:
    lines = [f"<b>{escape(name)}</b>", _total(rows, text)]
    if len(rows):
        lines.append(text.n("{n} activity", "{n} activities", int(rows["activities"].sum())))
        lines.append(unreported(int((rows["activities"] - rows["reported"]).sum()), text))
    if rows["reached"].max() > 0:
        best = rows.sort_values("reached").dropna(subset=["reached"]).iloc[-1]
        lines.append(
            text(
                "Highest bar: {dates} ({amount})",
                dates=text.date_range_short(best["first"].date(), best["last"].date()),
                amount=people(best["reached"], text),
            )
        )
    return "<br>".join(line for line in lines if line)


def _total(rows: pd.DataFrame, text: Text) -> str:
    if rows.empty:
        return text("no activity")
    if rows["reached"].isna().all():
        return text("not reported")
    return people(rows["reached"].sum(), text)


def _grid(codes: list[str], columns: int) -> dict[str, Any]:
    """Where each panel stands, and which panels write out their axes."""
    count = len(codes)
    rows = math.ceil(count / columns)
    plot = _height(count, columns) - 4 - _FOOT
    width = (1 - _GAP * (columns - 1)) / columns
    patch: dict[str, Any] = {}
    for index in range(count):
        row, column = divmod(index, columns)
        left = column * (width + _GAP)
        top = 1 - (row * (_PANEL + _HEAD) + _HEAD) / plot
        number = "" if index == 0 else str(index + 1)
        patch[f"xaxis{number}.domain"] = [round(left, 4), round(left + width, 4)]
        patch[f"yaxis{number}.domain"] = [
            max(round(top - _PANEL / plot, 4), 0),
            round(top, 4),
        ]
        # The dates stand below the last panel of each column.
        patch[f"xaxis{number}.showticklabels"] = index + columns >= count
        patch[f"yaxis{number}.showticklabels"] = column == 0
    assert rows * (_PANEL + _HEAD) <= plot + 1
    return patch


def _notes(
    bins: pd.DataFrame, units: Mapping[str, str], columns: int, text: Text
) -> list[dict[str, Any]]:
    """The names, and below all panels the meaning of a hollow mark where there is one."""
    notes = _names(bins, units, columns, text)
    if bins.loc[bins["oblast"].isin(list(units)), "reached"].isna().any():
        notes.append(
            {
                "text": f"○ {text('attendance not reported')}",
                "xref": "paper",
                "x": 0,
                "xanchor": "left",
                "yref": "paper",
                "y": 0,
                "yanchor": "top",
                "yshift": 4 - _FOOT + 20,
                "showarrow": False,
            }
        )
    return notes


def _names(
    bins: pd.DataFrame, units: Mapping[str, str], columns: int, text: Text
) -> list[dict[str, Any]]:
    grid = _grid(list(units), columns)
    found = []
    for index, (code, name) in enumerate(units.items()):
        number = "" if index == 0 else str(index + 1)
        total = _total(bins[bins["oblast"] == code], text)
        found.append(
            {
                "text": f"<b>{escape(name)}</b><br>{total}",
                "align": "left",
                "xref": "paper",
                "x": grid[f"xaxis{number}.domain"][0],
                "xanchor": "left",
                "yref": "paper",
                "y": grid[f"yaxis{number}.domain"][1],
                "yanchor": "bottom",
                "showarrow": False,
            }
        )
    return found


def _height(count: int, columns: int) -> int:
    return max(math.ceil(count / columns), 1) * (_PANEL + _HEAD) + 4 + _FOOT


def bin_days(calendar: Calendar) -> int:
    """How many days a bar stands for: one, or a week where the days would be too thin to see."""
    return 1 if calendar.days <= _MOST_DAYS else WEEK


def _middles(rows: pd.DataFrame) -> list[str]:
    """The middle of each bin: dates stand for midnight."""
    middles = rows["first"] + (rows["last"] - rows["first"]) / 2
    return [at.strftime("%Y-%m-%d" if at.hour == 0 else "%Y-%m-%d %H:%M") for at in middles]


def _widths(rows: pd.DataFrame, calendar: Calendar) -> Any:
    """The width of the bars, one for all unless the last bin is cut short by the calendar."""
    days = (rows["last"] - rows["first"]).dt.days + 1
    if (days == bin_days(calendar)).all():
        return DAY_MS * bin_days(calendar) * 0.82
    # A last week of one day is drawn at least three days wide, or it would pass for a fault.
    return [round(DAY_MS * max(n, 3) * 0.82) for n in days]
