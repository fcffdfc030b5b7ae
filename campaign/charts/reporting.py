"""Which region reported in which week: a grid of regions by weeks, and the shares as a map."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from campaign.analysis.class_breaks import classify
from campaign.analysis.completeness import ONGOING, SILENT, Completeness, Silence, Week
from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.view import View
from campaign.charts.answer_text import regions_in_words
from campaign.charts.region_map import build_map
from campaign.charts.region_text import STATE_SIGNS, class_index, class_roles
from campaign.charts.spec import Cell, Choropleth, Datum, Heading, Heatmap, LegendKey, NumberFormat
from campaign.charts.wording import (
    full_names,
    join_sentences,
    people,
    selected_names,
    short_names,
    unreported_words,
)
from campaign.i18n.translator import N_, Text
from campaign.theme.roles import ACCENT, TRACK, state_role

_ROLES: Mapping[str, str] = {
    "value": ACCENT,
    "zero": state_role("zero"),
    "not_reported": state_role("not_reported"),
    ONGOING: TRACK,
}
_SIGNS: Mapping[str, str] = {"value": "", "zero": "0", "not_reported": "?", ONGOING: "…"}
MEANINGS: Mapping[str, str] = {
    "value": N_("attendance reported"),
    "zero": N_("zero"),
    "not_reported": N_("attendance not reported"),
    ONGOING: N_("an earlier activity continues"),
}
"""The meaning of each state of a week, as message ids."""
WEEK_KEY = "week_"
"""The prefix of the keys of the table's columns of weeks."""


def weeks_spec(completeness: Completeness, view: View) -> Heatmap:
    """Return a cell for each region and week with an activity; silent weeks stay empty.

    The first day of a week is the name of its column. With selected regions, the others fade.
    """
    text, names, selected_regions = view.text, short_names(view), view.selection.oblasts
    rows = {code: number for number, code in enumerate(names)}
    weeks = completeness.weeks
    states = completeness.states[completeness.states["state"] != SILENT]
    cells = tuple(
        Cell(
            rows[row["oblast"]],
            int(row["week"]),
            _datum(row, weeks[int(row["week"])], names, text, selected_regions),
        )
        for row in states.to_dict("records")
    )
    return Heatmap(
        rows=tuple(Heading(c, name, c in selected_regions) for c, name in names.items()),
        columns=tuple(
            Heading(week.first.isoformat(), text.date(week.first, "tick")) for week in weeks
        ),
        cells=cells,
        legend=_legend(cells, text),
        headings=(text("Region"), text("Week beginning")),
        format=NumberFormat(),
        nothing=text("No activities in this selection."),
    )


def weeks_finding(completeness: Completeness, view: View) -> str:
    """Return the regions with the longest silence and its days, as a headline.

    If several silences on different days are equally long, the headline has only their length.
    """
    text, names, every = view.text, selected_names(view), completeness.silences
    silences = {code: silence for code in names if (silence := every[code])}
    if not silences and len(names) < len(every):
        return text("No days without activities")
    if not silences:
        return text("Every region has an activity on every day")
    most = max(silence.days for silence in silences.values())
    longest = {code: silence for code, silence in silences.items() if silence.days == most}
    first, *others = longest.values()
    words = silence_words(first, text)
    if any(silence != first for silence in others):
        words = text("{amount} each", amount=text.n("{n} day", "{n} days", most))
    return text(
        "Longest period without activities in one region: {place}, {silence}",
        place=regions_in_words([names[code] for code in names if code in longest], text),
        silence=words,
    )


def weeks_summary(completeness: Completeness, view: View) -> str:
    """Return how many of the regions' weeks have an attendance, and how many have no activity."""
    text, names = view.text, selected_names(view)
    regions = completeness.by_region
    frame = regions.loc[list(names)]
    weeks, total = len(completeness.weeks), len(completeness.weeks) * len(frame)
    reporting, silent = int(frame["reporting"].sum()), int(frame["silent"].sum())
    if len(frame) == len(regions):
        words = N_("Region-weeks with attendance reported: {n} of {of} ({share:%0}).")
    elif len(frame) > 1:
        words = N_(
            "Weeks with attendance reported, each selected region counted separately: {n} of "
            "{of} ({share:%0})."
        )
    else:
        words = N_("Weeks with attendance reported: {n} of {of} ({share:%0}).")
    sentences = [
        text(words, n=reporting, of=total, share=reporting / total),
        text("Weeks without activities: {n} ({share:%0}).", n=silent, share=silent / total),
    ]
    most = frame["silent"].max()
    if most > frame["silent"].min():
        places = [names[str(code)] for code in frame.index[frame["silent"] == most]]
        sentences.append(
            text(
                "Most weeks without activities: {places} – {n} of {of}.",
                places=text.list(places),
                n=int(most),
                of=weeks,
            )
        )
    return join_sentences(*sentences)


def weeks_table(completeness: Completeness, view: View) -> DataTable:
    """Return a row for each region: its weeks by state, its longest silence, and every week."""
    text = view.text
    rows, columns = region_rows(completeness, view)
    states = completeness.states.set_index(["oblast", "week"])
    added: dict[str, list[Any]] = {}
    for number, week in enumerate(completeness.weeks):
        of_week = states.xs(number, level="week").reindex(rows.index)
        added[f"{WEEK_KEY}{number}"] = list(of_week["reached"])
        added[f"{WEEK_KEY}{number}_state"] = list(of_week["state"])
        header = text.date_range_short(week.first, week.last)
        columns.append(
            TableColumn(f"{WEEK_KEY}{number}", header, "number", state=f"{WEEK_KEY}{number}_state")
        )
    rows = pd.concat([rows, pd.DataFrame(added, index=rows.index)], axis=1)
    return DataTable(rows, tuple(columns))


def region_rows(completeness: Completeness, view: View) -> tuple[pd.DataFrame, list[TableColumn]]:
    """Return the rows of `Completeness.by_region` with names and silences, and their columns."""
    text, names, selected = view.text, full_names(view), view.selection.oblasts
    rows = completeness.by_region.copy()
    rows["name"] = [names[str(code)] for code in rows.index]
    silences = [completeness.silences[str(code)] for code in rows.index]
    for end in ("first", "last"):
        days = [pd.NaT if s is None else pd.Timestamp(getattr(s, end)) for s in silences]
        rows[f"silence_{end}"] = pd.Series(days, index=rows.index, dtype="datetime64[ns]")
    columns = [
        TableColumn("name", text("Region")),
        *in_selection(rows, [code in selected for code in rows.index], text),
        TableColumn("share", text("Share of weeks with attendance reported"), "percent", 0),
        TableColumn("reporting", text("Weeks with attendance reported"), "number"),
        TableColumn("not_reported", text("Weeks with attendance not reported"), "number"),
        TableColumn("ongoing", text("Weeks in which an earlier activity continues"), "number"),
        TableColumn("silent", text("Weeks without activities"), "number"),
        TableColumn("silence", text("Longest period without activities, days"), "number"),
        TableColumn("silence_first", text("First day without activities"), "date"),
        TableColumn("silence_last", text("Last day without activities"), "date"),
    ]
    return rows, columns


def silence_words(silence: Silence, text: Text) -> str:
    """Return the dates of a silence, its number of days, and how many periods are equally long."""
    words = text.n(
        "{dates} ({n} day)",
        "{dates} ({n} days)",
        silence.days,
        dates=text.date_range_short(silence.first, silence.last),
    )
    if silence.periods == 1:
        return words
    return text.n(
        "{silence}, the first of {n} period of this length",
        "{silence}, the first of {n} periods of this length",
        silence.periods,
        silence=words,
    )


def _datum(
    row: Mapping[Any, Any],
    week: Week,
    names: Mapping[str, str],
    text: Text,
    selected_regions: Collection[str],
) -> Datum:
    code, state = str(row["oblast"]), str(row["state"])
    dates = text.date_range_short(week.first, week.last)
    missing = int(row["activities"] - row["reported"])
    lines: list[str] = [f"{names[code]} · {dates}"]
    if state in ("value", "zero"):
        lines.append(people(row["reached"], text))
    elif state == ONGOING or not missing:
        lines.append(text(MEANINGS[state]))
    lines.append(unreported_words(missing, text))
    return Datum(
        code=f"oblast={code}",
        label=f"{names[code]} · {dates}",
        value=float(row["reached"]),
        state=state,
        role=_ROLES[state],
        words=_SIGNS[state],
        tooltip=tuple(line for line in lines if line),
        selected=code in selected_regions,
        faded=bool(selected_regions) and code not in selected_regions,
    )


def _legend(cells: Sequence[Cell], text: Text) -> tuple[LegendKey, ...]:
    states = {cell.datum.state for cell in cells}
    keys = [
        LegendKey(_ROLES[state], f"{_SIGNS[state]} {text(words)}".strip())
        for state, words in MEANINGS.items()
        if state in states
    ]
    return (*keys, LegendKey(state_role("no_activity"), text("empty: no activity")))


_FAMILY = "rate"
"""The colour ramp for a value of which more is better."""
_CLASSES = 5
_DIGITS = 2
"""Decimals of a share: whole per cent."""
_MOST_NAMES = 3


def report_map_spec(completeness: Completeness, view: View) -> Choropleth | None:
    """Return the map with the selected regions outlined; None if the boundaries cannot be read.

    A region without any activity has the state *no activity*; a region with activities, but without
    a week with an attendance, has the state *not reported*.
    """
    places, text = view.campaign.places, view.text
    if places.boundaries is None:
        return None
    frame = completeness.by_region
    classes = classify(list(frame["share"]), "rounded", _CLASSES, _DIGITS)
    roles = class_roles(_FAMILY, classes)
    data = []
    for index, row in frame.to_dict("index").items():
        code, state = str(index), _state(row, len(completeness.weeks))
        data.append(
            Datum(
                code=f"oblast={code}",
                label=places.short(code, text),
                value=float(row["share"]) if state == "value" else float("nan"),
                state=state,
                role=roles[class_index(state, row["share"], classes)],
                words=STATE_SIGNS.get(state) or text.percent(row["share"], 0),
                tooltip=(places.name(code, text), *_lines(completeness, code, row, text)),
                selected=code in view.selection.oblasts,
                name=places.name(code, text),
            )
        )

    name = text("Share of weeks with attendance reported")
    return build_map(data, classes, _FAMILY, name, partial(text.percent, digits=0), view)


def report_map_finding(completeness: Completeness, view: View) -> str:
    """Return the regions with the lowest share of weeks with an attendance, as a headline."""
    text, names = view.text, selected_names(view)
    regions = completeness.by_region
    frame = regions.loc[list(names)]
    lowest = frame[frame["reporting"] == frame["reporting"].min()]
    places = text.list(names[str(code)] for code in lowest.index)
    values = {"n": int(lowest["reporting"].iloc[0]), "of": len(completeness.weeks)}
    if len(lowest) < len(frame):
        return text(
            "Fewest weeks with attendance reported: {places} – {n} of {of}", places=places, **values
        )
    if len(frame) == len(regions):
        places = text("every region")
    elif len(frame) > _MOST_NAMES:
        places = text("each of the selected regions")
    return text("Weeks with attendance reported, {places}: {n} of {of}", places=places, **values)


def report_map_summary(completeness: Completeness, view: View) -> str:
    """Return the regions with the most weeks, and the definition of a week with attendance."""
    text, names = view.text, selected_names(view)
    frame = completeness.by_region.loc[list(names)]
    highest = frame[frame["reporting"] == frame["reporting"].max()]
    weeks = text(
        "Weeks run from Monday to Sunday; an activity is counted in the week of its first day."
    )
    if len(highest) == len(frame):
        return weeks
    most = text(
        "Most weeks with attendance reported: {places} – {n} of {of}.",
        places=text.list(names[str(code)] for code in highest.index),
        n=int(highest["reporting"].iloc[0]),
        of=len(completeness.weeks),
    )
    return f"{most} {weeks}"


def report_map_table(completeness: Completeness, view: View) -> DataTable:
    """Return the regions as `reporting_weeks.region_rows`, the highest share first."""
    rows, columns = region_rows(completeness, view)
    return DataTable(rows.sort_values("share", ascending=False, kind="stable"), tuple(columns))


def _state(row: Mapping[Any, Any], weeks: int) -> str:
    if row["silent"] == weeks:
        return "no_activity"
    return "value" if row["reporting"] else "not_reported"


def _lines(completeness: Completeness, code: str, row: Mapping[Any, Any], text: Text) -> list[str]:
    weeks, silence = len(completeness.weeks), completeness.silences[code]
    lines = [
        text("Weeks with attendance reported: {n} of {of}", n=int(row["reporting"]), of=weeks),
        text("Weeks without activities: {n} of {of}", n=int(row["silent"]), of=weeks),
    ]
    if silence is not None:
        words = silence_words(silence, text)
        lines.append(text("Longest period without activities: {silence}", silence=words))
    return lines
