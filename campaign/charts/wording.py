"""Names, numbers and sentences in the right form, for all charts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

import pandas as pd

from campaign.analysis.data_table import TableColumn
from campaign.analysis.indicators import Indicator
from campaign.analysis.regions import WideActivities
from campaign.analysis.view import View
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import N_, Text

GROUP_NAMES: Mapping[str, str] = {
    "awareness": N_("Awareness"),
    "conference": N_("Conferences"),
    "flash_mob": N_("Flash mobs"),
    "media": N_("Media"),
}


# A sentence ends before a plain space and a capital, never before a no-break space.
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-ZА-ЯЁӨҮҢ])")


def amount(value: float, indicator: Indicator, text: Text) -> str:
    """Return the value with its unit in the right form: “1 person”, “812 people”, “72.5%”."""
    if indicator.percent:
        return indicator.format(value, text)
    if indicator.code == "rate":
        return text("{value} per 10,000 population", value=indicator.format(value, text))
    n = math.floor(value + 0.5)
    if indicator.code == "reach":
        return people(n, text)
    if indicator.code == "mean":
        return text.n("{n} person per activity", "{n} people per activity", n)
    if indicator.code == "activities":
        return text.n("{n} activity", "{n} activities", n)
    if indicator.code == "materials":
        return text.n("{n} item", "{n} items", n)
    return f"{indicator.format(value, text)} {text(indicator.unit)}"


def value_or_state(row: Mapping[Any, Any], indicator: Indicator, text: Text) -> str:
    """Return the value of a row without its unit, or that it is not reported."""
    if row["state"] == "not_reported":
        return text("not reported")
    return indicator.format(row["value"], text)


def amount_or_state(row: Mapping[Any, Any], indicator: Indicator, text: Text) -> str:
    """Return the `amount` of a row, or that the indicator is not reported."""
    if row["state"] == "not_reported":
        return text("{indicator}: not reported", indicator=text(indicator.name))
    return amount(row["value"], indicator, text)


def round_half_up(value: float) -> float:
    """Return the nearest whole number; a half is rounded up, NaN is unchanged."""
    return value if math.isnan(value) else float(math.floor(value + 0.5))


def people(n: float, text: Text) -> str:
    """Return a number of people with the noun in the right form."""
    return text.n("{n} person", "{n} people", int(n))


def peak_week(days: tuple[date, ...], reached: float, share: float, text: Text) -> str:
    """Return the first and last of `days`, the people reached, and their share, in words."""
    return text(
        "peak week: {dates} ({people}, {share:%0} of the total)",
        dates=text.date_range_short(*days),
        people=people(reached, text),
        share=share,
    )


def unreported_words(n: int, text: Text) -> str:
    """Return the number of activities without an attendance in words; "" for none."""
    if not n:
        return ""
    return text.n(
        "attendance not reported for {n} activity",
        "attendance not reported for {n} activities",
        n,
    )


def activity_lines(own: float, shared: float, text: Text) -> Iterator[str]:
    """Yield the numbers of a region's own activities, and of those shared with other regions."""
    if own or not shared:
        yield text.n("{n} activity", "{n} activities", int(own))
    if shared:
        yield text.n(
            "{n} activity shared with other regions",
            "{n} activities shared with other regions",
            int(shared),
        )


def missing_words(frame: pd.DataFrame, indicator: Indicator, text: Text) -> str:
    """Return `unreported_words` of a frame; "" for the number of activities."""
    if indicator.code == "activities":
        return ""
    return unreported_words(int((frame["activities"] - frame["reported"]).sum()), text)


def to_sentence(*parts: str) -> str:
    """Return the parts that are not empty as one sentence."""
    return end_sentence("; ".join(part for part in parts if part))


def end_sentence(words: str) -> str:
    """Return the words with a full stop, without adding a second one; "" without words."""
    return f"{words}." if words and not words.endswith(".") else words


def join_sentences(*sentences: str) -> str:
    """Return the sentences that are not empty, one after the other, each with a capital."""
    return " ".join(capitalize(sentence) for sentence in sentences if sentence)


def add_notes(line: str, notes: str) -> str:
    """Return a line, to which a full stop is added, and the notes; only the line without notes."""
    return join_sentences(end_sentence(line), notes) if notes else line


def split_sentences(words: str) -> list[str]:
    """Return the sentences of a text, at least one: [""] without words."""
    return _SENTENCE_END.split(words)


def leave_out(sentence: str, words: str) -> str:
    """Return the words without the sentence, which may be given without a full stop."""
    ended = end_sentence(sentence)
    return " ".join(other for other in split_sentences(words) if other != ended)


def value_column(indicator: Indicator, text: Text) -> TableColumn:
    """Return the column of an indicator's values; the column `state` explains missing values."""
    kind: Literal["percent", "number"] = "percent" if indicator.percent else "number"
    return TableColumn("value", text(indicator.name), kind, indicator.digits, "state")


def cell_text(row: Mapping[Any, Any], column: str) -> str:
    """Return a cell's text without spaces around it; "" for an empty cell."""
    value = row.get(column)
    return "" if value is None or pd.isna(value) else str(value).strip()


def shorten_middle(name: str, most: int) -> str:
    """Return a name of at most `most` characters; a longer one loses words in the middle.

    Names of offices often have the same beginning, and differ at the end by their region.
    """
    if len(name) <= most:
        return name
    room = most - len("… ")
    start = name[: room // 3].rsplit(" ", 1)[0]
    if not name[len(start) :].startswith(" ") and len(word := name.split(" ", 1)[0]) <= room // 2:
        start = word
    end = name[-(room - len(start)) :]
    # Begin with a whole word, if possible.
    end = end.split(" ", 1)[-1] if " " in end else end
    return f"{start}… {end}"


def short_names(view: View) -> Mapping[str, str]:
    """Return {code: short name} of the regions in their order."""
    return {
        code: view.campaign.places.short(code, view.text) for code in view.campaign.places.codes
    }


def full_names(view: View) -> Mapping[str, str]:
    """Return {code: full name} of the regions in their order, for sentences and tables."""
    places = view.campaign.places
    return {code: places.name(code, view.text) for code in places.codes}


def wide_names(view: View, wide: WideActivities) -> Mapping[str, str]:
    """Return {code: name} of the codes of no single region that have activities."""
    return {code: view.campaign.places.name(code, view.text) for code in wide.codes}


def names_with_wide(view: View) -> Mapping[str, str]:
    """Return `full_names`, then `wide_names` of the activities of the view."""
    return {**full_names(view), **wide_names(view, view.wide)}


def selected_names(view: View) -> Mapping[str, str]:
    """Return `full_names` of the selected regions; of all regions if none is selected."""
    selected = view.selection.oblasts
    return {c: name for c, name in full_names(view).items() if not selected or c in selected}


def type_names(view: View) -> Mapping[str, str]:
    """Return {code: name} of the activity types in their order."""
    campaign = view.campaign
    return {code: campaign.type_name(code, view.text) for code in campaign.type_codes}
