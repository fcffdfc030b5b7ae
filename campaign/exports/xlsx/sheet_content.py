"""The names of the sheets, what is on one of them, and values that they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from campaign.analysis.kpi_words import finding, kpi_words
from campaign.analysis.provenance import build_provenance, source_of_population
from campaign.analysis.register_table import localize_texts
from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.page_answers import insight_sentences
from campaign.charts.wording import end_sentence
from campaign.exports.xlsx.table import SheetColumn, SheetHeading
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import N_

SHEETS: Mapping[str, tuple[str, str]] = {
    "key_figures": (N_("Headline numbers"), N_("Every indicator of the selection.")),
    "about": (N_("About this file"), N_("What the file is, and how to read it.")),
    "register": (N_("Register"), N_("The selected activities, one per row.")),
    "oblasts": (N_("By region"), N_("Every indicator of the regions side by side.")),
    "days": (N_("By day"), N_("Each day and the running total.")),
    "types": (N_("By type"), N_("The types of activity from highest to lowest.")),
    "organisers": (
        N_("By organizer"),
        N_("People reached, activities and regions by organizer."),
    ),
    "partners": (
        N_("By partner"),
        N_("People reached, activities and regions by partner."),
    ),
    "audience_groups": (
        N_("By target group"),
        N_("People reached, activities and regions by target group."),
    ),
    "districts": (
        N_("By district"),
        N_("People reached and activities by region and district."),
    ),
    "coverage": (
        N_("Coverage"),
        N_("People reached compared with population by region."),
    ),
    "completeness": (
        N_("Completeness"),
        N_(
            "What each region reported in each week, in words, and the share of weeks with "
            "attendance reported."
        ),
    ),
    "comparison": (
        N_("Two campaigns"),
        N_("People reached by region and type in two campaigns."),
    ),
    "comparison_days": (
        N_("Two campaigns by day"),
        N_("People reached since the start by day in two campaigns."),
    ),
    "plan": (N_("Plan by day"), N_("Planned, actual and forecast values by day.")),
    "plan_parts": (
        N_("Plan by region and type"),
        N_("Target, planned to date and actual value of each region and type."),
    ),
    "published": (
        N_("Published and computed"),
        N_("Published figures and the values of the whole register."),
    ),
    "sources": (N_("Sources and filter"), N_("The selection and its sources.")),
}
"""{key: (name of the sheet, description)} as message ids, in the order of the sheets."""

READING: tuple[str, ...] = (
    N_("A hatched empty cell: not reported. A value of 0: reported as zero."),
    N_("An empty cell without hatching: no activity, or no value."),
    N_("A column beside the values gives the state of each cell in words."),
    N_("Direct reach and media audience are not summed."),
    N_("Young people are also counted among women and men; the three are not summed."),
    N_("A person who came to two activities is counted twice, because the register has no names."),
    N_("Cells contain values, not formulas."),
)
"""How to read the sheets."""


@dataclass(frozen=True, eq=False)
class Content:
    """What is on a sheet below its name: lines of text, columns, and a native chart beside them.

    The last `sums` rows are totals. `filters` replaces the filter of the view. `series` is {series
    of the chart: position of its column}, as in `ChartCells`; `titles` are those of its parts, by
    default the title of the chart.
    """

    lines: Sequence[str] = ()
    columns: Sequence[SheetColumn] = ()
    sums: int = 0
    filters: str | None = None
    chart: Chart | None = None
    series: Mapping[str, int] | None = None
    titles: Sequence[str] = ()
    label_columns: int = 1
    places: Sequence[float] = ()


class Results:
    """The view of a workbook, and values that its sheets share.

    `rows` are the selected activities with texts in the language of the view, None if there is no
    register; `about` is the provenance of the file.
    """

    def __init__(self, view: View) -> None:
        self.view, self.text = view, view.text
        register, where = view.edition.register, view.selection.row_filter()
        self.rows = None if register is None else localize_texts(register.rows(where), view)
        population = view.edition.population
        sources = source_of_population(population, view.edition, view.text)
        title = f"{view.edition.name(view.text)} · {view.subject}"
        self.about = build_provenance(view, title, sources if view.has_register else ())

    @cached_property
    def by_reach(self) -> View:
        """The view with the indicator people reached, instead of the selected one."""
        return replace(self.view, selection=replace(self.view.selection, indicator="reach"))

    @cached_property
    def brief(self) -> str:
        """The main finding and its caveats, one per line."""
        view, rejected = self.view, self.view.edition.rejected_rows
        if view.absence:
            return view.absence
        parts = [finding(view), kpi_words(view)[0].note, view.wide_line]
        if rejected:
            parts.append(self.text.n("{n} row was rejected", "{n} rows were rejected", rejected))
        return "\n".join(end_sentence(capitalize(part)) for part in parts if part)

    @cached_property
    def insights(self) -> list[str]:
        """What stands out, a sentence each."""
        return insight_sentences(self.view)

    def heading(self, sheet: str, *lines: str, filters: str | None = None) -> SheetHeading:
        """Return name, disclaimer, filter (by default that of the view) and lines of a sheet.

        Each line becomes a sentence, with a capital and a full stop.
        """
        sentences = (end_sentence(capitalize(line)) for line in lines)
        words = [self.about.filters if filters is None else filters, *sentences]
        is_titled = sheet in ("key_figures", "about")
        title = self.about.title if is_titled else self.text(SHEETS[sheet][0])
        return SheetHeading(title, self.view.disclaimer, tuple(filter(None, words)))

    def chart_title(self, title: str) -> str:
        """Return the title with selection and disclaimer: a chart is copied without its sheet."""
        named = " · ".join(filter(None, (title, self.view.scope.line)))
        return f"{named} ({self.view.disclaimer.rstrip('.')})" if self.view.disclaimer else named
