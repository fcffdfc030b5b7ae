"""Sources are links with the names of their hosts, after the label "Source" or "Sources"."""

from __future__ import annotations

import pytest

from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.published import named_source_links, source_links

ONE, OTHER = "https://a.org/1", "https://b.org/2"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_label_before_the_links_agrees_with_their_number(lang: str) -> None:
    text = Text.of(lang)
    assert named_source_links(f"{ONE};", text) == f"{text('Source')}: {source_links(ONE)}"
    both = f"{ONE}; {OTHER}"
    assert named_source_links(both, text) == f"{text('Sources')}: {source_links(both)}"
    assert named_source_links(" ; ", text) == ""
