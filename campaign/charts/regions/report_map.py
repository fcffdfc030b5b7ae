"""The share of weeks in which each region reported an attendance, as a map."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from campaign.analysis.class_breaks import classify
from campaign.analysis.completeness import Completeness
from campaign.analysis.data_table import DataTable
from campaign.analysis.view import View
from campaign.charts.grids.reporting_weeks import region_rows, silence_words
from campaign.charts.regions.choropleth import build_map
from campaign.charts.regions.region_classes import STATE_SIGNS, class_index, class_roles
from campaign.charts.spec import Choropleth, Datum
from campaign.charts.words.names import selected_names
from campaign.i18n.translator import Text

_FAMILY = "rate"
"""The colour ramp for a value of which more is better."""
_CLASSES = 5
_DIGITS = 2
"""Decimals of a share: whole per cent."""
_MOST_NAMES = 3


def build(completeness: Completeness, view: View) -> Choropleth | None:
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


def finding(completeness: Completeness, view: View) -> str:
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


def summary(completeness: Completeness, view: View) -> str:
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


def to_table(completeness: Completeness, view: View) -> DataTable:
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
