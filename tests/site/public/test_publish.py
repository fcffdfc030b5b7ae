"""A site is written completely or not at all, and only changed files are written."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

import pytest

from campaign.analysis.selection import Selection
from campaign.dataset.engines.failures import FAILURES
from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign
from campaign.domain.campaign import Campaign
from campaign.domain.register import RegisterAwayError
from campaign.exports.progress import Step
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.page import NO_PAGE
from campaign.site.public import folder, publish
from campaign.site.public.catalogue import STEMS, VERSION, Catalogue
from campaign.site.public.folder import (
    MANIFEST,
    BusyFolderError,
    ForeignFolderError,
    open_site,
    read_manifest,
)
from campaign.site.public.pages import SITE
from campaign.site.public.publish import DataChangedError, Options, Part

Files = dict[str, bytes]
FILES: Files = {
    "ky/index.html": f'<a href="{VERSION}"></a><link href="{SITE}ky/index.html">'.encode(),
    "ky/map.html": b"<p>map</p>",
    "data/2017/days.csv": b"1,2\n",
}


@pytest.fixture
def contents(monkeypatch: pytest.MonkeyPatch, campaign: Campaign) -> Files:
    """The files that are published instead of drawn pages; a test may change them."""
    files = dict(FILES)

    def make_all(*_: object) -> Iterator[tuple[Part, Mapping[str, bytes]]]:
        for path, content in files.items():
            kind = "pages" if path.endswith(".html") else "data"
            yield Part("ky", Selection("2017"), kind), {path: content}

    monkeypatch.setattr(publish, "make_all", make_all)
    monkeypatch.setattr(publish, "load_campaign", lambda _: campaign)
    return files


@pytest.fixture
def redraw(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run has another publication key, like a new version of the program."""
    numbers = iter(range(99))
    monkeypatch.setattr(publish, "publication_key", lambda *_: str(next(numbers)))


def run(target: Path, folders: Folders, **options: str) -> publish.Publication:
    return publish.publish(target, folders, Options(**options))  # type: ignore[arg-type]


def content_of(target: Path) -> dict[str, bytes]:
    files = {p.relative_to(target).as_posix(): p for p in target.rglob("*") if p.is_file()}
    return {path: file.read_bytes() for path, file in files.items() if path != MANIFEST}


def states_of(target: Path) -> dict[str, tuple[int, int]]:
    return {
        p: ((target / p).stat().st_ino, (target / p).stat().st_mtime_ns) for p in content_of(target)
    }


def test_a_version_of_the_data_has_its_own_address(
    contents: Files, folders: Folders, campaign: Campaign, tmp_path: Path
) -> None:
    run(tmp_path / "site", folders, base_url="https://example.org/c")
    files, version = content_of(tmp_path / "site"), f"v/{campaign.fingerprint}"
    assert set(files) == {
        *FILES,
        *(f"{version}/{path}" for path in FILES),
        "404.html",
        "robots.txt",
        "sitemap.xml",
    }
    address, link = "https://example.org/c/", f'<a href="../{version}/ky/index.html">'
    assert files["ky/index.html"].decode() == f'{link}</a><link href="{address}ky/index.html">'
    assert files[f"{version}/ky/index.html"].decode() == (
        f'<a href="index.html"></a><link href="{address}{version}/ky/index.html">'
    )
    assert b"https://example.org/c/ru/map/KG-B.html</loc>" in files["sitemap.xml"]
    assert b"https://example.org/c/ru/issues/date.html</loc>" in files["sitemap.xml"]
    assert b"Sitemap: https://example.org/c/sitemap.xml" in files["robots.txt"]
    assert list(tmp_path.iterdir()) == [tmp_path / "site"]


@pytest.mark.parametrize(
    ("base", "root"), [("https://example.org/c", "https://example.org/c/"), ("", "/")]
)
def test_the_page_for_unknown_addresses_has_whole_addresses_and_every_language(
    base: str, root: str, contents: Files, folders: Folders, campaign: Campaign, tmp_path: Path
) -> None:
    run(tmp_path / "site", folders, base_url=base)
    html = (tmp_path / "site" / "404.html").read_text(encoding="utf-8")
    for lang in LANGUAGES:
        assert escape(Text.of(lang)(NO_PAGE)) in html.replace("\xa0", " ")
    links, catalogue = re.findall(r'href="?([^" >]+)', html), Catalogue.of(campaign)
    paths = {f"{root}{catalogue.page(stem, Selection('2017'), 'ky')}" for stem in STEMS}
    homes = {f"{root}{catalogue.page('overview', Selection('2017'), lang)}" for lang in LANGUAGES}
    assert paths | homes <= {*links}
    assert all(link.startswith((root, "data:")) for link in links)


def test_a_page_for_unknown_addresses_that_somebody_added_is_kept(
    contents: Files, folders: Folders, tmp_path: Path, redraw: None
) -> None:
    run(tmp_path / "site", folders)
    (tmp_path / "site" / "404.html").unlink()
    manifest = tmp_path / "site" / MANIFEST
    manifest.write_text(manifest.read_text().replace('"404.html"', '"former.html"'))
    (tmp_path / "site" / "404.html").write_text("mine")
    run(tmp_path / "site", folders)
    assert (tmp_path / "site" / "404.html").read_text() == "mine"


def test_nothing_is_drawn_without_a_change(
    contents: Files, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(tmp_path / "site", folders)
    states = states_of(tmp_path / "site")
    monkeypatch.setattr(publish, "make_all", None)
    again = run(tmp_path / "site", folders)
    assert (again.files, again.changed, again.removed) == (first.files, 0, 0)
    assert states_of(tmp_path / "site") == states


def test_changed_rows_of_an_engine_are_published(
    contents: Files, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, versions = tmp_path / "site", ["1"]
    monkeypatch.setattr(publish, "engine_versions", lambda _: tuple(versions))
    run(site, folders)
    contents["data/2017/days.csv"] = b"1,3\n"
    assert run(site, folders).changed == 0
    versions[0] = "2"
    assert run(site, folders).changed > 0


def test_no_site_is_written_if_rows_change_or_cannot_be_read(
    contents: Files,
    folders: Folders,
    campaign: Campaign,
    tmp_path: Path,
    redraw: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site, versions = tmp_path / "site", iter("123456789")
    run(site, folders)
    before = states_of(site)
    contents["ky/map.html"] = b"<p>other</p>"

    def load(_: Folders) -> Campaign:
        FAILURES.add()
        return campaign

    with monkeypatch.context() as patch:
        patch.setattr(publish, "engine_versions", lambda _: (next(versions),))
        with pytest.raises(DataChangedError):
            run(site, folders)
    monkeypatch.setattr(publish, "load_campaign", load)
    with pytest.raises(RegisterAwayError):
        run(site, folders)
    assert states_of(site) == before


def test_a_missing_file_or_another_option_leads_to_a_new_run(
    contents: Files, folders: Folders, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    run(site, folders)
    (site / "ky" / "map.html").unlink()
    assert run(site, folders).changed == 1
    assert run(site, folders, base_url="https://example.org").changed > 1
    assert run(site, folders, edition="2017", base_url="https://example.org").changed <= 1


def test_an_unchanged_file_stays_and_a_former_one_is_removed(
    contents: Files, redraw: None, folders: Folders, campaign: Campaign, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    run(site, folders)
    before = states_of(site)
    contents["ky/map.html"] = b"<p>new map</p>"
    del contents["data/2017/days.csv"]
    result = run(site, folders)
    after, version = states_of(site), f"v/{campaign.fingerprint}/"
    assert (result.changed, result.removed) == (2, 2)
    assert after["ky/index.html"] == before["ky/index.html"]
    assert after["ky/map.html"] != before["ky/map.html"]
    assert content_of(site)[f"{version}ky/map.html"] == b"<p>new map</p>"
    assert not any(path.endswith("days.csv") for path in after)


def test_earlier_versions_of_the_data_stay(
    contents: Files, redraw: None, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, campaign = tmp_path / "site", load_campaign(folders)
    for fingerprint in ("first", "second"):
        object.__setattr__(campaign, "fingerprint", fingerprint)
        monkeypatch.setattr(publish, "load_campaign", lambda _: campaign)
        run(site, folders)
        contents["ky/map.html"] = b"<p>later</p>"
    files = content_of(site)
    assert files["v/first/ky/map.html"] == b"<p>map</p>"
    assert files["v/second/ky/map.html"] == files["ky/map.html"] == b"<p>later</p>"
    shutil.rmtree(site / "v/first")
    run(site, folders)
    assert not any(path.startswith("v/first/") for path in content_of(site))


@pytest.mark.parametrize("exchanges", (True, False))
def test_the_former_site_is_visible_until_the_new_one_is_complete(
    contents: Files,
    redraw: None,
    folders: Folders,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    exchanges: bool,
) -> None:
    site = tmp_path / "site"
    run(site, folders)
    former = content_of(site)
    contents["ky/map.html"] = b"<p>new</p>"
    if not exchanges:
        monkeypatch.setattr(folder, "_exchange", lambda *_: False)
    snapshots: list[dict[str, bytes]] = []

    def take_snapshot(step: Step) -> None:
        snapshots.append(content_of(site))

    publish.publish(site, folders, Options(), take_snapshot)
    assert len(snapshots) > 3 and all(files == former for files in snapshots[:-1])
    assert snapshots[-1] == content_of(site) != former
    assert list(tmp_path.iterdir()) == [site]


def test_an_error_leaves_the_former_site_unchanged(
    contents: Files,
    redraw: None,
    folders: Folders,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = tmp_path / "site"
    run(site, folders)
    former, states = content_of(site), states_of(site)

    def fail(*_: object) -> Iterator[tuple[Part, Mapping[str, bytes]]]:
        yield Part("ky", Selection("2017")), {"ky/map.html": b"half"}
        raise RuntimeError

    monkeypatch.setattr(publish, "make_all", fail)
    with pytest.raises(RuntimeError):
        run(site, folders)
    assert content_of(site) == former and states_of(site) == states
    assert list(tmp_path.iterdir()) == [site]


def test_a_folder_with_other_files_is_refused(
    contents: Files, folders: Folders, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ForeignFolderError, match=r"notes\.txt"):
        run(tmp_path, folders)
    assert content_of(tmp_path) == {"notes.txt": b"mine"}
    with pytest.raises(ForeignFolderError):
        run(tmp_path / "notes.txt", folders)
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / "empty", folders).changed > 0


def test_files_of_others_stay_unchanged(
    contents: Files, redraw: None, folders: Folders, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    run(site, folders)
    (site / ".htaccess").write_text("Options -Indexes")
    (site / "ky" / "note.html").write_text("mine")
    (site / "ky" / "link").symlink_to("note.html")
    state = (site / ".htaccess").stat()
    contents["ky/map.html"] = b"<p>new</p>"
    run(site, folders)
    after = (site / ".htaccess").stat()
    assert (after.st_ino, after.st_mtime_ns) == (state.st_ino, state.st_mtime_ns)
    assert os.readlink(site / "ky" / "link") == "note.html"
    contents["ky/note.html"] = b"ours"
    with pytest.raises(ForeignFolderError, match=r"ky/note\.html"):
        run(site, folders)
    assert (site / "ky" / "note.html").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")
def test_two_publications_cannot_write_one_folder(tmp_path: Path) -> None:
    with open_site(tmp_path / "site") as site:
        site.write("a.html", b"a")
        with pytest.raises(BusyFolderError), open_site(tmp_path / "site"):
            pass
        site.publish("key")
    assert (tmp_path / "site" / "a.html").read_bytes() == b"a"


def test_a_disk_without_hard_links_gets_copies(
    contents: Files, redraw: None, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(folder.os, "link", no_link)
    site = tmp_path / "site"
    run(site, folders)
    times = {path: time for path, (_, time) in states_of(site).items()}
    assert run(site, folders).changed == 0
    assert {path: time for path, (_, time) in states_of(site).items()} == times


def test_an_invalid_manifest_is_none(tmp_path: Path) -> None:
    for content in (b"", b"[]", b'{"key": 1}', b'{"key": "", "files": {"a": 1}}', b"\xff"):
        (tmp_path / MANIFEST).write_bytes(content)
        assert read_manifest(tmp_path) is None
