"""Sentences that compare two campaigns, or explain why there is no comparison."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.comparison import Axis, Comparison, only_in_one, value_at
from campaign.analysis.view import View
from campaign.charts.comparison.two_regions import pair_finding
from campaign.charts.comparison.value_pairs import ValuePairs, change_words
from campaign.charts.words.wording import end_sentence, join_sentences, people, to_sentence
from campaign.domain.campaign import Edition
from campaign.i18n.letter_case import uncapitalize
from campaign.i18n.translator import Text


def campaign_name(edition: Edition, text: Text) -> str:
    """Return the name of a campaign in a legend, with a note if its register is illustrative."""
    if not edition.illustrative:
        return edition.title(text)
    return text("{campaign}, illustrative (invented) data", campaign=edition.title(text))


def campaign_names(view: View) -> tuple[str, str]:
    """Return the names of both campaigns; "" for the other one if there is none."""
    other = view.other
    second = "" if other is None else campaign_name(other.edition, view.text)
    return campaign_name(view.edition, view.text), second


def title_within(edition: Edition, text: Text) -> str:
    """Return the title of a campaign for use within a sentence: «кампания 2017 года»."""
    return _within(edition.title(text), edition)


def comparison_absence(view: View) -> str:
    """Return why there is no comparison of campaigns, in words; "" if there is one."""
    comparison, text = view.comparison, view.text
    if comparison is None:
        return text("Only one of the campaigns has a register.")
    if not comparison.is_unlike:
        return ""
    names = campaign_names(view)
    return text(
        "The two campaigns are not comparable: the mean number of people per activity is {n:1} "
        "in “{first}” and {m:1} in “{second}”. Their registers appear to count different kinds "
        "of activity.",
        first=names[0],
        second=names[1],
        n=comparison.first.mean,
        m=comparison.second.mean,
    )


def comparison_answer(view: View) -> str:
    """Return which campaign, or which of the two regions, is ahead; "" without a comparison."""
    if not view.has_register or view.is_empty:
        return ""
    comparison = view.comparison
    if comparison is not None and not comparison.is_unlike:
        return end_sentence(pace_finding(comparison, "day", view) or pair_finding(view))
    return end_sentence(pair_finding(view))


def pace_summary(comparison: Comparison, view: View) -> str:
    """Return the people reached by each campaign, and the number of days."""
    text, other, sides = view.text, view.other, (comparison.first, comparison.second)
    first, second = campaign_names(view)
    names = (first, second if other is None else _within(second, other.edition))
    return to_sentence(
        *(
            text(
                "{campaign}: {people} after {n} of {total} days",
                campaign=name,
                people=people(rows["reached"].iloc[-1], text),
                n=max(0, min(int(rows["day"].iloc[-1]), side.length)),
                total=side.length,
            )
            for name, rows, side in zip(names, comparison.paces, sides, strict=True)
        )
    )


def pace_finding(comparison: Comparison, axis: Axis, view: View) -> str:
    """Return which campaign is ahead on the last day or share that both have reached.

    "" if one of them has not begun.
    """
    text, other = view.text, view.other
    at = comparison.common_end(axis)
    if at is None or other is None:
        return ""
    moment = (
        text("Day {n}", n=at) if axis == "day" else text("After {share:%0} of the days", share=at)
    )
    first, second = (value_at(rows, axis, at) for rows in comparison.paces)
    if first == second:
        return text(
            "{moment}: both campaigns have reached the same number of people", moment=moment
        )
    return text(
        "{moment}: {campaign} ahead by {people}",
        moment=moment,
        campaign=title_within((view if first > second else other).edition, text),
        people=people(abs(first - second), text),
    )


def count_finding(rows: pd.DataFrame, message: str, view: View) -> str:
    """Return the numbers of rows in which the first campaign has more and less; "" for none."""
    text, other = view.text, view.other
    more, less = int((rows["change"] > 0).sum()), int((rows["change"] < 0).sum())
    if other is None or not more + less:
        return ""
    names = {"first": view.edition.title(text), "second": title_within(other.edition, text)}
    return text(message, n=more, m=less, **names)


def change_summary(pairs: ValuePairs, view: View) -> str:
    """Return the largest increase and decrease, and the rows of only one of the campaigns."""
    text, indicator = view.text, pairs.indicator
    is_type = pairs.names.key == "type"
    names = {code: text.quote(name) if is_type else name for code, name in pairs.names.full.items()}
    changes, sentences = pairs.rows["change"].dropna(), []
    if len(changes) and changes.max() > 0:
        name, change = names[str(changes.idxmax())], float(changes.max())
        words = change_words(change, indicator, text)
        sentences.append(text("Largest increase: {name}, {change}.", name=name, change=words))
    if len(changes) and changes.min() < 0:
        name, change = names[str(changes.idxmin())], float(changes.min())
        words = change_words(change, indicator, text)
        sentences.append(text("Largest decrease: {name}, {change}.", name=name, change=words))
    for side, codes in zip((view, view.other), only_in_one(pairs.rows), strict=True):
        if codes and side is not None:
            campaign = text.quote(side.edition.title(text))
            listing = text.list([names[code] for code in codes])
            sentences.append(text("Only in {campaign}: {names}.", campaign=campaign, names=listing))
    return join_sentences(*sentences)


def _within(name: str, edition: Edition) -> str:
    """Return a name for use within a sentence; the name of related work keeps its capital."""
    return name if edition.related else uncapitalize(name)
