"""The speaker's notes of a slide: its own notes, or else sentences about its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.analysis.view import View
from campaign.charts import plan
from campaign.charts.chart import Chart
from campaign.charts.comparison.campaign_words import comparison_answer
from campaign.charts.coverage import coverage_answer
from campaign.charts.words.page_answers import (
    activities_answer,
    map_answer,
    overview_answer,
    timeline_answer,
)
from campaign.charts.words.wording import end_sentence
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
    "rates": coverage_answer,
    "shares": coverage_answer,
    "concentration": coverage_answer,
    "plan": plan.answer,
    "plan_regions": plan.answer,
    "plan_types": plan.answer,
    "compare_days": comparison_answer,
    "compare_share": comparison_answer,
}
"""{kind: function that returns the first line of its notes, the answer of its page}."""


def speaker_notes(slide: Slide, view: View, chart: Chart | None) -> str:
    """Return the slide's own notes, or else answer, finding and details.

    Each is on its own line; "" if there are none.
    """
    if own := slide.notes_in(view.text.lang):
        return own
    if slide.kind == "text" or view.absence:
        return ""
    answer = ANSWERS.get(slide.kind)
    lines = ["" if answer is None else answer(view), slide.finding(view)]
    if slide.kind == "headline":
        lines = lines[:1]  # the answer already contains the finding
    if slide.kind in ("cover", "insights"):
        lines += slide.lines(view)
    if slide.kind == "insights":
        lines.append(view.text("The numbers do not show causes."))
    if chart is not None:
        finding = end_sentence(chart.finding)
        lines += ["" if finding in lines[0] else finding, chart.summary]
    return "\n".join(filter(None, lines))
