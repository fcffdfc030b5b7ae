"""The words of a slide."""

from __future__ import annotations

from campaign.presentation.slide_words import split_summary


def test_the_finding_is_the_first_part_of_the_summary() -> None:
    assert split_summary("Highest: A, 1. Lowest: B, 2.") == ("Highest: A, 1. Lowest: B, 2.", "")
    long = "Peak day: 2 August 2017 (623 people); in total: 10,173 people; not reported for 5."
    assert split_summary(long) == (
        "Peak day: 2 August 2017 (623 people)",
        "In total: 10,173 people; not reported for 5.",
    )
    many = f"Highest: {'A' * 70}. Lowest: B."
    assert split_summary(many) == (f"Highest: {'A' * 70}.", "Lowest: B.")
