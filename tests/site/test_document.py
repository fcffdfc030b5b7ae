"""A server-rendered page is well-formed HTML, accessible, and has the styles that it uses."""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

import pytest

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts.page_answers import overview_answers
from campaign.dataset import campaign_cache
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.colour_pairs import PAIRED
from campaign.site.document import Metadata, document
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.page_list import PAGES
from campaign.site.style_sheet import FILES, style_sheet
from campaign.site.view_cache import cached_chart
from campaign.web.assets import ASSETS
from tests.html_tree import parse, text_of

CASES = [(stem, LANGUAGES[at % 3], {"oblast": "KG-N,KG-GO"}) for at, stem in enumerate(PAGES)] + [
    ("map", "en", {"edition": "2018"}),
    ("timeline", "ru", {"oblast": "KG-T", "type": "flash_mob"}),
]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join([*case[:2], *case[2]]))
def page(request: pytest.FixtureRequest) -> SitePage:
    stem, lang, query = request.param
    campaign = campaign_cache.current()
    selection = Selection.from_query({**query, "lang": lang}, campaign)
    view = View(campaign, selection, Text.of(lang), PAIRED)
    return SitePage(stem, view, LiveLinks(campaign), cached_chart)


@pytest.fixture(scope="module")
def html(page: SitePage) -> str:
    return document(page, Metadata(), ("<!-- end -->",))


@pytest.fixture(scope="module")
def root(html: str) -> Element:
    return parse(html.removeprefix("<!doctype html>"))


def test_a_page_is_an_html_document_in_its_language(
    html: str, root: Element, page: SitePage
) -> None:
    assert html.startswith("<!doctype html>")
    (document,) = root
    assert document.tag == "html" and document.get("lang") == page.view.text.lang
    assert [child.tag for child in document] == ["head", "body"]
    assert len(root.findall(".//title")) >= 1 and len(document[0].findall("title")) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_description_has_one_sentence_for_each_answer(lang: str) -> None:
    campaign = campaign_cache.current()
    view = View(campaign, Selection.from_query({"lang": lang}, campaign), Text.of(lang), PAIRED)
    page = SitePage("overview", view, LiveLinks(campaign), cached_chart)
    html = document(page, Metadata())
    (description,) = re.findall(r'<meta name="description"[^>]* content="([^"]*)"', html)
    answers = overview_answers(view)
    words = " ".join(f"{tile.label}: {tile.value} – {tile.context}." for tile in answers)
    assert len(answers) == 5
    assert " ".join(unescape(description).split()).endswith(" ".join(words.split()))


def test_a_page_has_one_title_and_no_level_is_skipped(root: Element) -> None:
    levels = [int(e.tag[1]) for e in root.iter() if re.fullmatch("h[1-6]", e.tag)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(later - former <= 1 for former, later in zip(levels, levels[1:], strict=False))
    assert len(root.findall(".//main")) == 1


def test_ids_are_unique_and_each_reference_has_its_id(html: str, root: Element) -> None:
    ids = [e.get("id", "") for e in root.iter() if "id" in e.attrib]
    assert len(ids) == len({*ids})
    assert {*re.findall(r"url\(#([^)]+)\)", html)} <= {*ids}


def test_each_link_has_an_address_and_a_text(root: Element) -> None:
    for link in root.iter("a"):
        assert link.get("href"), text_of(link)
        assert text_of(link), link.attrib
        if link.get("target") == "_blank":
            assert "noopener" in link.get("rel", "")


def test_each_picture_and_region_has_a_name(root: Element) -> None:
    pictures = [e for e in root.iter() if e.get("role") == "img" or e.tag == "img"]
    for picture in pictures:
        title = picture.find("title")
        assert (title is not None and text_of(title)) or picture.get("alt") is not None
    named = [e for e in root.iter() if e.get("role") == "region" or e.tag == "nav"]
    # Only the menu may have no label.
    assert len([e for e in named if not e.get("aria-label")]) <= 1
    for table in root.iter("table"):
        caption = table.find("caption")
        assert caption is not None and text_of(caption)
    for details in root.iter("details"):
        assert details[0].tag == "summary" and text_of(details[0])


def test_a_page_has_no_scripts_and_loads_no_files(html: str, root: Element) -> None:
    assert not root.findall(".//script")
    assert not [e for e in root.iter() for name in e.attrib if name.startswith("on")]
    assert not re.search(r"url\((?!#)|@import|\ssrc=", html)


def test_each_colour_is_declared(html: str) -> None:
    assert {*re.findall(r"var\((--[0-9a-f]{6})\)", html)} <= {
        *re.findall(r"(--[0-9a-f]{6}):", html)
    }


def test_the_style_applies_only_to_the_first_paint(html: str) -> None:
    rules = style_sheet(html, live=True)
    sheet = re.sub(r"@font-face\{[^}]*\}|@(media|container)[^{]*\{", "", rules)
    for selectors in re.findall(r"([^{}]+)\{", sheet):
        for selector in re.split(r",(?![^(]*\))", selectors):
            assert selector.strip().startswith((":root", "html", "#first")), selector
    assert rules.count("{") == rules.count("}")


def test_the_typeface_stays_when_the_style_is_removed(html: str) -> None:
    look = re.search(r'<style id="look">(.*?)</style>', html)
    assert look and "@font-face" not in look[1]
    assert html.replace(look[0], "").count('@font-face{font-family:"Site Sans"') == 2


def test_figures_below_the_window_are_not_rendered_if_the_app_takes_over() -> None:
    rule = "html.live #first .figure{content-visibility:auto;}"
    assert rule in style_sheet('<div class="figure">', live=True)


def test_one_sheet_has_the_rules_of_a_page_and_of_html_among_widgets(html: str) -> None:
    """Only what a server-rendered page needs until the app is there differs between the two."""
    sheet = ASSETS["style.css"]
    first, public = (style_sheet(html, live=is_live) for is_live in (True, False))
    assert not re.search(r"html\.live (?!#)", first)
    for rules in (first, public):
        for rule in re.findall(r"#first [^{}]*\{[^{}]*\}", rules):
            *_, declarations = rule.partition("{")
            assert declarations in sheet
    assert ":is(#first,.stHtml) .summary{" in sheet
    only_live = {*re.findall(r"html\.live #first (?!\*)[^{]*", first)}
    assert only_live <= {
        "html.live #first .figure",  # far below the window it costs nothing
        "html.live #first .map .headline",  # a choice moves nothing
        "html.live #first .columns:has(.regions) .map .summary",  # likewise
    }


def test_a_row_of_a_table_beside_a_chart_keeps_its_height() -> None:
    rules = re.findall(r"([^{}]*)\{([^{}]*)\}", ASSETS["style.css"])
    of_pair = [body for selector, body in rules if ".pair" in selector]
    assert of_pair
    assert not [body for body in of_pair if re.search(r"flex-grow|(?<!line-)height", body)]


@pytest.mark.parametrize("live", [True, False])
def test_a_selected_item_has_a_background_in_high_contrast(live: bool) -> None:
    rules = style_sheet('<nav class="choice">', live=live)
    declarations = "forced-color-adjust:none;color:HighlightText !important;background:Highlight "
    assert f"@media (forced-colors:active){{#first [aria-current]{{{declarations}" in rules


def test_the_font_size_on_a_wide_screen_is_that_of_the_app() -> None:
    wide = "@media (min-width:2400px){html{font-size:20px !important;}}"
    assert wide in style_sheet("", live=True)


def test_the_style_of_the_app_does_not_change_the_first_paint() -> None:
    page = '<ul class="answers"><li><svg class="figure"/></li></ul>'
    for rule in (
        "html.live #first,html.live #first *{scrollbar-width:auto;scrollbar-color:auto;}",
        "html:where(.live) #first :where(p,ol,ul,dl){font-size:inherit;font-weight:inherit;}",
        "html:where(.live) #first :where(svg){vertical-align:baseline;}",
    ):
        assert rule in style_sheet(page, live=True)
        assert rule not in style_sheet(page)


def test_the_style_has_only_rules_that_the_page_uses() -> None:
    sheet = style_sheet('<div class="tiles"><p class="tile">')
    assert "#first .tiles{" in sheet and "#first .prose" not in sheet
    has_scope = "h1:has(.scope)"
    assert has_scope not in sheet, "no element of the page has it"
    assert has_scope in style_sheet('<h1><b class="scope">') and "scope" not in sheet
    assert has_scope in style_sheet("<h1>", live=True)
    assert "html.live" not in sheet and "html.live" in style_sheet('<p class="plays">', live=True)
    assert "{}" not in sheet.replace(" ", "")


def test_no_content_of_a_rule_needs_a_space_after_a_colon() -> None:
    """Spaces after colons are removed from rules, also inside strings."""
    for file in FILES:
        assert '": "' not in file.read_text(encoding="utf-8")
