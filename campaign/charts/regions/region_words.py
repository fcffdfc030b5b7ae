"""One region in sentences: its rate and the country's, and a text for a letter."""

from __future__ import annotations

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.region_profile import RegionProfile
from campaign.analysis.view import View
from campaign.charts.regions.region_summary import rank_sentence
from campaign.charts.words.wording import join_sentences, to_sentence, unreported_words
from campaign.i18n.translator import Text


def answer(view: View, profile: RegionProfile) -> str:
    """Return the region's rate, its rank, the country's rate, and the gap to it, in sentences.

    If the population is not known, the people reached replace the rate.
    """
    name = view.campaign.places.name(profile.code, view.text)
    indicator = INDICATORS["reach" if profile.population is None else "rate"]
    rank = view.region_rank(indicator)
    return join_sentences(rank_sentence(name, rank, indicator, view.text), gap(profile, view.text))


def gap(profile: RegionProfile, text: Text) -> str:
    """Return the gap in people between the region's rate and the national one; "" if not known."""
    if profile.gap is None or profile.national_rate is None:
        return ""
    if profile.gap < 0:
        return text.n(
            "{n} fewer person was reached than the national average would give.",
            "{n} fewer people were reached than the national average would give.",
            -profile.gap,
        )
    if profile.gap > 0:
        return text.n(
            "{n} more person was reached than the national average would give.",
            "{n} more people were reached than the national average would give.",
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
        answer(view, profile) if profile.population is not None else "",
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
