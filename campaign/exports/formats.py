"""The export formats: the contents of each, and the function that creates the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from campaign.analysis.provenance import file_name
from campaign.analysis.register_table import row_limit_words
from campaign.analysis.view import View
from campaign.exports.export_options import ExportOptions
from campaign.exports.makers import (
    make_csv,
    make_docx,
    make_html,
    make_pdf,
    make_pptx,
    make_xlsx,
    make_zip,
)
from campaign.exports.xlsx.workbook import MIME as XLSX
from campaign.i18n.translator import N_

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
                "One A4 page: map, timeline, leading types, headline numbers compared with "
                "published figures, sources; for the country, a second page on coverage, plan "
                "and certainty of the total."
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
                "A document for Word or LibreOffice: headline numbers and all charts with "
                "their tables; on request, a chapter for each region."
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
