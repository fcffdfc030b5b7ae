"""The export formats: the contents of each, and the function that creates the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from types import MappingProxyType
from typing import Literal

from campaign.analysis.provenance import file_name
from campaign.analysis.register_table import row_limit_words
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.exports.progress import DONE, MAKING, Step, StepProgress, ignore_step
from campaign.exports.xlsx.workbook import MIME as XLSX
from campaign.i18n.translator import N_
from campaign.presentation.slides import Slide
from campaign.presentation.slides_file import read_slides

Link = Callable[[Selection], str]


def no_link(selection: Selection) -> str:
    """Return no address: the page then has no QR code."""
    return ""


@dataclass(frozen=True)
class ExportOptions:
    """The options of an export in addition to the view; a format ignores those it does not take.

    `second` is a second language on the same slide. `semicolon` writes CSV with semicolons and
    decimal commas. `every` makes a page for the country and for each region. `link` returns the
    address of a selection. `slides` are those of the presentation; None means those of the
    edition. `progress` is called with each step; it is not part of `key`.
    """

    second: str | None = None
    semicolon: bool = False
    every: bool = False
    link: Link = no_link
    slides: tuple[Slide, ...] | None = None
    progress: StepProgress = ignore_step

    @property
    def key(self) -> tuple[object, ...]:
        """A key; options with equal keys give the same bytes for the same view and server."""
        return (self.second, self.semicolon, self.every, self.slides)


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
        "presentation_html",
        "register_csv",
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
    from campaign.exports.register_csv import register_csv

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
    from campaign.exports.presentation_html import presentation_html

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


Option = Literal["second", "semicolon", "every", "link", "slides"]


@dataclass(frozen=True)
class ExportFormat:
    """A file format. `name` and `contents` are message ids, for the list of formats.

    `needs_register`: if there is no register, this file is not offered; a file of another format
    then says why it is empty. The file name begins with `word`. `takes` are the options that apply.
    `lists` says which activities its rows list: none, the selected ones or all. `build` returns the
    bytes; the same view and options give the same bytes.
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
    lists: Literal["", "selected", "all"] = ""

    def file_name(self, view: View) -> str:
        """Return the file name, in Latin letters."""
        return file_name(view, self.word, self.ending)

    def missing(self, view: View) -> bool:
        """Return whether this file cannot be made: it needs a register and the view has none."""
        return self.needs_register and view.edition.register is None

    def row_limit_words(self, view: View) -> str:
        """Return why readers cannot get this file for so many activities; "" if they can."""
        return row_limit_words(view, whole_register=self.lists == "all") if self.lists else ""


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
            make_pptx,
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
            make_html,
            frozenset(("second", "slides")),
        ),
        ExportFormat(
            "pdf",
            N_("Brief (PDF)"),
            N_(
                "One A4 page: map, timeline, leading types, key figures compared with published "
                "figures, sources; for the country, a second page on coverage, plan and data "
                "completeness."
            ),
            False,
            "brief",
            ".pdf",
            "application/pdf",
            make_pdf,
            frozenset(("every", "link")),
        ),
        ExportFormat(
            "docx",
            N_("Report (DOCX)"),
            N_(
                "A document for Word or LibreOffice: key figures and all charts with their "
                "tables; on request, a chapter for each region."
            ),
            False,
            "report",
            ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            make_docx,
            frozenset(("every",)),
        ),
        ExportFormat(
            "xlsx",
            N_("Workbook (XLSX)"),
            N_(
                "The register; indicators by region, by day and by type, with charts; published "
                "and computed values; sources and filter."
            ),
            False,
            "results",
            ".xlsx",
            XLSX,
            make_xlsx,
            lists="selected",
        ),
        ExportFormat(
            "csv",
            N_("Register (CSV)"),
            N_("The selected activities, one per row, in the columns of the register."),
            True,
            "register",
            ".csv",
            "text/csv",
            make_csv,
            frozenset(("semicolon",)),
            lists="selected",
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
            make_zip,
            lists="all",
        ),
    )
}
"""{format: the export format}, in the order of the list."""
