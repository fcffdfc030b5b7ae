"""The workbook of a view, and values that its sheets share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from campaign.analysis.kpi_words import finding, kpi_words
from campaign.analysis.population_source import source_of_population
from campaign.analysis.provenance import Provenance, build_provenance
from campaign.analysis.register_texts import localize_texts
from campaign.analysis.view import View
from campaign.charts.words.wording import end_sentence
from campaign.exports.xlsx.sheet_heading import SheetHeading
from campaign.exports.xlsx.sheets.names import SHEETS
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import Book, BookSheet
from campaign.i18n.letter_case import capitalize
from campaign.render.xlsx.cells import ChartCells, TableRange

STREAMED = 20_000
"""From this number of activities on, rows are streamed to the file to save memory."""


class Results:
    """The workbook of one view, and values that its sheets share.

    `rows` are the selected activities with texts in the language of the view, None if there is no
    register; `about` is the provenance of the file.
    """

    def __init__(self, view: View) -> None:
        self.view, self.text = view, view.text
        register, where = view.edition.register, view.selection.row_filter()
        self.rows = None if register is None else localize_texts(register.rows(where), view)
        streaming = self.rows is not None and len(self.rows) >= STREAMED
        self.about: Provenance = build_provenance(view, _title(view), _sources(view))
        self.book = Book(self.about.title, streaming)

    @cached_property
    def by_reach(self) -> View:
        """The view with the indicator people reached, instead of the selected one."""
        return replace(self.view, selection=replace(self.view.selection, indicator="reach"))

    @cached_property
    def brief(self) -> str:
        """The main finding and its caveats, one per line."""
        if self.view.absence:
            return self.view.absence
        parts = [finding(self.view), kpi_words(self.view)[0].note, self.view.wide_line]
        if self.view.edition.rejected_rows:
            parts.append(
                self.text.n(
                    "{n} row was rejected",
                    "{n} rows were rejected",
                    self.view.edition.rejected_rows,
                )
            )
        return "\n".join(end_sentence(capitalize(part)) for part in parts if part)

    def heading(self, sheet: str, *lines: str, filters: str | None = None) -> SheetHeading:
        """Return name, disclaimer, filter (by default that of the view) and lines of a sheet.

        Each line becomes a sentence, with a capital and a full stop.
        """
        sentences = (end_sentence(capitalize(line)) for line in lines)
        words = [self.about.filters if filters is None else filters, *sentences]
        return SheetHeading(
            self.text(SHEETS[sheet][0]), self.view.disclaimer, tuple(filter(None, words))
        )

    def write_absence(self, sheet: BookSheet, name: str) -> None:
        """Write the reason why the sheet has no table."""
        write_table(sheet, self.heading(name, self.view.absence), ())

    def cells(
        self,
        sheet: BookSheet,
        table: TableRange,
        columns: Mapping[str, int],
        titles: Sequence[str],
        codes: Sequence[str] = (),
    ) -> ChartCells:
        """Return the cells of a native chart; selection and disclaimer are added to the titles."""
        titles = [self._chart_title(title) for title in titles]
        return ChartCells(self.book.xlsx, sheet.xlsx, table, columns, titles, codes)

    def _chart_title(self, title: str) -> str:
        """Return the title with selection and disclaimer: a chart is copied without its sheet."""
        named = " · ".join(filter(None, (title, self.view.scope.line)))
        return f"{named} ({self.view.disclaimer.rstrip('.')})" if self.view.disclaimer else named


def _sources(view: View) -> tuple[str, ...]:
    """Return the sources of the figures other than the register."""
    if not view.has_register:
        return ()
    return source_of_population(view.edition.population, view.edition, view.text)


def _title(view: View) -> str:
    return f"{view.edition.name(view.text)} · {view.subject}"
