"""The A4 brief as PDF: a page for a place, two for the country, and all places in one file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from campaign.analysis.provenance import build_provenance
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.exports.pdf.charts import BriefMap
from campaign.exports.pdf.cover import cover_of
from campaign.exports.pdf.page import page_of, title_of
from campaign.exports.pdf.second_page import second_page_of
from campaign.exports.pdf.typst_page import print_pdf
from campaign.exports.progress import PAGE, Parts, Progress, ignore_progress
from campaign.i18n.translator import Text
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
"""What the template takes from the style of paper."""


def brief(view: View, link: str, progress: Progress = ignore_progress) -> bytes:
    """Return the view on A4 as PDF/UA-1: two pages of the country, one of the place that is chosen.

    The second page has coverage, plan and certainty, as far as the campaign has their data.

    `link` is the address of the very view, for the QR code; "" leaves the code out. The same view
    and link give the same bytes. A view without activities gives a page that says so. Raises
    `typst_page.PdfError`.
    """
    view = replace(view, style=LIGHT)
    return _document([(view, link)], title_of(view), progress)


def briefs(
    campaign: Campaign,
    query: Mapping[str, str],
    lang: str,
    link: Callable[[Selection], str],
    progress: Progress = ignore_progress,
) -> bytes:
    """A page of contents and a page each as PDF/UA-1: the country and each of the nine units.

    `query` is a selection as in a link; its oblasts are ignored. `link` gives the address of a
    page's view. Raises `typst_page.PdfError`.
    """
    selection = replace(Selection.from_query(query, campaign), lang=lang)
    text = Text.of(lang)
    places: list[tuple[str, ...]] = [(), *((code,) for code in campaign.places.codes)]
    views = [View(campaign, replace(selection, oblasts=codes), text, LIGHT) for codes in places]
    title = f"{views[0].edition.name(text)} · {text('By region')}"
    return _document([(view, link(view.selection)) for view in views], title, progress)


def _document(pages: Sequence[tuple[View, str]], title: str, progress: Progress) -> bytes:
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
