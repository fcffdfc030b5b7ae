"""The sentence of the timeline on days without activity, and its numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from campaign.analysis.completeness import ActivityGaps, Silence
from campaign.charts import over_time
from campaign.charts.over_time import gap_summary
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from tests.campaigns import view_of

GAP = Silence(date(2017, 8, 25), date(2017, 9, 12))


def test_the_sentence_has_the_empty_days_weeks_and_weekdays() -> None:
    sentence = gap_summary(ActivityGaps(GAP, 16, 2, (5, 6)), Text.of("en"))
    assert sentence.replace("\u00a0", " ") == (
        "Longest period without activities: 25 Aug – 12 Sept 2017 (19 days). "
        "Complete weeks without activities, from first to last activity: 2 of 16. "
        "Days of the week without activities: Saturday and Sunday."
    )
    assert gap_summary(ActivityGaps(None, 4, 0, (6,)), Text.of("ru")) == (
        "День недели без мероприятий: воскресенье."
    )


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "25 Aug – 12 Sept 2017 (19 days), the first of 2 periods of this length."),
        ("ru", "(19 дней), первый из 2 периодов такой длины."),
        ("ky", "(19 күн), ушундай узактыктагы 2 мезгилдин биринчиси."),
    ],
)
def test_the_sentence_says_that_there_are_several_equal_gaps(lang: str, words: str) -> None:
    sentence = gap_summary(ActivityGaps(replace(GAP, periods=2), 16, 0), Text.of(lang))
    assert sentence.replace("\u00a0", " ").endswith(words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_omits_short_gaps_and_zero_counts(lang: str) -> None:
    text = Text.of(lang)
    assert gap_summary(ActivityGaps(), text) == ""
    two_days = Silence(date(2017, 8, 2), date(2017, 8, 3))
    assert gap_summary(ActivityGaps(two_days, 4, 0), text) == ""
    sentence = gap_summary(ActivityGaps(GAP, 16, 0), text)
    assert "19" in sentence and "16" not in sentence and sentence[0].isupper()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_timeline_names_the_gap_of_its_selection(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    sentence = gap_summary(ActivityGaps(GAP, 16, 2), view.text)
    assert sentence in over_time.timeline(view).summary
    # 12 October is the next date after 5 October; no whole week is empty.
    days = {"from": "2017-09-13", "to": "2017-10-18"}
    selected = over_time.timeline(view_of(campaign, lang, **days)).summary
    gap = Silence(date(2017, 10, 6), date(2017, 10, 11))
    assert gap_summary(ActivityGaps(gap, 3, 0), view.text) in selected
    assert sentence not in selected
