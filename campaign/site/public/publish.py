"""Publishing of a campaign as static files: the whole site is written, or nothing changes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path

from campaign.dataset.edition_register import engine_versions
from campaign.dataset.engines.failures import every_answer
from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign
from campaign.exports.progress import DONE, TOGETHER, Step, StepProgress, ignore_step
from campaign.i18n.translator import LANGUAGES, N_
from campaign.schema.rules import RULES
from campaign.site.issue_catalogue import LIST
from campaign.site.page_parts import PARTS
from campaign.site.public.catalogue import STEMS, VERSIONS, Catalogue, has_activities
from campaign.site.public.folder import (
    ForeignFolderError,
    SiteFolder,
    open_site,
    publication_key,
    read_manifest,
)
from campaign.site.public.links import VERSION
from campaign.site.public.pages import SITE, UNKNOWN_PAGE, unknown_page
from campaign.site.public.publish_processes import (
    PAGE_KINDS,
    DataChangedError,
    PublishTask,
    make_all,
    parts_of,
)

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
                copies = _Copies(path, content, part.kind in PAGE_KINDS and path.endswith(".html"))
                copies.write(site, options.base, campaign.fingerprint)
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


@dataclass(frozen=True)
class _Copies:
    """A file of the site and its copy among the versions of the data."""

    path: str
    content: bytes
    is_page: bool

    def write(self, site: SiteFolder, base: str, fingerprint: str) -> None:
        """Write both; each page names its own address, and that of its version."""
        version = f"{VERSIONS}/{fingerprint}/"
        if not self.is_page:
            site.write(self.path, self.content)
            site.repeat(self.path, version + self.path, self.content)
            return
        to_version = posixpath.relpath(version + self.path, posixpath.dirname(self.path))
        site.write(self.path, self._at(base, to_version))
        site.write(version + self.path, self._at(base + version, posixpath.basename(self.path)))

    def _at(self, base: str, version: str) -> bytes:
        return self.content.replace(_SITE, base.encode()).replace(_VERSION, version.encode())


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
