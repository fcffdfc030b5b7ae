"""Words in lines: broken between words, after a hyphen, within a word where nothing else is."""

from __future__ import annotations

from campaign.render.text_width import width, wrap_text

SIZE = 10.0


def test_a_long_name_is_broken_after_its_hyphen() -> None:
    room = width("Кульская", SIZE) + 1
    assert wrap_text("Иссык-Кульская", room, SIZE) == ["Иссык-", "Кульская"]


def test_a_word_without_a_hyphen_is_broken_where_the_room_ends() -> None:
    first, second = wrap_text("Нарынская", width("Нарын", SIZE) + 0.1, SIZE)
    assert (first, second) == ("Нарын", "ская")


def test_a_hyphen_in_a_word_that_fits_breaks_nothing() -> None:
    assert wrap_text("Джалал-Абад", 1000, SIZE) == ["Джалал-Абад"]
