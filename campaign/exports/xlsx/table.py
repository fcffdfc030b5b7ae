"""A table of typed cells on a sheet, below its title, its disclaimer and its notes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from campaign.analysis.data_table import DataTable
from campaign.analysis.indicators import Indicator
from campaign.analysis.kpi_words import finding, kpi_words
from campaign.analysis.provenance import build_provenance, source_of_population
from campaign.analysis.register_table import localize_texts
from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.page_answers import insight_sentences
from campaign.charts.wording import end_sentence
from campaign.domain.value_states import MISSING_WORDS
from campaign.exports.xlsx.workbook import (
    MOST_ROWS,
    NARROWEST,
    WIDEST,
    Book,
    BookSheet,
    clip_text,
    fit_cell,
    replace_illegal,
)
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import N_, Text
from campaign.render.xlsx.native_charts import (
    CHART_COLUMNS,
    CHART_ROWS,
    CHART_WIDTH,
    TableRange,
)
from campaign.theme.roles import paint, state_role
from campaign.theme.style import LIGHT

Kind = Literal["text", "whole", "decimal", "percent", "plain", "date", "change", "points"]

NUMBERS: Mapping[str, str] = {
    "whole": "#,##0",
    "decimal": "#,##0.0",
    "percent": "0.0%",
    "plain": "0",
    "change": '+#,##0;"−"#,##0;0',
    "date": "dd.mm.yyyy",
    "points": '+0.0{unit};"−"0.0{unit};0.0{unit}',
}
"""The number format of each kind; the spreadsheet program chooses the separators."""

STATE_WORDS: Mapping[str, str] = {
    **MISSING_WORDS,
    "value": N_("reported"),
    "zero": N_("zero"),
}
"""The states of values in words."""

READABLE = 110
"""The width of a line above a table, in characters; longer lines wrap."""

_SIGNED = ("change", "difference", "gap", "points")  # keys of columns with differences
_HATCH = 14  # thin stripes, a standard pattern fill of workbooks
_A4, _A3 = 200, 290  # characters across a page, in the smallest readable print
_HEADER_WORDS, _FEW, _WIDEST_OF_MANY = 14, 3, 36
_LINE_POINTS, _TALLEST, _MOST_LINES = 13.5, 400.0, 6


@dataclass(frozen=True, eq=False)
class SheetColumn:
    """A column: its header, its cells in order, and how they are typed.

    A missing value (None, NaN, NaT or "") is an empty cell, so that no sum counts it as zero.
    `states` are the states of the cells; an empty cell with the state `not_reported` is hatched.
    `kinds` are the kinds of the cells, if a column has several; `unit` follows each of `points`.
    """

    header: str
    kind: Kind
    cells: Sequence[Any]
    states: Sequence[str] = ()
    kinds: Sequence[Kind] = ()
    unit: str = ""


@dataclass(frozen=True)
class SheetHeading:
    """The lines above a table: its title, its disclaimer, and others such as filter and notes."""

    title: str
    disclaimer: str = ""
    lines: tuple[str, ...] = ()

    @property
    def header_row(self) -> int:
        """The row of the headers, from 0: below title, disclaimer, lines and an empty row."""
        return 1 + bool(self.disclaimer) + len(self.lines) + 1


def sheet_columns(table: DataTable, text: Text) -> dict[str, SheetColumn]:
    """Return {key: column} of the table of a chart.

    Behind the first column with the state of its row is a column with this state in words.
    """
    columns: dict[str, SheetColumn] = {}
    for column in table.columns:
        cells = table.frame[column.key].tolist()
        states = [] if column.state is None else table.frame[column.state].astype("str").tolist()
        kind: Kind = "text"
        if column.kind != "text":
            kind = column.kind if column.kind != "number" else "whole"
            if column.key in _SIGNED:
                kind = "points" if column.digits else "change"
            elif column.kind == "number" and column.digits:
                kind = "decimal"
            if kind == "whole":  # An estimate may be half a person; the page shows none.
                cells = [cell if is_missing(cell) else round(cell) for cell in cells]
        columns[column.key] = SheetColumn(column.header, kind, cells, states)
        if column.state in ("state", "reached_state") and "state" not in columns:
            header = text("State: {what}", what=column.header)
            columns["state"] = state_column(header, cells, states, text)
    return columns


def state_column(
    header: str, cells: Iterable[Any], states: Iterable[str], text: Text
) -> SheetColumn:
    """Return a column with the states of cells in words; `states` are those of missing cells."""
    known = [
        state if is_missing(cell) else "value" if cell else "zero"
        for cell, state in zip(cells, states, strict=True)
    ]
    return SheetColumn(header, "text", [text(STATE_WORDS[state]) for state in known])


def kind_of(indicator: Indicator) -> Kind:
    """Return the kind of the values of an indicator."""
    return "percent" if indicator.percent else "decimal" if indicator.digits else "whole"


def is_missing(cell: Any) -> bool:
    """Return whether a cell has no value."""
    return cell is None or cell is pd.NaT or cell is pd.NA or cell == "" or cell != cell


def room(heading: SheetHeading) -> int:
    """Return how many rows of data fit on a sheet below this heading."""
    return MOST_ROWS - heading.header_row - 1


def write_table(
    sheet: BookSheet,
    heading: SheetHeading,
    columns: Sequence[SheetColumn],
    sums: int = 0,
    chart: bool = False,
) -> TableRange:
    """Write the table with a frozen header row, a filter and fitting widths; return its range.

    The last `sums` rows are totals: bold, and outside the filter. If there are no columns, only the
    heading is written. `chart` is True if a native chart is beside the table.
    """
    widest = WIDEST if len(columns) <= _FEW else _WIDEST_OF_MANY
    widths = [_width(column, widest) for column in columns] or [READABLE]
    for at, width in enumerate(widths):
        sheet.xlsx.set_column(at, at, width)
    _write_heading(sheet, heading, widths)
    header = heading.header_row
    rows = len(columns[0].cells) if columns else 0
    table = TableRange(header, header + 1, header + rows, len(columns))
    _set_print(sheet, heading, widths, table, chart)
    if not columns:
        return table
    _write_headers(sheet, columns, widths, header)
    looks = _looks(sheet.book, next((column.unit for column in columns if column.unit), ""))
    for row in range(rows):
        ending = ":bold" if row >= rows - sums else ""
        for at, column in enumerate(columns):
            _write_cell(sheet, table.first + row, at, column, row, looks, ending)
    sheet.add_filter(table.last - sums, len(columns), header)
    return table


def _set_print(
    sheet: BookSheet, heading: SheetHeading, widths: Sequence[int], table: TableRange, chart: bool
) -> None:
    """Print the table, and its chart if both fit on a page; a wide one is on A3 or on more pages.

    The header row is on every page, the first column on every page of a wider table.
    """
    if heading.disclaimer:
        # In print the disclaimer is in the footer of every page.
        words = clip_text(replace_illegal(heading.disclaimer).replace("&", "&&"), 200)
        sheet.xlsx.set_footer(f"&L{words}&R&P")
    across, columns = sum(widths), max(table.columns, 1)
    if chart and across + CHART_WIDTH <= _A3:
        across, columns = across + CHART_WIDTH, columns + CHART_COLUMNS
        table = replace(table, last=max(table.last, table.header + CHART_ROWS))
    if across > _A4:
        sheet.xlsx.set_paper(8)  # A3
    if across > _A3:
        sheet.xlsx.fit_to_pages(math.ceil(across / _A3), 0)
        sheet.xlsx.repeat_columns(0)
    sheet.xlsx.print_area(0, 0, table.last, columns - 1)


def _width(column: SheetColumn, widest: int) -> int:
    """Return the width of the longest cell, within limits; a header wraps between words only."""
    longest_word = max(map(len, column.header.split()), default=0)
    header = max(longest_word + 3, min(len(column.header) + 3, _HEADER_WORDS))
    known = [cell for cell in column.cells if not is_missing(cell)]
    if column.kind == "date":
        longest = len("00.00.0000")
    elif column.kind == "text" or "text" in column.kinds:
        longest = max((len(line) for cell in known for line in str(cell).split("\n")), default=0)
    else:
        longest = len(f"{max((abs(float(cell)) for cell in known), default=0):,.1f}")
    return max(NARROWEST, min(widest, max(header, longest + 3)))


def _write_heading(sheet: BookSheet, heading: SheetHeading, widths: Sequence[int]) -> None:
    """Write the lines from the first row on, over columns of these widths."""
    book = sheet.book
    title = book.look(bold=True, font_size=14, text_wrap=True)
    disclaimer = book.look(
        bold=True, text_wrap=True, bg_color=LIGHT.mark_surface, font_color=LIGHT.mark_text
    )
    line = book.look(text_wrap=True, font_color=LIGHT.muted)
    last, reach = 0, widths[0]
    while last + 1 < len(widths) and reach < READABLE:
        last, reach = last + 1, reach + widths[last + 1]
    rows = [(heading.title, title, 1.45)]
    rows += [(heading.disclaimer, disclaimer, 1.0)] if heading.disclaimer else []
    rows += [(words, line, 1.0) for words in heading.lines]
    for row, (words, look, size) in enumerate(rows):
        across = int(reach / size)
        cell_words = clip_text(replace_illegal(words), int(_MOST_LINES / size) * across)
        sheet.xlsx.set_row(row, _height(cell_words, across) * size)
        if last:
            sheet.xlsx.merge_range(row, 0, row, last, "", look)
        # Written separately: `merge_range` would write text in braces as a formula.
        sheet.xlsx.write_string(row, 0, cell_words, look)


def _height(words: str, width: float) -> float:
    """Return the height of a row with this text, in points; rather too high than too low."""
    lines = sum(max(1, math.ceil(len(line) * 1.08 / max(width, 1))) for line in words.split("\n"))
    return min(lines * _LINE_POINTS + 3, _TALLEST)


def _write_headers(
    sheet: BookSheet, columns: Sequence[SheetColumn], widths: Sequence[int], row: int
) -> None:
    """Write the header row; headers of numbers are aligned right like the numbers."""
    heights = [_height(c.header, width) for c, width in zip(columns, widths, strict=True)]
    sheet.xlsx.set_row(row, max(heights))
    look = {"text_wrap": True, "bg_color": "#E7ECF2", "bottom": 1, "bottom_color": LIGHT.outline}
    words = sheet.book.look(**look, bold=True, align="left", indent=1)
    numbers = sheet.book.look(**look, bold=True, align="right")
    for at, column in enumerate(columns):
        is_left = column.kind in ("text", "date")
        sheet.xlsx.write_string(row, at, fit_cell(column.header), words if is_left else numbers)
    sheet.xlsx.freeze_panes(row + 1, 0)
    sheet.xlsx.repeat_rows(row)


def _write_cell(
    sheet: BookSheet,
    row: int,
    at: int,
    column: SheetColumn,
    number: int,
    looks: Mapping[str, Any],
    ending: str,
) -> None:
    cell = column.cells[number]
    kind = column.kinds[number] if column.kinds else column.kind
    if is_missing(cell):
        if column.states and column.states[number] == "not_reported":
            sheet.xlsx.write_blank(row, at, None, looks["hatched"])
    elif kind == "text":
        words = fit_cell(str(cell))
        wraps = len(words) > _WIDEST_OF_MANY - 3 or "\n" in words
        sheet.xlsx.write_string(row, at, words, looks[("sentence" if wraps else "text") + ending])
    elif kind == "date":
        sheet.write_day(row, at, cell, looks[kind + ending])
    else:
        sheet.xlsx.write_number(row, at, float(cell), looks[kind + ending])


def _looks(book: Book, unit: str) -> dict[str, Any]:
    ground = paint(state_role("not_reported"), LIGHT).fill
    unit = f' "{unit}"' if unit else ""
    looks = {"hatched": book.look(pattern=_HATCH, fg_color=LIGHT.hatch, bg_color=ground)}
    for bold in (False, True):
        ending = ":bold" if bold else ""
        left = {"align": "left", "indent": 1, "bold": bold}
        looks["text" + ending] = book.look(num_format="@", **left)
        looks["sentence" + ending] = book.look(num_format="@", text_wrap=True, **left)
        for kind, pattern in NUMBERS.items():
            align = left if kind == "date" else {"bold": bold}
            looks[kind + ending] = book.look(num_format=pattern.replace("{unit}", unit), **align)
    return looks


SHEETS: Mapping[str, tuple[str, str]] = {
    "key_figures": (N_("Key figures"), N_("Every indicator of the selection.")),
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
    N_("People reached and media audience are not summed."),
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
