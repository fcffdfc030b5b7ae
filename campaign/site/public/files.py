"""The files to download beside the pages: exports in each language, and the open data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from campaign.analysis.selection import Selection
from campaign.dataset.folders import Folders
from campaign.exports.data_package.package import data_package
from campaign.exports.export_options import ExportOptions
from campaign.exports.formats import FORMATS
from campaign.presentation.slides_file import read_slides
from campaign.site.public.catalogue import Catalogue

DATA_LANGUAGE = "en"
"""The language in which the data files are described; their columns are codes."""


@dataclass(frozen=True)
class ExportFile:
    """A file of an edition, or of one region of it, in one language, by its format."""

    catalogue: Catalogue
    folders: Folders
    selection: Selection
    lang: str
    kind: str

    def make(self) -> Iterator[tuple[str, bytes]]:
        """Yield the file with its path. Raises UnreadableSlidesError for broken slides."""
        path = self.catalogue.file(self.kind, self.selection, self.lang)
        if path is None:
            return
        view = self.catalogue.view(replace(self.selection, lang=self.lang), self.lang)
        options = ExportOptions()
        if "slides" in FORMATS[self.kind].takes:
            slides = read_slides(self.folders.data, self.selection.edition, view.campaign)
            options = ExportOptions(slides=slides)
        yield path, FORMATS[self.kind].build(view, options)


@dataclass(frozen=True)
class DataFiles:
    """The open data of an edition: tables, boundaries, and their description."""

    catalogue: Catalogue
    edition: str

    def make(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file with its path."""
        view = self.catalogue.view(Selection(self.edition), DATA_LANGUAGE)
        for name, content in data_package(view).items():
            yield f"{self.catalogue.data(self.edition)}/{name}", content
