"""The second page of the country's brief, as data for `brief.typ`: coverage, plan, certainty."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from campaign.analysis.view import View
from campaign.charts import by_evidence, coverage, plan
from campaign.charts.chart import Chart
from campaign.exports.pdf.charts import section_of
from campaign.i18n.letter_case import capitalize_entry
from campaign.render.size import A4

PAIRS = replace(A4, width=640)
LINES = replace(A4, width=640, height=300)


def second_page_of(view: View) -> dict[str, Any] | None:
    """Return the sections of the second page, its sources and notes; None if there is no such page.

    Only the whole country has one. A section without data is omitted: coverage if the population is
    unknown, the plan if there are no targets or none for the selected days.
    """
    if view.selection.oblasts or not view.has_register or view.is_empty:
        return None
    charts: list[tuple[str, Chart]] = []
    text = view.text
    if view.edition.population is not None:
        charts.append((text("Coverage"), coverage.rates(view)))
    if plan.has_plan(view):
        charts.append((text("Plan and pace"), plan.pace(view)))
    charts.append((text("How certain the total is"), by_evidence.certainty(view)))
    sections = [(name, chart) for name, chart in charts if not chart.table.frame.empty]
    sources = dict.fromkeys(line for _, chart in sections for line in chart.sources)
    return {
        "title": " · ".join(name for name, _ in sections),
        "sections": [
            section_of(name, chart, LINES if chart.key == "plan" else PAIRS)
            for name, chart in sections
        ],
        "sources": [capitalize_entry(line) for line in sources],
        "notes": " ".join(chart.note_sentences for _, chart in sections if chart.notes),
    }
