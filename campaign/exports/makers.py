"""A function for each export format; it imports its modules only when it is called."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from types import MappingProxyType

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.exports.export_options import ExportOptions
from campaign.exports.progress import DONE, MAKING, Step
from campaign.presentation.slides import Slide
from campaign.presentation.slides_file import read_slides

_FILTERS = ("from", "to", "oblast", "type", "organiser")


def import_ahead() -> None:
    """Import the modules that make the files; called in a thread while a reader is still choosing.

    A module is skipped if a package is not installed; an export that needs it reports this.
    """
    for name in (
        "pdf.brief",
        "docx.report",
        "pptx.deck",
        "xlsx.results",
        "html.page",
        "csv.register",
        "data_package.package",
    ):
        with suppress(ImportError):
            import_module(f"campaign.exports.{name}")


def make_xlsx(view: View, options: ExportOptions) -> bytes:
    """Return the bytes of the workbook of results."""
    from campaign.exports.xlsx.results import results_xlsx

    return results_xlsx(view, options.progress)


def make_csv(view: View, options: ExportOptions) -> bytes:
    """Return the bytes of the register as CSV."""
    from campaign.exports.csv.register import register_csv

    options.progress(Step(0, 1, MAKING))
    content = register_csv(view, semicolon=options.semicolon)
    options.progress(Step(1, 1, DONE))
    return content


def make_zip(view: View, options: ExportOptions) -> bytes:
    """Return the bytes of the data package."""
    from campaign.exports.data_package.package import data_package_zip

    options.progress(Step(0, 1, MAKING))
    content = data_package_zip(view)
    options.progress(Step(1, 1, DONE))
    return content


def make_pptx(view: View, options: ExportOptions) -> bytes:
    """Return the bytes of the presentation as slides."""
    from campaign.exports.pptx.deck import deck

    return _make_presentation(deck, view, options)


def _make_presentation(make: Callable[..., bytes], view: View, options: ExportOptions) -> bytes:
    return make(
        view.campaign,
        _shown_slides(view, options),
        view.text.lang,
        edition=view.selection.edition,
        second=options.second,
        progress=options.progress,
    )


def make_pdf(view: View, options: ExportOptions) -> bytes:
    """Return the bytes of the brief; with `every`, of one file for the country and each region."""
    from campaign.exports.pdf.brief import brief, briefs

    if options.every:
        return briefs(view, options.link, options.progress)
    return brief(view, options.link(view.selection), options.progress)


def make_docx(view: View, options: ExportOptions) -> bytes:
    """Return the bytes of the report."""
    from campaign.exports.docx.report import report

    return report(view, every=options.every, progress=options.progress)


def make_html(view: View, options: ExportOptions) -> bytes:
    """Return the bytes of the presentation as one page."""
    from campaign.exports.html.page import presentation_html

    return _make_presentation(presentation_html, view, options)


def filtered_slides(view: View, options: ExportOptions) -> tuple[Slide, ...]:
    """Return the slides with the filters of the view; a slide's own selection takes precedence."""
    slides = options.slides
    if slides is None:
        data = campaign_cache.folders().data
        slides = read_slides(data, view.selection.edition, view.campaign)
    chosen = view.selection.to_query(view.campaign)
    filters = {key: value for key, value in chosen.items() if key in _FILTERS}
    return tuple(
        replace(slide, query=MappingProxyType({**filters, **slide.query})) for slide in slides
    )


def _shown_slides(view: View, options: ExportOptions) -> tuple[Slide, ...]:
    """Return the slides for which the campaign has data with these filters."""
    from campaign.presentation.slides import shown_slides

    slides, edition = filtered_slides(view, options), view.selection.edition
    return shown_slides(slides, view.campaign, view.text.lang, edition)
