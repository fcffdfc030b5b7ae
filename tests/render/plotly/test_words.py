"""Text of users is escaped and broken into lines."""

from __future__ import annotations

from campaign.render.plotly.words import escape, escape_lines


def test_characters_of_markup_are_escaped() -> None:
    assert escape("a <b> & c") == "a &lt;b&gt; &amp; c"


def test_long_texts_are_broken_into_lines() -> None:
    assert escape_lines("Jalal-Abad oblast", 10) == "Jalal-Abad<br>oblast"
