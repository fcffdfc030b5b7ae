"""The work of a publication in parts, done by several processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace

import pandas as pd

from campaign.analysis.selection import Selection
from campaign.dataset.engines.failures import every_answer
from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign
from campaign.domain.campaign import Campaign
from campaign.exports.data_package.package import data_package
from campaign.exports.export_options import ExportOptions
from campaign.exports.formats import FORMATS
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides_file import read_slides
from campaign.schema.rules import RULES
from campaign.site.document import Metadata, document
from campaign.site.issue_catalogue import LIST, IssuePage, issue_catalogue
from campaign.site.public.catalogue import REGION_KINDS, Catalogue, has_activities
from campaign.site.public.links import SITE, StaticLinks
from campaign.site.public.pages import PageSet, public_head

_DATA_LANGUAGE = "en"
"""The language in which the data files are described; their columns are codes."""

MOST_PROCESSES = 2
PAGE_KINDS = ("pages", "issues")
"""The parts whose pages name their own addresses."""
_OBJECTS = 100_000
"""New objects between two runs of the garbage collector."""
_LONGEST_FIRST = ("docx", "html", "pptx", "xlsx", "zip", "pdf", "csv")


class DataChangedError(RuntimeError):
    """A file or a register of the data changed while the pages were drawn."""


@dataclass(frozen=True)
class PublishTask:
    """The task of a process: the data files and their version, and what is published of them."""

    folders: Folders
    fingerprint: str
    edition: str | None
    has_address: bool


@dataclass(frozen=True)
class Part:
    """A part of the work.

    `kind` is "pages" (of a selection), "issues" (their catalogue), "data" (the open data), or the
    format of an export of the whole campaign or of one region.
    """

    lang: str
    selection: Selection
    kind: str = "pages"


def parts_of(catalogue: Catalogue) -> Sequence[Part]:
    """Return all parts, those that take longest first."""
    main_selection = Selection(catalogue.editions[0])
    parts = [Part(lang, main_selection, "issues") for lang in LANGUAGES]
    for edition in catalogue.editions:
        edition_selection = Selection(edition)
        parts.append(Part("", edition_selection, "data"))
        if has_activities(catalogue.campaign.editions[edition]):
            formats = sorted(FORMATS, key=_LONGEST_FIRST.index)
            parts += [Part(lang, edition_selection, kind) for kind in formats for lang in LANGUAGES]
            parts += [
                Part(lang, replace(edition_selection, oblasts=(code,)), kind)
                for kind in REGION_KINDS
                for code in catalogue.campaign.places.codes
                for lang in LANGUAGES
            ]
        parts += [
            Part(lang, selection)
            for selection in catalogue.selections(edition)
            for lang in LANGUAGES
        ]
    return parts


def make_all(
    task: PublishTask, campaign: Campaign, parts: Sequence[Part]
) -> Iterator[tuple[Part, Mapping[str, bytes]]]:
    """Yield each part with its files, {path: content}, as soon as it is complete.

    Raises DataChangedError if the data change meanwhile, `RegisterAwayError` if a register in an
    engine gives no answer, and any error of creating a file.
    """
    processes = min(MOST_PROCESSES, os.cpu_count() or 1, len(parts))
    if processes < 2:
        catalogue = Catalogue.of(campaign, task.edition)
        for part in parts:
            yield part, make(part, catalogue, task)
        return
    # A new interpreter for each: a copy of this one would copy its threads' locks too.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, _prepare, (task,))
    try:
        futures = {pool.submit(_make, group): group for group in _groups(parts)}
        for future in as_completed(futures):
            yield from zip(futures[future], future.result(), strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


def _groups(parts: Sequence[Part]) -> Sequence[Sequence[Part]]:
    """Return the parts in groups that differ only in language: they have the same numbers."""
    groups: dict[tuple[Selection, str], list[Part]] = {}
    for part in parts:
        groups.setdefault((part.selection, part.kind), []).append(part)
    return list(groups.values())


def make(part: Part, catalogue: Catalogue, task: PublishTask) -> dict[str, bytes]:
    """Return the files of a part, {path: content}.

    Raises `RegisterAwayError` if a register gave no answer: a page would only say so.
    """
    with every_answer():
        return _make_files(part, catalogue, task)


def _make_files(part: Part, catalogue: Catalogue, task: PublishTask) -> dict[str, bytes]:
    if part.kind == "pages":
        pages = PageSet(catalogue, part.selection, part.lang, task.has_address)
        return dict(pages.draw())
    if part.kind == "issues":
        return dict(IssuePages(catalogue, part.lang, task.has_address).draw())
    if part.kind == "data":
        return dict(DataFiles(catalogue, part.selection.edition).make())
    return dict(_ExportFile(catalogue, task.folders, part.selection, part.lang, part.kind).make())


_prepared: dict[str, tuple[Catalogue, PublishTask]] = {}
"""The catalogue and the task of this process, under "work"; empty if the data changed."""


def _prepare(task: PublishTask) -> None:
    # The frames of a page have few rows, for which Python strings are faster than Arrow strings.
    pd.set_option("mode.string_storage", "python")
    campaign = load_campaign(task.folders)
    # The campaign stays as long as the process: the garbage collector need not visit it. Pages
    # create hardly any reference cycles, so the collector need not run often.
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    if campaign.fingerprint == task.fingerprint:
        _prepared["work"] = (Catalogue.of(campaign, task.edition), task)


def _make(parts: Sequence[Part]) -> list[dict[str, bytes]]:
    if "work" not in _prepared:
        raise DataChangedError
    return [make(part, *_prepared["work"]) for part in parts]


@dataclass(frozen=True)
class IssuePages:
    """The pages of the list and of each issue. With `has_address` each states its own address."""

    catalogue: Catalogue
    lang: str
    has_address: bool

    def draw(self) -> Iterator[tuple[str, bytes]]:
        """Yield each page with its path."""
        selection = Selection(self.catalogue.editions[0])
        view = self.catalogue.view(selection, self.lang)
        for code in (LIST, *RULES):
            path = self.catalogue.issue(code, self.lang)
            links = StaticLinks(self.catalogue, "issues", selection, self.lang, path)
            page = IssuePage("about", view, links, lambda view, build: build(view), code=code)
            html = document(page, self._metadata(code), main=issue_catalogue(page))
            yield path, html.encode()

    def _metadata(self, code: str) -> Metadata:
        extra_html = public_head()
        if not self.has_address:
            return Metadata(extra_html=extra_html)
        addresses = {lang: f"{SITE}{self.catalogue.issue(code, lang)}" for lang in LANGUAGES}
        return Metadata(canonical=addresses[self.lang], alternates=addresses, extra_html=extra_html)


@dataclass(frozen=True)
class _ExportFile:
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
        view = self.catalogue.view(Selection(self.edition), _DATA_LANGUAGE)
        for name, content in data_package(view).items():
            yield f"{self.catalogue.data(self.edition)}/{name}", content
