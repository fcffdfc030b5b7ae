"""The public site has a small page for every issue in three languages."""

from __future__ import annotations

import posixpath
import re

import brotli
import pytest

from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema.rules import RULES
from campaign.site.issue_catalogue import LIST
from campaign.site.public.catalogue import SITE, STEMS, Catalogue
from campaign.site.public.publish import issue_pages

MOST_BYTES = 15 * 1024


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_links_to_a_page_of_every_issue(catalogue: Catalogue, lang: str) -> None:
    pages = {
        path: content.decode() for path, content in issue_pages(catalogue, lang, has_address=True)
    }
    assert set(pages) == {catalogue.issue(code, lang) for code in (LIST, *RULES)}
    text = Text.of(lang)
    for code, rule in RULES.items():
        html = pages[catalogue.issue(code, lang)]
        assert f">{code}<" in html and f"<h1>{text(rule.title)}" in html.replace("&#x27;", "'")
        assert f'href="{code}.html"' in pages[catalogue.issue(LIST, lang)]
        assert f'<link rel="canonical" href="{SITE}{lang}/issues/{code}.html">' in html
    for html in sorted(pages.values(), key=len)[-5:]:
        assert len(brotli.compress(html.encode())) < MOST_BYTES


def test_links_lead_to_other_languages_and_to_published_pages(
    catalogue: Catalogue,
) -> None:
    published = {catalogue.issue(code, lang) for code in (LIST, *RULES) for lang in LANGUAGES}
    published |= {
        catalogue.page(stem, selection, lang) or ""
        for stem in STEMS
        for selection in catalogue.selections("2017")
        for lang in LANGUAGES
    }
    for path, content in issue_pages(catalogue, "ru", has_address=False):
        html = content.decode()
        links = [
            link for link in re.findall(r'href="([^"]*)"', html) if not link.startswith("data:")
        ]
        targets = {posixpath.normpath(posixpath.join(posixpath.dirname(path), x)) for x in links}
        assert targets <= published, path
        assert path.replace("ru/", "ky/") in targets
        assert "canonical" not in html
