"""The A4 brief as PDF: one page for a region, two for the country, or all of them in one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from campaign.analysis.provenance import Provenance, build_provenance
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_evidence, coverage, plan
from campaign.charts.chart import Chart
from campaign.exports.pdf.charts import BriefMap, section_of
from campaign.exports.pdf.page import page_of, title_of
from campaign.exports.pdf.typst_page import print_pdf
from campaign.exports.progress import PAGE, Parts, StepProgress, ignore_step
from campaign.i18n.letter_case import capitalize_entry
from campaign.render.size import A4
from campaign.theme.style import LIGHT

_PAIRS = replace(A4, width=640)
_LINES = replace(A4, width=640, height=300)

TEMPLATE = Path(__file__).with_suffix(".typ")
COLOURS = (
    "text",
    "muted",
    "line",
    "accent",
    "outline",
    "surface",
    "mark",
    "mark_surface",
    "mark_text",
)
"""The colours of the light style that the template uses."""


def brief(view: View, link: str, progress: StepProgress = ignore_step) -> bytes:
    """Return the view on A4 as PDF/UA-1: two pages for the country, one for selected regions.

    The second page has coverage, plan and certainty, if the campaign has data for them.

    `link` is the address of this view, for the QR code; "" omits the code. The same view and link
    give the same bytes. For a view without activities, the page says so. Raises
    `typst_page.PdfError`.
    """
    view = replace(view, style=LIGHT)
    return _document([(view, link)], title_of(view), progress)


def briefs(
    view: View, link: Callable[[Selection], str], progress: StepProgress = ignore_step
) -> bytes:
    """Return a PDF/UA-1 with contents, a page for the country and one for each of the nine units.

    The oblasts of the view are ignored. `link` returns the address of the view of a page. Raises
    `typst_page.PdfError`.
    """
    text = view.text
    places: list[tuple[str, ...]] = [(), *((code,) for code in view.campaign.places.codes)]
    views = [
        View(view.campaign, replace(view.selection, oblasts=codes), text, LIGHT) for codes in places
    ]
    title = f"{views[0].edition.name(text)} · {text('By region')}"
    return _document([(view, link(view.selection)) for view in views], title, progress)


def _document(pages: Sequence[tuple[View, str]], title: str, progress: StepProgress) -> bytes:
    view = pages[0][0]
    text = view.text
    brief_map = BriefMap.of(view)
    parts = Parts(pages, PAGE, progress)
    contents = [page_of(page, address, brief_map) for page, address in parts]
    if len(pages) == 1:
        contents[0]["more"] = second_page_of(view)
    about = build_provenance(view, title)
    data = {
        "title": about.title,
        "description": " ".join(about.lines(with_map=True)),
        "keywords": [view.campaign.fingerprint],
        "lang": text.lang,
        "words": {
            "contents": text("Contents"),
            "sources": text("Sources"),
            "summary": text("In brief"),
        },
        "style": {name: getattr(view.style, name) for name in COLOURS},
        "cover": _cover_of(view, contents, about) if len(pages) > 1 else None,
        "pages": contents,
    }
    pdf = print_pdf(TEMPLATE, data, about.data_day)
    parts.finish()
    return pdf


def _cover_of(view: View, pages: Sequence[Mapping[str, Any]], about: Provenance) -> dict[str, Any]:
    """Return the page of contents, with people reached and activities of every page."""
    text = view.text
    rows = []
    for page in pages:
        values = {number["code"]: number["value"] for number in page["numbers"]}
        if view.has_register:
            rows.append([values["reach"], values["activities"]])
    return {
        "edition": view.edition.name(text),
        "subject": text("By region"),
        "filters": about.filters,
        "disclaimer": about.disclaimer,
        "heads": [text("People reached"), text("Activities"), text("Page")] if rows else [],
        "rows": rows,
        "boundaries": about.boundaries,
        "stamp": about.stamp,
    }


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
            section_of(name, chart, _LINES if chart.key == "plan" else _PAIRS)
            for name, chart in sections
        ],
        "sources": [capitalize_entry(line) for line in sources],
        "notes": " ".join(chart.note_sentences for _, chart in sections if chart.notes),
    }
