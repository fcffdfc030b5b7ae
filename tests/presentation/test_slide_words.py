"""The texts of a slide: finding, rest of the summary, source."""

from __future__ import annotations

from campaign.domain.campaign import Campaign
from campaign.presentation.slide_words import slide_words, split_summary
from campaign.presentation.slides import Slide
from campaign.theme.style import LIGHT


def test_the_finding_is_the_first_part_of_the_summary() -> None:
    assert split_summary("Highest: A, 1. Lowest: B, 2.") == ("Highest: A, 1. Lowest: B, 2.", "")
    long = "Peak day: 2 August 2017 (623 people); in total: 10,173 people; not reported for 5."
    assert split_summary(long) == (
        "Peak day: 2 August 2017 (623 people)",
        "In total: 10,173 people; not reported for 5.",
    )
    many = f"Highest: {'A' * 70}. Lowest: B."
    assert split_summary(many) == (f"Highest: {'A' * 70}.", "Lowest: B.")


def test_a_note_on_the_method_is_a_sentence_before_the_source(campaign: Campaign) -> None:
    slide = Slide("media", {"en": "x"})
    view = slide.view(campaign, "en", LIGHT)
    words = slide_words(slide, view, slide.chart(view))
    note = "People reached and media audience are not summed."
    assert words["source"].startswith(f"{note} Source: {view.source}. Data version")
    assert words["provenance"][0] == note
