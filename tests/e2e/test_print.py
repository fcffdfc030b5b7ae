"""A printed page: its charts are complete, and it has no controls."""

from __future__ import annotations

import io

import pypdf
import pytest

from tests.e2e.screen import Screen

# The width of A4 in CSS pixels, without the browser's own margins.
PAPER = {"width": 718, "height": 1000}
# The numbers of cards, of those that are not split, of their left edges, and of cropped charts.
ERRORS = """() => {
  const names = '.stVerticalBlock:has(> .stElementContainer .headline)';
  const cards = [...document.querySelectorAll(names)];
  const lefts = new Set(cards.map((card) => Math.round(card.getBoundingClientRect().left)));
  const below = (element) => element.getBoundingClientRect().bottom;
  const cut = [...document.querySelectorAll('.cf-stage .figure > svg')].filter(
    (drawing) => below(drawing) > below(drawing.closest('.cf-stage')) + 1,
  );
  const whole = cards.filter((card) => getComputedStyle(card).breakInside === 'avoid');
  return { cards: cards.length, whole: whole.length, lefts: lefts.size, cut: cut.length };
}"""

# The scale on paper of each chart that Plotly has drawn.
SCALES = """() => [...document.querySelectorAll('.cf-plot .main-svg:first-of-type')].map((layer) =>
  layer.getBoundingClientRect().width / layer.viewBox.baseVal.width)"""


def test_charts_on_paper_are_complete_and_one_below_the_other(screen: Screen) -> None:
    screen.open("overview")
    screen.page.emulate_media(media="print")
    screen.page.set_viewport_size(PAPER)
    seen = screen.evaluate(ERRORS)
    assert seen["cards"] >= 3
    assert seen == {"cards": seen["cards"], "whole": seen["cards"], "lefts": 1, "cut": 0}
    for place in (".head .menu", ".head .filters", ".st-key-map .choice"):
        assert not screen.page.locator(place).is_visible(), place


@pytest.mark.drawn
def test_a_chart_that_plotly_has_drawn_is_not_cut_on_paper(screen: Screen) -> None:
    screen.open("map")
    labels = screen.page.locator(".st-key-map .cf-plot .main-svg text").all_text_contents()
    paper = pypdf.PdfReader(io.BytesIO(screen.page.pdf(format="A4")))
    printed = {word for page in paper.pages for word in page.extract_text().split()}
    words = {word for label in labels for word in label.split()}
    assert len(words) > 20
    assert words <= printed
    # The chart on the screen is as before.
    assert screen.page.locator(".main-svg[viewBox]").count() == 0


@pytest.mark.drawn
def test_texts_of_a_chart_that_plotly_has_drawn_are_not_smaller_on_paper(screen: Screen) -> None:
    screen.open("timeline")
    screen.page.emulate_media(media="print")
    screen.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    screen.page.set_viewport_size(PAPER)
    scales = screen.evaluate(SCALES)
    assert len(scales) == 3
    assert all(0.9 < scale < 1.1 for scale in scales), scales


def test_numbers_and_map_are_on_the_first_page_of_the_overview(screen: Screen) -> None:
    screen.start("overview")
    screen.wait_for_figures()
    heading = screen.page.locator(".st-key-map .headline h2").inner_text()
    margins = dict.fromkeys(("top", "right", "bottom", "left"), "10mm")
    paper = pypdf.PdfReader(io.BytesIO(screen.page.pdf(format="A4", margin=margins)))
    first, second, *_ = (page.extract_text().split() for page in paper.pages)
    assert {*heading.split()} <= {*first} and not {*heading.split()} <= {*second}
    source = screen.page.locator(".st-key-map .card-foot summary").first.inner_text()
    assert {*source.split()} <= {*first}
