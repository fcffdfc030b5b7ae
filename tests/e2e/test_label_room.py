"""Words beside an axis have the room that they need, measured before Plotly draws."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import NewScreen

pytestmark = pytest.mark.drawn

# px between the left edge of a chart and the widest words beside its vertical axes.
GAPS = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap((plot) => {
  const axes = Object.entries(plot.layout).filter(([name]) => name.startsWith('yaxis'));
  if (!axes.some(([, axis]) => axis.automargin === false && axis.ticktext)) return [];
  const { left } = plot.querySelector('.main-svg').getBoundingClientRect();
  const labels = [...plot.querySelectorAll('.yaxislayer-above text, .yaxislayer-below text')];
  return [Math.min(...labels.map((label) => label.getBoundingClientRect().left)) - left];
})"""


@pytest.mark.parametrize(("lang", "stem"), [("ky", "timeline"), ("ru", "map"), ("en", "plan")])
def test_the_widest_words_end_a_little_inside(new_screen: NewScreen, lang: str, stem: str) -> None:
    screen = new_screen(lang).open(stem)
    gaps = screen.evaluate(GAPS)
    # As wide as the smallest margin: 4 px in the ranked list, at most 12.
    assert gaps and all(3.5 <= gap <= 13.5 for gap in gaps), gaps
