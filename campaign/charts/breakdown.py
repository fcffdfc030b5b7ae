"""Sorted bars of one indicator by type of activity, in the colour of the type's group."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.indicators import Indicator
from campaign.charts.body import Bars, Datum, LegendKey, NumberFormat
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
from campaign.theme.paint import group_role, state_role
from campaign.theme.style import GROUPS


def build(
    frame: pd.DataFrame,
    indicator: Indicator,
    names: Mapping[str, str],
    text: Text,
    *,
    chosen: Collection[str] = (),
) -> Bars:
    """A bar for each row of `indicators.by_type`, in its order; `names` are the types' names.

    Types that are not among the `chosen` fade.
    """
    data = tuple(
        Datum(
            code=f"type={code}",
            label=names[str(code)],
            value=float(row["value"]),
            state=str(row["state"]),
            role=bar_role(str(row["state"]), str(row["group"])),
            words=_words(row, indicator, text),
            tooltip=_tooltip(names[str(code)], row, indicator, text),
            selected=code in chosen,
            faded=bool(chosen) and code not in chosen,
        )
        for code, row in frame.iterrows()
    )
    groups = set(frame["group"])
    keys = (LegendKey(group_role(g), text(GROUP_NAMES[g])) for g in GROUPS if g in groups)
    return Bars(
        data=data,
        legend=(*keys, *not_reported_key(data, text)),
        headings=(text("Type of activity"), text(indicator.name)),
        format=NumberFormat("percent" if indicator.percent else "number", indicator.digits),
        end=longest(data),
        nothing=text("No activities in this selection."),
    )


def bar_role(state: str, group: str) -> str:
    """The role of a bar of a type: that of its group, or of having no value."""
    return state_role(state) if state == "not_reported" else group_role(group)


def not_reported_key(data: Sequence[Datum], text: Text) -> tuple[LegendKey, ...]:
    """The entry that explains the hatch, where a bar has one."""
    if not any(datum.state == "not_reported" for datum in data):
        return ()
    return (LegendKey(state_role("not_reported"), text("not reported")),)


def longest(data: Sequence[Datum]) -> float:
    """The highest value, at which the axis ends; 1 where none is above zero."""
    return max((d.value for d in data if d.value > 0), default=1.0)


def summary(
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
        sentence = text("{indicator}: not reported", indicator=text(indicator.name))
        return ended(sentence, lacking)
    if known.max() == 0:
        return ended(text("{indicator}: 0 for every type", indicator=text(indicator.name)), lacking)
    top = [text.quote(names[str(code)]) for code in known.index[known == known.max()]]
    params = {"indicator": text(indicator.name), "amount": amount(known.max(), indicator, text)}
    if len(top) > 3:
        sentence = text("{indicator}, highest: {n} types alike ({amount})", n=len(top), **params)
    elif len(top) > 1:
        sentence = text(
            "{indicator}, highest: {names} ({amount} each)",
            names=text.list(top),
            **params,
        )
    elif indicator.adds_up and len(known) > 1:
        sentence = text(
            "{indicator}, highest: {name} ({amount}, {share:%} of the total)",
            name=top[0],
            share=float(known.max() / known.sum()),
            **params,
        )
    else:
        sentence = text("{indicator}, highest: {name} ({amount})", name=top[0], **params)
    return ended(sentence, lacking)


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
    sentence = text("{place}: {value}", place=name, value=amount(value, indicator, text))
    return ended(sentence, rank, share, lacking)


def to_table(
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


def _words(row: pd.Series, indicator: Indicator, text: Text) -> str:
    if row["state"] == "not_reported":
        return text("not reported")
    return indicator.format(row["value"], text)


def _tooltip(name: str, row: pd.Series, indicator: Indicator, text: Text) -> tuple[str, ...]:
    lines = [name]
    if row["state"] == "not_reported":
        lines.append(text("{indicator}: not reported", indicator=text(indicator.name)))
    else:
        lines.append(amount(row["value"], indicator, text))
    if indicator.code != "activities":
        lines.append(text.n("{n} activity", "{n} activities", int(row["activities"])))
    silent = int(row["activities"] - row["reported"])
    if indicator.code in ATTENDANCE and row["state"] != "not_reported":
        lines.append(unreported(silent, text))
    return tuple(line for line in lines if line)
