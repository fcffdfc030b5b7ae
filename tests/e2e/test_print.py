"""A printed page: its charts are complete, and it has no controls."""

from __future__ import annotations

import io

import pypdf

from tests.e2e.screen import Screen

# The width of A4 in CSS pixels, without the browser's own margins.
PAPER = {"width": 718, "height": 1000}
# The numbers of cards, of those that are not split, of their left edges, and of cropped charts.
ERRORS = """() => {
  const cards = [...document.querySelectorAll('.card')];
  const lefts = new Set(cards.map((card) => Math.round(card.getBoundingClientRect().left)));
  const below = (element) => element.getBoundingClientRect().bottom;
  const cut = [...document.querySelectorAll('.figure > svg')].filter(
    (drawing) => below(drawing) > below(drawing.parentElement) + 1,
  );
  const whole = cards.filter((card) => getComputedStyle(card).breakInside === 'avoid');
  return { cards: cards.length, whole: whole.length, lefts: lefts.size, cut: cut.length };
}"""
CONTROLS = (".choice", ".play-bar", ".card-menu", ".explore")
LABELS = """() => [...document.querySelectorAll('.card.map .figure > svg')]
  .filter((drawing) => drawing.checkVisibility())
  .flatMap((drawing) => [...drawing.querySelectorAll('text')].map((text) => text.textContent))"""


def test_charts_on_paper_are_complete_and_one_below_the_other(screen: Screen) -> None:
    screen.open("overview")
    screen.page.emulate_media(media="print")
    screen.page.set_viewport_size(PAPER)
    seen = screen.evaluate(ERRORS)
    assert seen["cards"] >= 3
    assert seen == {"cards": seen["cards"], "whole": seen["cards"], "lefts": 1, "cut": 0}
    for place in (
        ".head .menu",
        ".head .filters",
        ".card.map .choice",
        ".card.map .play-bar",
        ".card.map .card-menu",
    ):
        assert not screen.page.locator(place).is_visible(), place


def test_labels_of_a_map_are_on_paper(screen: Screen) -> None:
    screen.open("map")
    screen.page.emulate_media(media="print")
    screen.page.set_viewport_size(PAPER)
    labels = screen.evaluate(LABELS)
    paper = pypdf.PdfReader(io.BytesIO(screen.page.pdf(format="A4")))
    printed = "".join(word for page in paper.pages for word in page.extract_text().split())
    words = {word for label in labels for word in label.split()}
    assert len(words) > 20
    assert not [word for word in words if word not in printed]


def test_numbers_and_map_are_on_the_first_page_of_the_overview(screen: Screen) -> None:
    screen.open("overview")
    heading = screen.page.locator(".card.map .headline h2").inner_text()
    margins = dict.fromkeys(("top", "right", "bottom", "left"), "10mm")
    paper = pypdf.PdfReader(io.BytesIO(screen.page.pdf(format="A4", margin=margins)))
    first, second, *_ = (page.extract_text().split() for page in paper.pages)
    assert {*heading.split()} <= {*first} and not {*heading.split()} <= {*second}
    source = screen.page.locator(".card.map .card-foot summary").first.inner_text()
    assert {*source.split()} <= {*first}
