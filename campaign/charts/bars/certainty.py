"""How certain the total is: people reported by region, and missing attendance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from campaign.analysis.attendance_words import estimated_attendance_words
from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.uncertainty import TotalRange, of_indicator, total_range
from campaign.analysis.view import View
from campaign.charts.spec import Bars, Datum, LegendKey, NumberFormat
from campaign.charts.words.names import names_with_wide, short_names
from campaign.charts.words.ranges import (
    longest,
    not_reported_key,
    range_columns,
    range_key,
    with_high_of,
    with_range,
)
from campaign.charts.words.wording import end_sentence, join_sentences, people, unreported_words
from campaign.domain.value_states import MISSING_WORDS
from campaign.i18n.translator import Text
from campaign.theme.roles import ACCENT, state_role

_REACH = INDICATORS["reach"]


def build(frame: pd.DataFrame, view: View) -> Bars:
    """Return a bar for each row of `uncertainty.range_by_region` with activities, highest first.

    Activities of no single region cannot be selected. With selected regions, other bars fade.
    """
    text, selected, labels = view.text, view.selection.oblasts, short_names(view)
    names = names_with_wide(view)
    rows = _sort(frame[frame["present"] > 0])
    people_ranges = of_indicator(rows, _REACH, None)
    data = tuple(
        with_range(
            Datum(
                code=f"oblast={code}" if code in labels else "",
                label=labels.get(str(code), names[str(code)]),
                value=float(row["value"]),
                state=str(row["state"]),
                role=state_role("not_reported") if row["state"] == "not_reported" else ACCENT,
                words=_words(row, text),
                tooltip=(
                    names[str(code)],
                    with_high_of(_amount(row, text), people_ranges, code, _REACH, text),
                    *_tooltip(row, text),
                ),
                selected=code in selected,
                faded=bool(selected) and code not in selected,
                name=names[str(code)],
            ),
            people_ranges,
            code,
        )
        for code, row in rows.to_dict("index").items()
    )
    reported = LegendKey(ACCENT, text("reported"))
    return Bars(
        data=data,
        legend=(reported, *not_reported_key(data, text), *range_key(data, text)) if data else (),
        headings=(text("Region"), text(_REACH.name)),
        format=NumberFormat(),
        end=longest(data),
        nothing=text("No activities in this selection."),
    )


def finding(_: pd.DataFrame, view: View) -> str:
    """Return the reported total and the high end of its range, as a headline."""
    text, total = view.text, total_range(view)
    if not total.activities:
        return ""
    if total.is_open:
        return text(
            "People reached: {low:0} reported, up to {high:0} if missing attendance equals the "
            "maximum for the type of activity",
            low=total.low,
            high=total.high,
        )
    if total.missing:
        return text("Attendance is not reported for any activity in this selection")
    return text("People reached: {low}; attendance is reported for every activity", low=total.low)


def summary(_: pd.DataFrame, view: View) -> str:
    """Return the missing attendance, the resulting range, and the estimates, in sentences."""
    text, total = view.text, total_range(view)
    if not total.activities:
        return text("No activities in this selection.")
    return join_sentences(*_missing_sentences(total, text), _estimate_sentence(total, text))


def to_table(frame: pd.DataFrame, view: View) -> DataTable:
    """Return rows for regions and activities of no single region, with both ends of the ranges."""
    text, names, selected = view.text, names_with_wide(view), view.selection.oblasts
    rows = _sort(frame)
    rows["name"] = [names[str(code)] for code in rows.index]
    rows["missing_share"] = rows["missing"] / rows["activities"].where(rows["activities"] > 0)
    columns = (
        TableColumn("name", text("Region")),
        *in_selection(rows, [code in selected for code in rows.index], text),
        TableColumn("activities", text("Activities"), "number"),
        TableColumn("value", text("People reached"), "number", state="state"),
        *range_columns(rows, _REACH, text),
        TableColumn(
            "missing_share", text("Share of activities with attendance not reported"), "percent", 1
        ),
        TableColumn("estimated", text("Activities with an estimated attendance"), "number"),
        TableColumn("estimated_people", text("People reached, estimated"), "number"),
    )
    return DataTable(rows, columns)


def _sort(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows, highest first, with `value` and `state` as in `indicator_frames.by_unit`."""
    is_reported = frame["activities"] > frame["missing"]
    # People of an activity of several regions may belong to a region without own activities.
    value = frame["low"].where(is_reported | (frame["low"] != 0))
    state = pd.Series("value", index=frame.index).mask(value == 0, "zero")
    state = state.mask(value.isna(), "not_reported")
    state = state.mask((frame["present"] == 0) & value.isna(), "no_activity")
    rows = frame.assign(value=value, state=state)
    return rows.sort_values(["value", "high"], ascending=False, na_position="last", kind="stable")


def _words(row: Mapping[Any, Any], text: Text) -> str:
    if row["state"] == "not_reported":
        return text(MISSING_WORDS["not_reported"])
    return text.number(row["value"])


def _amount(row: Mapping[Any, Any], text: Text) -> str:
    if row["state"] == "not_reported":
        return text("{indicator}: not reported", indicator=text(_REACH.name))
    return people(row["value"], text)


def _tooltip(row: Mapping[Any, Any], text: Text) -> Iterator[str]:
    activities = text.n("{n} activity", "{n} activities", int(row["activities"]))
    missing = unreported_words(int(row["missing"]), text)
    yield " · ".join(filter(None, (activities, missing)))
    if row["estimated"]:
        estimated_people = float(row["estimated_people"])
        yield estimated_attendance_words(int(row["estimated"]), estimated_people, text)


def _missing_sentence(total: TotalRange, text: Text) -> str:
    """Return how many activities have no attendance."""
    if total.missing == total.activities:
        return end_sentence(text("Attendance is not reported for any activity in this selection"))
    return text.n(
        "Attendance is not reported for {n} of {of} activities ({share:%}).",
        "Attendance is not reported for {n} of {of} activities ({share:%}).",
        total.missing,
        of=total.activities,
        share=total.missing_share,
    )


def _missing_sentences(total: TotalRange, text: Text) -> list[str]:
    if not total.missing:
        return [text("Attendance is reported for every activity in this selection.")]
    sentences = [_missing_sentence(total, text)]
    if not total.is_open:
        return [
            *sentences,
            text("The register reports no attendance, so no range can be calculated."),
        ]
    sentences.append(
        text(
            "People reached: {low:0} if nobody attended these activities; {middle:0} if "
            "attendance at each equals the median for its type of activity; {high:0} if "
            "attendance at each equals the maximum for its type.",
            low=total.low,
            middle=total.middle,
            high=total.high,
        )
    )
    if total.untyped:
        sentences.append(
            text.n(
                "The median and the maximum of all types are used for {n} activity of a type "
                "without any reported attendance.",
                "The median and the maximum of all types are used for {n} activities of types "
                "without any reported attendance.",
                total.untyped,
            )
        )
    return sentences


def _estimate_sentence(total: TotalRange, text: Text) -> str:
    if not total.estimated:
        return text("No attendance is marked as an estimate.")
    return text.n(
        "Of the people reached, {people} ({share:%}) are from {n} activity with an estimated "
        "attendance.",
        "Of the people reached, {people} ({share:%}) are from {n} activities with an estimated "
        "attendance.",
        total.estimated,
        people=total.estimated_people,
        share=total.estimated_share,
    )
