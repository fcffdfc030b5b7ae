"""The report as a Word document: the country or the selection, and a chapter for each region."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from campaign.analysis.data_table import has_missing, rows_in_words
from campaign.analysis.kpi_words import finding, kpi_words
from campaign.analysis.provenance import Provenance, build_provenance
from campaign.analysis.reconciliation import (
    INDICATOR_NAMES,
    VERDICTS,
    format_computed,
    qualified_value,
    reconcile,
)
from campaign.analysis.view import View
from campaign.charts import (
    by_evidence,
    by_region,
    by_text,
    by_type,
    coverage,
    over_time,
    page_answers,
    plan,
)
from campaign.charts.calendar import Calendar
from campaign.charts.chart import Build, Chart
from campaign.charts.page_answers import insight_sentence, overview_insights
from campaign.charts.spec import Timeline
from campaign.charts.timeline import event_lists
from campaign.exports.docx.word_file import WordFile
from campaign.exports.pdf.brief import published_rows
from campaign.exports.progress import CHAPTER, Parts, StepProgress, ignore_step
from campaign.render.png import to_png
from campaign.render.size import A4
from campaign.render.svg.figure import draw
from campaign.render.typography import legible
from campaign.theme.style import LIGHT

MOST_ROWS = 40
MOST_COLUMNS = 8
"""The most rows and columns of a table in the report; larger tables are in the workbook only."""
NO_TARGET = "no_target"
"""The state that most rows of a table may have; a note above the table explains it once."""
_PIXELS = 1530
_WHERE: tuple[Build, ...] = (by_region.overview_map,)
_WHEN: tuple[Build, ...] = (over_time.timeline, over_time.small_multiples)
_WHAT: tuple[Build, ...] = (by_type.breakdown, by_type.audience)
_WHO: tuple[Build, ...] = (by_text.organisers, by_text.audience_groups, by_text.districts)
_TOO_FEW: tuple[Build, ...] = (
    coverage.rates,
    coverage.shares,
    coverage.concentration,
    by_evidence.certainty,
    by_evidence.reports,
)
_ON_PLAN: tuple[Build, ...] = (plan.pace, plan.by_region, plan.by_type)
_OF_REGION: tuple[Build, ...] = (over_time.timeline, by_type.breakdown)


def report(view: View, *, every: bool = False, progress: StepProgress = ignore_step) -> bytes:
    """Return the report of a view as DOCX: the country or the selected regions.

    With `every`, the selected regions are ignored and a chapter for each region of the country
    follows. Headings, tables and texts are those of the dashboard; pictures have alternative texts.
    The same view gives the same bytes. For a view without activities, the report says so.
    """
    view = replace(view.country_view if every else view, style=LIGHT)
    text, about = view.text, build_provenance(view, _title(view))
    word = WordFile(about.title, about.filters, text.lang)
    _add_cover(word, view, about)
    chapters = _chapters(view)
    regions = view.campaign.places.codes if every and chapters else []
    parts = Parts(
        [
            *(partial(_add_chapter, word, view, *chapter) for chapter in chapters),
            *(partial(_add_region, word, view, code) for code in regions),
        ],
        CHAPTER,
        progress,
    )
    for add_part in parts:
        add_part()
    _add_published(word, view)
    _add_sources(word, view, about)
    content = word.to_bytes()
    parts.finish()
    return content


def _title(view: View) -> str:
    return f"{view.edition.name(view.text)} · {view.subject}"


def _chapters(view: View) -> list[tuple[str, tuple[Build, ...]]]:
    """Return each heading with its charts; [] if there are no activities."""
    if not view.has_register or view.is_empty:
        return []
    text = view.text
    chapters = [(text("People reached by region"), _WHERE)]
    if Calendar.of(view.edition) is not None:
        chapters.append((text("People reached over time"), _WHEN))
    chapters.append((text("Activities by type"), _WHAT))
    chapters.append((text("Organizers and target groups"), _WHO))
    if view.edition.population is not None:
        chapters.append((text("Reach relative to population"), _TOO_FEW))
    if plan.has_plan(view):
        chapters.append((text("Progress against plan"), _ON_PLAN))
    return chapters


def _add_chapter(word: WordFile, view: View, heading: str, builds: tuple[Build, ...]) -> None:
    word.heading(heading, 1)
    for build in builds:
        _add_chart(word, build(view), view)


def _add_cover(word: WordFile, view: View, about: Provenance) -> None:
    """Add title, disclaimer, filters and the main numbers."""
    text = view.text
    word.heading(about.title, 0)
    word.disclaimer(about.disclaimer)
    word.footer(about.version_line)
    word.paragraph(" · ".join(filter(None, (about.filters, about.data_line))), muted=True)
    if not view.has_register or view.is_empty:
        word.paragraph(view.absence)
        rows = [[row["label"], row["value"]] for row in published_rows(view)]
        if rows:
            headers = (text("Indicator"), text("Published"))
            word.table(headers, rows, (False, True))
        return
    word.paragraph(page_answers.overview_answer(view), bold=True)
    for insight in overview_insights(view):
        word.item(insight_sentence(insight, view))
    word.heading(text("Key figures"), 1)
    _add_numbers(word, view)


def _add_numbers(word: WordFile, view: View) -> None:
    text = view.text
    headers = (text("Indicator"), text("Value"), text("For comparison"), text("Note"))
    rows = [[kpi.label, kpi.value, kpi.reference, kpi.note] for kpi in kpi_words(view)]
    word.table(headers, rows, (False, True, False, False))


def _add_region(word: WordFile, view: View, code: str) -> None:
    """Add the chapter of a region, on a new page."""
    view = replace(view, selection=replace(view.selection, oblasts=(code,)))
    word.page_break()
    word.heading(view.campaign.places.heading(code, view.text), 1)
    if view.is_empty:
        word.paragraph(view.absence)
        return
    word.paragraph(finding(view))
    _add_numbers(word, view)
    for build in _OF_REGION:
        _add_chart(word, build(view), view)


def _add_chart(word: WordFile, chart: Chart, view: View) -> None:
    """Add the finding, the picture, the summary, the sources and the table of a chart."""
    text = view.text
    word.heading(chart.finding or chart.heading, 2)
    if chart.finding:
        word.paragraph(chart.heading, muted=True, leads=True)
    if chart.has_drawing:
        if isinstance(chart.spec, Timeline):
            chart = replace(chart, spec=replace(chart.spec, has_list=True))
        png = to_png(draw(chart, LIGHT, A4, legible), _PIXELS, LIGHT.background)
        word.picture(png, chart.title, chart.description)
        if isinstance(chart.spec, Timeline):
            for line in event_lists(chart.spec, text):
                word.paragraph(line, muted=True)
    word.paragraph(chart.summary)
    sources = text("Source: {sources}.", sources="; ".join(chart.sources))
    lines = (view.disclaimer, sources, chart.note_sentences)
    word.paragraph(" ".join(filter(None, lines)), muted=True)
    rows = rows_in_words(chart.table, text, NO_TARGET)
    columns = chart.table.columns
    if 0 < len(rows) <= MOST_ROWS and len(columns) <= MOST_COLUMNS:
        if has_missing(chart.table, NO_TARGET):
            words = text("A dash: not compared with the plan, because there is no target.")
            word.paragraph(words, muted=True, leads=True)
        word.table(
            [column.header for column in columns],
            rows,
            [column.kind in ("number", "percent") for column in columns],
        )


def _add_published(word: WordFile, view: View) -> None:
    """Add the comparison with published figures; nothing if there are none or a filter is set."""
    text, places = view.text, view.campaign.places.table["kind"]
    lines = reconcile(view.edition, view.campaign.types, places)
    if not lines or view.selection.filtered:
        return
    published = {str(row["indicator"]): row for _, row in view.edition.published.iterrows()}
    word.heading(text("The register compared with published figures"), 1)
    headers = (text("Indicator"), text("Published"), text("In the register"), text("Result"))
    rows = [
        [
            text(INDICATOR_NAMES.get(line.indicator, line.indicator)),
            qualified_value(published[line.indicator], text),
            format_computed(line, text),
            text(VERDICTS[line.verdict]),
        ]
        for line in lines
    ]
    word.table(headers, rows, (False, True, True, False))


def _add_sources(word: WordFile, view: View, about: Provenance) -> None:
    word.heading(view.text("Sources"), 1)
    for line in about.lines(with_map=view.has_register):
        word.paragraph(line)
