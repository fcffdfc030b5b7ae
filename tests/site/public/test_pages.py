"""Public pages: links lead to published pages, and the text is that of the live pages."""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from collections import Counter
from dataclasses import replace
from html import unescape
from xml.etree.ElementTree import Element

import brotli
import pytest

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts.chart_list import CARDS
from campaign.domain.text_entries import entry_code, split_entries
from campaign.exports.formats import FORMATS
from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema.rules import RULES
from campaign.site.colour_pairs import PAIRED
from campaign.site.contents import PARTS, contents
from campaign.site.issue_catalogue import LIST
from campaign.site.page import SitePage
from campaign.site.public.catalogue import ROOT_PAGE, STEMS, TABLES_APART, VERSION, Catalogue
from campaign.site.public.pages import REGISTER_ROWS, SITE
from campaign.site.public.publish import data_files, parts_of
from tests.html_tree import has_class, lines, parse
from tests.site.public_links import PublicLinks

from .conftest import draw_pages

SCHOOL = entry_code("Школа")
"""An organizer of the shipped campaign."""
SELECTIONS = (
    Selection("2017"),
    Selection("2017", oblasts=("KG-B",)),
    Selection("2017", types=("lecture",)),
    Selection("2017", indicator="reach"),
    Selection("2018"),
    Selection("2017", organisers=(SCHOOL,)),
)
MOST_KB = 21
"""The limit of a page compressed by Brotli."""
LONGER_KB = {"activities": 40}
"""The limit of the page with the register."""


def files_of(catalogue: Catalogue, lang: str) -> set[str]:
    """Every path that a page in this language may link."""
    files = {ROOT_PAGE} | {catalogue.issue(code, lang) for code in (LIST, *RULES)}
    for edition in catalogue.editions:
        for selection in catalogue.selections(edition):
            for code in LANGUAGES:
                files |= {catalogue.page(stem, selection, code) or "" for stem in STEMS}
                files |= {catalogue.embed(key, selection, code) or "" for key in CARDS}
            files |= {catalogue.file(kind, selection, lang) or "" for kind in FORMATS}
    for selection in SELECTIONS:
        files |= set(draw_pages(selection, lang))
        files |= set(data_files(catalogue, selection.edition))
    return files


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_leads_to_a_file_of_the_site(lang: str, catalogue: Catalogue) -> None:
    files, count = files_of(catalogue, lang), 0
    for selection in SELECTIONS:
        for path, html in draw_pages(selection, lang).items():
            if not path.endswith(".html"):
                continue
            for link in map(unescape, re.findall(r'href="([^"]*)"', html)):
                link = link.partition("#")[0]
                if link.startswith(("https://", "http://", "data:", SITE)) or link == VERSION:
                    continue
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
                assert target in files, (path, link)
                count += 1
    assert count > 1_000


@pytest.mark.long
@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_a_public_page_has_the_text_of_the_live_page(
    selection: Selection, catalogue: Catalogue
) -> None:
    for lang in LANGUAGES:
        view = View(catalogue.campaign, selection, Text.of(lang), PAIRED)
        for stem in STEMS:
            path = catalogue.page(stem, selection, lang)
            if catalogue.find(stem, selection) != selection or path is None:
                continue
            public = main_of(draw_pages(selection, lang)[path])
            live = contents(
                SitePage(
                    stem,
                    view,
                    PublicLinks(catalogue.campaign),
                    lambda view, build: build(view),
                    REGISTER_ROWS,
                )
            )
            if stem not in PARTS:
                assert words(public) == words(live), path
                continue
            # Without a register there are no separate pages of the parts.
            paths = [catalogue.part(stem, name, selection, lang) for name in PARTS[stem]]
            pages = draw_pages(selection, lang)
            parts = [main_of(pages[path]) for path in paths if path in pages]
            assert cards(public, *parts) == cards(live), path


def main_of(html: str) -> str:
    return re.search(r"<main.*?</main>", html, re.S)[0]  # type: ignore[index]


def cards(*pages: str) -> dict[str, list[str]]:
    """The words of each chart card on these pages, by the key of the chart."""
    sections = re.findall(
        r'<section class="card [^"]*" data-card="(.*?)">(.*?)</section>', "".join(pages), re.S
    )
    assert len(dict(sections)) == len(sections), "a chart is on one page only"
    return {key: words(f"<div>{html}</div>") for key, html in sections}


def words(html: str) -> list[str]:
    """The words of a page without filters, and without tables, which may be on separate pages."""
    html = re.sub(rf'<a href="{VERSION}">(.*?)</a>', r"\1", html)
    return " ".join(lines(parse(html), is_choice)).split()


def is_choice(element: Element) -> bool:
    """Whether an element is a filter, a play bar, a link to uploads, or the menu of a card."""
    if element.tag == "details":
        return not has_class(element, "source-note")
    return any(has_class(element, name) for name in ("choices", "download", "action", "play-bar"))


@pytest.mark.long
def test_a_selection_replaces_the_former_one(catalogue: Catalogue) -> None:
    batken = draw_pages(SELECTIONS[1], "ky")["ky/map/KG-B.html"]
    assert 'href="KG-C.html"' in batken and 'href="../map.html"' in batken
    assert "KG-B,KG-C" not in batken and 'href="indicator-reach.html"' in batken
    assert 'href="../../ru/map/KG-B.html"' in batken and 'href="../timeline/KG-B.html"' in batken


@pytest.mark.long
def test_filters_without_a_published_page_are_left_out(catalogue: Catalogue) -> None:
    text = Text.of("en")
    for selection, path in ((SELECTIONS[0], "en/map.html"), (SELECTIONS[1], "en/map/KG-B.html")):
        html = draw_pages(selection, "en")[path]
        assert text("Indicator") in html and text("Regions") in html
        for name in ("Classification method", "Number of classes", "Dates"):
            assert f">{text(name)}<" not in html
        assert "/data" not in re.findall(r'<nav class="menu">.*?</nav>', html)[0]


def test_the_root_is_the_overview_in_kyrgyz_with_links_to_all_languages() -> None:
    html = draw_pages(SELECTIONS[0], "ky")[ROOT_PAGE]
    assert '<html lang="ky">' in html
    for lang in LANGUAGES:
        assert f'href="{lang}/index.html"' in html
        assert f'<link rel="alternate" hreflang="{lang}" href="{SITE}{lang}/index.html">' in html
    assert ROOT_PAGE not in draw_pages(SELECTIONS[0], "en")


def compressed_bytes(html: str) -> int:
    """The number of bytes that a browser loads for a page."""
    return len(brotli.compress(html.encode(), quality=11))


def most_bytes(path: str) -> float:
    """The limit in bytes for the kind of page at a path."""
    kind = re.sub(r"^\w\w/(?:\d{4}/)?|(?:/[^/]*)?\.html$", "", path) or "overview"
    return 1024 * LONGER_KB.get({"index": "overview"}.get(kind, kind), MOST_KB)


def test_each_kind_of_page_is_within_its_limit() -> None:
    """Only Kyrgyz pages, which other tests draw too; CI measures all pages in all languages."""
    lang = "ky"
    stems = {*STEMS} - {"about", "overview"} | {"index"}
    paths = {f"{lang}/{stem}.html": SELECTIONS[0] for stem in stems}
    paths |= {f"{lang}/{stem}/KG-B.html": SELECTIONS[1] for stem in ("overview", "region")}
    paths[f"{lang}/overview/indicator-reach.html"] = SELECTIONS[3]
    paths |= {f"{lang}/{stem}/{name}.html": SELECTIONS[0] for stem in PARTS for name in PARTS[stem]}
    for path, selection in paths.items():
        assert compressed_bytes(draw_pages(selection, lang)[path]) <= most_bytes(path), path


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_is_small_and_requests_no_other_file(lang: str) -> None:
    for selection in SELECTIONS:
        for path, html in draw_pages(selection, lang).items():
            if not path.endswith(".html"):
                continue
            assert compressed_bytes(html) <= most_bytes(path), path
            assert not re.findall(r'<(?:img|link rel="(?:stylesheet|preload))|\bsrc="', html)
            script = re.findall(r"<script>(.*?)</script>", html, re.S)
            if "/embed/" in path:
                assert not script and "script-src 'none'" in html
                assert 'tabindex="-1"' not in html, "Tab reaches each mark without a script"
                continue
            digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
            assert len(script) == 1 and f"script-src 'sha256-{digest}'" in html


def test_long_tables_have_separate_pages_and_every_table_has_a_file() -> None:
    pages = draw_pages(SELECTIONS[0], "en")
    assert "<table" not in pages["en/timeline.html"]
    assert 'href="tables/timeline.html"' in pages["en/timeline.html"]
    assert pages["en/tables/timeline.html"].count("<tr>") > 30
    assert pages["en/tables/register.csv"].count("\n") == 78
    tables = {path for path in pages if path.startswith("en/tables/") and path.endswith(".csv")}
    # Only one register is shipped: there are no two campaigns to compare.
    keys = {key for key in CARDS if not key.startswith("compare_")}
    assert {f"en/tables/{key}.csv" for key in (*keys, "register")} == tables


@pytest.mark.parametrize("stem", PARTS)
def test_the_finding_of_a_part_links_to_its_page(stem: str) -> None:
    pages = draw_pages(SELECTIONS[0], "en")
    for name, part in PARTS[stem].items():
        path = f"en/{stem}/{name}.html"
        card = re.search(
            rf'<section class="card"><h2><a href="{stem}/{name}.html">(.*?)</a></h2>'
            r'<p class="summary">(.+?)</p></section>',
            pages[f"en/{stem}.html"],
        )
        assert card and f"<h1>{card[1]}" in pages[path], path
        assert f"<h2>{card[2]}</h2>" in pages[path], "the page has the chart of the finding"
        assert f'href="../{stem}.html"' in pages[path], "the page links back"
        assert card[1] == Text.of("en")(part.title)


@pytest.mark.parametrize("stem", TABLES_APART)
def test_pages_of_many_charts_have_their_tables_on_one_page(stem: str) -> None:
    name, selection = ("index" if stem == "overview" else stem), SELECTIONS[0]
    path, tables = f"en/{name}.html", f"tables/{stem}.html"
    if stem == "region":
        selection, path, tables = SELECTIONS[1], "en/region/KG-B.html", "../tables/KG-B-region.html"
    pages = draw_pages(selection, "en")
    places = re.findall(f'href="{re.escape(tables)}#(.*?)"', pages[path])
    for part in PARTS.get(stem, ()):
        html = pages[f"en/{stem}/{part}.html"]
        places += re.findall(f'href="../{re.escape(tables)}#(.*?)"', html)
    page = pages[posixpath.normpath(posixpath.join(posixpath.dirname(path), tables))]
    assert places == re.findall(r'<section class="card" id="(.*?)">', page) != []
    assert page.count("<table") == len(places) and '<details class="table">' not in pages[path]
    prefix = "KG-B-" if stem == "region" else ""
    for place in places:
        assert place in CARDS and f'href="{prefix}{place}.csv"' in page
    for frame in (pages[name] for name in pages if "/embed/" in name):
        assert '<details class="table">' in frame or "/tables/" in frame


def test_an_edition_without_a_register_has_only_its_own_pages(catalogue: Catalogue) -> None:
    assert list(catalogue.selections("2018")) == [Selection("2018")]
    pages = draw_pages(SELECTIONS[4], "en")
    html = {path for path in pages if path.endswith(".html")}
    assert html == {f"en/2018/{'index' if s == 'overview' else s}.html" for s in STEMS}
    assert Text.of("en")("Other years") in pages["en/2018/index.html"]
    assert 'href="../index.html"' in pages["en/2018/index.html"]


def test_a_single_edition_is_in_the_folder_of_the_language(catalogue: Catalogue) -> None:
    alone = Catalogue.of(catalogue.campaign, "2018")
    assert alone.page("map", Selection("2018"), "ky") == "ky/map.html"
    assert alone.page("map", Selection("2017"), "ky") is None
    with pytest.raises(LookupError):
        Catalogue.of(catalogue.campaign, "1999")


@pytest.mark.long
def test_each_chart_has_an_embedded_page_and_the_code_for_it() -> None:
    batken = draw_pages(SELECTIONS[1], "ru")
    page = unescape(batken["ru/map/KG-B.html"])
    code = re.findall(r"<iframe [^>]*>", page)
    assert f'src="{SITE}ru/embed/KG-B-map.html"' in code[0] and len(code) == 2
    frame = batken["ru/embed/KG-B-map.html"]
    assert 'data-card="map"' in frame and frame.count("<section") == 1
    assert 'href="KG-C-map.html"' in frame and 'href="../map/KG-B.html"' in frame
    assert "ru/embed/type-lecture-map.html" not in draw_pages(SELECTIONS[2], "ru")
    assert "<iframe" not in unescape(draw_pages(SELECTIONS[2], "ru")["ru/map/type-lecture.html"])


def test_the_units_of_a_public_map_have_their_codes() -> None:
    assert 'data-unit="KG-B"' in draw_pages(SELECTIONS[0], "ky")["ky/map.html"]


@pytest.mark.long
def test_a_public_page_has_its_link_picture() -> None:
    pages = draw_pages(SELECTIONS[0], "ru")
    for path in ("ru/map.html", "ru/about.html"):
        assert f'<meta property="og:image" content="{SITE}ru/link.png">' in pages[path]
    batken = draw_pages(SELECTIONS[1], "ru")
    assert f'content="{SITE}ru/link.png"' in batken["ru/map/KG-B.html"]
    assert not [path for path in batken if path.endswith(".png")]


@pytest.mark.long
def test_each_page_describes_its_data_for_search_engines(catalogue: Catalogue) -> None:
    for selection in SELECTIONS:
        name, edition = (selection.oblasts or ("KG",))[0], selection.edition
        register = catalogue.table(
            "register", replace(selection, indicator=Selection.indicator), "en", ".csv"
        )
        for path, html in draw_pages(selection, "en").items():
            if not path.endswith(".html") or "/embed/" in path:
                continue
            match = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
            assert match, path
            data = json.loads(match[1])
            assert (data["@type"], data["inLanguage"]) == ("Dataset", "en")
            assert data["url"] == f"{SITE}{path}"
            assert [place["identifier"] for place in data["spatialCoverage"]] == [name]
            assert ("Illustrative (invented) data" in data["description"]) == (edition == "2017")
            files = [file["contentUrl"] for file in data.get("distribution", ())]
            assert files == ([f"{SITE}{register}"] if edition == "2017" else [])
    assert register not in draw_pages(SELECTIONS[4], "en")


def test_the_leading_organizers_have_a_page_each(catalogue: Catalogue) -> None:
    text, edition = Text.of("en"), catalogue.campaign.editions["2017"]
    activities_page = draw_pages(SELECTIONS[0], "en")["en/activities.html"]
    codes = {s.organisers[0] for s in catalogue.selections("2017") if s.organisers}
    assert codes == edition.organiser_codes
    for code in codes:
        assert f'href="activities/organiser-{code}.html"' in activities_page
    school = SELECTIONS[5]
    pages = draw_pages(school, "en")
    path = f"en/activities/organiser-{SCHOOL}.html"
    assert {path for path in pages if path.endswith(".html")} == {path}
    assert edition.organiser_name(SCHOOL, text) == "School"
    assert "<title>Activities · School · 100 Days" in pages[path]
    rows = pages[f"en/tables/organiser-{SCHOOL}-register.csv"].splitlines()[1:]
    assert edition.activities is not None
    is_of_school = edition.activities["organiser"].map(
        lambda cell: SCHOOL in split_entries(str(cell))
    )
    assert len(rows) == is_of_school.sum() > 1
    # The menu links to pages of the whole campaign; a region replaces the organizer.
    assert 'href="../map.html"' in pages[path] and 'href="KG-B.html"' in pages[path]
    assert catalogue.page("map", school, "en") is None
    assert "organiser-" not in draw_pages(SELECTIONS[0], "en")["en/map.html"]


def test_a_type_has_the_pages_that_can_be_filtered_by_type(catalogue: Catalogue) -> None:
    lecture = SELECTIONS[2]
    stems = [stem for stem in STEMS if catalogue.find(stem, lecture) == lecture]
    assert stems == ["overview", "map", "timeline", "activities", "plan"]
    pages = draw_pages(lecture, "en")
    menu = re.findall(r'<nav class="menu">.*?</nav>', pages["en/overview/type-lecture.html"])[0]
    # The other pages are those of the whole campaign, which have no filter by type.
    assert 'href="../coverage.html"' in menu and 'href="../map/type-lecture.html"' in menu
    coverage = draw_pages(SELECTIONS[0], "en")["en/coverage.html"]
    assert f">{Text.of('en')('Types')}<" not in coverage and 'href="coverage/KG-B.html"' in coverage


def test_each_region_has_its_brief(catalogue: Catalogue) -> None:
    page = draw_pages(SELECTIONS[1], "en")["en/region/KG-B.html"]
    (link,) = re.findall(r'<a href="([^"]*\.pdf)"', page)
    assert link == "../files/brief-2017-batken-oblast-en-2017-11-20.pdf"
    assert catalogue.file("pptx", SELECTIONS[1], "en") is None
    assert catalogue.file("pdf", SELECTIONS[2], "en") is None
    assert catalogue.file("pdf", SELECTIONS[3], "en") is None
    parts = [part for part in parts_of(catalogue) if part.kind == "pdf"]
    codes = Counter("".join(part.selection.oblasts) for part in parts)
    assert codes == {code: len(LANGUAGES) for code in ("", *catalogue.campaign.places.codes)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_region_has_a_page_between_its_neighbours(lang: str, catalogue: Catalogue) -> None:
    text, places = Text.of(lang), catalogue.campaign.places
    page = draw_pages(SELECTIONS[1], lang)[f"{lang}/region/KG-B.html"]
    name = places.name("KG-B", text)
    assert f"<h1>{name}</h1>" in page and f"<title>{name} · " in page
    steps = re.findall(r'<nav class="steps"[^>]*>(.*?)</nav>', page)[0]
    assert re.findall('href="([^"]*)"', steps) == [
        "KG-C.html",
        "../region.html",
        "../map/KG-B.html",
        f"../files/brief-2017-batken-oblast-{lang}-2017-11-20.pdf",
    ]
    assert 'href="../region/KG-B.html"' in draw_pages(SELECTIONS[1], lang)[f"{lang}/map/KG-B.html"]
    list_page = draw_pages(SELECTIONS[0], lang)[f"{lang}/region.html"]
    for code in places.codes:
        assert f'<a href="region/{code}.html">{places.name(code, text)}</a>' in list_page


def test_another_region_on_the_page_of_a_region_opens_its_own_page() -> None:
    page = draw_pages(SELECTIONS[1], "en")["en/region/KG-B.html"]
    assert re.findall(r'<a [^>]*href="KG-O.html"', page) and "KG-B,KG-O" not in page
