"""The HTML of a public page is shortened without changing what it shows."""

from __future__ import annotations

import re

import pytest

from campaign.analysis.selection import Selection
from campaign.dataset import campaign_cache
from campaign.site.public.catalogue import Catalogue
from campaign.site.public.pages import PageSet
from campaign.site.public.shorten_html import shorten_html, shorten_names


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ('x1="8" y1="71.4" x2="8" y2="546" stroke="red"', 'd="M8 71v475" stroke="red"'),
        ('x1="-6" y1="9" x2="-1" y2="9"', 'd="M-6 9h5"'),
        ('x1="45" y1="238" x2="50" y2="236"', 'd="M45 238l5 -2"'),
        ('x1="5" y1="5" x2="5" y2="5"', 'd="M5 5v0"'),
    ],
)
def test_a_line_becomes_a_short_path(line: str, path: str) -> None:
    assert shorten_html(f"<svg><line {line} /></svg>") == f"<svg><path {path}/></svg>"


def test_coordinates_are_rounded_to_whole_px() -> None:
    row = '<g transform="translate(0 71.6)"><circle cx="4.4" cy="35.2" r="4.5" /></g>'
    assert shorten_html(row) == (
        '<g transform="translate(0 72)"><circle cx="4" cy="35" r="4.5"/></g>'
    )


def test_names_of_the_style_sheet_are_shortened_except_those_of_scripts() -> None:
    page = (
        "<style>.tile-note,.card .tile-note:has(.touched){color:var(--muted);margin:.875rem}"
        '</style><p class="tile-note card free">.tile-note</p>'
        '<script>note.className="touched"</script>'
    )
    assert shorten_names(page) == (
        "<style>.Aa,.Ab .Aa:has(.touched){color:var(--Aa);margin:.875rem}"
        '</style><p class="Aa Ab free">.tile-note</p>'
        '<script>note.className="touched"</script>'
    )


def test_names_that_the_player_of_a_map_uses_are_kept() -> None:
    catalogue = Catalogue.of(campaign_cache.current())
    pages = PageSet(catalogue, Selection("2017"), "ky", has_address=False).draw()
    html = next(content for path, content in pages if path == "ky/map.html").decode()
    classes = {name for value in re.findall(r'class="([^"]*)"', html) for name in value.split()}
    assert {"card", "ranking", "figure", "drawn", "summary", "play-bar"} <= classes
    assert "--text:" in html and ".on-day .card" in html
    assert sum(bool(re.fullmatch("[A-Z][A-Za-z]", name)) for name in classes) > 30
