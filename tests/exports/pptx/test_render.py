"""LibreOffice draws every slide of the deck, with every word inside its own box.

Needs LibreOffice Impress and poppler: `apt-get install libreoffice-impress poppler-utils`.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from campaign.domain.campaign import Campaign
from campaign.exports.pptx.deck import deck
from campaign.exports.pptx.template import HEIGHT, WIDTH
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides import SLIDE_KINDS, Slide
from tests.exports.conftest import program

LONG = "Очень длинное название сцены о кампании против торговли людьми, " * 4
TOLERANCE = 3.0
"""In points: letters are drawn slightly outside their own line."""


@dataclass(frozen=True)
class Word:
    """A word on a page and the edges of its box in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def pages(content: bytes, folder: Path) -> list[list[Word]]:
    """The words of every page, as LibreOffice draws the deck."""
    office, reader = program("soffice"), program("pdftotext")
    file = folder / "deck.pptx"
    file.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)],
        check=True,
        capture_output=True,
        timeout=900,
    )
    layout = subprocess.run(
        [reader, "-bbox", str(file.with_suffix(".pdf")), "-"],
        check=True,
        capture_output=True,
        timeout=900,
    ).stdout.decode("utf-8")
    return [
        [
            Word(unescape(text), float(left), float(top), float(right), float(bottom))
            for left, top, right, bottom, text in re.findall(
                r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">'
                r"([^<]*)</word>",
                page,
            )
        ]
        for page in layout.split("<page ")[1:]
    ]


def boxes(shapes: Any) -> list[Any]:
    """Every shape with text, also inside groups."""
    leaves: list[Any] = []
    for shape in shapes:
        if hasattr(shape, "shapes"):
            leaves += boxes(shape.shapes)
        elif shape.has_text_frame and shape.text_frame.text.strip():
            leaves.append(shape)
    return leaves


def outside(shape: Any, page: Sequence[Word]) -> list[str]:
    """The words of a shape that are nowhere inside its box."""
    points = [v / 12_700 for v in (shape.left, shape.top, shape.width, shape.height)]
    left, top = points[0] - TOLERANCE, points[1] - TOLERANCE
    right, bottom = points[0] + points[2] + TOLERANCE, points[1] + points[3] + TOLERANCE
    inside = [
        word.text
        for word in page
        if word.left >= left and word.right <= right and word.top >= top and word.bottom <= bottom
    ]
    letters = "".join(inside)
    return [word for word in shape.text_frame.text.split() if word not in letters]


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_libreoffice_draws_every_word_in_its_box(
    campaign: Campaign, lang: str, tmp_path: Path
) -> None:
    long, short = dict.fromkeys(LANGUAGES, LONG), dict.fromkeys(LANGUAGES, "Title")
    lines = dict.fromkeys(LANGUAGES, f"{LONG}\n{LONG}")
    # A long title leaves the least room; with a short title each slide is tested in one language.
    slides = [Slide(kind, long, text=lines) for kind in SLIDE_KINDS]
    in_turn = slides[LANGUAGES.index(lang) :: len(LANGUAGES)]
    slides += [replace(slide, title=short) for slide in in_turn]
    slides.append(Slide("map", short, query={"indicator": "rate", "oblast": "KG-N"}))
    slides.append(Slide("timeline", short, query={"from": "2017-09-01", "to": "2017-10-01"}))
    slides.append(Slide("heatmap", short, query={"oblast": "KG-T", "type": "conference"}))
    second = None if lang == "en" else "en"
    content = deck(campaign, slides, lang, second=second)
    page_list = pages(content, tmp_path)
    pptx_slides = Presentation(io.BytesIO(content)).slides
    assert len(page_list) == len(slides)
    for number, (page, pptx_slide) in enumerate(zip(page_list, pptx_slides, strict=True), start=1):
        for word in page:
            on_page = word.left >= 0 and word.top >= 0
            assert on_page and word.right <= WIDTH and word.bottom <= HEIGHT, (number, word)
        for shape in boxes(pptx_slide.shapes):
            assert not outside(shape, page), (number, shape.name, outside(shape, page))
    # The highest rate, at the end of its bar, has the decimal mark of the language.
    rates = page_list[[slide.kind for slide in slides].index("ranking")]
    assert ("42.0" if lang == "en" else "42,0") in {word.text for word in rates}
