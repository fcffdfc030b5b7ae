"""Slides with no data, many types or long names: no text overflows, and the file is valid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import validate_pptx

from campaign.domain.campaign import Campaign
from campaign.exports.pptx.deck import deck
from campaign.exports.pptx.template import HEIGHT, WIDTH
from campaign.presentation.slides import SLIDE_KINDS
from campaign.render.typography import LINE, SMALLEST, width, wrap_text
from tests.exports.pptx.deck_file import (
    LONG,
    charts,
    difficult_campaigns,
    many_types,
    open_deck,
    shapes,
    sheet,
    slide,
    view_of,
    words,
)


def test_an_empty_filter_says_so(campaign: Campaign) -> None:
    query = {"oblast": "KG-T", "type": "conference"}
    slides = [slide(kind, **query) for kind in SLIDE_KINDS if kind != "text"]
    pptx_slides = open_deck(deck(campaign, slides, "en")).slides
    for spec, pptx_slide in zip(slides, pptx_slides, strict=True):
        assert "No activities in this selection." in words(pptx_slide), spec.kind
        assert not charts(pptx_slide)


def test_an_edition_without_a_register_says_so(campaign: Campaign) -> None:
    slides = [slide("map"), slide("headline")]
    pptx_slides = open_deck(deck(campaign, slides, "en", edition="2018")).slides
    for pptx_slide in pptx_slides:
        assert "No register of activities was published for this campaign." in words(pptx_slide)
        assert "activities.csv" not in words(pptx_slide)


def test_no_boundaries_give_bars_and_say_so(campaign: Campaign) -> None:
    without = replace(campaign, places=replace(campaign.places, boundaries=None))
    pptx_slide = open_deck(deck(without, [slide("map")], "en")).slides[0]
    assert "The map cannot be shown: the boundary file cannot be read." in words(pptx_slide)
    view = view_of(campaign, slide("map"))
    total = sum(charts(pptx_slide)[0].plots[0].series[0].values)
    assert total == pytest.approx(view.units["value"].sum(), abs=1e-3)


def test_a_deck_without_slides_raises_an_error(campaign: Campaign) -> None:
    with pytest.raises(ValueError, match="slide"):
        deck(campaign, [], "en")


CASES = (
    "as shipped",
    "one row",
    "no activity in an oblast",
    "nothing reported",
    "all zero",
    "40 types",
    "60 types",
)


@pytest.mark.sample(1)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("figures", [[*SLIDE_KINDS][part::4] for part in range(4)], ids=range(4))
def test_no_text_overflows_and_the_file_is_valid(
    campaign: Campaign, figures: list[str], case: str, tmp_path: Path
) -> None:
    slides = [replace(slide(f, LONG), text={"en": LONG * 3 + "\n" + LONG}) for f in figures]
    content = deck(difficult_campaigns(campaign)[case], slides, "ru", second="ky")
    file = tmp_path / "deck.pptx"
    file.write_bytes(content)
    result = validate_pptx(file)
    assert result.is_valid and not result.errors, result.errors[:3]
    for pptx_slide in open_deck(content).slides:
        for shape in shapes(pptx_slide.shapes):
            check_fit(shape)
        sizes = [int(e.get("sz")) for e in pptx_slide._element.iter("{*}rPr")]
        assert min(sizes) >= SMALLEST * 100


def check_fit(shape: Any) -> None:
    """Assert that the shape is inside the slide and its text inside the shape."""
    left, top = shape.left / 12_700, shape.top / 12_700
    wide, tall = shape.width / 12_700, shape.height / 12_700
    if shape.has_table if hasattr(shape, "has_table") else False:
        tall = sum(row.height for row in shape.table.rows) / 12_700
    assert left >= -1 and top >= -1, shape.name
    assert left + wide <= WIDTH + 1 and top + tall <= HEIGHT + 1, shape.name
    if not shape.has_text_frame or not shape.text_frame.text:
        return
    used = 0.0
    for paragraph in shape.text_frame.paragraphs:
        run = paragraph._p.find(".//{*}rPr")
        size, bold = int(run.get("sz")) / 100, run.get("b") == "1"
        paragraph_text = "".join(t.text for t in paragraph._p.iter("{*}t"))
        lines = wrap_text(paragraph_text, wide, size, bold)
        assert all(width(line, size, bold) <= wide + 0.1 for line in lines), paragraph_text
        used += len(lines) * size * LINE
    assert used <= tall + 0.2, shape.text_frame.text


@pytest.mark.parametrize(("lang", "locale"), [("ky", "440"), ("ru", "419"), ("en", "809")])
def test_decimals_have_the_separator_of_the_language(
    campaign: Campaign, lang: str, locale: str
) -> None:
    pptx_slides = open_deck(deck(campaign, [slide("ranking"), slide("shares")], lang)).slides
    for pptx_slide, number in zip(pptx_slides, ("#,##0.0", "0.0"), strict=True):
        for chart in charts(pptx_slide):
            formats = chart._chartSpace.iterfind(".//{*}dLbls//{*}numFmt")
            (pattern,) = {one.get("formatCode") for one in formats}
            assert pattern.startswith(f"[$-{locale}]{number}"), pattern
            assert sheet(chart)["B2"].number_format == pattern


def test_types_without_room_are_counted(campaign: Campaign) -> None:
    pptx_slides = open_deck(
        deck(many_types(campaign, 60), [slide("breakdown"), slide("heatmap")], "en")
    )
    for pptx_slide in pptx_slides.slides:
        entries = sum(len(c.plots[0].series[0].values) for c in charts(pptx_slide))
        entries += sum(len(s.table.rows) - 1 for s in pptx_slide.shapes if s.has_table)
        assert f"not shown here: {60 - entries}" in words(pptx_slide)


def test_names_never_become_formulas(campaign: Campaign) -> None:
    pptx_slide = open_deck(deck(many_types(campaign, 5), [slide("breakdown")], "en")).slides[0]
    cells = [cell for row in sheet(charts(pptx_slide)[0]) for cell in row]
    assert any(str(cell.value).startswith("=1+") for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)
