"""Bars of the share of the plan to date that each region or type has achieved, worst first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.view import View
from campaign.charts.spec import Bars, Datum, NumberFormat, Reference
from campaign.charts.words.answer_words import regions_in_words, types_in_words
from campaign.charts.words.ranges import longest, not_reported_key
from campaign.charts.words.wording import amount, join_sentences, round_half_up
from campaign.domain.value_states import MISSING_WORDS
from campaign.i18n.translator import N_, Text
from campaign.theme.roles import ACCENT, state_role

_ON_PLAN = 1.0
_MET = {
    "oblast": (
        N_("Every regional target to date is met or exceeded"),
        N_("All targets to date are met or exceeded in the regions with attendance reported"),
    ),
    "type": (
        N_("Every target by type to date is met or exceeded"),
        N_("All targets to date are met or exceeded for the types with attendance reported"),
    ),
}
"""The messages are about the bars only, because the country may be behind its own target."""
_MOST_NAMES = 3
_LEAST_END = 1.05  # the lowest end of the axis, so that the line of the plan is inside


@dataclass(frozen=True, eq=False)
class PlanParts:
    """The rows of `plans_by_region` or `plans_by_type`, with names by code and a heading.

    `key` is that of their codes in an address, `selected` has the selected codes.
    """

    key: Literal["oblast", "type"]
    frame: pd.DataFrame
    names: Mapping[str, str]
    heading: str
    selected: tuple[str, ...]

    def are_compared(self, view: View) -> bool:
        """Return whether one of them can be compared with a plan."""
        has_target = bool((self.frame["state"] != "no_target").any())
        return has_target and view.selection.is_comparable_with_plan


def build(parts: PlanParts, view: View) -> Bars:
    """Return a bar for each row, in its order; a type without a target has none.

    The summary counts the many types without a target, and the table lists them.
    """
    text, names, selected, frame = view.text, parts.names, parts.selected, parts.frame
    indicator = view.count_indicator.code
    if parts.key == "type":
        frame = frame[frame["state"] != "no_target"]
    data = tuple(
        Datum(
            code=f"{parts.key}={code}",
            label=names[str(code)],
            value=float(row["share"]) if row["state"] in ("value", "zero") else math.nan,
            state=str(row["state"]),
            role=state_role("not_reported") if row["state"] == "not_reported" else ACCENT,
            words=_words(row, text),
            tooltip=(names[str(code)], *_lines(row, indicator, text)),
            selected=code in selected,
            faded=bool(selected) and code not in selected,
        )
        for code, row in frame.to_dict("index").items()
    )
    return Bars(
        data=data,
        legend=not_reported_key(data, text),
        headings=(parts.heading, text("Share of the plan achieved to date")),
        format=NumberFormat("percent", 0),
        end=max(longest(data), _LEAST_END),
        nothing=text("There is no target for this selection."),
        reference=Reference(_ON_PLAN, text("Plan")),
    )


def nothing(parts: PlanParts, words: str, text: Text) -> Bars:
    """Return a spec without bars; `words` is the reason."""
    headings = (parts.heading, text("Share of the plan achieved to date"))
    return Bars((), (), headings, NumberFormat("percent", 0), _LEAST_END, words)


def finding(parts: PlanParts, view: View) -> str:
    """Return the regions or types furthest behind their plan; "" if none can be compared."""
    text, frame, names = view.text, parts.frame, parts.names
    if not parts.are_compared(view):
        return ""
    comparable = _comparable(frame)
    if comparable.empty:
        return ""
    if _behind(comparable).empty:
        all_met, reported_met = _MET[parts.key]
        return text(reported_met if (frame["state"] == "not_reported").any() else all_met)
    is_idle = comparable["state"] == "no_activity"
    is_last = is_idle if is_idle.any() else comparable["share"] == comparable["share"].min()
    last = comparable[is_last]
    in_words = types_in_words if parts.key == "type" else regions_in_words
    name = in_words([names[str(code)] for code in last.index], text)
    if is_idle.any():
        return text("Furthest behind plan: {name} – no activity", name=name)
    return text(
        "Furthest behind plan: {name} – {share:%0} of the plan achieved",
        name=name,
        share=float(last["share"].iloc[0]),
    )


def summary(parts: PlanParts, view: View) -> str:
    """Return how many are behind, and which are not comparable: up to three names, or a number."""
    text, frame, names = view.text, parts.frame, parts.names
    comparable = _comparable(frame)
    if comparable.empty:
        return text("Nothing can be compared with a target yet.")
    behind, total = len(_behind(comparable)), len(comparable)
    sentences = [
        text(
            "Compared with a target: {total}; of these, behind plan: {n}.",
            n=behind,
            total=total,
        )
    ]
    absent = {
        "not_reported": text("Attendance not reported: {names}."),
        "no_target": text("No target: {names}."),
    }
    for state, words in absent.items():
        codes = frame.index[frame["state"] == state]
        if len(codes):
            listed = [names[str(code)] for code in codes]
            listing = text.list(map(text.quote, listed) if parts.key == "type" else listed)
            listing = text.number(len(codes)) if len(codes) > _MOST_NAMES else listing
            sentences.append(words.replace("{names}", listing))
    return join_sentences(*sentences)


def to_table(parts: PlanParts, view: View) -> DataTable:
    """Return a row for each bar: target, planned by the day, actual, share, difference.

    Without a target, the actual value is not computed: the cell has a dash, not “no target”.
    """
    text, names, frame = view.text, parts.names, parts.frame
    rows = frame.copy()
    rows.insert(0, "name", [names[str(code)] for code in frame.index])
    for column in ("planned", "actual"):
        rows[column] = rows[column].map(round_half_up)
    rows["difference"] = rows["actual"] - rows["planned"]
    no_target = rows["state"] == "no_target"
    rows["plan_state"] = ["no_target" if flag else "" for flag in no_target]
    rows["actual_state"] = rows["state"].mask(no_target, "")
    actual = text(view.count_indicator.name)
    return DataTable(
        rows.reset_index(drop=True),
        (
            TableColumn("name", parts.heading),
            TableColumn("target", text("Target"), "number", state="plan_state"),
            TableColumn("planned", text("Planned to date"), "number", state="plan_state"),
            TableColumn("actual", actual, "number", state="actual_state"),
            TableColumn("share", text("Share of the plan achieved to date"), "percent", 1, "state"),
            TableColumn("difference", text("Difference from the plan"), "number", state="state"),
        ),
    )


def _comparable(frame: pd.DataFrame) -> pd.DataFrame:
    has_plan = frame["planned"] > 0
    return frame[has_plan & frame["state"].isin(("value", "zero", "no_activity"))]


def _behind(comparable: pd.DataFrame) -> pd.DataFrame:
    return comparable[comparable["share"] < _ON_PLAN]


def _words(row: Mapping[Any, Any], text: Text) -> str:
    state = str(row["state"])
    if state in MISSING_WORDS:
        return text(MISSING_WORDS[state])
    if math.isnan(row["share"]):
        return text("nothing planned yet")
    return text.percent(row["share"], 0)


def _lines(row: Mapping[Any, Any], indicator: str, text: Text) -> Iterator[str]:
    words, unit = _words(row, text), INDICATORS[indicator]
    if row["state"] in ("not_reported", "no_target"):
        yield words
    else:
        yield f"{text('Actual: {amount}', amount=amount(row['actual'], unit, text))} ({words})"
    if row["state"] == "no_target":
        return
    planned, target = (amount(row[column], unit, text) for column in ("planned", "target"))
    if planned != target:
        yield text("Planned to date: {amount}", amount=planned)
    yield text("Target: {amount}", amount=target)
