"""Labels of an axis have the space that they need, measured before Plotly draws."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import NewScreen

pytestmark = pytest.mark.drawn

# px between the left edge of a chart and the widest labels of its vertical axes.
GAPS = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap((plot) => {
  const axes = Object.entries(plot.layout).filter(([name]) => name.startsWith('yaxis'));
  if (!axes.some(([, axis]) => axis.automargin === false && axis.ticktext)) return [];
  const { left } = plot.querySelector('.main-svg').getBoundingClientRect();
  const labels = [...plot.querySelectorAll('.yaxislayer-above text, .yaxislayer-below text')];
  return [Math.min(...labels.map((label) => label.getBoundingClientRect().left)) - left];
})"""


@pytest.mark.parametrize(("lang", "stem"), [("ky", "timeline"), ("ru", "map"), ("en", "plan")])
def test_the_widest_labels_are_just_inside_the_chart(
    new_screen: NewScreen, lang: str, stem: str
) -> None:
    screen = new_screen(lang).open(stem)
    gaps = screen.evaluate(GAPS)
    # As wide as the smallest margin: 4 px in the ranked list, at most 12.
    assert gaps and all(3.5 <= gap <= 13.5 for gap in gaps), gaps


# px from the left edge of the timeline to its legend, its number of lines and of entries.
LEGEND = """() => {
  const plot = document.querySelector('.st-key-timeline .js-plotly-plot');
  const edge = plot.querySelector('.main-svg').getBoundingClientRect().left;
  const boxes = [...plot.querySelectorAll('.legend .traces')].map((entry) =>
    entry.getBoundingClientRect());
  const lines = new Set(boxes.map((box) => Math.round((box.top + box.bottom) / 2)));
  return [Math.min(...boxes.map((box) => box.left)) - edge, lines.size, boxes.length];
}"""


def test_a_legend_fills_its_lines_from_the_left_edge(new_screen: NewScreen) -> None:
    # In columns as wide as the longest entry they would have a line each.
    screen = new_screen("ru", viewport={"width": 768, "height": 1024}).open("timeline")
    left, lines, entries = screen.evaluate(LEGEND)
    assert 0 <= left < 20 and lines <= 4 and entries == 9, (left, lines, entries)
