"""The speaker's notes of a slide: its own words, else what its numbers say."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.analysis.view import View
from campaign.charts.answers import (
    activities_answer,
    map_answer,
    overview_answer,
    timeline_answer,
)
from campaign.charts.chart import Chart
from campaign.charts.wording import end_sentence
from campaign.presentation.slides import Slide

ANSWERS: Mapping[str, Callable[[View], str]] = {
    "headline": overview_answer,
    "map": map_answer,
    "ranking": map_answer,
    "timeline": timeline_answer,
    "multiples": timeline_answer,
    "schedule": timeline_answer,
    "breakdown": activities_answer,
    "leading_types": activities_answer,
    "heatmap": activities_answer,
}
"""What is said first to a figure: the answer of the page that has it."""


def speaker_notes(slide: Slide, view: View, chart: Chart | None) -> str:
    """Return the notes that the slide has itself, else what to say: answer, finding, details.

    A line for each; "" where there is nothing to say.
    """
    if own := slide.notes_in(view.text.lang):
        return own
    if slide.figure == "text" or view.absence:
        return ""
    answer = ANSWERS.get(slide.figure)
    lines = ["" if answer is None else answer(view)]
    if chart is not None:
        lines += [end_sentence(chart.finding), chart.summary]
    return "\n".join(filter(None, lines))
