"""What a user wrote never becomes markup."""

from __future__ import annotations

from campaign.render.plotly.words import escape, escape_lines


def test_signs_of_markup_are_shown_literally() -> None:
    assert escape("a <b> & c") == "a &lt;b&gt; &amp; c"


def test_long_words_are_broken_into_lines() -> None:
    assert escape_lines("Jalal-Abad oblast", 10) == "Jalal-Abad<br>oblast"
