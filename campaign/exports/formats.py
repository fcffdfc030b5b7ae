"""What can be taken home: each kind of file, what is in it, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from types import MappingProxyType
from typing import Literal

from campaign.analysis.provenance import file_name
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.exports.progress import DONE, MAKING, Progress, Step, silent
from campaign.exports.xlsx.workbook import MIME as XLSX
from campaign.i18n.translator import N_
from campaign.presentation.slides import Slide
from campaign.presentation.slides_file import read_slides

Option = Literal["second", "semicolon", "every", "link", "slides"]
Link = Callable[[Selection], str]


def no_link(selection: Selection) -> str:
    """No address: a page then bears no QR code."""
    return ""


@dataclass(frozen=True)
class ExportOptions:
    """What may be asked of a file beside the view; a kind passes over what it does not take.

    `second` is another language on the same slide, `semicolon` is for a decimal comma, `every`
    makes a page of the country and of each region, `link` gives the address of a selection.
    `slides` are those of the presentation; None takes those of the edition. `progress` is told how
    far the making has come; it is no part of `key`.
    """

    second: str | None = None
    semicolon: bool = False
    every: bool = False
    link: Link = no_link
    slides: tuple[Slide, ...] | None = None
    progress: Progress = silent

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for options that, with the same view on the same server, give the same bytes."""
        return (self.second, self.semicolon, self.every, self.slides)


@dataclass(frozen=True)
class ExportFormat:
    """A kind of file. `name` and `contents` are message ids; `contents` is said beforehand.

    `needs_register`: without a register there is no such file. All others then say why there is
    nothing in them. `word` opens the file name, `takes` are the options it heeds. `build` gives
    the bytes: the same view and options give the same ones.
    """

    format: str
    name: str
    contents: str
    needs_register: bool
    word: str
    ending: str
    mime: str
    build: Callable[[View, ExportOptions], bytes]
    takes: frozenset[Option] = field(default_factory=frozenset)

    def file_name(self, view: View) -> str:
        """Return what the file is called, in Latin letters."""
        return file_name(view, self.word, self.ending)

    def missing(self, view: View) -> bool:
        """True where there is no such file of this view: it needs a register, and has none."""
        return self.needs_register and view.edition.register is None


# What makes a file is imported when the file is made: nobody waits for it before.


def import_ahead() -> None:
    """Import what makes the files: for a thread beside a reader who is still choosing.

    What is not installed is passed over; whoever asks for that file is told.
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


def _xlsx(view: View, options: ExportOptions) -> bytes:
    from campaign.exports.xlsx.results import results_xlsx

    return results_xlsx(view, options.progress)


def _csv(view: View, options: ExportOptions) -> bytes:
    from campaign.exports.csv.register import register_csv

    options.progress(Step(0, 1, MAKING))
    content = register_csv(view, semicolon=options.semicolon)
    options.progress(Step(1, 1, DONE))
    return content


def _zip(view: View, options: ExportOptions) -> bytes:
    from campaign.exports.data_package.package import data_package_zip

    options.progress(Step(0, 1, MAKING))
    content = data_package_zip(view)
    options.progress(Step(1, 1, DONE))
    return content


def _pptx(view: View, options: ExportOptions) -> bytes:
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


def _pdf(view: View, options: ExportOptions) -> bytes:
    from campaign.exports.pdf.brief import brief, briefs

    if options.every:
        query = view.selection.to_query(view.campaign)
        query["edition"] = view.selection.edition
        return briefs(view.campaign, query, view.text.lang, options.link, options.progress)
    return brief(view, options.link(view.selection), options.progress)


def _docx(view: View, options: ExportOptions) -> bytes:
    from campaign.exports.docx.report import report

    return report(view, every=options.every, progress=options.progress)


def _html(view: View, options: ExportOptions) -> bytes:
    from campaign.exports.html.page import presentation_html

    return _make_presentation(presentation_html, view, options)


_FILTERS = ("from", "to", "oblast", "type", "organiser")


def _slides(view: View, options: ExportOptions) -> tuple[Slide, ...]:
    """Return the presentation under the filters of the view: a slide's own selection goes first."""
    slides = options.slides
    if slides is None:
        slides = read_slides(campaign_cache.folders().data, view.selection.edition)
    chosen = view.selection.to_query(view.campaign)
    filters = {key: value for key, value in chosen.items() if key in _FILTERS}
    return tuple(
        replace(slide, query=MappingProxyType({**filters, **slide.query})) for slide in slides
    )


def _shown_slides(view: View, options: ExportOptions) -> tuple[Slide, ...]:
    """Return the slides for which the campaign has data under these filters."""
    from campaign.presentation.omissions import shown_slides

    slides, edition = _slides(view, options), view.selection.edition
    return shown_slides(slides, view.campaign, view.text.lang, edition)


FORMATS: Mapping[str, ExportFormat] = {
    kind.format: kind
    for kind in (
        ExportFormat(
            "pptx",
            N_("Slides (PPTX)"),
            N_(
                "The presentation as slides: editable charts, the map as shapes, the speaker’s "
                "notes."
            ),
            False,
            "presentation",
            ".pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            _pptx,
            frozenset(("second", "slides")),
        ),
        ExportFormat(
            "html",
            N_("Presentation in one file (HTML)"),
            N_(
                "The whole presentation in three languages, for a browser without a network "
                "connection."
            ),
            False,
            "presentation",
            ".html",
            "text/html",
            _html,
            frozenset(("second", "slides")),
        ),
        ExportFormat(
            "pdf",
            N_("Brief (PDF)"),
            N_(
                "One A4 page: map, timeline, leading types, headline numbers compared with "
                "published figures, sources; for the country, a second page on coverage, plan "
                "and certainty of the total."
            ),
            False,
            "brief",
            ".pdf",
            "application/pdf",
            _pdf,
            frozenset(("every", "link")),
        ),
        ExportFormat(
            "docx",
            N_("Report (DOCX)"),
            N_(
                "A document for Word or LibreOffice: headline numbers and all charts with "
                "their tables; on request, a chapter for each region."
            ),
            False,
            "report",
            ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _docx,
            frozenset(("every",)),
        ),
        ExportFormat(
            "xlsx",
            N_("Workbook (XLSX)"),
            N_(
                "The register; by region, by day and by type, with charts; published and "
                "computed values; sources and filter."
            ),
            False,
            "results",
            ".xlsx",
            XLSX,
            _xlsx,
        ),
        ExportFormat(
            "csv",
            N_("Register (CSV)"),
            N_("The selected activities, one per row, in the columns of the register."),
            True,
            "register",
            ".csv",
            "text/csv",
            _csv,
            frozenset(("semicolon",)),
        ),
        ExportFormat(
            "zip",
            N_("Open data (ZIP)"),
            N_(
                "Indicators by region, day and type, published figures and boundaries as CSV, "
                "JSON and GeoJSON, with a description for data portals (Data Package)."
            ),
            False,
            "data",
            ".zip",
            "application/zip",
            _zip,
        ),
    )
}
"""Every kind of file by its format, in the order in which they are offered."""
