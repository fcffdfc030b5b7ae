"""Publishing of a campaign as static files, in parts, by several processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import pandas as pd

from campaign.analysis.selection import Selection
from campaign.dataset.edition_register import engine_versions
from campaign.dataset.engines.failures import every_answer
from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign
from campaign.domain.campaign import Campaign
from campaign.exports.data_package.package import data_package
from campaign.exports.formats import FORMATS, ExportOptions
from campaign.exports.progress import DONE, TOGETHER, Step, StepProgress, ignore_step
from campaign.i18n.translator import LANGUAGES, N_
from campaign.presentation.slides_file import read_slides
from campaign.schema.rules import RULES
from campaign.site.contents import PARTS
from campaign.site.document import Metadata, document
from campaign.site.issue_catalogue import LIST, IssuePage, issue_catalogue
from campaign.site.public.catalogue import (
    REGION_KINDS,
    SITE,
    STEMS,
    VERSION,
    VERSIONS,
    Catalogue,
    StaticLinks,
    has_activities,
)
from campaign.site.public.folder import (
    ForeignFolderError,
    SiteFolder,
    open_site,
    publication_key,
    read_manifest,
)
from campaign.site.public.pages import UNKNOWN_PAGE, PageSet, public_head, unknown_page

PART = N_("Part {n} of {total}")
_SITE, _VERSION = SITE.encode(), VERSION.encode()


@dataclass(frozen=True)
class Options:
    """What is published: one edition or all, and the future address of the site, or ""."""

    edition: str | None = None
    base_url: str = ""

    @property
    def base(self) -> str:
        """The address with a slash at its end; "" without one."""
        return f"{self.base_url.rstrip('/')}/" if self.base_url else ""


@dataclass(frozen=True)
class Publication:
    """The number of files in the site, of files written, and of files removed."""

    files: int
    changed: int = 0
    removed: int = 0


def publish(
    target: Path, folders: Folders, options: Options, progress: StepProgress = ignore_step
) -> Publication:
    """Write the site to the folder `target`, where it replaces a former one.

    Nothing is drawn if data, program and options are those of the former site. Raises
    UnloadableDataError, UnknownEditionError, `RegisterAwayError` if a register in an engine gives
    no answer, and what `open_site` and `make_all` raise; the former site then stays as it was.
    """
    versions = engine_versions(folders)
    key = publication_key(folders, (options.edition or "", options.base, *versions))
    former = read_manifest(target)
    if former is not None and former.key == key and former.is_complete(target):
        return Publication(len(former.files))
    with open_site(target) as site:
        with every_answer():
            campaign = load_campaign(folders)
        catalogue = Catalogue.of(campaign, options.edition)
        task = PublishTask(folders, campaign.fingerprint, options.edition, bool(options.base))
        parts = parts_of(catalogue)
        results = make_all(task, campaign, parts)
        count = len(parts)
        for number, (part, files) in enumerate(results, start=1):
            progress(Step(number, count + 1, PART, number, count))
            for path, content in files.items():
                version = f"{VERSIONS}/{campaign.fingerprint}/"
                if part.kind in PAGE_KINDS and path.endswith(".html"):
                    _write_page(site, path, content, options.base, version)
                else:
                    site.write(path, content)
                    site.repeat(path, version + path, content)
        if engine_versions(folders) != versions:
            raise DataChangedError
        progress(Step(count, count + 1, TOGETHER))
        for path, content in _robot_files(catalogue, options.base).items():
            site.write(path, content)
        # Somebody may have added such a page to the site: it is kept.
        with suppress(ForeignFolderError):
            site.write(UNKNOWN_PAGE, unknown_page(catalogue, options.base))
        for path in site.former.other_versions(campaign.fingerprint):
            site.keep(path)
        removed = site.publish(key)
        progress(Step(count + 1, count + 1, DONE))
        return Publication(len(site.files), site.changed, removed)


def _write_page(site: SiteFolder, path: str, content: bytes, base: str, version: str) -> None:
    """Write a page and its copy in the folder `version`; each names its own address."""
    to_version = posixpath.relpath(version + path, posixpath.dirname(path))
    in_version = posixpath.basename(path)
    for copy, root, address in (
        (path, base, to_version),
        (version + path, base + version, in_version),
    ):
        named = content.replace(_SITE, root.encode()).replace(_VERSION, address.encode())
        site.write(copy, named)


def _robot_files(catalogue: Catalogue, base: str) -> dict[str, bytes]:
    """Return `robots.txt`, and `sitemap.xml` where the site knows its address."""
    if not base:
        return {"robots.txt": b"User-agent: *\nAllow: /\n"}
    pages = "".join(f"<url><loc>{escape(base + path)}</loc></url>\n" for path in _pages(catalogue))
    sitemap = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{pages}</urlset>\n'
    )
    robots = f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"
    return {"robots.txt": robots.encode(), "sitemap.xml": sitemap.encode()}


def _pages(catalogue: Catalogue) -> Iterator[str]:
    """Yield the path of every page of this version, without those of tables."""
    campaign = catalogue.campaign
    for lang in LANGUAGES:
        yield from (catalogue.issue(code, lang) for code in (LIST, *RULES))
    for edition in catalogue.editions:
        for selection in catalogue.selections(edition):
            for stem in STEMS:
                for lang in LANGUAGES:
                    path = catalogue.page(stem, selection, lang)
                    if path and catalogue.find(stem, selection) == selection:
                        yield path
                        if has_activities(campaign.editions[edition]):
                            for name in PARTS.get(stem, ()):
                                yield catalogue.part(stem, name, selection, lang)


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
        match part.kind:
            case "pages":
                pages = PageSet(catalogue, part.selection, part.lang, task.has_address)
                return dict(pages.draw())
            case "issues":
                return dict(issue_pages(catalogue, part.lang, task.has_address))
            case "data":
                return data_files(catalogue, part.selection.edition)
            case _:
                return _export_file(part, catalogue, task.folders)


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


def issue_pages(catalogue: Catalogue, lang: str, has_address: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the page of the list and of each issue with its path.

    With `has_address` each states its own address.
    """
    selection = Selection(catalogue.editions[0])
    view = catalogue.view(selection, lang)
    for code in (LIST, *RULES):
        path = catalogue.issue(code, lang)
        links = StaticLinks(catalogue, "issues", selection, lang, path)
        page = IssuePage("about", view, links, lambda view, build: build(view), code=code)
        metadata = Metadata(extra_html=public_head())
        if has_address:
            addresses = {other: f"{SITE}{catalogue.issue(code, other)}" for other in LANGUAGES}
            metadata = replace(metadata, canonical=addresses[lang], alternates=addresses)
        yield path, document(page, metadata, main=issue_catalogue(page)).encode()


def data_files(catalogue: Catalogue, edition: str) -> dict[str, bytes]:
    """Return the open data of an edition by path: tables, boundaries, and their description."""
    package = data_package(catalogue.view(Selection(edition), _DATA_LANGUAGE))
    return {f"{catalogue.data(edition)}/{name}": content for name, content in package.items()}


def _export_file(part: Part, catalogue: Catalogue, folders: Folders) -> dict[str, bytes]:
    """Return a file of an edition, or of one region, by its path; {} if there is no such file.

    Raises UnreadableSlidesError for broken slides.
    """
    path = catalogue.file(part.kind, part.selection, part.lang)
    if path is None:
        return {}
    view = catalogue.view(replace(part.selection, lang=part.lang), part.lang)
    options = ExportOptions()
    if "slides" in FORMATS[part.kind].takes:
        slides = read_slides(folders.data, part.selection.edition, view.campaign)
        options = ExportOptions(slides=slides)
    return {path: FORMATS[part.kind].build(view, options)}
