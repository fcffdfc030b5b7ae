"""Charts by type of activity: types, audience, media audience."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from campaign.analysis.answers import highest
from campaign.analysis.data_table import DataTable, TableColumn, named_table
from campaign.analysis.indicators import Indicator, by_type, by_unit_and_type
from campaign.analysis.regions import WideActivities
from campaign.analysis.uncertainty import of_indicator, range_by_type, to_scale
from campaign.analysis.view import View
from campaign.analysis.view_numbers import once, once_in_country
from campaign.charts.answer_text import (
    HIGHEST,
    amount_each,
    answer_words,
    in_total_words,
    rank_finding,
    type_words,
)
from campaign.charts.bars import (
    bar,
    bars,
    range_columns,
    with_high_of,
)
from campaign.charts.chart import Chart, Parts, build_chart
from campaign.charts.heatmap import heatmap_finding, heatmap_spec, heatmap_summary, heatmap_table
from campaign.charts.spec import Bars, Datum, LegendKey, NumberFormat
from campaign.charts.wording import (
    GROUP_NAMES,
    amount,
    amount_or_state,
    missing_words,
    people,
    to_sentence,
    type_names,
    unreported_words,
    value_column,
    value_or_state,
)
from campaign.domain.totals import overall, sum_totals
from campaign.domain.value_states import reported_state
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import N_
from campaign.theme.roles import group_role
from campaign.theme.style import GROUPS

LEADING = 8


def breakdown(view: View) -> Chart:
    """Return all types, sorted, by people or by activities."""
    return _bars(view, len(view.campaign.types), view.text("{indicator} by type of activity"))


def leading_types(view: View, most: int = LEADING) -> Chart:
    """Return the `most` types with the highest values."""
    return _bars(view, most, view.text("{indicator}: leading types of activity"))


def heatmap(view: View) -> Chart:
    """Return types by unit; a click on a cell selects both."""
    text, indicator = view.text, view.count_indicator
    title = text("{indicator} by type of activity and region", indicator=text(indicator.name))
    return build_chart(
        "heatmap",
        title,
        Parts(heatmap_spec, heatmap_finding, heatmap_summary, heatmap_table),
        _pairs(view, indicator),
        view,
        wide_line=view.wide_line,
        highlights=("place", "types"),
    )


def audience(view: View) -> Chart:
    """Return women, men and young people among the people reached, each with its own base."""
    title = view.text("Women, men and young people among the people reached")
    parts = Parts(audience_spec, audience_finding, audience_summary, audience_table)
    sums = overall(view.totals())
    return build_chart("audience", title, parts, sums, view, pick=False, highlights=())


def media(view: View) -> Chart:
    """Return the media audience by type; it is never added to the people reached."""
    title = view.text("Media audience by type of activity")
    notes = (view.text("people reached and media audience are not summed"),)
    parts = Parts(media_spec, media_finding, media_summary, media_table)
    frame = _media_by_type(view)
    return build_chart("media", title, parts, frame, view, notes=notes, highlights=("types",))


def _bars(view: View, most: int, title: str) -> Chart:
    indicator, selected_types = view.count_indicator, view.selection.types
    every = _all_types(view, indicator)
    # A selected type is always among the leading ones.
    leading_codes = sorted(every.index, key=lambda code: code not in selected_types)[:most]
    types = Types(every, every[every.index.isin(leading_codes)])
    title = title.replace("{indicator}", view.text(indicator.name))
    parts = Parts(types_spec, types_finding, types_summary, types_table)
    return build_chart("breakdown", title, parts, types, view, highlights=("types",))


@once_in_country
def _all_types_of_regions(view: View) -> WideActivities:
    """Return the totals of every type, also of activities of no single region."""
    return WideActivities.of(view.totals(oblasts=False, types=False))


@once_in_country
def _pairs(view: View, indicator: Indicator) -> pd.DataFrame:
    """Return an indicator of each region and type, as `indicators.by_unit_and_type`."""
    return by_unit_and_type(_all_types_of_regions(view).totals, indicator)


@once
def _all_types(view: View, indicator: Indicator) -> pd.DataFrame:
    """Return an indicator of every type, as `indicators.by_type`, for any selected types."""
    return by_type(view.totals(types=False), indicator, view.campaign.types)


@once
def _media_by_type(view: View) -> pd.DataFrame:
    """Return the media audience of every type, for any selected types."""
    return media_by_type(view.totals(types=False), view.campaign.types)


@dataclass(frozen=True, eq=False)
class Types:
    """The rows of `indicators.by_type` of every type, and of those that have a bar."""

    every: pd.DataFrame
    bars: pd.DataFrame


def types_spec(types: Types, view: View) -> Bars:
    """Return a bar for each row, in its order; with selected types, the other bars fade."""
    text, indicator, names = view.text, view.count_indicator, type_names(view)
    ranges = of_indicator(range_by_type(view), indicator, None)
    data = []
    for code, row in types.bars.to_dict("index").items():
        name, value = names[str(code)], amount_or_state(row, indicator, text)
        lines = [name, with_high_of(value, ranges, code, indicator, text)]
        if indicator.code != "activities":
            lines.append(text.n("{n} activity", "{n} activities", int(row["activities"])))
        if indicator.code == "reach" and row["state"] != "not_reported":
            lines.append(unreported_words(int(row["activities"] - row["reported"]), text))
        words, role = value_or_state(row, indicator, text), group_role(str(row["group"]))
        data.append(_type_bar(str(code), row, name, words, lines, role, view))
    groups = set(types.bars["group"])
    keys = (
        LegendKey(group_role(group), text(GROUP_NAMES[group]))
        for group in GROUPS
        if group in groups
    )
    return bars(data, (text("Type of activity"), text(indicator.name)), text, keys=keys)


def _type_bar(
    code: str,
    row: Mapping[Any, Any],
    name: str,
    words: str,
    tooltip: Iterable[str],
    role: str,
    view: View,
) -> Datum:
    """Return the bar of a type, which selects the type."""
    selected = view.selection.types
    return bar(
        f"type={code}",
        row,
        name,
        words,
        tooltip,
        role=role,
        selected=code in selected,
        faded=bool(selected) and code not in selected,
    )


def types_finding(types: Types, view: View) -> str:
    """Return the highest type with its value and share; "" if all are equal or not reported.

    Several selected types are compared with each other; one gets its rank among all.
    """
    text, indicator, names = view.text, view.count_indicator, type_names(view)
    frame, selected = types.every, view.selection.types
    if len(selected) == 1 and selected[0] in frame.index:
        name = text.quote(names[selected[0]])
        rank = N_("rank among the types: {rank} of {ranked}")
        return rank_finding(frame["value"], selected[0], name, rank, indicator, text)
    frame = _of_selection(frame, view)
    top, count = highest(frame["value"]), int(frame["value"].notna().sum())
    if top is None or not top.value or 1 < len(top.codes) == count:
        return ""
    most = amount(top.value, indicator, text)
    if count == 1:
        return text("{place}: {value}", place=text.quote(names[top.codes[0]]), value=most)
    if indicator.code == "reach":
        words = in_total_words(top, view)
    else:
        words = answer_words(
            HIGHEST[indicator.code],
            type_words(top.codes, view),
            amount_each(most, len(top.codes), text),
            text,
            text("Type of activity"),
        )
    total = float(frame["value"].sum())
    if selected or len(top.codes) > 1 or total <= top.value:
        return words
    return text("{words}, {share:%} of the total", words=words, share=top.value / total)


def types_summary(types: Types, view: View) -> str:
    """Return the number of types, or the share of one type, and what was not reported."""
    text, indicator, frame = view.text, view.count_indicator, _of_selection(types.every, view)
    all_values = types.every["value"]
    if frame.empty:
        return text("No activities in this selection.")
    missing_note = missing_words(frame, indicator, text)
    values = frame["value"].dropna()
    if values.empty:
        sentence = text("{indicator}: not reported", indicator=text(indicator.name))
        return to_sentence(capitalize(missing_note) or sentence)
    if values.max() == 0 and not missing_note:
        return to_sentence(text("{indicator}: 0 for every type", indicator=text(indicator.name)))
    if view.selection.types and all_values.sum() > 0:
        share = float(values.sum() / all_values.sum())
        words = text("Share of all types: {share:%}", share=share)
    else:
        words = text("Types of activity: {n}", n=len(frame))
    return to_sentence(words, missing_note)


def types_table(types: Types, view: View) -> DataTable:
    """Return the bars as rows, in their order; a column marks the selected types.

    Further columns have the ranges if attendance is missing.
    """
    text, indicator, ranges = view.text, view.count_indicator, range_by_type(view)
    rows = types.bars.assign(group_name=[text(GROUP_NAMES[group]) for group in types.bars["group"]])
    scaled = to_scale(ranges, indicator, None).assign(missing=ranges["missing"])
    rows = rows.join(scaled[["missing", "middle", "high"]])
    counts = (
        TableColumn("activities", text("Activities"), "number"),
        TableColumn("reported", text("Activities that reported attendance"), "number"),
    )
    return named_table(
        rows,
        text("Type of activity"),
        type_names(view),
        text,
        TableColumn("group_name", text("Group")),
        value_column(indicator, text),
        *range_columns(rows, indicator, text),
        *(counts if indicator.code != "activities" else ()),
        selected=view.selection.types,
    )


AUDIENCE: Mapping[str, str] = {
    "women": N_("Women"),
    "men": N_("Men"),
    "youth": N_("Young people"),
}


def shares(sums: pd.Series) -> pd.DataFrame:
    """Return a row for each group, indexed by its code, from `totals.overall`.

    `count` is the people of the group and `base` all people reached, both over the activities that
    reported both; `share` = count ÷ base (0..1); `state` is `not_reported` if no activity reported
    the group, or if the base is zero. The groups overlap and have different bases, so the rows do
    not add up.
    """
    rows = []
    for group in AUDIENCE:
        count, base = float(sums[group]), float(sums[f"{group}_of"])
        share = count / base if base > 0 else math.nan
        state = "value" if share == share else "not_reported"
        rows.append({"count": count, "base": base, "share": share, "state": state})
    return pd.DataFrame(rows, index=list(AUDIENCE))


def audience_spec(sums: pd.Series, view: View) -> Bars:
    """Return a bar for each group on a track of 100 %, with share, count and base in words.

    `sums` is `totals.overall`. A group that no activity reported has an empty track and its state
    in words.
    """
    text, data = view.text, []
    rows = shares(sums) if sums["activities"] else shares(sums).iloc[:0]
    for group, row in rows.to_dict("index").items():
        name, words, note = text(AUDIENCE[str(group)]), text("not reported"), ""
        lines: tuple[str, ...] = (name, words)
        if row["state"] != "not_reported":
            words = text.percent(row["share"])
            note = text("{n} of {of} people reached", n=int(row["count"]), of=int(row["base"]))
            lines = (f"{name}: {words}", note)
        data.append(bar("", row | {"value": row["share"]}, name, words, lines, note=note))
    return Bars(
        data=tuple(data),
        legend=(),
        headings=(text("Group of people"), text("Share")),
        format=NumberFormat("percent", 1),
        end=1.0,
        nothing=text("No activities in this selection."),
        has_tracks=True,
    )


def audience_finding(sums: pd.Series, view: View) -> str:
    """Return the share of each group that was reported; "" if none was."""
    text, rows = view.text, shares(sums)
    parts = [
        text("{group}: {value}", group=text(AUDIENCE[str(group)]), value=text.percent(row["share"]))
        for group, row in rows.to_dict("index").items()
        if row["state"] != "not_reported"
    ]
    return capitalize("; ".join(parts).lower())


def audience_summary(sums: pd.Series, view: View) -> str:
    """Return the base of each share in words, or that a group is not reported."""
    text = view.text
    if not sums["activities"]:
        return text("No activities in this selection.")
    parts, bases = [], []
    for group, row in shares(sums).to_dict("index").items():
        name = text(AUDIENCE[str(group)])
        if row["state"] == "not_reported":
            parts.append(text("{group}: not reported", group=name.lower()))
        else:
            base = text.number(row["base"])
            bases.append(text("{name} – {value}", name=name.lower(), value=base))
    if bases:
        words = text(
            "Base: {bases}",
            bases="; ".join(bases),
        )
        parts.insert(0, words)
    return capitalize(to_sentence(*parts))


def audience_table(sums: pd.Series, view: View) -> DataTable:
    """Return a row for each group: its people, the base of its share, the share."""
    text = view.text
    base = text("People reached at activities that reported the group")
    return named_table(
        shares(sums),
        text("Group of people"),
        {group: text(name) for group, name in AUDIENCE.items()},
        text,
        TableColumn("count", text("People reached in the group"), "number", state="state"),
        TableColumn("base", base, "number", 0, "state"),
        TableColumn("share", text("Share"), "percent", 1, "state"),
    )


def media_by_type(totals: pd.DataFrame, types: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each type with a media audience or of the media group, indexed by `type`.

    Columns `value` (persons; NaN if no activity reported an audience, `state` is then
    `not_reported`), `activities`, `media_reported`. Highest first.
    """
    sums = sum_totals(totals, ["type"])
    of_media = types["group"].reindex(sums.index) == "media"
    sums = sums[of_media | (sums["media_reported"] > 0)]
    frame = sums[["activities", "media_reported"]].assign(value=sums["media_audience"])
    frame["state"] = frame["value"].map(reported_state)
    return frame.sort_values(
        ["value", "activities"], ascending=False, na_position="last", kind="stable"
    )


def media_spec(frame: pd.DataFrame, view: View) -> Bars:
    """Return bars of one colour from the rows of `media_by_type`."""
    text, names, data = view.text, type_names(view), []
    for code, row in frame.to_dict("index").items():
        words, audience = text("not reported"), text("Media audience: not reported")
        if row["state"] != "not_reported":
            words = text.number(row["value"])
            audience = text("Media audience: {n}", n=int(row["value"]))
        activities = text.n("{n} activity", "{n} activities", int(row["activities"]))
        name = names[str(code)]
        lines = (name, audience, activities)
        data.append(_type_bar(str(code), row, name, words, lines, group_role("media"), view))
    headings = (text("Type of activity"), text("Media audience"))
    return bars(data, headings, text, nothing=text("No media audience in this selection."))


def media_finding(frame: pd.DataFrame, view: View) -> str:
    """Return the type with the largest audience; "" if none is above zero.

    Only selected types are compared, if there are any.
    """
    text, frame = view.text, _of_selection(frame, view)
    top = highest(frame["value"])
    if top is None or not top.value:
        return ""
    return text(
        "Largest media audience: {names} – {amount}",
        names=type_words(top.codes, view),
        amount=people(top.value, text),
    )


def media_summary(frame: pd.DataFrame, view: View) -> str:
    """Return that the audience is counted separately, and how many activities reported none."""
    text, frame = view.text, _of_selection(frame, view)
    if frame.empty:
        return text("No media audience in this selection.")
    count = int((frame["activities"] - frame["media_reported"]).sum())
    missing_note = text.n(
        "media audience not reported for {n} activity",
        "media audience not reported for {n} activities",
        count,
    )
    missing_note = missing_note if count else ""
    values = frame["value"].dropna()
    if values.empty:
        return to_sentence(capitalize(missing_note) or text("Media audience: not reported"))
    total = text("Media audience: {n}", n=float(values.sum())) if len(frame) > 1 else ""
    if not total:
        apart = text("the media audience is not part of the people reached")
        return to_sentence(capitalize(apart), missing_note)
    return to_sentence(total, text("not part of the people reached"), missing_note)


def media_table(frame: pd.DataFrame, view: View) -> DataTable:
    """Return the bars as rows, in their order; a column marks the selected types."""
    text = view.text
    reported = text("Activities that reported a media audience")
    return named_table(
        frame,
        text("Type of activity"),
        type_names(view),
        text,
        TableColumn("value", text("Media audience"), "number", 0, "state"),
        TableColumn("activities", text("Activities"), "number"),
        TableColumn("media_reported", reported, "number"),
        selected=view.selection.types,
    )


def _of_selection(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    selected = view.selection.types
    return frame[frame.index.isin(selected)] if selected else frame
