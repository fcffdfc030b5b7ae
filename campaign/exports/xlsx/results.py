"""The results of a selection as a workbook: key figures, register, charts, published figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from campaign.analysis.view import View
from campaign.charts import by_text
from campaign.exports.progress import SHEET, Parts, StepProgress, ignore_step
from campaign.exports.xlsx import chart_sheets, text_sheets
from campaign.exports.xlsx.sheet_content import SHEETS, Content, Results
from campaign.exports.xlsx.table import write_table
from campaign.exports.xlsx.workbook import Book
from campaign.render.xlsx.native_charts import ChartCells, draw
from campaign.theme.style import LIGHT

STREAMED = 20_000
"""From this number of activities on, rows are streamed to the file to save memory."""

_CONTENTS: Mapping[str, Callable[[Results], Content]] = {
    "key_figures": text_sheets.key_figures,
    "about": text_sheets.about,
    "register": text_sheets.register,
    "oblasts": chart_sheets.regions,
    "days": chart_sheets.days,
    "types": chart_sheets.types,
    "organisers": partial(chart_sheets.texts, build=by_text.organisers),
    "partners": partial(chart_sheets.texts, build=by_text.partners),
    "audience_groups": partial(chart_sheets.texts, build=by_text.audience_groups),
    "districts": partial(chart_sheets.texts, build=by_text.districts),
    "coverage": chart_sheets.coverage,
    "completeness": chart_sheets.completeness,
    "comparison": chart_sheets.comparison,
    "comparison_days": chart_sheets.comparison_days,
    "plan": chart_sheets.plan,
    "plan_parts": chart_sheets.plan_parts,
    "published": text_sheets.published,
    "sources": text_sheets.sources,
}
_WITHOUT_ACTIVITIES = ("key_figures", "about", "oblasts", "published", "sources")
"""The sheets that have a table also if there are no activities."""


def results_xlsx(view: View, progress: StepProgress = ignore_step) -> bytes:
    """Return the selection as a workbook in the reader's language, a sheet for each of `SHEETS`.

    Values are typed cells. A value that was not reported is an empty, hatched cell, and a column
    says so in words; zero is 0. The sheet of regions has all regions, with a row for the selection;
    days and types are those of the selection. Text is never a formula. The same view gives the same
    bytes.
    """
    results = Results(view)
    book = Book(results.about.title, results.rows is not None and len(results.rows) >= STREAMED)
    sheets = Parts(tuple(SHEETS), SHEET, progress)
    for name in sheets:
        content = Content([view.absence])
        if not view.absence or name in _WITHOUT_ACTIVITIES:
            content = _CONTENTS[name](results)
        _write(results, book, name, content)
    workbook = book.content()
    sheets.finish()
    return workbook


def _write(results: Results, book: Book, name: str, content: Content) -> None:
    """Write a sheet, with its native chart if it has one."""
    sheet = book.sheet(results.text(SHEETS[name][0]))
    heading = results.heading(name, *content.lines, filters=content.filters)
    chart = content.chart
    table = write_table(sheet, heading, content.columns, content.sums, chart is not None)
    if chart is not None:
        titles = [results.chart_title(title) for title in content.titles or (chart.title,)]
        at = content.series or {}
        draw(
            chart,
            LIGHT,
            ChartCells(
                book.xlsx, sheet.xlsx, table, at, titles, content.label_columns, content.places
            ),
        )
