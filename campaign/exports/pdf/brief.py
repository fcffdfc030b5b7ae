"""The A4 brief as PDF: one page for a region, two for the country, or all of them in one file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from campaign.analysis.provenance import build_provenance
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.exports.pdf.charts import BriefMap
from campaign.exports.pdf.cover import cover_of
from campaign.exports.pdf.page import page_of, title_of
from campaign.exports.pdf.second_page import second_page_of
from campaign.exports.pdf.typst_page import print_pdf
from campaign.exports.progress import PAGE, Parts, StepProgress, ignore_step
from campaign.theme.style import LIGHT

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
        "cover": cover_of(view, contents, about) if len(pages) > 1 else None,
        "pages": contents,
    }
    pdf = print_pdf(TEMPLATE, data, about.data_day)
    parts.finish()
    return pdf
