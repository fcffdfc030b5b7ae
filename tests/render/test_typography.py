"""Text is measured and broken into lines; the typeface of pictures has all its characters."""

from __future__ import annotations

from itertools import pairwise

import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.size import A4
from campaign.render.svg.figure import draw
from campaign.render.typography import LINE, UNKNOWN, fit_text, legible, width, wrap_text
from campaign.theme.style import LIGHT
from tests.campaigns import CHARTS, view_of

SIZE = 10.0


def test_a_long_name_is_broken_after_its_hyphen() -> None:
    room = width("Кульская", SIZE) + 1
    assert wrap_text("Иссык-Кульская", room, SIZE) == ["Иссык-", "Кульская"]


def test_a_word_without_a_hyphen_is_broken_at_the_width() -> None:
    first, second = wrap_text("Нарынская", width("Нарын", SIZE) + 0.1, SIZE)
    assert (first, second) == ("Нарын", "ская")


def test_a_hyphen_in_a_word_that_fits_breaks_nothing() -> None:
    assert wrap_text("Джалал-Абад", 1000, SIZE) == ["Джалал-Абад"]


def test_a_text_is_reduced_then_broken_then_shortened() -> None:
    short = fit_text("Кыргызстан", 400, 40, 30, 16, bold=True)
    assert (short.size, short.lines, short.cut) == (30, 1, False)
    longer = fit_text("Кыргызстан " * 6, 400, 40, 30, 16, bold=True)
    assert longer.size < 30 and not longer.cut
    cut = fit_text("Кыргызстан " * 40, 400, 40, 30, 16, bold=True)
    assert cut.cut and cut.words.endswith("…") and cut.height <= 40.01


@pytest.mark.parametrize("room", range(190, 230, 5))
def test_a_shortened_text_fills_all_lines_and_ends_with_a_whole_word(room: int) -> None:
    words = " ".join(f"слово{number}" for number in range(40))
    cut = fit_text(words, room, 3 * 10 * LINE, 12, 10)
    start = cut.words.removesuffix("…")
    assert (cut.lines, cut.size) == (3, 10) and words.startswith(f"{start} ")
    assert len(wrap_text(start, room, 10)) == 3


def test_a_shortened_single_word_keeps_its_first_letters() -> None:
    assert fit_text("я" * 80, 60, 10 * LINE, 10, 10).words.startswith("яяяя")


@pytest.mark.parametrize("letter", list("ҢңӨөҮүЖжЩщЫы"))
def test_kyrgyz_letters_have_their_own_width(letter: str) -> None:
    assert width(letter * 10, 10) != pytest.approx(width("\U0001f600" * 10, 10))
    assert width(letter, 10, bold=True) >= width("i", 10)


def test_lines_are_whole_words_and_long_words_are_broken() -> None:
    lines = wrap_text("one two three " + "x" * 200, 60, 12)
    assert all(width(line, 12) <= 60 for line in lines)
    assert "".join(lines).replace(" ", "") == "onetwothree" + "x" * 200
    assert [a for a, b in pairwise(lines) if a == b == ""] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_character_becomes_a_question_mark(campaign: Campaign, lang: str) -> None:
    """A question mark in a cell is a state: attendance that is not reported."""
    view = view_of(campaign, lang)
    for build in CHARTS:
        chart = build(view)
        plain, legible_svg = (draw(chart, LIGHT, A4, spell) for spell in (str, legible))
        assert legible_svg.count(UNKNOWN) == plain.count(UNKNOWN), chart.key
