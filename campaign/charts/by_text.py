"""Charts of text columns: organizers, partners, target groups, districts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from campaign.analysis.data_table import DataTable, TableColumn, in_selection
from campaign.analysis.indicators import INDICATORS, Indicator
from campaign.analysis.text_totals import (
    UNSTATED,
    EntryTotals,
    entry_totals,
    entry_totals_by_region,
)
from campaign.analysis.view import View
from campaign.analysis.view_numbers import once
from campaign.charts.answer_text import HIGHEST, amount_each, answer_words, rank_finding
from campaign.charts.bars import bar, bars
from campaign.charts.chart import Chart, Parts, build_chart, with_scope, with_wide_line
from campaign.charts.spec import Bars
from campaign.charts.wording import (
    amount,
    amount_or_state,
    missing_words,
    shorten_middle,
    to_sentence,
    unreported_words,
    value_or_state,
)
from campaign.domain.value_states import state_of
from campaign.i18n.translator import N_, Text

LEADING = 12
"""The most bars of one chart; the table has all rows."""
_MOST_NAMES = 3
_LONGEST_LABEL, _SEEN = 38, 40
"""The most characters of a label, and the number of first characters that are always visible."""


@dataclass(frozen=True)
class TextWords:
    """Texts about a text column, as message ids.

    `title` has the placeholder {indicator}. `heading` is the header of the column of names. `count`
    is about {n} entries, `unstated` about {n} activities whose cell in the column is empty. `rank`
    has the placeholders {rank} and {ranked}; "" if entries cannot be selected.
    """

    title: str
    heading: str
    count: str
    unstated: str
    rank: str = ""


ORGANISERS = TextWords(
    N_("{indicator} by organizer"),
    N_("Organizer"),
    N_("Organizers: {n}"),
    N_("organizer not stated (activities: {n})"),
    N_("rank among the organizers: {rank} of {ranked}"),
)
PARTNERS = TextWords(
    N_("{indicator} by partner"),
    N_("Partner"),
    N_("Partners: {n}"),
    N_("partners not stated (activities: {n})"),
)
AUDIENCE_GROUPS = TextWords(
    N_("{indicator} by target group"),
    N_("Target group"),
    N_("Target groups: {n}"),
    N_("target group not stated (activities: {n})"),
)
DISTRICTS = TextWords(
    N_("{indicator} by district"),
    N_("District"),
    N_("Districts: {n}"),
    N_("district not stated (activities: {n})"),
)


@dataclass(frozen=True, eq=False)
class Entries:
    """The rows of `prepare`, their texts, and how entries are selected.

    `query` is the key of the codes in an address, "" if entries cannot be selected; `selected` are
    the selected codes.
    """

    frame: pd.DataFrame
    words: TextWords
    query: str = ""
    selected: Collection[str] = ()


def organisers(view: View) -> Chart:
    """Return a bar for each leading organizer; a click on it selects the organizer."""
    of_all = replace(view, selection=replace(view.selection, organisers=()))
    selected = view.selection.organisers
    chart = _chart(view, _entry_totals(of_all, "organiser"), "organiser", ORGANISERS, selected)
    chart = replace(chart, key="organisers")
    # The summary is about all organizers.
    return with_scope(chart, view, highlights=("organisers",), mentions=("organisers",))


def partners(view: View) -> Chart:
    """Return a bar for each leading partner."""
    return with_scope(_chart(view, _entry_totals(view, "partners"), "partners", PARTNERS), view)


def audience_groups(view: View) -> Chart:
    """Return a bar for each leading target group."""
    chart = _chart(view, _entry_totals(view, "audience"), "audience", AUDIENCE_GROUPS)
    return with_scope(replace(chart, key="audience_groups"), view)


def districts(view: View) -> Chart:
    """Return a bar for each leading district of the selected regions, or of all regions."""
    text, places = view.text, view.campaign.places
    totals = _district_totals(view).in_words(view.edition.translations.get(text.lang))
    totals["region"] = [places.name(code, text) for code in totals["oblast"]]
    chart = _of_totals(view, "districts", totals, DISTRICTS)
    return with_scope(with_wide_line(chart, view.wide_line), view)


@once
def _entry_totals(view: View, column: str) -> EntryTotals:
    """Return the totals of the entries of a text column in the selected activities."""
    return entry_totals(text_groups(view, column), column)


@once
def _district_totals(view: View) -> EntryTotals:
    """Return the totals of the districts of the selected regions, or of all, region by region."""
    codes = view.campaign.places.codes
    selected = [code for code in codes if code in (view.selection.oblasts or codes)]
    return entry_totals_by_region(text_groups(view, "district"), "district", selected)


def text_groups(view: View, column: str) -> pd.DataFrame:
    """Return the selected activities by region and text `column`, as `Register.text_groups`.

    Raises ValueError if the edition has no register.
    """
    register = view.edition.register
    if register is None:
        raise ValueError(f"edition {view.edition.campaign_id} has no register")
    return register.text_groups((column,), view.selection.row_filter())


def _chart(
    view: View,
    entries: EntryTotals,
    column: str,
    words: TextWords,
    selected: Collection[str] = (),
) -> Chart:
    """Return the chart of a text column, with its entries in the reader's language."""
    totals = entries.in_words(view.edition.translations.get(view.text.lang))
    chart = _of_totals(view, column, totals, words, selected)
    if entries.overlaps:
        note = view.text(
            "an activity with several names in this field counts towards each of them, so the "
            "values are not summed"
        )
        chart = replace(chart, notes=(note,))
    return with_wide_line(chart, view.wide_line if view.selection.oblasts else "")


def _of_totals(
    view: View,
    key: str,
    totals: pd.DataFrame,
    words: TextWords,
    selected: Collection[str] = (),
) -> Chart:
    text, indicator = view.text, view.count_indicator
    query = key if key == "organiser" else ""
    entries = Entries(entry_rows(totals, indicator), words, query, selected)
    title = text(words.title, indicator=text(indicator.name))
    parts = Parts(entries_spec, entries_finding, entries_summary, entries_table)
    return build_chart(key, title, parts, entries, view, pick=bool(query))


def entry_rows(totals: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return the rows of `text_totals` with `value` and `state` of the indicator.

    The highest value first; NaN and the row `UNSTATED` last.
    """
    frame = totals.copy()
    frame["value"] = frame["reached" if indicator.code == "reach" else "activities"].astype(
        "float64"
    )
    frame["state"] = state_of(frame["activities"], frame["value"])
    frame["reached_state"] = state_of(frame["activities"], frame["reached"])
    # `lexsort` takes the last sort key first; NaN sorts after all numbers.
    keys = (
        -frame["activities"].to_numpy(),
        -frame["value"].to_numpy(),
        [name == UNSTATED for name in frame["name"].tolist()],
    )
    return frame.iloc[np.lexsort(keys)]


def leading_rows(frame: pd.DataFrame, selected: Collection[str]) -> pd.DataFrame:
    """Return the first rows of `prepare`, and all `selected` ones.

    The row `UNSTATED` is excluded.
    """
    stated = _stated(frame)
    codes = stated.index.tolist()
    first = sorted(range(len(codes)), key=lambda at: codes[at] not in selected)[:LEADING]
    return stated.iloc[sorted(first)]


def _stated(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `prepare` without the row `UNSTATED`."""
    names = frame["name"].tolist()
    return frame.iloc[: len(names) - names.count(UNSTATED)]


def entries_spec(entries: Entries, view: View) -> Bars:
    """Return bars of the leading rows; a click selects the code of an entry."""
    text, indicator, selected = view.text, view.count_indicator, entries.selected
    rows = leading_rows(entries.frame, selected).to_dict("index")
    labels = _labels(rows)
    data = [
        bar(
            f"{entries.query}={code}" if entries.query else "",
            row,
            labels[str(code)],
            value_or_state(row, indicator, text),
            _tooltip(row, text),
            selected=code in selected,
            faded=bool(selected) and code not in selected,
            name=_full_name(row),
        )
        for code, row in rows.items()
    ]
    headings = (text(entries.words.heading), text(indicator.name))
    nothing = text("Not stated for any activity in this selection.")
    return bars(data, headings, text, nothing=nothing)


def entries_finding(entries: Entries, view: View) -> str:
    """Return the entry with the highest value; names of districts have no quotation marks.

    It is "" if no value is above zero, or if more than three entries have the highest value.

    One `selected` entry gets its rank among all.
    """
    text, indicator, words = view.text, view.count_indicator, entries.words
    frame, selected, stated = entries.frame, entries.selected, _stated(entries.frame)
    codes = [str(code) for code in stated.index if code in selected]
    if len(selected) == len(codes) == 1:
        name = text.quote(str(stated["name"][codes[0]]))
        return rank_finding(stated["value"], codes[0], name, words.rank, indicator, text)
    values = stated["value"].tolist()
    if not values or not values[0] > 0:
        return ""
    top = [str(name) for name in stated["name"].tolist()[: values.count(values[0])]]
    if len(top) > _MOST_NAMES:
        return ""
    return answer_words(
        HIGHEST[indicator.code],
        text.list(top if "region" in frame else [text.quote(name) for name in top]),
        amount_each(amount(values[0], indicator, text), len(top), text),
        text,
        text(words.heading),
    )


def entries_summary(entries: Entries, view: View) -> str:
    """Return how many entries there are and how many have a bar.

    It also says what is not stated or not reported.
    """
    text, words, frame = view.text, entries.words, entries.frame
    stated = _stated(frame)
    if stated.empty:
        return text("Not stated for any activity in this selection.")
    bars = len(leading_rows(frame, entries.selected))
    size = text(words.count, n=len(stated))
    if bars < len(stated):
        size = text("{words}; the chart shows {n}, the table shows all", words=size, n=bars)
    count = int(frame["activities"].iloc[len(stated) :].sum())
    return to_sentence(
        size,
        missing_words(stated, view.count_indicator, text),
        text(words.unstated, n=count) if count else "",
    )


def entries_table(entries: Entries, view: View) -> DataTable:
    """Return all rows of `prepare` with people, activities and regions.

    A column marks the `selected`.

    If the frame has a column `region`, this is the first column, and the number of regions is left
    out.
    """
    text, frame, selected = view.text, entries.frame, entries.selected
    has_region = "region" in frame
    regions = TableColumn("regions", text("Number of regions"), "number")
    rows = frame.copy()
    rows.loc[rows["name"] == UNSTATED, "name"] = text("not stated")
    return DataTable(
        rows,
        (
            *((TableColumn("region", text("Region")),) if has_region else ()),
            TableColumn("name", text(entries.words.heading)),
            *in_selection(rows, [code in selected for code in rows.index], text),
            TableColumn("reached", text("People reached"), "number", 0, "reached_state"),
            TableColumn("activities", text("Activities"), "number"),
            TableColumn("reported", text("Activities that reported attendance"), "number"),
            *(() if has_region else (regions,)),
        ),
    )


def _labels(rows: Mapping[Hashable, Mapping[Any, Any]]) -> dict[str, str]:
    """Return the label of each row by its code.

    It is the name, without its middle if it is long and begins like another one. A name that occurs
    in two regions is followed by the region.
    """
    names = {str(code): str(row["name"]) for code, row in rows.items()}
    counts, starts = Counter(names.values()), Counter(name[:_SEEN] for name in names.values())
    labels = {}
    for (code, name), row in zip(names.items(), rows.values(), strict=True):
        if counts[name] > 1:
            labels[code] = _full_name(row)
        elif starts[name[:_SEEN]] > 1:
            labels[code] = shorten_middle(name, _LONGEST_LABEL)
        else:
            labels[code] = name
    counts = Counter(labels.values())
    return {code: names[code] if counts[label] > 1 else label for code, label in labels.items()}


def _full_name(row: Mapping[Any, Any]) -> str:
    """Return the name of a row, with its region if it has one."""
    return f"{row['name']} ({row['region']})" if "region" in row else str(row["name"])


def _tooltip(row: Mapping[Any, Any], text: Text) -> Iterator[str]:
    yield _full_name(row)
    reach = {"value": row["reached"], "state": row["reached_state"]}
    yield amount_or_state(reach, INDICATORS["reach"], text)
    if row["reached_state"] != "not_reported":
        yield unreported_words(int(row["activities"] - row["reported"]), text)
    activities = text.n("{n} activity", "{n} activities", int(row["activities"]))
    if "region" not in row:
        activities = f"{activities} · {text('number of regions: {n}', n=int(row['regions']))}"
    yield activities
