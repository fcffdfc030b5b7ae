"""The link picture: its words, its size in pixels and bytes, and text that stays inside it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest

from campaign.analysis.kpi_words import kpi_words
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.exports.link_picture import HEIGHT, RELATED, WIDTH, draw_picture, link_picture
from campaign.i18n.translator import LANGUAGES
from campaign.render.typography import width
from campaign.theme.style import DARK
from tests.campaigns import view_of, with_edition

SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 70_000


def drawing_of(view: View) -> ElementTree.Element:
    return ElementTree.fromstring(draw_picture(view))


def words_of(view: View) -> str:
    """All text of the picture, with single spaces."""
    lines = [element.text or "" for element in drawing_of(view).iter(f"{SVG}text")]
    return " ".join(" ".join(lines).split())


def text_boxes(drawing: ElementTree.Element) -> Iterator[tuple[str, float, float, float, float]]:
    """Each line of text outside the map, with its left, top, right and bottom."""
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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_has_the_numbers_and_the_disclaimer_of_the_whole_campaign(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(campaign, lang)
    words = words_of(view)
    for kpi in kpi_words(view):
        if kpi.code in ("reach", "activities"):
            for line in (kpi.label, kpi.value, kpi.reference, kpi.note):
                assert " ".join(line.split()) in words, line
    for line in (view.disclaimer, view.source, view.filters):
        assert line and " ".join(line.split()) in words
    assert words_of(view_of(campaign, lang, oblast="KG-O", type="lecture")) == words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_of_another_year_has_its_published_figures(
    campaign: Campaign, lang: str
) -> None:
    for year in campaign.other_years:
        view = view_of(campaign, lang, edition=year)
        words = words_of(view)
        assert view.edition.name(view.text) in words
        assert (" ".join(view.text(RELATED).split()) in words) is view.edition.related
        assert not drawing_of(view).findall(f"{SVG}svg"), "no map"


def test_a_real_register_has_no_disclaimer(campaign: Campaign) -> None:
    disclaimer = view_of(campaign).disclaimer
    assert disclaimer not in words_of(view_of(with_edition(campaign, status="register")))


def test_a_sentence_stands_in_place_of_a_map_that_cannot_be_drawn(campaign: Campaign) -> None:
    broken = view_of(with_edition(campaign, activities=None, totals=None))
    assert broken.absence in words_of(broken)
    places = replace(campaign.places, boundaries=None)
    without_map = words_of(view_of(replace(campaign, places=places)))
    assert "Osh city" in without_map


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_stays_inside_the_picture_and_does_not_overlap(campaign: Campaign, lang: str) -> None:
    for edition in campaign.editions:
        drawing = drawing_of(view_of(campaign, lang, edition=edition))
        assert [at for at, part in enumerate(drawing) if part.get("height") == str(HEIGHT)] == [0]
        boxes = list(text_boxes(drawing))
        for line, left, top, right, bottom in boxes:
            assert left >= 40 and top >= 12 and right <= WIDTH - 40 and bottom <= HEIGHT, line
        for above, below in combinations(boxes, 2):
            assert not overlap(above[1:], below[1:]), (above[0], below[0])


def test_the_picture_has_its_fixed_size_and_stays_small(campaign: Campaign) -> None:
    view = view_of(campaign, "ky")
    picture = link_picture(view)
    assert struct.unpack(">II", picture[16:24]) == (WIDTH, HEIGHT)
    assert len(picture) <= MOST_BYTES
    assert link_picture(replace(view, style=DARK)) == picture, "it is light in every theme"


def test_letters_that_the_typeface_lacks_are_question_marks(campaign: Campaign) -> None:
    names = dict.fromkeys(LANGUAGES, "中 & <b>")
    changed = with_edition(campaign, names=names, status="published_only")
    assert "? & <b>" in words_of(view_of(changed, edition="2017"))
