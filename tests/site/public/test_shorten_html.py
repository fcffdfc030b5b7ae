"""The HTML of a public page is shortened without changing what it shows."""

from __future__ import annotations

import pytest

from campaign.analysis.selection import Selection
from campaign.dataset import campaign_cache
from campaign.site.public.catalogue import Catalogue
from campaign.site.public.pages import PageSet
from campaign.site.public.shorten_html import shorten_html, shorten_variables
from tests.campaigns import with_edition
from tests.html_tree import parse


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


def test_names_of_variables_are_shortened_except_those_of_the_player() -> None:
    page = (
        "<style>.card{color:var(--muted);fill:var(--text);margin:.5rem}</style>"
        '<rect fill="var(--1a2b3c)" style="--short:3px"/><p class="card">--muted)</p>'
    )
    assert shorten_variables(page) == (
        "<style>.card{color:var(--a);fill:var(--text);margin:.5rem}</style>"
        '<rect fill="var(--c)" style="--d:3px"/><p class="card">--muted)</p>'
    )


WORDS = (
    'NGO --hope, Osh  two spaces; var(--muted) var(--1a2b3c) class="card" data-limit="5" '
    'calc(50% + 20.6px) 0.5 &amp; "quoted" <b>bold</b> <rect x="1.4" /> .card{color:red} #first a{'
)


def test_words_are_published_as_they_are_written() -> None:
    campaign = campaign_cache.current()
    activities = campaign.editions["2017"].activities
    assert activities is not None
    rows = activities.assign(organiser="NGO --hope, Osh", title=WORDS)
    catalogue = Catalogue.of(with_edition(campaign, activities=rows))
    pages = dict(PageSet(catalogue, Selection("2017"), "en", has_address=True).draw())
    texts = [element.text or "" for element in parse(pages["en/activities.html"].decode()).iter()]
    assert sum(text.strip() == WORDS for text in texts) == len(rows)
    assert any("NGO --hope, Osh" in text for text in texts)
