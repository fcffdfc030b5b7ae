"""The results of a selection as a workbook: key figures, register, charts, published figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from campaign.analysis.kpi_words import kpi_values, kpi_words
from campaign.analysis.reconciliation import INDICATOR_NAMES, VERDICTS, qualified_value, reconcile
from campaign.analysis.view import View
from campaign.charts import by_text
from campaign.charts.wording import end_sentence
from campaign.domain.illustrative_rows import ILLUSTRATIVE, SOURCE_WORDS
from campaign.domain.value_states import state_of
from campaign.exports.progress import SHEET, Parts, StepProgress, ignore_step
from campaign.exports.xlsx import chart_sheets, table
from campaign.exports.xlsx.chart_sheets import SELECTION, WHOLE, region_values
from campaign.exports.xlsx.table import (
    READING,
    SHEETS,
    Content,
    Kind,
    Results,
    SheetColumn,
    kind_of,
    state_column,
    write_table,
)
from campaign.exports.xlsx.workbook import Book
from campaign.i18n.letter_case import capitalize, capitalize_entry
from campaign.i18n.translator import N_, Text
from campaign.render.xlsx.native_charts import ChartCells, draw
from campaign.schema.data_dictionary import column_label
from campaign.schema.region_codes import SHARES, with_shares
from campaign.theme.style import LIGHT

QUALIFIERS = {"exact": N_("exactly"), "more_than": N_("more than"), "about": N_("about")}

_DATES = ("date", "end_date")
_NUMBERS = ("reached", "women", "men", "youth", "materials", "media_audience")
_REGISTER = (
    *("activity_id", *_DATES, "oblast", "district", "place", "type", "title"),
    *(*_NUMBERS, SHARES, "organiser", "partners", "audience", "source", "note"),
)
"""The columns of the register in their order on its sheet."""


def key_figures(results: Results) -> Content:
    """Return every indicator of the selection and of the whole country, with what it is based on.

    Without a register, return the published figures.
    """
    view, text = results.view, results.text
    if not view.has_register:
        rows = [row for _, row in view.edition.published.iterrows()]
        names = [_indicator(str(row["indicator"]), text) for row in rows]
        figures = [qualified_value(row, text) for row in rows]
        columns = [
            SheetColumn(text("Indicator"), "text", names),
            SheetColumn(text("Published figures"), "text", figures),
        ]
        return Content([view.absence], columns if rows else ())
    kpis = {kpi.code: kpi for kpi in kpi_words(view)}
    values, codes = list(region_values(view)), view.campaign.places.codes
    kinds: list[Kind] = [*(kind_of(indicator) for indicator, _ in values), "whole"]
    names = [*(text(indicator.name) for indicator, _ in values), text("Oblasts and cities")]
    columns = [SheetColumn(text("Indicator"), "text", names)]
    for place, name in ((SELECTION, text("Selection")), (WHOLE, text("Whole country"))):
        if place in values[0][1].index:
            totals = view.totals(oblasts=place == SELECTION)
            count = kpi_values(totals, codes, None).units
            cells = [*(frame["value"].loc[place] for _, frame in values), count]
            states = [*(str(frame["state"].loc[place]) for _, frame in values), "value"]
            columns += [
                SheetColumn(name, "whole", cells, states, kinds),
                state_column(text("State: {what}", what=name), cells, states, text),
            ]
    notes = []
    for code in (*(indicator.code for indicator, _ in values), "units"):
        kpi = kpis.get(code)
        parts = (kpi.reference, kpi.note) if kpi else ()
        notes.append("\n".join(end_sentence(capitalize(part)) for part in parts if part))
    # The notes are about the selection, and not about the whole country beside it.
    columns.insert(3, SheetColumn(text("Note"), "text", notes))
    lines = [*results.brief.split("\n"), *results.insights]
    return Content(lines, columns)


def about(results: Results) -> Content:
    """Return what the file is, how to read it, and what is on each sheet."""
    text, file, view = results.text, results.about, results.view
    # Without a register there are no sources here; the last sheet has the addresses.
    sources = map(capitalize_entry, file.sources) if view.has_register else ()
    rows = [
        (text("Title"), file.title),
        (text("Filter"), file.filters),
        (text("In brief"), results.brief),
        (text("Key findings"), "\n".join(results.insights)),
        (text("Data"), file.data_line),
        (text("Version"), file.version_line),
        (text("Sources"), "\n".join(sources)),
        (text("Boundaries"), file.boundaries),
        *((text("How to read this file"), text(line)) for line in READING),
        *((text(words), text(what)) for words, what in SHEETS.values()),
    ]
    rows = [row for row in rows if row[1]]
    # A label is written once, in the first of its lines.
    labels = [label for label, _ in rows]
    once = ["" if at and label == labels[at - 1] else label for at, label in enumerate(labels)]
    columns = [
        SheetColumn(text("Parameter"), "text", once),
        SheetColumn(text("Value"), "text", [words for _, words in rows]),
    ]
    return Content((), columns, filters="")


def register(results: Results) -> Content:
    """Return the selected activities, or the first ones that fit on a sheet.

    A column has the state of the attendance. A media audience is "not reported" only for media
    activities.
    """
    view, text, rows = results.view, results.text, results.rows
    assert rows is not None
    lines = [results.brief.replace("\n", " "), text(READING[0])]
    fits = table.room(results.heading("register", *lines, "…"))
    if len(rows) > fits:
        lines.append(
            text(
                "Only the first {n} of {of} activities fit on a sheet. Download the CSV file "
                "for all activities.",
                n=fits,
                of=len(rows),
            )
        )
        rows = rows.iloc[:fits]
    places, campaign = view.campaign.places, view.campaign
    regions = {code: places.name(code, text) for code in rows["oblast"].unique()}
    types = {code: campaign.type_name(code, text) for code in campaign.type_codes}
    on_air = rows["type"].map(campaign.types["group"]) == "media"
    rows = rows.assign(oblast=rows["oblast"].map(regions), type=rows["type"].map(types))
    has_shares, columns = len(with_shares(rows)) > 0, []
    for name in _REGISTER:
        if name == SHARES and not has_shares:
            continue
        header, cells = column_label(name, text), rows[name]
        if name in _NUMBERS:
            active = (on_air | cells.notna()).astype(int) if name == "media_audience" else 1
            states = state_of(cells.isna() * 0 + active, cells).tolist()
            columns.append(SheetColumn(header, "whole", cells.tolist(), states))
            if name == "reached":
                columns.append(state_column(text("Attendance"), cells, states, text))
        elif name in _DATES:
            columns.append(SheetColumn(header, "date", cells.tolist()))
        else:
            words = cells.astype("object").where(cells.notna(), "")
            if name == "source":
                words = words.replace(ILLUSTRATIVE, text(SOURCE_WORDS))
            columns.append(SheetColumn(header, "text", words.tolist()))
    return Content(lines, columns)


def published(results: Results) -> Content:
    """Return the published figures next to the values of the whole register."""
    view, text = results.view, results.text
    lines = reconcile(view.edition, view.campaign.types, view.campaign.places.table["kind"])
    # The filters of the view do not apply to this sheet and are not named on it.
    edition = view.edition.title(text) if view.selection.filtered else None
    if not lines:
        words = text("No published figures can be compared with this register.")
        return Content([words], filters=edition)
    notes = [text("All values on this sheet cover the whole campaign; filters do not apply.")]
    if view.edition.totals is None:
        notes.append(view.absence)
    kinds: list[Kind] = ["percent" if line.share else "whole" for line in lines]
    # The difference of shares is in percentage points.
    changes: list[Kind] = ["points" if line.share else "change" for line in lines]
    scaled = [(line.difference, 100 if line.share else 1) for line in lines]
    differences = [None if change is None else change * by for change, by in scaled]
    points = text("percentage points")
    causes = ["\n".join(cause.describe(text) for cause in line.causes) for line in lines]
    columns = [
        SheetColumn(text("Indicator"), "text", [_indicator(n.indicator, text) for n in lines]),
        SheetColumn(text("Qualifier"), "text", [text(QUALIFIERS[n.qualifier]) for n in lines]),
        SheetColumn(
            text("Published, whole campaign"), "whole", [n.published for n in lines], kinds=kinds
        ),
        SheetColumn(
            text("In the whole register"), "whole", [n.computed for n in lines], kinds=kinds
        ),
        SheetColumn(text("Difference"), "change", differences, kinds=changes, unit=points),
        SheetColumn(text("Result"), "text", [text(VERDICTS[line.verdict]) for line in lines]),
        SheetColumn(text("Likely cause"), "text", causes),
        SheetColumn(text("Source"), "text", [addresses(line.source) for line in lines]),
    ]
    return Content(notes, columns, filters=edition)


def sources(results: Results) -> Content:
    """Return the selection, and the sources of the numbers."""
    view, text, chosen = results.view, results.text, results.view.selection
    edition, campaign = view.edition, view.campaign
    rows = [(text("Campaign year"), edition.name(text), edition.campaign_id)]
    if edition.first_day and edition.last_day:
        first, last = view.days
        days = f"{first.isoformat()} – {last.isoformat()}"
        rows.append((text("Dates"), text.date_range_short(first, last), days))
    regions = [campaign.places.name(code, text) for code in chosen.oblasts]
    types = [campaign.type_name(code, text) for code in chosen.types]
    organisers = [edition.organiser_name(code, text) for code in chosen.organisers]
    for label, names, codes in (
        (text("Regions"), regions, chosen.oblasts),
        (text("Types of activity"), types, chosen.types),
        (text("Organizers"), organisers, chosen.organisers),
    ):
        rows.append((label, text.list(names) or text("all"), ", ".join(codes)))
    rows.append((text("Data version"), results.about.version_line, campaign.fingerprint))
    if view.has_register:
        rows.append((text("Register"), view.source, ""))
    rows.append((text("Campaign"), edition.name(text), addresses(edition.source)))
    if edition.population is not None:
        people = edition.population
        rows.append((text("Population"), str(people.year), "\n".join(people.sources)))
    for row in edition.published.to_dict("records"):
        figure = _indicator(str(row["indicator"]), text)
        rows.append((text("Published figures"), figure, addresses(str(row["source"]))))
    headers = (text("Parameter"), text("Value"), text("Code or address"))
    columns = [
        SheetColumn(header, "text", [row[at] for row in rows]) for at, header in enumerate(headers)
    ]
    return Content([view.absence], columns)


def addresses(listed: str) -> str:
    """Return the addresses of a list separated by semicolons, one per line."""
    return "\n".join(part.strip() for part in listed.split(";") if part.strip())


def _indicator(code: str, text: Text) -> str:
    """Return the name of a published indicator; a code without a name stays as it is."""
    return text(INDICATOR_NAMES[code]) if code in INDICATOR_NAMES else code


STREAMED = 20_000
"""From this number of activities on, rows are streamed to the file to save memory."""

_CONTENTS: Mapping[str, Callable[[Results], Content]] = {
    "key_figures": key_figures,
    "about": about,
    "register": register,
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
    "published": published,
    "sources": sources,
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
