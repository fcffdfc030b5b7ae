"""The link picture: its size in pixels and bytes, and text that stays inside it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest

from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.exports.link.card import LINK_PAGES, card_of
from campaign.exports.link.picture import HEIGHT, WIDTH, draw_card, link_picture
from campaign.i18n.translator import LANGUAGES
from campaign.render.text_width import width
from campaign.theme.style import DARK
from tests.campaigns import view_of, with_edition

SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 70_000
QUERIES = (
    {},
    {"oblast": "KG-O", "indicator": "youth"},
    {"oblast": "KG-O,KG-T,KG-B,KG-C", "type": "lecture,flash_mob", "from": "2017-08-05"},
)


def drawing_of(view: View, page: str) -> ElementTree.Element:
    return ElementTree.fromstring(draw_card(card_of(view, page), view.text))


def words_of(drawing: ElementTree.Element) -> str:
    lines = [element.text or "" for element in drawing.iter(f"{SVG}text")]
    return " ".join(" ".join(lines).split())


def text_boxes(drawing: ElementTree.Element) -> Iterator[tuple[str, float, float, float, float]]:
    """Each line of text outside the chart, with its left, top, right and bottom."""
    for element in drawing.findall(f"{SVG}text"):
        words, size = element.text or "", float(element.get("font-size", "14"))
        left, base = float(element.get("x", "0")), float(element.get("y", "0"))
        wide = width(words, size, bool(element.get("font-weight")))
        if element.get("text-anchor") == "end":
            left -= wide
        yield words, left, base - size, left + wide, base + size / 4


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes share more than the edges of their letters."""
    left, top, right, bottom = zip(one, other, strict=True)
    return min(right) - max(left) > 1 and min(bottom) - max(top) > 3


@pytest.mark.sample(2)
@pytest.mark.parametrize("page", LINK_PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_is_complete_and_does_not_overlap(campaign: Campaign, lang: str, page: str) -> None:
    views = [view_of(campaign, lang, **query) for query in QUERIES]
    views += [view_of(campaign, lang, edition=year) for year in campaign.other_years]
    for view in views:
        card, drawing = card_of(view, page), drawing_of(view, page)
        words = words_of(drawing)
        for line in (card.title, card.subtitle, card.disclaimer, card.source, *card.notes[:2]):
            assert " ".join(line.split()) in words, line
        for kpi in card.numbers:
            for line in (kpi.label, kpi.value, kpi.reference, kpi.note):
                assert " ".join(line.split()) in words, line
        boxes = list(text_boxes(drawing))
        for line, left, top, right, bottom in boxes:
            assert left >= 40 and top >= 12 and right <= WIDTH - 40 and bottom <= HEIGHT, line
        for above, below in combinations(boxes, 2):
            assert not overlap(above[1:], below[1:]), (above[0], below[0])
        for nested in drawing.findall(f"{SVG}svg"):
            low = float(nested.get("y", "0")) + float(nested.get("height", "0"))
            mark = next((box for box in boxes if box[0] == card.disclaimer), None)
            assert low <= (mark[2] if mark else HEIGHT)


@pytest.mark.sample(1)
@pytest.mark.parametrize("page", LINK_PAGES)
def test_the_picture_has_its_fixed_size_and_stays_small(campaign: Campaign, page: str) -> None:
    view = view_of(campaign, "ky")
    picture = link_picture(view, page)
    assert struct.unpack(">II", picture[16:24]) == (WIDTH, HEIGHT)
    assert len(picture) <= MOST_BYTES
    assert link_picture(replace(view, style=DARK), page) == picture, (
        "the picture is light in every theme"
    )


def test_letters_that_the_typeface_lacks_are_question_marks(campaign: Campaign) -> None:
    names = dict.fromkeys(LANGUAGES, "中 & <b>")
    view = view_of(
        with_edition(campaign, names=names, status="published_only"), "en", edition="2017"
    )
    assert "? & <b>" in words_of(drawing_of(view, "map"))
