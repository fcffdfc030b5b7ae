"""Column widths of a table in a Word document: no word breaks, and the table fills the page."""

from __future__ import annotations

import pytest

from campaign.exports.docx.word_file import SIZES, fit_columns
from campaign.render.typography import width


def test_the_columns_fill_the_width() -> None:
    widths, size = fit_columns(("Region", "People reached"), [["Batken", "1"]], 400)
    assert sum(widths) == pytest.approx(400) and size == SIZES[0]


def test_long_cells_get_the_width_that_short_ones_leave() -> None:
    (words, number), _ = fit_columns(("a", "b"), [["one two three four five six", "1"]], 200)
    assert words > 2 * number
    assert words > width("one two three four five six", SIZES[0])


def test_many_columns_get_a_smaller_font_before_a_word_breaks() -> None:
    headers = ["Internationalisation"] * 5
    widths, size = fit_columns(headers, [["1"] * 5], 430)
    assert SIZES[-1] <= size < SIZES[0]
    assert min(widths) > width(headers[0], size, bold=True)


def test_columns_too_wide_at_every_font_size_share_the_width() -> None:
    widths, size = fit_columns(("a" * 100, "b" * 50), [], 100)
    assert size == SIZES[-1] and sum(widths) == pytest.approx(100)
    assert widths[0] > widths[1]
