"""Regions in words: states and classes, headlines and sentences of maps, tooltips, a letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from campaign.analysis.answers import RegionEnds, largest_half, region_answer, region_ends
from campaign.analysis.class_breaks import Classes
from campaign.analysis.indicators import INDICATORS, Indicator
from campaign.analysis.provenance import population_warning
from campaign.analysis.region_profile import RegionProfile
from campaign.analysis.regions import RegionRank
from campaign.analysis.uncertainty import regions_of_indicator
from campaign.analysis.view import View
from campaign.charts.answer_text import (
    LOWEST,
    MOST_NAMES,
    absent_words,
    beside_average,
    highest_words,
    lowest_words,
    region_words,
    short_amount,
)
from campaign.charts.bars import with_high_of
from campaign.charts.wording import (
    amount,
    end_sentence,
    join_sentences,
    round_half_up,
    to_sentence,
    unreported_words,
)
from campaign.i18n.letter_case import capitalize, uncapitalize
from campaign.i18n.translator import N_, Text
from campaign.theme.roles import class_role, state_role

UNCLASSED = ("no_activity", "not_reported", "zero")
"""States without a class. They have the first class indices; classes follow from low to high."""

STATE_NAMES: Mapping[str, str] = {
    "no_activity": N_("no activity"),
    "not_reported": N_("not reported"),
    "zero": N_("zero"),
}
STATE_SIGNS: Mapping[str, str] = {"no_activity": "—", "not_reported": "?"}
"""The signs on the map instead of a number."""


def class_index(state: str, value: float, classes: Classes) -> int:
    """Return the position of a region's class in `class_roles`."""
    if state in UNCLASSED:
        return UNCLASSED.index(state)
    return len(UNCLASSED) + classes.index(value)


def class_roles(family: str, classes: Classes) -> tuple[str, ...]:
    """Return the role of every class index: first the three states, then each class.

    `family` is the ramp of colours, as `Indicator.family`.
    """
    count = len(classes.classes)
    roles = (class_role(family, index, count) for index in range(count))
    return (*map(state_role, UNCLASSED), *roles)


def value_words(state: str, value: float, indicator: Indicator, text: Text) -> str:
    """Return the text on a region: its value, or the sign of its state."""
    return STATE_SIGNS.get(state) or indicator.format(value, text)


def count_words(reached: float, indicator: Indicator, text: Text) -> str:
    """Return the people reached, for use beside a rate; "" for others or if not reported."""
    if indicator.code != "rate" or reached != reached:
        return ""
    return f"({text.number(reached)})"


def map_finding(view: View) -> str:
    """Return the lowest region, or the highest if the indicator adds up; for one region its value.

    "" without activities.
    """
    codes = view.selection.oblasts
    if len(codes) == 1:
        return _selected_value(view)
    units = view.units.loc[list(codes)] if codes else view.units
    if not (units["state"] != "no_activity").any():
        return ""
    values, ends, indicator = units["value"].dropna(), region_answer(view), view.indicator
    if values.empty:
        return view.text("{indicator}: not reported", indicator=view.text(indicator.name))
    if ends is None:
        return _common_value(values, view)
    if not indicator.adds_up:
        absent = "" if codes else absent_words(ends, view)
        return ". ".join(filter(None, (absent, lowest_words(ends, indicator, view))))
    words = highest_words(ends, indicator, view)
    if codes or len(ends.highest.codes) > 1 or not view.national:
        return words
    share = ends.highest.value / view.national
    return view.text("{words}, {share:%} of the national total", words=words, share=share)


def ranking_finding(view: View) -> str:
    """Return the highest region, or the few regions with over half if the indicator adds up.

    For one selected region its rank, for several their value together; "" if there is nothing to
    add to `map_finding`.
    """
    text, indicator = view.text, view.indicator
    rank = view.region_rank(indicator)
    if len(view.selection.oblasts) == 1:
        if rank.rank is None:
            return ""
        return text(
            "{place}: rank {rank} of {ranked}",
            place=view.scope.place,
            rank=rank.rank,
            ranked=rank.ranked,
        )
    if view.selection.oblasts:
        return _together(view)
    ends = region_answer(view)
    if ends is None:
        return ""
    if indicator.adds_up:
        return _half(view.units["value"].dropna(), view)
    # The average is not repeated, because the chart shows it and its column is narrow.
    return highest_words(ends, indicator, view)


def names_absent_regions(view: View) -> bool:
    """Return whether `map_finding` names all regions without an activity."""
    is_absent = view.units["state"] == "no_activity"
    lows = not view.selection.oblasts and not view.indicator.adds_up
    return lows and 0 < int(is_absent.sum()) <= MOST_NAMES and not _is_flat(view.units["value"])


def _is_flat(values: pd.Series) -> bool:
    return not values.min() < values.max()


def _selected_value(view: View) -> str:
    """Return the value of the one selected region, with the country's value."""
    text, indicator, rank = view.text, view.indicator, view.region_rank(view.indicator)
    place = view.scope.place
    if rank.value is None:
        return text("{place}: {value}", place=place, value=text(STATE_NAMES[rank.state]))
    words = text("{place}: {value}", place=place, value=short_amount(rank.value, indicator, text))
    if rank.share is not None:
        return text("{words}, {share:%} of the national total", words=words, share=rank.share)
    return beside_average(words, rank.value, rank.national, indicator, text)


def _common_value(values: pd.Series, view: View) -> str:
    """Return the value that is equal in all regions with a value."""
    text, value = view.text, float(values.iloc[0])
    words = short_amount(value, view.indicator, text)
    if len(values) == 1:
        name = view.campaign.places.name(str(values.index[0]), text)
        return text("Only region with a value: {name} – {amount}", name=name, amount=words)
    return text.n(
        "Equal in {n} region with a value: {amount}",
        "Equal in all {n} regions with a value: {amount}",
        len(values),
        amount=words,
    )


def _half(values: pd.Series, view: View) -> str:
    """Return how few regions have more than half of the national total, and their share."""
    total = view.national or 0.0
    codes = largest_half(values, total)
    if not codes or len(codes) == len(view.units):
        return ""
    return view.text.n(
        "Top {n} of {of} regions: {share:%} of the national total",
        "Top {n} of {of} regions: {share:%} of the national total",
        len(codes),
        of=len(view.units),
        share=float(values[list(codes)].sum()) / total,
    )


def _together(view: View) -> str:
    """Return the value of the selected regions together, with its share of the country's value."""
    text, indicator, rank = view.text, view.indicator, view.region_rank(view.indicator)
    if rank.value is None:
        return ""
    amount = short_amount(rank.value, indicator, text)
    words = text("Selected regions together: {amount}", amount=amount)
    if rank.share is None:
        return words
    return text("{words}, {share:%} of the national total", words=words, share=rank.share)


def summarize_country(view: View) -> str:
    """Return the end that the headline does not have, and regions without a value, by reason.

    The headline, `map_finding`, has the highest if the indicator adds up, else the lowest.
    """
    return join_sentences(_other_end(region_ends(view.units), view), *_missing(view.units, view))


def summarize_selection(view: View) -> str:
    """Return what the headline of selected regions does not have.

    For one region: its rank, the national value, and the ends of all regions. For several: their
    value together, and the other end among them.
    """
    codes, rank = view.selection.oblasts, view.region_rank(view.indicator)
    if len(codes) > 1:
        sentence = rank_sentence(view.scope.place, rank, view.indicator, view.text)
        units = view.units.loc[list(codes)]
        other_end = _other_end(region_answer(view), view)
        return join_sentences(sentence, other_end, *_missing(units, view))
    return join_sentences(rank_and_national(rank, view.indicator, view.text), summarize_ends(view))


def summarize_ends(view: View) -> str:
    """Return the highest and the lowest of all regions; "" without two different values."""
    ends, indicator = region_ends(view.units), view.indicator
    if ends is None:
        return ""
    low = region_words(LOWEST[indicator.code], ends.lowest, indicator, view, ends.among)
    return to_sentence(highest_words(ends, indicator, view), uncapitalize(low))


def _other_end(ends: RegionEnds | None, view: View) -> str:
    indicator = view.indicator
    if ends is None:
        return ""
    if not indicator.adds_up:
        return end_sentence(highest_words(ends, indicator, view))
    low = region_words(LOWEST[indicator.code], ends.lowest, indicator, view, ends.among)
    return end_sentence(low)


def rank_sentence(name: str, rank: RegionRank, indicator: Indicator, text: Text) -> str:
    """Return value, rank and share of the regions called `name`, and the country's value."""
    if rank.value is None:
        value = text(STATE_NAMES[rank.state])
    else:
        value = amount(rank.value, indicator, text)
    parts = (
        text("{place}: {value}", place=capitalize(name), value=value),
        rank.rank_words(text),
        rank.share_words(text),
        rank.national_words(indicator, text),
    )
    return f"{'; '.join(filter(None, parts))}."


def value_sentence(name: str, rank: RegionRank, indicator: Indicator, text: Text) -> str:
    """Return value and share of the regions called `name`, and the country's value."""
    return rank_sentence(name, replace(rank, rank=None), indicator, text)


def rank_and_national(rank: RegionRank, indicator: Indicator, text: Text) -> str:
    """Return rank and the country's value in a sentence; "" without either."""
    parts = (rank.rank_words(text), rank.national_words(indicator, text))
    words = "; ".join(filter(None, parts))
    return end_sentence(capitalize(words))


def caution(view: View) -> str:
    """Return the caution for a map of counts, or of rates over a population of another time."""
    if view.indicator.code == "rate":
        return population_warning(view.edition.population, view.edition, view.text)
    if not view.indicator.adds_up:
        return ""
    words = view.text(
        "The colour shows an absolute number: a region may lead only because its population is "
        "large."
    )
    if view.edition.population is None:
        return words
    return f"{words} {view.text('To compare regions, see people reached per 10,000 population.')}"


def _missing(units: pd.DataFrame, view: View) -> list[str]:
    """Return the regions without a value that the headline does not name, by reason."""
    sentences = []
    is_named = names_absent_regions(view)
    for state, words in (
        ("not_reported", N_("Not reported: {places}.")),
        ("no_activity", N_("No activity: {places}.")),
    ):
        codes = list(units.index[units["state"] == state])
        if codes and not (state == "no_activity" and is_named):
            names = [view.campaign.places.name(str(code), view.text) for code in codes]
            sentences.append(view.text(words, places=view.text.list(names)))
    return sentences


def profile_text(view: View, profile: RegionProfile) -> str:
    """Return the region's rate, its rank, the country's rate, and the gap to it, in sentences.

    If the population is not known, the people reached replace the rate.
    """
    name = view.campaign.places.name(profile.code, view.text)
    indicator = INDICATORS["reach" if profile.population is None else "rate"]
    rank = view.region_rank(indicator)
    return join_sentences(
        rank_sentence(name, rank, indicator, view.text), gap_text(profile, view.text)
    )


def gap_text(profile: RegionProfile, text: Text) -> str:
    """Return the gap in people between the region's rate and the national one; "" if not known."""
    if profile.gap is None or profile.national_rate is None:
        return ""
    if profile.gap < 0:
        return text.n(
            "{n} fewer person was reached than at the national average.",
            "{n} fewer people were reached than at the national average.",
            -profile.gap,
        )
    if profile.gap > 0:
        return text.n(
            "{n} more person was reached than at the national average.",
            "{n} more people were reached than at the national average.",
            profile.gap,
        )
    return text("The region is at the national average.")


def state_line(profile: RegionProfile, text: Text) -> str:
    """Return why there are no charts of the region; "" if there are some."""
    if profile.has_activities:
        return ""
    if profile.state == "no_activity":
        return text("No activities in this region in the selected data.")
    return text(
        "No activity in this region alone; activities covering several regions took place here."
    )


def letter(view: View, profile: RegionProfile) -> tuple[str, ...]:
    """Return lines about the region to copy into a letter, with the disclaimer."""
    text, name = view.text, view.campaign.places.heading(profile.code, view.text)
    scope = view.scope.parts(without=("place",))
    edition = view.edition.title(text)
    if not view.scope.dates and view.edition.first_day and view.edition.last_day:
        edition = f"{edition}, {text.date_range_short(*view.days)}"
    head = " · ".join((name, edition, *scope))
    counts = to_sentence(
        _reach_sentence(profile, text),
        text.n("{n} activity", "{n} activities", profile.activities),
        unreported_words(profile.not_reported, text),
    )
    source = text(
        "Source: {sources}. Data version: {fingerprint}.",
        sources=view.source,
        fingerprint=view.campaign.fingerprint,
    )
    lines = (
        view.disclaimer,
        head,
        counts,
        profile_text(view, profile) if profile.population is not None else "",
        share_line(profile, text),
        leading_types(view),
        view.wide_line,
        source,
    )
    return tuple(filter(None, lines))


def share_line(profile: RegionProfile, text: Text) -> str:
    """Return the shares of people reached and of population; "" if one is not known."""
    if profile.reach_share is None or profile.population_share is None:
        return ""
    return text(
        "Share of the people reached: {reach:%}; share of the population: {population:%}.",
        reach=profile.reach_share,
        population=profile.population_share,
    )


def leading_types(view: View) -> str:
    """Return up to three types with most people reached in the region; "" without any."""
    text = view.text
    frame = view.types_of(INDICATORS["reach"])
    values = frame["value"].dropna().head(3)
    names = [
        f"{text.quote(view.campaign.type_name(str(code), text))} ({text.number(value)})"
        for code, value in values.items()
        if value
    ]
    if not names:
        return ""
    return text("Most people reached, by type of activity: {types}.", types="; ".join(names))


def _reach_sentence(profile: RegionProfile, text: Text) -> str:
    """Return the people reached, or that the number is not reported; "" without activities."""
    if profile.reached is not None:
        return text("People reached: {n}", n=int(profile.reached))
    return "" if profile.state == "no_activity" else text("People reached: not reported")


def tooltips(view: View) -> dict[str, tuple[str, ...]]:
    """Return {code: lines} for every region; a selection does not change them.

    The lines are name, value with its end if attendance is missing, rank with the numbers behind
    the value or its share of the total, and activities. Lines without a value are left out.
    """
    ranked, ranges = int(view.units["rank"].notna().sum()), regions_of_indicator(view)
    lines = {}
    for code, row in view.units.to_dict("index").items():
        value = with_high_of(_value(row, view), ranges, code, view.indicator, view.text)
        more = filter(None, (" · ".join(_context(row, ranked, view)), _activities(row, view)))
        lines[str(code)] = (view.campaign.places.name(str(code), view.text), value, *more)
    return lines


def _value(row: Mapping[Any, Any], view: View) -> str:
    text, indicator, state = view.text, view.indicator, str(row["state"])
    if state in STATE_SIGNS:
        return text(STATE_NAMES[state])
    words = amount(row["value"], indicator, text)
    return f"{text(indicator.name)}: {words}" if indicator.percent else words


def _context(row: Mapping[Any, Any], ranked: int, view: View) -> Iterator[str]:
    text, indicator = view.text, view.indicator
    if str(row["state"]) in STATE_SIGNS:
        return
    yield text("Rank: {rank} of {ranked}", rank=int(row["rank"]), ranked=ranked)
    if indicator.code in ("rate", "plan"):
        yield text("People reached: {n}", n=float(row["reached"]))
    if pd.notna(row["share"]):
        yield f"{text('Share of the national total')}: {text.percent(row['share'], 1)}"


def _activities(row: Mapping[Any, Any], view: View) -> str:
    """Return the planned people for the share of a plan, else the number of activities."""
    text, indicator = view.text, view.indicator
    if indicator.code == "plan" and str(row["state"]) not in STATE_SIGNS:
        planned = round_half_up(float(row["planned"]))
        return text("Planned by {date}: {n}", date=view.plan_day, n=planned)
    if indicator.code == "activities" or not row["activities"]:
        return ""
    return text("Activities: {n}", n=int(row["activities"]))
