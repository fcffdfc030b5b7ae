"""The sheet of selection and sources."""

from __future__ import annotations

from campaign.analysis.reconciliation import (
    INDICATOR_NAMES,
)
from campaign.exports.xlsx.sheet_column import SheetColumn
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet


def write_sources(results: Results, sheet: BookSheet) -> None:
    """Write the selection, and the sources of the numbers."""
    rows = [*_filter_rows(results), *_source_rows(results)]
    text = results.text
    headers = (text("Parameter"), text("Value"), text("Code or address"))
    columns = [
        SheetColumn(header, "text" if at == 0 else "sentence", [row[at] for row in rows])
        for at, header in enumerate(headers)
    ]
    write_table(sheet, results.heading("sources", results.view.absence), columns)


def _filter_rows(results: Results) -> list[tuple[str, str, str]]:
    view, text, chosen = results.view, results.text, results.view.selection
    places = [view.campaign.places.name(code, text) for code in chosen.oblasts]
    types = [view.campaign.type_name(code, text) for code in chosen.types]
    organisers = [view.edition.organiser_name(code, text) for code in chosen.organisers]
    rows = [(text("Campaign year"), view.edition.name(text), view.edition.campaign_id)]
    if view.edition.first_day and view.edition.last_day:
        first, last = view.days
        days = f"{first.isoformat()} – {last.isoformat()}"
        rows.append((text("Dates"), text.date_range_short(first, last), days))
    rows += [
        (
            text("Regions"),
            text.list(places) or text("all"),
            ", ".join(chosen.oblasts),
        ),
        (text("Types of activity"), text.list(types) or text("all"), ", ".join(chosen.types)),
        (
            text("Organizers"),
            text.list(organisers) or text("all"),
            ", ".join(chosen.organisers),
        ),
        (
            text("Data version"),
            results.about.version_line,
            view.campaign.fingerprint,
        ),
    ]
    return rows


def _source_rows(results: Results) -> list[tuple[str, str, str]]:
    view, text = results.view, results.text
    rows = []
    if view.has_register:
        rows.append((text("Register"), view.source, ""))
    rows.append((text("Campaign"), view.edition.name(text), addresses(view.edition.source)))
    population = view.edition.population
    if population is not None:
        rows.append((text("Population"), str(population.year), "\n".join(population.sources)))
    for row in view.edition.published.to_dict("records"):
        indicator = str(row["indicator"])
        message = INDICATOR_NAMES.get(indicator)
        name = indicator if message is None else text(message)
        rows.append((text("Published figures"), name, addresses(str(row["source"]))))
    return rows


def addresses(listed: str) -> str:
    """Return the addresses of a list separated by semicolons, one per line."""
    return "\n".join(part.strip() for part in listed.split(";") if part.strip())
