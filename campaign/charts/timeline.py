"""People reached per day and since the start, on a calendar with the campaign's own days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.charts.calendar import KINDS, Calendar, EventMark, Kind, by_date, day_name
from campaign.charts.calendar import day_ticks as calendar_ticks
from campaign.charts.escape import escape, escape_lines
from campaign.charts.old_parts import legend_key
from campaign.charts.ticks import value_ticks
from campaign.charts.wording import GROUP_NAMES, ended, people, unreported
from campaign.domain.source_sites import sites
from campaign.i18n.translator import N_, Text
from campaign.theme.style import (
    DAY_MARK,
    END,
    FADED,
    GROUPS,
    LANE_MARK,
    NOMINAL_END,
    RULE,
    RUNNING,
    Dash,
    Style,
    base_layout,
    dash_lengths,
    tint,
)

DAY_MS = 86_400_000
WIDE_TICKS, NARROW_TICKS = 7, 4
HEIGHT: Mapping[str, Any] = {"ratio": 0.44, "min": 470, "max": 900, "narrow_px": 600}

# From the bottom: since the start, per day, marks; above them the names of the vertical rules.
_RUNNING, _DAILY, _LANE = (0.0, 0.27), (0.37, 0.74), (0.81, 0.9)
_BOTH = (0.0, _DAILY[1])
_HOVER_LINE = 48  # characters

_SYMBOLS: Mapping[Kind, str] = {"milestone": "diamond", "reported": "circle"}


def draw(
    daily: pd.DataFrame,
    grouped: pd.DataFrame,
    marks: Sequence[EventMark],
    calendar: Calendar,
    text: Text,
    style: Style,
    *,
    chosen: tuple[date | None, date | None] = (None, None),
) -> go.Figure:
    """Bars per day by group, marks above them, and the running total below, on one calendar.

    `daily` and `grouped` are `indicators.by_day` and `indicators.by_day_and_group` of all days on
    show: days outside `chosen` (first, last; None: no limit) fade. A day whose activities all
    left attendance empty has a hollow mark on the baseline, a day with zero a full one.
    """
    busy = daily[daily["activities"] > 0]
    most = _most(busy)
    ticks = value_ticks(most, 4)
    total = float(daily["cumulative"].iloc[-1]) if len(daily) else 0.0
    total_ticks = value_ticks(total, 3)
    data = [
        *_group_bars(grouped, text, style, chosen),
        *_baseline(busy, text, style),
        *_marks(marks, calendar, text, style),
        _running(daily, style),
        _columns(busy, grouped, calendar, text, chosen),
    ]
    layout = base_layout(style)
    layout["margin"] |= {"r": 12, "b": round(style.size * 3.2)}
    layout["legend"] |= {"y": 1.01, "yanchor": "bottom", "traceorder": "normal"}
    value_axis = {
        "fixedrange": True,
        "automargin": True,
        "zeroline": False,
        "gridcolor": style.line,
        "tickfont": {"color": style.muted},
    }
    layout |= {
        "barmode": "stack",
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {
            **calendar_axis(calendar, text, WIDE_TICKS),
            "anchor": "y2",
            # No grid: that of the unseen columns would be drawn over the bars.
            "showgrid": False,
            "ticks": "outside",
            "tickcolor": style.outline,
            "linecolor": style.outline,
        },
        "yaxis": {"domain": _DAILY, "range": [0, ticks[-1] * 1.02], **value_axis}
        | _tick_words(ticks, text),
        "yaxis2": {"domain": _RUNNING, "range": [0, total_ticks[-1] * 1.12], **value_axis}
        | _tick_words(total_ticks, text),
        "yaxis3": {
            "domain": _LANE,
            "range": [-0.6, 1.6],
            "visible": False,
            "fixedrange": True,
        },
        "yaxis4": {"domain": _BOTH, "range": [0, 1], "visible": False, "fixedrange": True},
        "shapes": [*_outside(calendar, chosen, style), *rules(calendar, style)],
        "annotations": [
            _head(text("People reached per day"), _DAILY[1], style),
            _head(text("People reached since the start"), _RUNNING[1], style),
            *rule_names(calendar, text, style),
            *([] if any(chosen) else _end_value(daily, total, text, style)),
        ],
    }
    return go.Figure(data=data, layout=layout)


def narrow(calendar: Calendar, text: Text) -> dict[str, Any]:
    """On a phone: fewer dates below the axis, a smaller legend."""
    return {**narrow_axis(calendar, text), "legend.font.size": 12}


def read(daily: pd.DataFrame, text: Text) -> str:
    """The busiest day, the total, and what was not reported."""
    busy = daily[daily["activities"] > 0]
    if busy.empty:
        return text("No activities in this selection.")
    lacking = unreported(int((busy["activities"] - busy["reported"]).sum()), text)
    known = busy["reached"].dropna()
    if known.empty:
        return ended(text("People reached: not reported"), lacking)
    if known.max() == 0:
        return ended(text("People reached: 0 on every day"), lacking)
    days = [pd.Timestamp(str(day)).date() for day in known.index[known == known.max()]]
    total = people(known.sum(), text)
    params = {"amount": people(known.max(), text), "total": total}
    if len(days) == 1:
        said = text("Busiest day: {date} ({amount}); in total: {total}", date=days[0], **params)
    elif len(days) <= 3:
        dates = text.list(text.date(day) for day in days)
        said = text(
            "Busiest days: {dates} ({amount} each); in total: {total}", dates=dates, **params
        )
    else:
        said = text(
            "Busiest: {n} days alike ({amount} each); in total: {total}", n=len(days), **params
        )
    return ended(said, lacking)


def tabulate(
    daily: pd.DataFrame,
    grouped: pd.DataFrame,
    calendar: Calendar,
    text: Text,
    *,
    chosen: tuple[date | None, date | None] = (None, None),
) -> DataTable:
    """A row for each day with an activity: people by group, on the day and since the start.

    Where days are `chosen` (first, last; None: no limit) it says which.
    """
    shown = daily[daily["activities"] > 0].copy()
    shown["date"] = shown.index
    shown["number"] = [calendar.number(day.date()) for day in shown.index]
    shown["state"] = "not_reported"
    inside = [any(chosen) and _within(day.date(), chosen) for day in shown.index]
    columns = [
        TableColumn("date", text("Date"), "date"),
        *in_selection(shown, inside, text),
        TableColumn("number", text("Day of the campaign"), "number"),
        TableColumn("activities", text("Activities"), "number"),
        TableColumn("reported", text("Activities that reported attendance"), "number"),
        TableColumn("reached", text("People reached"), "number", state="state"),
    ]
    for group in GROUPS:
        rows = grouped[grouped["group"] == group].set_index("date")
        if rows.empty:
            continue
        shown[group] = rows["reached"].reindex(shown.index)
        met = shown.index.isin(rows.index)
        shown[f"{group}_state"] = ["not_reported" if m else "no_activity" for m in met]
        head = text("People reached: {group}", group=text(GROUP_NAMES[group]))
        columns.append(TableColumn(group, head, "number", state=f"{group}_state"))
    columns.append(TableColumn("cumulative", text("People reached since the start"), "number"))
    return DataTable(shown.reset_index(drop=True), tuple(columns))


# The calendar axis, which other pictures share ----------------------------------------------


def calendar_axis(calendar: Calendar, text: Text, count: int) -> dict[str, Any]:
    """A date axis over the days on show, with about `count` dates and day numbers in words."""
    days, words = day_ticks(calendar, text, count)
    return {
        "type": "date",
        "range": [_noon(calendar.first, -1), _noon(calendar.last, 0)],
        "tickvals": days,
        "ticktext": words,
        "tickangle": 0,
        "fixedrange": True,
        "zeroline": False,
    }


def narrow_axis(calendar: Calendar, text: Text, axis: str = "xaxis") -> dict[str, Any]:
    """The patch of a calendar axis for a phone."""
    days, words = day_ticks(calendar, text, NARROW_TICKS)
    return {f"{axis}.tickvals": days, f"{axis}.ticktext": words}


def day_ticks(calendar: Calendar, text: Text, count: int) -> tuple[list[str], list[str]]:
    """`calendar.day_ticks` as Plotly takes them: ISO dates, and their words."""
    ticks = calendar_ticks(calendar, text, count)
    return [t.at.isoformat() for t in ticks], [t.words.replace("\n", "<br>") for t in ticks]


def rules(calendar: Calendar, style: Style) -> list[dict[str, Any]]:
    """Vertical lines at the hundredth day and at the end, over the whole height."""
    # The first ends below the name of the second, which reaches over it on a phone.
    heights: Mapping[Dash, float] = {NOMINAL_END: 0.95, END: 1}
    return [
        {
            "type": "line",
            "layer": "below",
            "x0": rule.day.isoformat(),
            "x1": rule.day.isoformat(),
            "yref": "paper",
            "y0": 0,
            "y1": heights[rule.dash],
            "line": {"color": style.muted, "width": RULE, "dash": dash_lengths(rule.dash)},
        }
        for rule in calendar.rules
    ]


def rule_names(calendar: Calendar, text: Text, style: Style) -> list[dict[str, Any]]:
    """The names of the rules, one above the other, so that no width lets them meet."""
    found = []
    for rule in calendar.rules:
        early = (rule.day - calendar.first).days < calendar.days / 2
        found.append(
            {
                "x": rule.day.isoformat(),
                "xanchor": "left" if early else "right",
                "xshift": 3 if early else -3,
                "yref": "paper",
                "y": 1,
                "yanchor": "top",
                "yshift": 4 - (0 if rule.dash == END else style.size + 2),
                "text": rule.name(text),
                "showarrow": False,
                "font": {"size": style.size - 1, "color": style.muted},
            }
        )
    return found


# The parts of the picture -------------------------------------------------------------------


def _group_bars(
    grouped: pd.DataFrame, text: Text, style: Style, chosen: tuple[date | None, date | None]
) -> list[go.Bar]:
    traces = []
    for group in GROUPS:
        met = grouped[grouped["group"] == group]
        if met.empty:
            continue
        rows = met[met["reached"] > 0]
        marker: dict[str, Any] = {"color": style.groups[group]}
        if any(chosen):
            marker["opacity"] = [1 if _within(day, chosen) else FADED for day in rows["date"]]
        traces.append(
            go.Bar(
                name=text(GROUP_NAMES[group]),
                x=[_iso(day) for day in rows["date"]],
                y=[int(n) for n in rows["reached"]],
                width=DAY_MS * 0.84,
                marker=marker,
                hoverinfo="skip",
                showlegend=False,
            )
        )
        # An entry of its own: that of the trace would take the opacity of its first bar.
        traces.append(legend_key(text(GROUP_NAMES[group]), style.groups[group]))
    return traces


def _baseline(busy: pd.DataFrame, text: Text, style: Style) -> list[go.Scatter]:
    """Hollow marks for days whose attendance was not reported, full ones for zero."""
    kinds = [
        (busy[busy["reached"].isna()], "circle-open", N_("attendance not reported")),
        (busy[busy["reached"] == 0], "circle", N_("zero")),
    ]
    return [
        go.Scatter(
            name=text(name),
            mode="markers",
            x=[_iso(day) for day in rows.index],
            y=[0] * len(rows),
            marker={"symbol": symbol, "size": DAY_MARK, "color": style.text},
            cliponaxis=False,
            hoverinfo="skip",
        )
        for rows, symbol, name in kinds
        if len(rows)
    ]


def _marks(
    marks: Sequence[EventMark], calendar: Calendar, text: Text, style: Style
) -> list[go.Scatter]:
    traces = []
    for kind, name in KINDS.items():
        by_day: dict[date, list[EventMark]] = {}
        for mark in marks:
            if mark.kind == kind and calendar.first <= mark.date <= calendar.last:
                by_day.setdefault(mark.date, []).append(mark)
        if not by_day:
            continue
        days = sorted(by_day)
        colour = style.text if kind == "milestone" else style.accent
        traces.append(
            go.Scatter(
                name=text(name),
                mode="markers",
                x=[day.isoformat() for day in days],
                y=[1 if kind == "milestone" else 0] * len(days),
                yaxis="y3",
                marker={"symbol": _SYMBOLS[kind], "size": LANE_MARK, "color": colour},
                cliponaxis=False,
                hoverinfo="text",
                hovertext=[_mark_hover(day, by_day[day], calendar, text) for day in days],
            )
        )
    return traces


def _mark_hover(day: date, marks: Sequence[EventMark], calendar: Calendar, text: Text) -> str:
    lines = [_day_head(day, calendar, text)]
    for mark in marks:
        lines.append(escape_lines(mark.label, _HOVER_LINE))
        if named := sites([mark.source]):
            lines.append(text("Source: {source}", source=escape(", ".join(named))))
    return "<br>".join(lines)


def _running(daily: pd.DataFrame, style: Style) -> go.Scatter:
    """The running total, with a point only where it changes, and at both ends."""
    totals = daily["cumulative"]
    changed = totals.diff().fillna(1) != 0
    if len(changed):
        changed.iloc[-1] = True
    kept = totals[changed]
    return go.Scatter(
        mode="lines",
        x=[_iso(day) for day in kept.index],
        y=[int(n) for n in kept],
        yaxis="y2",
        line={"color": style.accent, "width": RUNNING, "shape": "hv"},
        fill="tozeroy",
        fillcolor=tint(style.accent),
        hoverinfo="skip",
        showlegend=False,
    )


def _columns(
    busy: pd.DataFrame,
    grouped: pd.DataFrame,
    calendar: Calendar,
    text: Text,
    chosen: tuple[date | None, date | None],
) -> go.Bar:
    """An unseen column over both panels for each day: what is pointed at, walked and clicked."""
    by_date_groups = dict(iter(grouped.groupby("date")))
    days = [pd.Timestamp(str(day)) for day in busy.index]
    one_day = len({*chosen}) == 1 and chosen[0] is not None
    return go.Bar(
        x=[_iso(day) for day in days],
        y=[1] * len(days),
        base=0,
        width=DAY_MS,
        yaxis="y4",
        marker={"color": "rgba(0,0,0,0)"},
        hoverinfo="text",
        hovertext=[
            _hover(day.date(), row, by_date_groups.get(day), calendar, text)
            for day, (_, row) in zip(days, busy.iterrows(), strict=True)
        ],
        customdata=[by_date(day.date()) for day in days],
        meta={
            "walk": True,
            "selected": [by_date(chosen[0])] if one_day and chosen[0] is not None else [],
        },
        showlegend=False,
    )


def _hover(
    day: date, row: pd.Series, groups: pd.DataFrame | None, calendar: Calendar, text: Text
) -> str:
    lines = [_day_head(day, calendar, text)]
    activities = text.n("{n} activity", "{n} activities", int(row["activities"]))
    if pd.isna(row["reached"]):
        lines.append(f"{activities} · {text('attendance not reported')}")
    else:
        lines.append(f"{people(row['reached'], text)} · {activities}")
        lines.append(unreported(int(row["activities"] - row["reported"]), text))
        if groups is not None and len(groups) > 1:
            lines += [
                f"{text(GROUP_NAMES[g['group']])}: {text.number(g['reached'])}"
                for g in groups.to_dict("records")
                if not pd.isna(g["reached"])
            ]
    lines.append(text("Since the start: {n}", n=int(row["cumulative"])))
    return "<br>".join(line for line in lines if line)


def _day_head(day: date, calendar: Calendar, text: Text) -> str:
    number = calendar.number(day)
    beside = "" if number is None or number < 1 else f" · {day_name(number, text)}"
    return f"<b>{text.date(day)}</b>{beside}"


def _outside(
    calendar: Calendar, chosen: tuple[date | None, date | None], style: Style
) -> list[dict[str, Any]]:
    start, end = chosen
    spans = []
    if start is not None:
        spans.append((_noon(calendar.first, -1), _noon(start, -1)))
    if end is not None:
        spans.append((_noon(end, 0), _noon(calendar.last, 0)))
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": x0,
            "x1": x1,
            "yref": "paper",
            "y0": 0,
            "y1": _LANE[1],
            "fillcolor": tint(style.muted),
            "line": {"width": 0},
        }
        for x0, x1 in spans
        if x0 < x1
    ]


def _head(words: str, top: float, style: Style) -> dict[str, Any]:
    return {
        "text": words,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "paper",
        "y": top,
        "yanchor": "bottom",
        "yshift": 6,
        "showarrow": False,
        "font": {"color": style.muted, "size": style.size - 1},
    }


def _end_value(daily: pd.DataFrame, total: float, text: Text, style: Style) -> list[dict[str, Any]]:
    if not total:
        return []
    return [
        {
            "text": f"<b>{people(total, text)}</b>",
            "x": _iso(daily.index[-1]),
            "xanchor": "right",
            "yref": "y2",
            "y": total,
            "bgcolor": style.background,
            "xshift": -6,
            "yshift": 2,
            "borderpad": 1,
            "yanchor": "bottom",
            "showarrow": False,
        }
    ]


def _tick_words(values: Sequence[float], text: Text) -> dict[str, Any]:
    return {"tickvals": list(values), "ticktext": [text.number(value) for value in values]}


def _most(busy: pd.DataFrame) -> float:
    most = busy["reached"].max()
    return float(most) if most == most else 0.0


def _within(day: date, chosen: tuple[date | None, date | None]) -> bool:
    at = pd.Timestamp(day).date()
    start, end = chosen
    return (start is None or at >= start) and (end is None or at <= end)


def _iso(day: Any) -> str:
    return str(pd.Timestamp(day).date().isoformat())


def _noon(day: date, shift: int) -> str:
    """Noon of the day `shift` days on: bars stand on midnight, their edges on noon."""
    return f"{(day + timedelta(days=shift)).isoformat()} 12:00"
